package org.normprop.moments;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.normprop.function.stage.Activation;
import org.normprop.moments.law.MomentException;

/**
 * A mean and variance that a layer keeps: its inputs have them, and its outputs again.
 *
 * <p>A layer of many weights of sum {@code weightSum} and norm 1 makes of inputs (mean, variance) a
 * pre-activation z ~ N(weightSum mean, variance), and of that an output of mean E[f(z)] and
 * variance Var[f(z)]. Weights drawn around 0 have the sum 0. Klambauer et al., Self-Normalizing
 * Neural Networks (2017), equations 4 and 5 with omega = weightSum and tau = 1.
 *
 * @param mean the mean
 * @param variance the variance, positive
 * @param weightSum the sum of a unit's weights
 * @param jacobian d(mean', variance')/d(mean, variance), row by row
 */
public record FixedPoint(double mean, double variance, double weightSum, List<Double> jacobian) {

  private static final double[] MEANS = {-0.5, 0, 0.5, 1.5};
  private static final double[] VARIANCES = {0.3, 1.5};

  /** Where the search begins. */
  public static final double LEAST_VARIANCE = 1e-3;

  /** Where it ends. */
  public static final double MOST_VARIANCE = 1e2;

  private static final int MOST_STEPS = 25;
  private static final double SETTLED = 1e-11;
  private static final double SAME = 1e-6;

  /** What |det(J - I)| must exceed, lest the point be one of a line of points. */
  private static final double ISOLATED = 1e-8;

  /**
   * The largest absolute eigenvalue of the Jacobian.
   *
   * @return below 1, the point attracts what is near it; above, it repels in some direction
   */
  public double spectralRadius() {
    double half = (jacobian.get(0) + jacobian.get(3)) / 2;
    double determinant = jacobian.get(0) * jacobian.get(3) - jacobian.get(1) * jacobian.get(2);
    double discriminant = half * half - determinant;
    return discriminant >= 0 ? Math.abs(half) + Math.sqrt(discriminant) : Math.sqrt(determinant);
  }

  /**
   * Whether means and variances near the point come nearer from layer to layer.
   *
   * @return true if the spectral radius is below 1
   */
  public boolean isStable() {
    return spectralRadius() < 1;
  }

  /**
   * A point with the Jacobian there, whether the layer keeps it or not.
   *
   * @param f an activation
   * @param mean the mean
   * @param variance the variance, positive
   * @param weightSum the sum of a unit's weights
   * @return the point
   * @throws MomentException if a moment does not exist
   */
  static FixedPoint at(Activation f, double mean, double variance, double weightSum) {
    return of(mean, variance, weightSum, new MomentMap(f).jacobian(weightSum * mean, variance));
  }

  /** A point with the derivatives of the map at (weightSum mean, variance). */
  static FixedPoint of(double mean, double variance, double weightSum, MomentMap.Jacobian slopes) {
    return new FixedPoint(
        mean,
        variance,
        weightSum,
        List.of(
            weightSum * slopes.meanByMean().value(),
            slopes.meanByVariance().value(),
            weightSum * slopes.varianceByMean().value(),
            slopes.varianceByVariance().value()));
  }

  /**
   * The isolated fixed points with a variance from {@value #LEAST_VARIANCE} to {@value
   * #MOST_VARIANCE}. For a weight sum of 0 the variance alone decides ({@link KeptVariances}); else
   * Newton's method starts from a few means and variances.
   *
   * @param f an activation
   * @param weightSum the sum of a unit's weights
   * @return the fixed points, by variance; empty if none was found
   * @throws MomentException if a moment does not exist
   */
  public static List<FixedPoint> of(Activation f, double weightSum) {
    if (weightSum == 0) {
      return KeptVariances.of(f, false).points();
    }
    MomentMap map = new MomentMap(f);
    List<FixedPoint> found = new ArrayList<>();
    for (double mean : MEANS) {
      for (double variance : VARIANCES) {
        FixedPoint point = newton(f, map, mean, variance, weightSum);
        if (point != null && found.stream().noneMatch(point::isSame)) {
          found.add(point);
        }
      }
    }
    found.sort(Comparator.comparingDouble(FixedPoint::variance));
    return found;
  }

  private boolean isSame(FixedPoint other) {
    return Math.abs(mean - other.mean) < SAME && Math.abs(variance - other.variance) < SAME;
  }

  /** Solves map(p) - p = 0; null if it leaves the region, does not settle, or is not isolated. */
  private static FixedPoint newton(
      Activation f, MomentMap map, double mean, double variance, double weightSum) {
    double m = mean;
    double v = variance;
    double last = Double.POSITIVE_INFINITY;
    for (int step = 0; step < MOST_STEPS; step++) {
      MomentMap.Image image = map.at(weightSum * m, v);
      double f1 = image.mean() - m;
      double f2 = image.variance() - v;
      double size = Math.abs(f1) + Math.abs(f2);
      if (Double.isNaN(size)) {
        return null;
      }
      FixedPoint here = at(f, m, v, weightSum);
      List<Double> j = here.jacobian;
      double determinant = (j.get(0) - 1) * (j.get(3) - 1) - j.get(1) * j.get(2);
      if (size < SETTLED && size >= last / 2) {
        return Math.abs(determinant) > ISOLATED ? here : null;
      }
      last = size;
      double dm = (-(j.get(3) - 1) * f1 + j.get(1) * f2) / determinant;
      double dv = (j.get(2) * f1 - (j.get(0) - 1) * f2) / determinant;
      double damping = dv < 0 ? Math.min(1, -0.5 * v / dv) : 1; // the variance stays positive
      m += damping * dm;
      v += damping * dv;
      if (!(v > LEAST_VARIANCE && v < MOST_VARIANCE && Math.abs(m) < MOST_VARIANCE)) {
        return null;
      }
    }
    return null;
  }
}
