package org.normprop.moments;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.normprop.function.stage.Activation;
import org.normprop.moments.law.MomentException;

/**
 * The variances v, or second moments, that layers of weights of sum 0 keep: map(v) = v, for v from
 * {@value FixedPoint#LEAST_VARIANCE} to {@value FixedPoint#MOST_VARIANCE}. All sign changes on a
 * fine grid are found; where neighbours on it are their own images up to rounding, a line of fixed
 * points lies. Its lists are not changed, so it is safe for threads.
 *
 * @param points what is kept for itself, ascending
 * @param lines what is kept with all that lies beside it, ascending
 * @param limit why the map is not known everywhere, by the least variance without a moment; empty
 *     if it is
 */
public record KeptVariances(List<FixedPoint> points, List<Line> lines, Optional<String> limit) {

  private static final int STEPS = 50;

  /** Bisections that tell where a line ends. */
  private static final int HALVINGS = 20;

  /** Images as near as this, relatively, are the variance itself. */
  private static final double ROUNDING = 1e-13;

  /**
   * Variances of which each is kept, as by the identity.
   *
   * @param from the least
   * @param to the largest
   */
  public record Line(double from, double to) {}

  /** Copies the lists. */
  public KeptVariances {
    points = List.copyOf(points);
    lines = List.copyOf(lines);
  }

  /**
   * Finds what is kept.
   *
   * @param f an activation
   * @param second whether second moments are meant, without centring, and not variances
   * @return what was found
   * @throws MomentException if no variance has a moment
   */
  public static KeptVariances of(Activation f, boolean second) {
    MomentMap map = new MomentMap(f);
    Search search = new Search(second ? map::second : v -> map.at(0, v).variance());
    List<FixedPoint> points = new ArrayList<>();
    for (double v : search.points) {
      points.add(
          second
              ? new FixedPoint(0, v, 0, List.of(0.0, 0.0, 0.0, map.secondSlope(v)))
              : FixedPoint.at(f, map.at(0, v).mean(), v, 0));
    }
    return new KeptVariances(points, search.lines, search.limit());
  }

  /**
   * Whether all variances are kept.
   *
   * @return true if one line holds all
   */
  public boolean isAll() {
    return lines.size() == 1
        && lines.get(0).from() <= FixedPoint.LEAST_VARIANCE
        && lines.get(0).to() >= FixedPoint.MOST_VARIANCE;
  }

  /** A walk over the grid. */
  private static final class Search {

    final List<Double> points = new ArrayList<>();
    final List<Line> lines = new ArrayList<>();
    private final DoubleUnaryOperator map;
    private MomentException first;
    private double without = Double.NaN;

    Search(DoubleUnaryOperator map) {
      this.map = map;
      double[] v = new double[STEPS + 1];
      double[] difference = new double[STEPS + 1];
      int unknown = 0;
      for (int i = 0; i <= STEPS; i++) {
        double share = (double) i / STEPS;
        double ratio = FixedPoint.MOST_VARIANCE / FixedPoint.LEAST_VARIANCE;
        v[i] = i == STEPS ? FixedPoint.MOST_VARIANCE : at(ratio, share);
        difference[i] = difference(v[i]);
        unknown += Double.isNaN(difference[i]) ? 1 : 0;
      }
      if (first != null && unknown > STEPS) {
        throw first;
      }
      for (int i = 0; i <= STEPS; i++) {
        boolean isKept = isRounding(difference[i], v[i]);
        if (isKept) {
          int last = i;
          while (last < STEPS && isRounding(difference[last + 1], v[last + 1])) {
            last++;
          }
          if (last == i) {
            points.add(v[i]);
          } else {
            lines.add(
                new Line(
                    i == 0 ? v[0] : end(v[i], v[i - 1], this::isKept),
                    last == STEPS ? v[STEPS] : end(v[last], v[last + 1], this::isKept)));
          }
          i = last;
        } else if (i < STEPS && Double.isNaN(difference[i + 1])) {
          // Moments end before the next: often they grow without bound there.
          double end = end(v[i], v[i + 1], known -> !Double.isNaN(difference(known)));
          addBetween(v[i], difference[i], end, difference(end));
        } else if (i < STEPS) {
          addBetween(v[i], difference[i], v[i + 1], difference[i + 1]);
        }
      }
    }

    private static double at(double ratio, double share) {
      return FixedPoint.LEAST_VARIANCE * StrictMath.pow(ratio, share);
    }

    /** Map(v) - v; NaN where there is no moment. */
    private double difference(double v) {
      try {
        return map.applyAsDouble(v) - v;
      } catch (MomentException e) {
        if (!(v >= without)) {
          first = e;
          without = v;
        }
        return Double.NaN;
      }
    }

    private boolean isKept(double v) {
      return isRounding(difference(v), v);
    }

    /** Between a variance of which something is true and one of which it is not: the last. */
    private static double end(double is, double not, DoublePredicate isTrue) {
      double inside = is;
      double outside = not;
      for (int i = 0; i < HALVINGS; i++) {
        double middle = Math.sqrt(inside * outside);
        if (isTrue.test(middle)) {
          inside = middle;
        } else {
          outside = middle;
        }
      }
      return inside;
    }

    private void addBetween(double low, double atLow, double high, double atHigh) {
      if (atLow * atHigh < 0 && !isRounding(atHigh, high)) {
        points.add(new BrentSolver(1e-16, 1e-16).solve(200, this::difference, low, high));
      }
    }

    Optional<String> limit() {
      return Optional.ofNullable(first).map(Throwable::getMessage);
    }

    private static boolean isRounding(double difference, double v) {
      return Math.abs(difference) <= ROUNDING * v;
    }
  }
}
