package org.normprop.train;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.normprop.data.InputNorm;
import org.normprop.data.TargetScale;
import org.normprop.net.compute.Tensor;
import org.normprop.net.run.Network;

/**
 * Where a training starts that goes on with a network of another origin. Immutable.
 *
 * @param norm what that network's inputs were brought to a scale by
 * @param scale what its output was brought to numbers of the target by
 * @param weights writes its weights
 */
public record Start(InputNorm norm, TargetScale scale, Consumer<Network> weights) {

  private static final Set<String> GAINS = Set.of("gamma", "weight_g");
  private static final Set<String> ADDED = Set.of("bias", "beta");

  /** Writes the weights, the last layer's for targets of this run's scale. */
  void give(Network network, Inputs inputs) {
    weights.accept(network);
    TargetScale own = inputs.targetScale().orElse(scale);
    List<Tensor> state = network.state();
    if (own.equals(scale) || state.isEmpty()) {
      return;
    }
    // old std u + old mean = new std v + new mean
    double factor = scale.std() / own.std();
    double shift = (scale.mean() - own.mean()) / own.std();
    String last = layer(state.get(state.size() - 1));
    List<Tensor> tensors = state.stream().filter(one -> layer(one).equals(last)).toList();
    boolean gains = tensors.stream().anyMatch(one -> GAINS.contains(kind(one)));
    for (Tensor tensor : tensors) {
      boolean adds = ADDED.contains(kind(tensor));
      boolean scales = adds || GAINS.contains(kind(tensor)) || !gains;
      for (int i = 0; scales && i < tensor.values().length; i++) {
        double value = tensor.values()[i] * factor;
        tensor.values()[i] = (float) (adds ? value + shift : value);
      }
    }
  }

  private static String layer(Tensor tensor) {
    return tensor.name().substring(0, tensor.name().lastIndexOf('.') + 1);
  }

  private static String kind(Tensor tensor) {
    return tensor.name().substring(tensor.name().lastIndexOf('.') + 1);
  }
}
