package org.normprop.function.stage;

import java.util.Optional;
import org.normprop.text.Numbers;

/**
 * Alpha dropout, which keeps (mean 0, variance 1): a x + b with probability {@code keep}, else a
 * alpha' + b, where alpha' = -1.7580993408473766 is what SELU saturates at.
 *
 * <p>With d = 1 - keep: a = 1/sqrt((1-d)(1 + d alpha'^2)), b = -a d alpha'. Klambauer et al.,
 * Self-Normalizing Neural Networks (2017), section 2.
 *
 * @param keep the probability that a value is kept, in (0, 1]
 */
public record AlphaDropout(double keep) implements Noisy {

  /** What a dropped value becomes before the affine map: -scale * alpha of SELU. */
  private static final double DROPPED = -1.7580993408473766;

  /** Checks the keep probability. */
  public AlphaDropout {
    Dropout.checkKeep("alpha_dropout", keep);
  }

  private double slope() {
    return 1 / Math.sqrt(keep * (1 + (1 - keep) * DROPPED * DROPPED));
  }

  private double offset() {
    return -slope() * (1 - keep) * DROPPED;
  }

  @Override
  public Optional<Thinning> thinning() {
    return Optional.of(new Thinning(keep, slope(), offset(), slope() * DROPPED + offset()));
  }

  @Override
  public Noise noise() {
    return Noise.UNIFORM;
  }

  @Override
  public double value(double x, double noise) {
    return slope() * (noise < keep ? x : DROPPED) + offset();
  }

  @Override
  public double derivative(double x, double noise) {
    return noise < keep ? slope() : 0;
  }

  @Override
  public String text() {
    return "alpha_dropout:keep=" + Numbers.text(keep);
  }
}
