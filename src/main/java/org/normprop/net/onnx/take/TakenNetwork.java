package org.normprop.net.onnx.take;

import java.util.Map;
import org.normprop.net.layer.Shape;
import org.normprop.net.run.Network;

/**
 * A network that a model is. Immutable, if nobody writes to its arrays.
 *
 * @param settings what makes the network, under the names that the command line has
 * @param input the shape of a row
 * @param means subtracted from the input: none, one, one a channel or one an element
 * @param stds what it is divided by, as many
 * @param targetMean added to the output of a network that predicts a number
 * @param targetStd what that is multiplied by before
 * @param weights gives a network its weights
 */
public record TakenNetwork(
    Map<String, String> settings,
    Shape input,
    double[] means,
    double[] stds,
    double targetMean,
    double targetStd,
    Weights weights) {

  /** Weights, kept until there is a network for them. */
  @FunctionalInterface
  public interface Weights {
    /**
     * Writes the weights.
     *
     * @param network a network of the settings
     */
    void into(Network network);
  }
}
