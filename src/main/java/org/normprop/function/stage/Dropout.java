package org.normprop.function.stage;

import java.util.Locale;
import java.util.Optional;
import org.normprop.text.Numbers;

/**
 * Dropout: x with probability {@code keep}, else 0, times a scale.
 *
 * <p>For an input of mean m and variance v the bare mask gives mean p m and variance p v + p (1-p)
 * m^2, p the keep probability.
 *
 * @param keep the probability that a value is kept, in (0, 1]
 * @param scaling what kept values are divided by
 */
public record Dropout(double keep, Scaling scaling) implements Noisy {

  /** What kept values are divided by. */
  public enum Scaling {
    /** By 1: the bare mask. */
    NONE,
    /** By keep, which preserves the mean: the usual "inverted" dropout. */
    INVERSE,
    /** By sqrt(keep), which preserves the variance of a zero-mean input. */
    SQRT;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks the keep probability. */
  public Dropout {
    checkKeep("dropout", keep);
  }

  static void checkKeep(String name, double keep) {
    if (!(keep > 0 && keep <= 1)) {
      throw new UnitException(name + " keep must be in (0, 1], got " + Numbers.text(keep));
    }
  }

  /**
   * What a kept value is multiplied by.
   *
   * @return 1, 1/keep or 1/sqrt(keep)
   */
  public double factor() {
    return switch (scaling) {
      case NONE -> 1;
      case INVERSE -> 1 / keep;
      case SQRT -> 1 / Math.sqrt(keep);
    };
  }

  @Override
  public Optional<Thinning> thinning() {
    return Optional.of(new Thinning(keep, factor(), 0, 0));
  }

  @Override
  public Noise noise() {
    return Noise.UNIFORM;
  }

  @Override
  public double value(double x, double noise) {
    return noise < keep ? x * factor() : 0;
  }

  @Override
  public double derivative(double x, double noise) {
    return noise < keep ? factor() : 0;
  }

  @Override
  public void evaluate(double[] x, double[] noise, double[] y, double[] dy, int n) {
    double factor = factor();
    for (int i = 0; i < n; i++) {
      // Without a branch: (noise - keep) is negative, and its sign bit 1, exactly when kept.
      double mask = factor * (Double.doubleToRawLongBits(noise[i] - keep) >>> 63);
      y[i] = x[i] * mask;
      dy[i] = mask;
    }
  }

  @Override
  public String text() {
    String text = "dropout:keep=" + Numbers.text(keep);
    return scaling == Scaling.NONE ? text : text + ":scale=" + scaling.text();
  }
}
