package org.normprop.moments.law;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.normprop.function.enclosure.Enclosure;
import org.normprop.function.enclosure.SmoothFunctions;
import org.normprop.moments.quadrature.Goal;
import org.normprop.moments.quadrature.Integrals;
import org.normprop.moments.quadrature.OutOfReachException;
import org.normprop.moments.shape.Interval;
import org.normprop.table.Bounded;

/**
 * The law of the largest or the smallest of n independent copies of X.
 *
 * <p>With F the distribution function, the largest has the distribution function F^n: the density
 * of X times n F^(n-1), and at an atom v the probability F(v)^n - F(v-)^n. For the smallest, 1 - F
 * stands in for F. David and Nagaraja, Order Statistics (2003), section 2.1.
 */
final class ExtremeLaw implements Law {

  /** Evaluations to spend where each needs the distribution function. */
  private static final int COSTLY = 20_000;

  /** How well both sides of every value must add up to 1: powers of one hide it. */
  private static final double ONE = 1e-9;

  private final Law law;
  private final int n;
  private final boolean largest;
  private final List<Atom> atomsBefore;

  ExtremeLaw(Law law, int n, boolean largest) {
    this.law = law;
    this.n = n;
    this.largest = largest;
    this.atomsBefore = law.atoms();
  }

  /**
   * P(X on the inner side of y) and P(X on the outer side), where the extreme lies on the outer
   * side; an atom at y counts as inner if wanted, else as outer.
   */
  private void sides(double y, boolean atomInside, double[] sides) {
    law.split(y, sides);
    if (!largest) {
      double swap = sides[0];
      sides[0] = sides[1];
      sides[1] = swap;
    }
    for (Atom atom : atomsBefore) {
      boolean inside =
          atom.value() == y ? atomInside : largest ? atom.value() < y : atom.value() > y;
      sides[inside ? 0 : 1] += atom.probability();
    }
    if (!(Math.abs(sides[0] + sides[1] - 1) <= ONE)) {
      throw new OutOfReachException("probabilities add up to " + (sides[0] + sides[1]));
    }
  }

  /** ln of the n-th power of P(inner), from whichever side is smaller. */
  private double logPower(double y, boolean atomInside) {
    if (Double.isInfinite(y)) {
      return largest == y > 0 ? 0 : Double.NEGATIVE_INFINITY;
    }
    double[] sides = new double[2];
    sides(y, atomInside, sides);
    return n * log(sides);
  }

  private static double log(double[] sides) {
    // differences of probabilities may be below 0 by rounding
    return sides[1] < 0.5 ? StrictMath.log1p(-sides[1]) : StrictMath.log(Math.max(0, sides[0]));
  }

  /** e^a - e^b for a &gt;= b. */
  private static double difference(double a, double b) {
    return a == Double.NEGATIVE_INFINITY ? 0 : -StrictMath.exp(a) * StrictMath.expm1(b - a);
  }

  @Override
  public List<Atom> atoms() {
    return Atom.merged(
        atomsBefore.stream()
            .map(
                atom ->
                    atom.withProbability(
                        difference(logPower(atom.value(), true), logPower(atom.value(), false))))
            .toList());
  }

  @Override
  public double between(double low, double high) {
    // From the inner end to the outer one, atom by atom.
    double inner = largest ? low : high;
    double outer = largest ? high : low;
    double sum = 0;
    double from = logPower(inner, true);
    for (int i = 0; i < atomsBefore.size(); i++) {
      double atom = atomsBefore.get(largest ? i : atomsBefore.size() - 1 - i).value();
      if (atom > low && atom < high) {
        sum += difference(logPower(atom, false), from);
        from = logPower(atom, true);
      }
    }
    return sum + difference(logPower(outer, false), from);
  }

  @Override
  public double[] breaks() {
    return DoubleStream.concat(
            Arrays.stream(law.breaks()), atomsBefore.stream().mapToDouble(Atom::value))
        .toArray();
  }

  @Override
  public Interval hull() {
    return law.hull();
  }

  @Override
  public Interval bulk() {
    return law.bulk();
  }

  @Override
  public Integrals integrate(Observable observable, double[] cuts, Goal goal) {
    double[] sides = new double[2];
    return law.integrate(
        new Observable() {
          @Override
          public void at(PathPoint point, double[] values, double[] slack) {
            // an atom that rounding has brought the value to stays on its side
            sides(point.value, (largest ? 1 : -1) * law.side() >= 0, sides);
            point.weight *= n * StrictMath.exp((n - 1) * log(sides));
            observable.at(point, values, slack);
          }

          @Override
          public boolean over(PathRegion region, double[] bounds) {
            if (!(law instanceof NormalLaw normal)) {
              return false;
            }
            Enclosure z = region.value.plus(-normal.mean()).times(1 / normal.std());
            double inner = SmoothFunctions.normalCdf(largest ? z : z.negated()).distance(0);
            region.weight *= n * StrictMath.pow(inner, n - 1);
            return observable.over(region, bounds);
          }
        },
        DoubleStream.concat(Arrays.stream(cuts), Arrays.stream(breaks())).toArray(),
        goal.within(COSTLY));
  }

  @Override
  public Law.Base base() {
    return law.base();
  }

  @Override
  public double weightError() {
    // F^(n-1) multiplies the relative error of F by n-1. Behind a normal, 1 - F is good to its last
    // digits and about 1/n where it matters; elsewhere it comes out of differences.
    int factor = law instanceof NormalLaw ? 16 : 16 + 2 * (n - 1);
    return law.weightError() + factor * Bounded.UNIT_ROUNDOFF;
  }

  @Override
  public String route() {
    return law instanceof NormalLaw ? "order-statistics" : "distribution";
  }

  @Override
  public Law extreme(int m, boolean largestAgain) {
    return largest == largestAgain
        ? new ExtremeLaw(law, n * m, largest)
        : Law.super.extreme(m, largestAgain);
  }
}
