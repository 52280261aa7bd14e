package org.normprop.function.stage;

/**
 * One step of a unit: a function of one value, of one value and a random draw, of two values, or of
 * a window of values.
 *
 * <p>Stages are immutable values; {@code equals} compares what they compute.
 */
public sealed interface Stage permits Activation, Noisy, Gate, Pooling {

  /**
   * The canonical text, from which parsing makes an equal stage.
   *
   * @return the text, without parameters that have their default value
   */
  String text();

  /**
   * How many independent values from the stage before this one consumes.
   *
   * @return 1, or 2 for a gate, or the number of cells of a window
   */
  default int arity() {
    return 1;
  }
}
