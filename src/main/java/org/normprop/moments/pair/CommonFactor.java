package org.normprop.moments.pair;

import org.normprop.function.math.Special;
import org.normprop.table.Bounded;

/**
 * Pairs by what they have in common: u = sqrt(c) w + sqrt(1-c) x and v = +-(sqrt(c) w + sqrt(1-c)
 * y) with independent normals w, x, y and c = |r|, so that
 *
 * <pre>Cov[f(u), g(v)] = E F(w) G(+-w),   F(w) = E[f(u) | w]</pre>
 *
 * <p>with f and g less their means. F is f smoothed by a Gaussian, hence entire, with |F(w + iy)|
 * at most e^(c y^2/(2(1-c))) E[|f(u)| | w], whatever kinks and jumps f has. So the trapezoidal rule
 * of step h for the outer integral is wrong by no more than 2 e^(-pi^2/(A h^2)) ||f|| ||g|| with A
 * = (1+c)/(2(1-c)): the step is chosen for that (Trefethen and Weideman, The Exponentially
 * Convergent Trapezoidal Rule, 2014, theorem 5.1). The inner integrals are sums over a {@link
 * Mesh}.
 *
 * <p>The slope is E F'(w) G'(+-w)/c with F' from the smoothing kernel, so that jumps count and no
 * derivative of f is asked for. Everything is summed of deviations f - F(w). Immutable.
 */
final class CommonFactor {

  /** e^-44 is 8e-20. */
  private static final double TRAPEZOID = 44;

  private static final double TRAPEZOID_ERROR = 2 * 7.8e-20;

  /** By how much F' may grow faster than F, squared: (1 + sqrt(88 c/(1+c)))^2 at most. */
  private static final double SLOPE_GROWTH = 64;

  /** e^(-13.5^2/2) is 3e-40: a smoothing kernel is nothing beyond. */
  private static final double KERNEL_END = 13.5;

  /** Where w lies, given that |u| is within its range: 13 standard deviations more. */
  private static final double FACTOR_END = 13;

  /** What sums and kernels may be wrong by together, in units of rounding. */
  private static final double SUM_ROUNDING = 32;

  private final double c;
  private final double sigma;
  private final double delta; // distance of the places sqrt(c) w; of few bits, so that j delta is
  // exact
  private final int most; // j runs from -most to most
  private final double[] outer; // weights of the outer rule, by j + most
  private final double[] decay; // e^(-(k delta)^2/(2 sigma^2))

  private final Mesh f;
  private final Mesh g;
  private final Smoothed first;
  private final Smoothed second;

  /**
   * A pair's smoothed curves.
   *
   * @param f a curve whose panels are no wider than {@link #widest}
   * @param g another, or the same
   * @param distance 1 - |r|, positive
   */
  CommonFactor(Mesh f, Mesh g, double distance) {
    this.f = f;
    this.g = g;
    double end = Math.max(f.end(), g.end());
    c = 1 - distance;
    sigma = Math.sqrt(distance);
    double growth = (1 + c) / (2 * distance);
    double ideal = Math.PI / Math.sqrt(TRAPEZOID * growth);
    double rootC = Math.sqrt(c);
    delta = (float) (ideal * rootC);
    double h = delta > 0 ? delta / rootC : ideal;
    most = (int) Math.ceil((rootC * end + FACTOR_END * sigma) / h);
    outer = new double[2 * most + 1];
    for (int j = -most; j <= most; j++) {
      outer[j + most] = h * Special.normalDensity(j * h);
    }
    int reach =
        delta > 0
            ? (int) Math.min(2.0 * most, Math.ceil(KERNEL_END * sigma / delta) + 1)
            : 2 * most;
    decay = new double[reach + 1];
    for (int k = 0; k <= reach; k++) {
      double t = k * delta / sigma;
      decay[k] = StrictMath.exp(-t * t / 2);
    }
    first = smoothed(f);
    second = f == g ? first : smoothed(g);
  }

  /** The widest panel that kernels of this distance allow. */
  static double widest(double distance) {
    return 1.6 * Math.sqrt(distance);
  }

  /**
   * The moments of a pair.
   *
   * @param f a curve whose panels are no wider than {@link #widest}
   * @param g another, or the same
   * @param rho a correlation of positive distance
   */
  static Joint of(Mesh f, Mesh g, Rho rho) {
    return new CommonFactor(f, g, rho.distance()).joint(rho.sign());
  }

  /** By j: F(w), dF/d(sqrt(c) w), and Var[f | w]. */
  private record Smoothed(double[] mean, double[] slope, double[] variance) {}

  private Smoothed smoothed(Mesh f) {
    int size = outer.length;
    Smoothed s = new Smoothed(new double[size], new double[size], new double[size]);
    double[] mass = new double[size];
    double[] kernel = new double[2 * decay.length - 1];
    double[] height = new double[f.count()];
    double[] ratio = new double[f.count()];
    for (int i = 0; i < f.count(); i++) {
      int j = nearest(f.z(i));
      // The mesh's weight holds the normal density, which the kernel replaces.
      double offset = (f.z(i) - j * delta) / sigma;
      height[i] =
          f.length(i) / (sigma * Math.sqrt(2 * Math.PI)) * StrictMath.exp(-offset * offset / 2);
      ratio[i] = StrictMath.exp(offset * (delta / sigma));
      int from = kernel(height[i], ratio[i], j, kernel);
      int to = Math.min(size - 1, j + most + decay.length - 1);
      int shift = decay.length - 1 - (j + most);
      addMean(kernel, shift, from, to, f.centred(i), s.mean, mass);
    }
    for (int at = 0; at < size; at++) {
      // The kernel's mass is 1 but for rounding, and for what lies beyond the mesh.
      if (mass[at] > 0.5) {
        s.mean[at] /= mass[at];
      }
    }
    for (int i = 0; i < f.count(); i++) {
      int j = nearest(f.z(i));
      int from = kernel(height[i], ratio[i], j, kernel);
      int to = Math.min(size - 1, j + most + decay.length - 1);
      int shift = decay.length - 1 - (j + most);
      addSpread(kernel, shift, from, to, f.centred(i), f.z(i), s);
    }
    for (int at = 0; at < size; at++) {
      s.slope[at] /= sigma * sigma;
    }
    return s;
  }

  // The two loops that everything waits for, small enough to be compiled early.

  private static void addMean(
      double[] kernel, int shift, int from, int to, double value, double[] mean, double[] mass) {
    for (int at = from; at <= to; at++) {
      mean[at] += kernel[at + shift] * value;
      mass[at] += kernel[at + shift];
    }
  }

  private void addSpread(
      double[] kernel, int shift, int from, int to, double value, double z, Smoothed s) {
    double[] mean = s.mean;
    double[] variance = s.variance;
    double[] slope = s.slope;
    for (int at = from; at <= to; at++) {
      double deviation = value - mean[at];
      double weighted = kernel[at + shift] * deviation;
      variance[at] += weighted * deviation;
      slope[at] += weighted * (z - (at - most) * delta);
    }
  }

  private int nearest(double z) {
    if (!(delta > 0)) {
      return 0;
    }
    return (int) Math.max(-most, Math.min(most, Math.rint(z / delta)));
  }

  /** Fills a node's kernel around place j; gives the first place that it reaches. */
  private int kernel(double height, double ratio, int j, double[] kernel) {
    double back = 1 / ratio;
    int middle = decay.length - 1;
    kernel[middle] = height;
    double up = height;
    double down = height;
    for (int k = 1; k < decay.length; k++) {
      up *= ratio;
      down *= back;
      kernel[middle + k] = up * decay[k];
      kernel[middle - k] = down * decay[k];
    }
    return Math.max(0, j + most - (decay.length - 1));
  }

  /** The moments at a correlation of this distance and the given sign. */
  Joint joint(int sign) {
    double stdF = Math.sqrt(f.variance().value());
    double stdG = Math.sqrt(g.variance().value());
    boolean isOne = f == g && sign > 0;
    double covariance = 0;
    double slope = 0;
    double slopesF = 0;
    double slopesG = 0;
    double varianceF = 0;
    double varianceG = 0;
    double apart = 0;
    for (int at = 0; at < outer.length; at++) {
      int other = sign > 0 ? at : outer.length - 1 - at;
      double w = outer[at];
      covariance += w * first.mean[at] * second.mean[other];
      slope += w * first.slope[at] * second.slope[other];
      slopesF += w * first.slope[at] * first.slope[at];
      slopesG += w * second.slope[at] * second.slope[at];
      varianceF += w * first.variance[at];
      varianceG += w * second.variance[at];
      double gap = isOne ? 0 : first.mean[at] / stdF - second.mean[other] / stdG;
      apart += w * gap * gap;
    }
    double wrongF = f.missing() + SUM_ROUNDING * Bounded.UNIT_ROUNDOFF * stdF;
    double wrongG = g.missing() + SUM_ROUNDING * Bounded.UNIT_ROUNDOFF * stdG;
    double covarianceError =
        wrongF * stdG + wrongG * stdF + wrongF * wrongG + TRAPEZOID_ERROR * stdF * stdG;
    double rootF = Math.sqrt(slopesF) + wrongF / sigma;
    double rootG = Math.sqrt(slopesG) + wrongG / sigma;
    double slopeError =
        (wrongF * rootG + wrongG * rootF) / sigma
            + 4 * SUM_ROUNDING * Bounded.UNIT_ROUNDOFF * rootF * rootG
            + SLOPE_GROWTH * TRAPEZOID_ERROR * stdF * stdG / (sigma * sigma);
    return new Joint(
        new Bounded(covariance, covarianceError),
        new Bounded(slope, slopeError),
        difference(varianceF, varianceG, apart, isOne));
  }

  /** Half of the variances that w leaves, and half of what the means are apart. */
  private Bounded difference(double varianceF, double varianceG, double apart, boolean isOne) {
    Bounded left = ofVariance(f, varianceF);
    if (isOne) {
      return left;
    }
    double wrong = relative(f) + relative(g) + 2 * SUM_ROUNDING * Bounded.UNIT_ROUNDOFF;
    Bounded means = new Bounded(apart, 2 * Math.sqrt(apart) * wrong + wrong * wrong);
    return left.plus(ofVariance(g, varianceG)).plus(means).times(0.5);
  }

  private static double relative(Mesh f) {
    return f.missing() / Math.sqrt(f.variance().value());
  }

  private static Bounded ofVariance(Mesh f, double variance) {
    double wrong = f.missing();
    double error =
        2 * wrong * Math.sqrt(variance)
            + wrong * wrong
            + SUM_ROUNDING * Bounded.UNIT_ROUNDOFF * variance
            + TRAPEZOID_ERROR * f.variance().value();
    return new Bounded(variance, error).over(f.variance());
  }
}
