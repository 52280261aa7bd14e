package org.normprop.moments;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
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

  private static final int VARIANCE_STEPS = 50;
  private static final int MOST_STEPS = 25;
  private static final double SETTLED = 1e-11;
  private static final double SAME = 1e-6;

  /** Images as near as this, relatively, are the variance itself. */
  private static final double ROUNDING = 1e-13;

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
   * #MOST_VARIANCE}. For a weight sum of 0 the variance alone decides, and all sign changes on a
   * fine grid are found; else Newton's method starts from a few means and variances.
   *
   * @param f an activation
   * @param weightSum the sum of a unit's weights
   * @return the fixed points, by variance; empty if none was found
   * @throws MomentException if a moment does not exist
   */
  public static List<FixedPoint> of(Activation f, double weightSum) {
    MomentMap map = new MomentMap(f);
    List<FixedPoint> found = new ArrayList<>();
    if (weightSum == 0) {
      for (double variance : kept(v -> map.at(0, v).variance())) {
        found.add(at(f, map.at(0, variance).mean(), variance, 0));
      }
      return found;
    }
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

  /**
   * Fixed points of the second moment, without centring: E[f(z)^2] = q for z ~ N(0, q). As He et
   * al. 2015 keep it.
   *
   * @param f an activation
   * @return the second moments q with the slope of the map there, as variances of mean 0
   */
  public static List<FixedPoint> ofSecondMoment(Activation f) {
    MomentMap map = new MomentMap(f);
    return kept(map::second).stream()
        .map(q -> new FixedPoint(0, q, 0, List.of(0.0, 0.0, 0.0, map.secondSlope(q))))
        .toList();
  }

  /**
   * Whether all variances from {@value #LEAST_VARIANCE} to {@value #MOST_VARIANCE} are kept, as by
   * the identity: a line of fixed points, none of which is isolated.
   *
   * @param f an activation
   * @param second whether second moments are meant
   * @return true if every variance on a grid is its own image, up to rounding
   */
  public static boolean isLine(Activation f, boolean second) {
    MomentMap map = new MomentMap(f);
    for (double v = LEAST_VARIANCE; v <= MOST_VARIANCE; v *= 3.7) {
      double image = second ? map.second(v) : map.at(0, v).variance();
      if (!(Math.abs(image - v) <= ROUNDING * v)) {
        return false;
      }
    }
    return true;
  }

  private boolean isSame(FixedPoint other) {
    return Math.abs(mean - other.mean) < SAME && Math.abs(variance - other.variance) < SAME;
  }

  /** The v with map(v) = v; none where they are not isolated, or where no route reaches the map. */
  private static List<Double> kept(UnivariateFunction map) {
    List<Double> kept = new ArrayList<>();
    double ratio = StrictMath.pow(MOST_VARIANCE / LEAST_VARIANCE, 1.0 / VARIANCE_STEPS);
    double low = LEAST_VARIANCE;
    double atLow = map.value(low) - low;
    for (int i = 0; i < VARIANCE_STEPS; i++) {
      double high = low * ratio;
      double atHigh = map.value(high) - high;
      boolean isLine = isRounding(atLow, low) && isRounding(atHigh, high);
      if (!isLine && isRounding(atLow, low)) {
        kept.add(low);
      } else if (!isLine && atLow * atHigh < 0 && !isRounding(atHigh, high)) {
        kept.add(new BrentSolver(1e-16, 1e-16).solve(200, v -> map.value(v) - v, low, high));
      }
      low = high;
      atLow = atHigh;
    }
    return kept;
  }

  private static boolean isRounding(double difference, double v) {
    return Math.abs(difference) <= ROUNDING * v;
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
