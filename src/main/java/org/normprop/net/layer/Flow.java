package org.normprop.net.layer;

import java.util.List;
import java.util.Optional;
import org.normprop.function.Unit;
import org.normprop.table.Correlations;
import org.normprop.table.Input;
import org.normprop.table.Row;

/**
 * What a layer's rule for statistics may ask: what arrives, and how the layer stands in a network.
 *
 * @param inputs what is foretold of each input
 * @param shapes the inputs' shapes
 * @param output the shape that comes out
 * @param training whether the pass is one of training
 * @param gain how the weights stretch; empty for a layer without weights
 * @param slope the learnt slope of its activation; NaN if there is none
 * @param source the constants
 * @param correlations what activations do to the correlation of two places
 * @param together the correlation of the two terms of a sum, place by place; 0 for other layers
 * @param neighbours how places correlate because the network's input does
 */
public record Flow(
    List<FlowMap> inputs,
    List<Shape> shapes,
    Shape output,
    boolean training,
    Optional<Gain> gain,
    double slope,
    Source source,
    Correlations correlations,
    double together,
    Neighbours neighbours) {

  /**
   * How much places correlate because the network's input does, or windows overlap: the cells of a
   * pooling's window, on average over pairs, or what an activation receives at places side by side.
   *
   * @param normals the correlation of the normals behind them, as their unit has them
   * @param values the correlation of the values themselves
   * @param beside that of neighbouring places; of layers other than poolings
   * @param union where the values are the largest of windows that overlap: by how many times more
   *     cells two neighbouring ones hold than one; else 0
   */
  public record Neighbours(double normals, double values, double beside, double union) {
    /** Of inputs that are independent. */
    public static final Neighbours NONE = new Neighbours(0, 0, 0, 0);
  }

  /** Where constants for any normal come from. */
  @FunctionalInterface
  public interface Source {
    /**
     * The constants of a unit.
     *
     * @param unit the unit
     * @param input what goes in
     * @return its row
     */
    Row row(Unit unit, Input input);
  }

  /** What arrives at a layer of one input. */
  FlowMap in() {
    return inputs.get(0);
  }

  /** The shape of the one input. */
  Shape shape() {
    return shapes.get(0);
  }

  /** A step of which nothing is known: for a layer that has no rule. */
  FlowStep unknown() {
    FlowState nothing = FlowState.unknown(Statistics.UNKNOWN, Double.NaN);
    FlowSignal unknown = FlowSignal.of(Double.NaN, shape().plane());
    return FlowStep.of(Statistics.UNKNOWN, FlowMap.of(nothing, output), signal -> unknown);
  }
}
