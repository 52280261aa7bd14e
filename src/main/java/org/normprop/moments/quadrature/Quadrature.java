package org.normprop.moments.quadrature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Adaptive tanh-sinh quadrature of several functions at once.
 *
 * <p>The interval comes cut where the functions or their derivatives jump or have singularities;
 * the rule converges exponentially on every piece whatever happens at its ends. A piece on which it
 * does not is halved. The stated error is the last change of every piece, which is what the rule
 * before the last was wrong by, plus rounding. A function whose values grow like 1/distance or
 * faster at some point is reported as divergent.
 *
 * <p>Mutable, for one thread; one object is one integration.
 */
public final class Quadrature {

  /** Pieces are halved no more often than this: an interval of 1 down to 1e-15. */
  private static final int MAX_DEPTH = 50;

  /** Pieces this small that do not converge are looked at: an interval of 1 down to 1e-9. */
  private static final int SUSPICIOUS_DEPTH = 30;

  /**
   * Distances from such a piece, in its widths, between which growth is measured; odd ones, since
   * the pole itself may lie at a power of two.
   */
  private static final double NEAR = 13.37;

  private static final double FAR = 4321;

  /** Points at either distance: what oscillates without growing must not seem to grow. */
  private static final int PROBES = 8;

  /** Narrower pieces, in units in the last place, cannot tell a pole from what is beside it. */
  private static final double MANY_ULPS = 1000;

  private static final double FEW_ULPS = 64;

  /** A relative change that promises 1e-12 and better for the next level. */
  private static final double CONVERGING = 1e-6;

  /** A relative change that promises nothing. */
  private static final double HOPELESS = 1e-3;

  /** |f| growing like distance^-p counts as not integrable from this p on. */
  private static final double DIVERGENT_POWER = 0.98;

  /** Rounding errors beyond this part of the whole do not excuse a piece from converging. */
  private static final double WORST_ROUNDING = 1e-9;

  private static final double UNIT_ROUNDOFF = 0x1p-53;

  private final Integrand integrand;
  private final int dimension;
  private final double[] tolerance;
  private final int budget;

  private final double[] magnitude; // of all pieces, as known so far
  private final double[] value;
  private final double[] error;
  private final double[] slack;
  private final boolean[] divergent;
  private final double[] undefinedAt;
  private int evaluations;

  private Quadrature(Integrand integrand, Goal goal) {
    this.integrand = integrand;
    this.tolerance = goal.tolerance();
    this.dimension = tolerance.length;
    this.budget = goal.budget();
    magnitude = new double[dimension];
    value = new double[dimension];
    error = new double[dimension];
    slack = new double[dimension];
    divergent = new boolean[dimension];
    undefinedAt = new double[dimension];
    Arrays.fill(undefinedAt, Double.NaN);
  }

  /**
   * Integrates over an interval.
   *
   * @param integrand the functions
   * @param cuts the ends of the interval and the cuts between them, ascending
   * @param goal the errors to aim at
   * @return the integrals, with an infinite error where the budget did not suffice
   */
  public static Integrals integrate(Integrand integrand, double[] cuts, Goal goal) {
    return new Quadrature(integrand, goal).run(cuts);
  }

  private Integrals run(double[] cuts) {
    List<Panel> open = new ArrayList<>();
    for (int i = 0; i + 1 < cuts.length && existsSomewhere(); i++) {
      open.add(piece(cuts[i], cuts[i + 1], 0));
    }
    while (!open.isEmpty() && existsSomewhere()) {
      double[] total = magnitude.clone();
      for (Panel piece : open) {
        for (int k = 0; k < dimension; k++) {
          total[k] += piece.magnitude(k);
        }
      }
      open = round(open, total);
    }
    for (int k = 0; k < dimension; k++) {
      error[k] += slack[k] + 2 * UNIT_ROUNDOFF * magnitude[k];
    }
    return new Integrals(value, error, magnitude, divergent, undefinedAt);
  }

  /**
   * Looks at the smallest of the open pieces once; gives all that stay open. Small pieces first: at
   * a pole it is soon known that there is nothing to be found, and the others need not be so small.
   */
  private List<Panel> round(List<Panel> open, double[] total) {
    int deepest = open.stream().mapToInt(piece -> piece.depth).max().orElseThrow();
    List<Panel> next = new ArrayList<>();
    for (Panel piece : open) {
      if (piece.depth < deepest && evaluations <= budget) {
        next.add(piece);
      } else {
        advance(piece, total, next);
      }
    }
    return next;
  }

  private void advance(Panel piece, double[] total, List<Panel> next) {
    if (worst(piece, total) <= 1 || evaluations > budget) {
      close(piece);
    } else if (worthRefining(piece)) {
      int before = piece.evaluations();
      piece.refine();
      evaluations += piece.evaluations() - before;
      next.add(piece);
    } else {
      if (piece.depth >= SUSPICIOUS_DEPTH) {
        look(piece, total);
      }
      if (!canSplit(piece)) {
        for (int k = 0; k < dimension; k++) {
          error[k] += FEW_ULPS / 8 * ulp(piece) * piece.largest(k); // where exactly it jumps
        }
        close(piece);
      } else {
        double middle = splitPoint(piece);
        next.add(piece(piece.a, middle, piece.depth + 1));
        next.add(piece(middle, piece.b, piece.depth + 1));
      }
    }
  }

  private Panel piece(double a, double b, int depth) {
    Panel piece = new Panel(integrand, dimension, a, b, depth);
    evaluations += piece.evaluations();
    if (!Double.isNaN(piece.brokenAt)) {
      lookAround(piece);
    }
    return piece;
  }

  /** Tells an isolated bad point, which halving deals with, from a whole interval. */
  private void lookAround(Panel piece) {
    double step = 1e-7 * (piece.b - piece.a);
    double[] at = piece.probe(piece.brokenAt);
    double[] left = piece.probe(Math.max(piece.brokenAt - step, Math.nextUp(piece.a)));
    double[] right = piece.probe(Math.min(piece.brokenAt + step, Math.nextDown(piece.b)));
    for (int k = 0; k < dimension; k++) {
      if (Double.isNaN(at[k]) && Double.isNaN(left[k]) && Double.isNaN(right[k])) {
        double middle = piece.a + (piece.b - piece.a) / 2;
        undefinedAt[k] = Double.isNaN(piece.probe(middle)[k]) ? middle : piece.brokenAt;
      }
      divergent[k] |= isInfinite(at[k]) && isInfinite(left[k]) && isInfinite(right[k]);
    }
  }

  private static boolean isInfinite(double v) {
    return Math.abs(v) > Panel.LARGEST;
  }

  /** The error of a piece in units of what is allowed. */
  private double worst(Panel piece, double[] total) {
    double worst = 0;
    for (int k = 0; k < dimension; k++) {
      if (counts(k)) {
        worst = Math.max(worst, relative(piece.error(k), allowed(piece, k, total)));
      }
    }
    return worst;
  }

  /** Whether some integral is not known yet to be divergent or undefined. */
  private boolean existsSomewhere() {
    for (int k = 0; k < dimension; k++) {
      if (!divergent[k] && Double.isNaN(undefinedAt[k])) {
        return true;
      }
    }
    return false;
  }

  private boolean counts(int k) {
    return !divergent[k] && Double.isNaN(undefinedAt[k]) && !Double.isInfinite(tolerance[k]);
  }

  private double allowed(Panel piece, int k, double[] total) {
    // Where rounding spoils everything, look on: it may be a pole.
    double rounding =
        Math.min(
            piece.slack(k) + 2 * UNIT_ROUNDOFF * piece.magnitude(k), WORST_ROUNDING * total[k]);
    return Math.max(tolerance[k] * total[k], rounding);
  }

  private static double relative(double part, double whole) {
    return part == 0 ? 0 : part / whole;
  }

  private boolean worthRefining(Panel piece) {
    if (piece.level() == TanhSinhNodes.LAST) {
      return false;
    }
    double worst = 0;
    for (int k = 0; k < dimension; k++) {
      if (counts(k)) {
        worst = Math.max(worst, relative(piece.error(k), piece.magnitude(k)));
      }
    }
    return switch (piece.level()) {
      case TanhSinhNodes.FIRST, TanhSinhNodes.FIRST + 1 -> worst < Double.POSITIVE_INFINITY;
      case TanhSinhNodes.FIRST + 2 -> worst < HOPELESS;
      default -> worst < CONVERGING;
    };
  }

  /** The middle, or the bad point, which so becomes an end and is never evaluated again. */
  private static double splitPoint(Panel piece) {
    double at = piece.brokenAt;
    double margin = 1e-3 * (piece.b - piece.a);
    return at > piece.a + margin && at < piece.b - margin ? at : piece.a + (piece.b - piece.a) / 2;
  }

  /** Narrower pieces have too few numbers in them for a rule. */
  private static boolean canSplit(Panel piece) {
    return piece.depth < MAX_DEPTH && piece.b - piece.a > FEW_ULPS * ulp(piece);
  }

  private static double ulp(Panel piece) {
    return Math.ulp(Math.max(Math.abs(piece.a), Math.abs(piece.b)));
  }

  private void close(Panel piece) {
    for (int k = 0; k < dimension; k++) {
      value[k] += piece.value(k);
      magnitude[k] += piece.magnitude(k);
      slack[k] += piece.slack(k);
      if (!divergent[k]) {
        error[k] += piece.error(k);
      }
    }
  }

  /** Small pieces that do not converge lie at a singularity: does the integral exist? */
  private void look(Panel piece, double[] total) {
    double width = piece.b - piece.a;
    if (width < MANY_ULPS * ulp(piece)) {
      return;
    }
    double[][] near = {around(piece, piece.a, -NEAR), around(piece, piece.b, NEAR)};
    double[][] far = {around(piece, piece.a, -FAR), around(piece, piece.b, FAR)};
    for (int k = 0; k < dimension; k++) {
      if (!counts(k) || piece.error(k) <= allowed(piece, k, total)) {
        continue;
      }
      for (int side = 0; side < 2; side++) {
        double growth = near[side][k] / far[side][k];
        double power = StrictMath.log(growth) / StrictMath.log(FAR / NEAR);
        divergent[k] |= power >= DIVERGENT_POWER || isInfinite(near[side][k]);
      }
    }
  }

  /** The largest |values| at some points at about a distance from an end, in widths. */
  private double[] around(Panel piece, double end, double distance) {
    double[] largest = new double[dimension];
    for (int i = 0; i < PROBES; i++) {
      double[] at = piece.probe(end + distance * (1 + (double) i / PROBES) * (piece.b - piece.a));
      for (int k = 0; k < dimension; k++) {
        largest[k] = Math.max(largest[k], Math.abs(at[k]));
      }
    }
    return largest;
  }
}
