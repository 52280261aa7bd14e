package org.normprop.net.layer;

import org.normprop.function.Activation;

/** What follows the scale and shift: y = (f(pre) - mean) / std. Arpit et al. (2016), eq. 12. */
public sealed interface Nonlinearity {

  /** The linear layer: y = pre. */
  record Linear() implements Nonlinearity {}

  /**
   * A function of the catalog.
   *
   * @param activation f
   * @param constants the mean and standard deviation of f(N(0,1)), or the identity
   */
  record Fixed(Activation activation, Affine constants) implements Nonlinearity {}

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
  }

  /** What a PReLU's output is shifted and divided by. */
  enum SlopeConstants {
    /** Nothing: y = f. */
    NONE,
    /** The mean, and the standard deviation of the output. */
    STD,
    /** The mean, and the standard deviation of the signal sent back, sqrt(E f'^2). */
    BACKWARD
  }
}
