package org.normprop.net.onnx.predict.bond;

import org.normprop.net.onnx.predict.signal.Density;
import org.normprop.net.onnx.predict.signal.TensorSignal;

/** Densities and clouds of values whose common scale has a variance. */
final class Scales {

  /** Below this variance of their scale values are normal. */
  private static final double LEAST = 0.01;

  private static final double MOST = 3;
  private static final double LIGHTEST = -0.3;

  private Scales() {}

  private static ScaleMixture mixture(double scale) {
    double held = Math.max(LIGHTEST, Math.min(MOST, scale));
    return ScaleMixture.of(Density.NORMAL.points(0), held);
  }

  /** A signal's density, which is the scale's where it was normal. */
  static Density density(double scale, TensorSignal out) {
    return out.isNormal() ? density(scale) : out.origin().density();
  }

  static Density density(double scale) {
    if (Math.abs(scale) < LEAST) {
      return Density.NORMAL;
    }
    ScaleMixture mixture = mixture(scale);
    return new Density(1, new double[][] {mixture.points()}, new double[][] {mixture.weights()});
  }

  static Cloud cloud(int size, int places, Cloud.Tie own, double scale, Expansion expansion) {
    return cloud(size, places, own, scale, expansion, Density.NORMAL);
  }

  /** Of values that have a density each. */
  static Cloud cloud(
      int size, int places, Cloud.Tie own, double scale, Expansion expansion, Density density) {
    Expansion.Common common =
        Math.abs(scale) < LEAST ? Expansion.Common.NONE : expansion.common(mixture(scale), scale);
    return new Cloud(size, places, own, common.shaped(density, size));
  }
}
