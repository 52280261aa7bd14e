package org.normprop.net.layer;

import org.normprop.function.stage.Activation;

/** What follows the scale and shift: y = (f(pre) - mean) / std. Arpit et al. (2016), eq. 12. */
public sealed interface Nonlinearity {

  /**
   * What it is, in words behind a layer.
   *
   * @return for example {@code " relu"}
   */
  String text();

  /**
   * What its value is shifted and divided by, in words.
   *
   * @return empty for nothing
   */
  default String constantsText() {
    return "";
  }

  /** The linear layer: y = pre. */
  record Linear() implements Nonlinearity {
    @Override
    public String text() {
      return " linear";
    }
  }

  /**
   * A function of the catalog.
   *
   * @param activation f
   * @param constants the mean and standard deviation of f(N(0,1)), or the identity
   */
  record Fixed(Activation activation, Affine constants) implements Nonlinearity {
    @Override
    public String text() {
      return " " + activation.text();
    }

    @Override
    public String constantsText() {
      return constants.equals(Affine.IDENTITY) ? "" : constants.text();
    }
  }

  /**
   * PReLU: f(t) = t for t &gt; 0, else a t, one slope a for the layer, learnt. Its constants follow
   * a, and the gradient goes through them; Arpit et al. (2016), remark 2.
   *
   * @param slope where a starts
   * @param constants what the output is divided by
   */
  record LearntSlope(double slope, SlopeConstants constants) implements Nonlinearity {
    /** Checks that the slope is a number. */
    public LearntSlope {
      if (!Double.isFinite(slope)) {
        throw new IllegalArgumentException("a slope must be finite, got " + slope);
      }
    }

    @Override
    public String text() {
      return " prelu";
    }

    @Override
    public String constantsText() {
      return constants == SlopeConstants.NONE ? "" : "follow the slope";
    }
  }

  /** What a PReLU's output is shifted and divided by. */
  enum SlopeConstants {
    /** Nothing: y = f. */
    NONE,
    /** The mean, and the standard deviation of the output. */
    STD,
    /** The mean, and the standard deviation of the signal sent back, sqrt(E f'^2). */
    BACKWARD;

    /**
     * The constants of a PReLU: mean (1-a)/sqrt(2 pi), standard deviation sqrt(((1+a^2) -
     * (1-a)^2/pi)/2) (Arpit et al. 2016, remark 2), backward sqrt((1+a^2)/2).
     *
     * @param a the slope
     * @return the constants under this rule
     */
    public Affine at(double a) {
      return new Affine(mean(a), scale(a));
    }

    public double mean(double a) {
      return this == NONE ? 0 : (1 - a) / Math.sqrt(2 * Math.PI);
    }

    public double scale(double a) {
      double second = (1 + a * a) / 2;
      return switch (this) {
        case NONE -> 1;
        case STD -> Math.sqrt(second - mean(a) * mean(a));
        case BACKWARD -> Math.sqrt(second);
      };
    }

    /** The derivative of the mean by the slope. */
    public double meanSlope() {
      return this == NONE ? 0 : -1 / Math.sqrt(2 * Math.PI);
    }

    /** The derivative of the scale by the slope, given the scale. */
    public double scaleSlope(double a, double scale) {
      return switch (this) {
        case NONE -> 0;
        case STD -> (a + (1 - a) / Math.PI) / (2 * scale);
        case BACKWARD -> a / (2 * scale);
      };
    }
  }
}
