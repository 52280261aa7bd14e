package org.normprop.train.compare;

import java.io.Serializable;
import java.util.Optional;
import org.normprop.train.Score;

/**
 * How a training of a comparison ended; its folder holds the rest.
 *
 * @param index which of the trainings, from 0
 * @param loss the loss of the held-out rows at the end; NaN if it diverged
 * @param quality their accuracy, or root mean squared error; NaN if it diverged
 * @param classes whether classes are predicted
 * @param divergence where it diverged; null if it did not
 */
public record EndedRun(int index, double loss, double quality, boolean classes, String divergence)
    implements Serializable {

  static EndedRun of(int index, Score heldOut, boolean classes) {
    return new EndedRun(index, heldOut.loss(), heldOut.quality(), classes, null);
  }

  static EndedRun diverged(int index, boolean classes, String where) {
    return new EndedRun(index, Double.NaN, Double.NaN, classes, where);
  }

  /** Where it diverged, if it did. */
  public Optional<String> diverged() {
    return Optional.ofNullable(divergence);
  }
}
