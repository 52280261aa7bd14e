package org.normprop.train;

import org.normprop.net.run.Network;

/** Training met a number that is not finite. The message says at which step and where. */
public final class DivergedException extends Exception {

  private static final long serialVersionUID = 1L;

  DivergedException(String message) {
    super(message);
  }

  /**
   * Names the place where a network has its first number that is not finite.
   *
   * @param network the network
   * @param epoch the epoch
   * @param when the step
   * @return the exception
   */
  static DivergedException of(Network network, int epoch, String when) {
    return new DivergedException(
        "training diverged in epoch "
            + epoch
            + ", "
            + when
            + ": "
            + firstNonFinite(network)
            + " is the first that is not finite; try a smaller --lr or --clip 1");
  }

  /** Weights that the step before has spoilt come before the outputs that they spoil. */
  private static String firstNonFinite(Network network) {
    return network.parameters().stream()
        .filter(parameter -> !isFinite(parameter.values()))
        .findFirst()
        .map(parameter -> "the parameter " + parameter.name())
        .or(network::firstNonFinite)
        .orElse("the loss");
  }

  private static boolean isFinite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
