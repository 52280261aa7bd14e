package org.normprop.function.stage;

import org.normprop.text.Numbers;

/**
 * Randomised leaky ReLU as trained: x for x &gt; 0, else a x with a uniform on [lower, upper).
 *
 * <p>In evaluation its slope is the mean (lower + upper)/2; that form is the activation {@code
 * rrelu}. Xu et al., Empirical Evaluation of Rectified Activations (2015); PyTorch's RReLU.
 *
 * @param lower the least slope
 * @param upper the largest slope, at least {@code lower}
 */
public record RandomizedRelu(double lower, double upper) implements Noisy {

  /** PyTorch's least slope. */
  public static final double DEFAULT_LOWER = 1.0 / 8;

  /** PyTorch's largest slope. */
  public static final double DEFAULT_UPPER = 1.0 / 3;

  /** Checks the bounds. */
  public RandomizedRelu {
    if (!(Math.abs(lower) <= Double.MAX_VALUE && lower <= upper && upper <= Double.MAX_VALUE)) {
      throw new UnitException(
          "rrelu needs lower <= upper, got " + Numbers.text(lower) + " and " + Numbers.text(upper));
    }
  }

  @Override
  public Noise noise() {
    return Noise.UNIFORM;
  }

  @Override
  public double value(double x, double noise) {
    return x > 0 ? x : x * slope(noise);
  }

  @Override
  public double derivative(double x, double noise) {
    return x > 0 ? 1 : slope(noise);
  }

  private double slope(double noise) {
    return lower + (upper - lower) * noise;
  }

  @Override
  public String text() {
    StringBuilder text = new StringBuilder("rrelu");
    if (lower != DEFAULT_LOWER) {
      text.append(":lower=").append(Numbers.text(lower));
    }
    if (upper != DEFAULT_UPPER) {
      text.append(":upper=").append(Numbers.text(upper));
    }
    return text.append(":mode=train").toString();
  }
}
