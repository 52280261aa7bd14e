package org.normprop.function.stage;

import org.normprop.text.Numbers;

/**
 * Gaussian dropout: x times N(1, (1-keep)/keep), the noise whose variance inverted dropout has.
 *
 * <p>Srivastava et al., Dropout (2014), section 10; Keras' GaussianDropout with rate 1 - keep.
 *
 * @param keep the keep probability of the dropout that it imitates, in (0, 1]
 */
public record GaussianDropout(double keep) implements Noisy {

  /** Checks the keep probability. */
  public GaussianDropout {
    Dropout.checkKeep("gaussian_dropout", keep);
  }

  /**
   * The standard deviation of the factor.
   *
   * @return sqrt((1-keep)/keep)
   */
  public double noiseStd() {
    return Math.sqrt((1 - keep) / keep);
  }

  @Override
  public Noise noise() {
    return Noise.NORMAL;
  }

  @Override
  public double value(double x, double noise) {
    return x * (1 + noiseStd() * noise);
  }

  @Override
  public double derivative(double x, double noise) {
    return 1 + noiseStd() * noise;
  }

  @Override
  public String text() {
    return "gaussian_dropout:keep=" + Numbers.text(keep);
  }
}
