package org.normprop.moments.law;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.normprop.moments.quadrature.Goal;
import org.normprop.moments.quadrature.Integrals;
import org.normprop.moments.quadrature.MissingMomentException;
import org.normprop.moments.quadrature.OutOfReachException;
import org.normprop.table.Bounded;

/** Finds the moments of a {@link Law} by integration. */
final class Expectation {

  /** Places of the functions that are integrated, after the powers 0 to 4 of y - center. */
  private static final int SQUARED_SLOPE = LawMoments.ORDER + 1;

  private static final int SLOPE = SQUARED_SLOPE + 1;
  private static final int DIMENSION = SLOPE + 1;

  private static final int BUDGET = 200_000;

  private static final Goal ROUGH = goal(1e-3, 1e-3, Double.POSITIVE_INFINITY);
  private static final Goal FINE = goal(2e-16, 1e-12, 2e-16);
  private static final Goal WITHOUT_SLOPES = goal(2e-16, 1e-12, Double.POSITIVE_INFINITY);

  /** How many standard deviations from the center a value may lie. */
  private static final double FAR = 8;

  /** Farther from every cut, relatively, no slope is infinite but by rounding. */
  private static final double NEAR = 1e-9;

  /** What an atom's probability may be wrong by, relatively. */
  private static final double ATOM_ERROR = 1e-15;

  /** Quarters of a standard deviation, from -37 to 37. */
  private static final int BINS = 300;

  /** A larger part of the second power among improbable inputs is not lost without a trace. */
  private static final double LOST = 1e-16;

  /** Probabilities that add up to 1 no better than this come from a wrong distribution function. */
  private static final double MASS_TOLERANCE = 1e-9;

  private final Law law;
  private final List<Atom> atoms;
  private final double weightError;
  private boolean isSlopeLost; // where it overflows and the value does not

  /** By place, the largest second power times the density of improbable inputs. */
  private final double[] rareSquares = new double[BINS];

  /** By place, whether improbable inputs have no value in doubles there. */
  private final boolean[] isLost = new boolean[BINS];

  private double least = Double.POSITIVE_INFINITY;
  private double greatest = Double.NEGATIVE_INFINITY;

  private Expectation(Law law) {
    this.law = law;
    this.atoms = law.atoms();
    this.weightError = law.weightError();
  }

  private static Goal goal(double moments, double highMoments, double slopes) {
    double[] tolerance = new double[DIMENSION];
    Arrays.fill(tolerance, 0, 3, moments);
    Arrays.fill(tolerance, 3, LawMoments.ORDER + 1, highMoments);
    Arrays.fill(tolerance, SQUARED_SLOPE, DIMENSION, slopes);
    return new Goal(tolerance, BUDGET);
  }

  /** The moments of a law. */
  static LawMoments of(Law law) {
    Expectation expectation = new Expectation(law);
    return expectation.about(expectation.center(), FINE);
  }

  /** The moments of a law with powers about a given center, those of slopes only if asked for. */
  static LawMoments about(Law law, double center, boolean slopes) {
    return new Expectation(law).about(center, slopes ? FINE : WITHOUT_SLOPES);
  }

  /** The mean, roughly; the value itself if there is only one. */
  private double center() {
    Integrals rough = integrate(0, ROUGH);
    Bounded known = rough.bounded(1);
    double mean = known.error() <= rough.magnitude()[1] / 8 ? known.value() : 0;
    for (Atom atom : atoms) {
      mean += atom.probability() * atom.value();
      see(atom.value());
    }
    if (least == greatest) {
      return least;
    }
    return Double.isFinite(mean) ? mean : 0;
  }

  private void see(double value) {
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }

  private LawMoments about(double center, Goal goal) {
    Integrals fine = integrate(center, goal);
    List<Bounded> sums = new ArrayList<>();
    for (int k = 0; k < DIMENSION; k++) {
      sums.add(fine.bounded(k).plus(ofAtoms(k, center)));
    }
    if (isSlopeLost) {
      Collections.fill(sums.subList(SQUARED_SLOPE, DIMENSION), Bounded.UNKNOWN);
    }
    checkLost(sums.get(2).value());
    double missing = Math.abs(sums.get(0).value() - 1);
    if (!(missing <= MASS_TOLERANCE)) {
      throw new OutOfReachException("probabilities add up to " + sums.get(0).value());
    }
    double unexplained = Math.max(0, missing - sums.get(0).error());
    if (unexplained > 0) {
      // The distribution function was wrong somewhere, perhaps far from the center.
      double far = FAR * Math.sqrt(sums.get(2).value());
      for (int k = 1; k < DIMENSION; k++) {
        double size = k > LawMoments.ORDER ? FAR * fine.magnitude()[k] : power(far, k);
        sums.set(k, sums.get(k).plus(new Bounded(0, unexplained * size)));
      }
    }
    sums.set(0, Bounded.ONE);
    Law.Base base = law.base();
    return new LawMoments(
        center,
        sums.subList(0, SQUARED_SLOPE),
        sums.get(SQUARED_SLOPE).times(base.squaredSlope()),
        sums.get(SLOPE),
        law.route());
  }

  private static int bin(double z) {
    return (int) Math.max(1, Math.min(BINS / 2 + 4 * z, BINS - 2));
  }

  /**
   * What has no value in doubles, which is infinity less infinity as a rule, does not count where
   * next to nothing lies: unless what lies beside it does.
   */
  private void checkLost(double square) {
    for (int i = 1; i < BINS - 1; i++) {
      double beside = Math.max(rareSquares[i], Math.max(rareSquares[i - 1], rareSquares[i + 1]));
      if (isLost[i] && beside * law.base().std() * BINS > LOST * square) {
        throw new OutOfReachException("improbable inputs count, and have no value in doubles");
      }
    }
  }

  private Integrals integrate(double center, Goal goal) {
    Integrals result =
        law.integrate(
            new Observable() {
              @Override
              public void at(PathPoint point, double[] values, double[] slack) {
                Expectation.this.at(point, center, values, slack);
              }

              @Override
              public boolean over(PathRegion region, double[] largest) {
                bound(region, center, largest);
                return true;
              }
            },
            new double[0],
            goal);
    MissingMomentException.check(result);
    return result;
  }

  private Bounded ofAtoms(int k, double center) {
    double sum = 0;
    double size = 0;
    double off = 0;
    for (Atom atom : atoms) {
      if (k >= 1 && k <= LawMoments.ORDER) {
        double t = Math.abs(atom.value() - center) + atom.error();
        off += atom.probability() * atom.error() * k * power(t, k - 1);
      }
      double term =
          atom.probability()
              * switch (k) {
                case SLOPE -> atom.slope();
                case SQUARED_SLOPE -> atom.squaredSlope();
                default -> StrictMath.pow(atom.value() - center, k);
              };
      sum += term;
      size += Math.abs(term);
    }
    return new Bounded(sum, (weightError + ATOM_ERROR) * size + off);
  }

  private void at(PathPoint p, double center, double[] values, double[] slack) {
    double y = p.value;
    see(y);
    if (p.isRare && (Double.isNaN(y) || Double.isNaN(p.slope))) {
      isLost[bin(p.z)] = true;
      Arrays.fill(values, 0);
      Arrays.fill(slack, 0);
      return;
    }
    if (Double.isInfinite(y)) {
      Arrays.fill(values, Double.POSITIVE_INFINITY);
      values[0] = p.weight;
      return;
    }
    double t = y - center;
    double rounding = p.valueError + Bounded.UNIT_ROUNDOFF * Math.abs(t);
    // Powers of t times the weight, the weight's fourth root at a time: no power overflows that
    // the weight would bring back.
    double root = Math.sqrt(Math.sqrt(p.weight));
    double scaled = t * root;
    double off = rounding * root;
    for (int k = 0; k <= LawMoments.ORDER; k++) {
      values[k] = power(scaled, k) * power(root, LawMoments.ORDER - k);
      double change =
          k == 0
              ? 0
              : k * off * power(Math.abs(scaled) + off, k - 1) * power(root, LawMoments.ORDER - k);
      slack[k] = weightError * Math.abs(values[k]) + Math.abs(change);
    }
    if (p.isRare) {
      rareSquares[bin(p.z)] = Math.max(rareSquares[bin(p.z)], values[2]);
    }
    isSlopeLost |=
        !(Math.abs(p.slope) <= Double.MAX_VALUE)
            && Math.abs(p.offset) > NEAR * Math.max(1, Math.abs(p.input));
    double moved = weightError + 4 * Bounded.UNIT_ROUNDOFF;
    double half = p.slope * root * root;
    values[SQUARED_SLOPE] = half * half;
    values[SLOPE] = half * root * root;
    double slopeError = Math.abs(p.slopeError);
    slack[SQUARED_SLOPE] =
        moved * values[SQUARED_SLOPE]
            + p.weight * slopeError * (2 * Math.abs(p.slope) + slopeError);
    slack[SLOPE] = moved * Math.abs(values[SLOPE]) + p.weight * slopeError;
  }

  private static void bound(PathRegion region, double center, double[] largest) {
    double t = region.value.distance(center);
    double steepest = region.steepest();
    double term = region.weight;
    for (int k = 0; k <= LawMoments.ORDER; k++) {
      largest[k] = region.weight == 0 ? 0 : term;
      term *= t;
    }
    largest[SLOPE] = region.weight == 0 || steepest == 0 ? 0 : steepest * region.weight;
    largest[SQUARED_SLOPE] = largest[SLOPE] == 0 ? 0 : largest[SLOPE] * steepest;
  }

  private static double power(double x, int k) {
    double power = 1;
    for (int i = 0; i < k; i++) {
      power *= x;
    }
    return power;
  }
}
