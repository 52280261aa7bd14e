package org.normprop.net.run;

/**
 * What a forward pass is for.
 *
 * @param training whether dropout draws masks and batch normalisation takes the batch's statistics
 * @param step the number of the training step, which with the seed decides the masks
 */
public record Pass(boolean training, long step) {

  /** A pass that changes nothing and draws nothing. */
  public static final Pass EVALUATION = new Pass(false, 0);

  /**
   * A training pass.
   *
   * @param step its number
   * @return the pass
   */
  public static Pass training(long step) {
    return new Pass(true, step);
  }
}
