package org.normprop.moments.law;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.normprop.table.Bounded;

/**
 * Moments of a value y and of its gradient. Immutable.
 *
 * @param center a number near the mean, so that central moments come without cancellation
 * @param powers E[(y - center)^k] for k from 0 to 4; not finite where there is none
 * @param squaredGradient E|grad y|^2 with respect to all inputs
 * @param derivative E[dy/dx] of a value with one input
 * @param route how they were found
 */
public record LawMoments(
    double center,
    List<Bounded> powers,
    Bounded squaredGradient,
    Bounded derivative,
    String route) {

  /** The kurtosis needs the fourth power. */
  static final int ORDER = 4;

  /** Nothing is known. */
  public static final LawMoments UNKNOWN =
      new LawMoments(
          0,
          java.util.Collections.nCopies(ORDER + 1, Bounded.UNKNOWN),
          Bounded.UNKNOWN,
          Bounded.UNKNOWN,
          "none");

  private static final int[][] BINOMIAL = {
    {1}, {1, 1}, {1, 2, 1}, {1, 3, 3, 1}, {1, 4, 6, 4, 1},
  };

  public LawMoments {
    powers = List.copyOf(powers);
  }

  private Bounded power(int k) {
    return powers.get(k);
  }

  public Bounded mean() {
    return Bounded.exactly(center).plus(power(1));
  }

  public Bounded variance() {
    return power(2).minus(power(1).squared());
  }

  /** E[y^2]. */
  Bounded square() {
    return mean().squared().plus(variance());
  }

  public Bounded skewness() {
    return aboutMean().power(3).over(variance().power(3));
  }

  public Bounded kurtosis() {
    return aboutMean().power(4).over(variance().power(4));
  }

  LawMoments withSquaredGradient(Bounded other) {
    return new LawMoments(center, powers, other, derivative, route);
  }

  private LawMoments aboutMean() {
    return about(mean().value());
  }

  /** The same moments with powers about another center. */
  LawMoments about(double newCenter) {
    Bounded shift = Bounded.rounded(center - newCenter);
    List<Bounded> moved = new ArrayList<>();
    for (int k = 0; k <= ORDER; k++) {
      moved.add(shifted(powers, 0, k, shift));
    }
    return new LawMoments(newCenter, moved, squaredGradient, derivative, route);
  }

  /** E[x^i (x + shift)^k], the powers being E[x^j]. */
  private static Bounded shifted(List<Bounded> powers, int i, int k, Bounded shift) {
    Bounded sum = Bounded.ZERO;
    Bounded factor = Bounded.ONE; // shift^(k-j)
    for (int j = k; j >= 0; j--) {
      sum = sum.plus(powers.get(i + j).times(factor).times(BINOMIAL[k][j]));
      factor = factor.times(shift);
    }
    return sum;
  }

  /** The moments of a y + b. */
  LawMoments affine(double a, double b) {
    List<Bounded> scaled = new ArrayList<>();
    double factor = 1;
    for (Bounded power : powers) {
      scaled.add(power.times(factor));
      factor *= a;
    }
    return new LawMoments(
        a * center + b, scaled, squaredGradient.times(a * a), derivative.times(a), route);
  }

  /** The moments of y with a probability, and of a constant else. */
  LawMoments or(double keep, double constant) {
    return mixture(new double[] {keep, 1 - keep}, List.of(this, constant(constant)));
  }

  static LawMoments constant(double value) {
    List<Bounded> powers =
        List.of(Bounded.ONE, Bounded.ZERO, Bounded.ZERO, Bounded.ZERO, Bounded.ZERO);
    return new LawMoments(value, powers, Bounded.ZERO, Bounded.ZERO, "constant");
  }

  /** The moments of what is drawn from the parts with the given probabilities. */
  static LawMoments mixture(double[] weights, List<LawMoments> parts) {
    double newCenter = 0;
    for (int i = 0; i < weights.length; i++) {
      newCenter += weights[i] * parts.get(i).mean().value();
    }
    Bounded[] mixed = new Bounded[ORDER + 1];
    Arrays.fill(mixed, Bounded.ZERO);
    Bounded squared = Bounded.ZERO;
    Bounded slope = Bounded.ZERO;
    for (int i = 0; i < weights.length; i++) {
      LawMoments part = parts.get(i).about(newCenter);
      for (int k = 0; k <= ORDER; k++) {
        mixed[k] = mixed[k].plus(part.power(k).times(weights[i]));
      }
      squared = squared.plus(part.squaredGradient.times(weights[i]));
      slope = slope.plus(part.derivative.times(weights[i]));
    }
    return new LawMoments(newCenter, List.of(mixed), squared, slope, "mixture");
  }

  /** The moments of the mean of n independent copies, by their cumulants. */
  LawMoments average(int n) {
    LawMoments central = aboutMean();
    Bounded second = central.variance();
    // kappa_4/n^3 = (m4 - 3 m2^2)/n^3, to which 3 (m2/n)^2 is added again
    Bounded fourth =
        central.power(4).plus(second.squared().times(3.0 * (n - 1))).over((double) n * n * n);
    return new LawMoments(
        central.center,
        List.of(
            Bounded.ONE,
            central.power(1),
            second.over(n),
            central.power(3).over((double) n * n),
            fourth),
        squaredGradient.over(n),
        derivative,
        "cumulants");
  }

  /**
   * The moments of the product with an independent value. Its gradient is left as it is.
   *
   * @param other the other factor
   */
  LawMoments times(LawMoments other) {
    // With y = c + a and z = d + b: y z - c d = c b + (d + b) a.
    Bounded c = Bounded.exactly(center);
    Bounded d = Bounded.exactly(other.center);
    List<Bounded> products = new ArrayList<>();
    for (int k = 0; k <= ORDER; k++) {
      Bounded sum = Bounded.ZERO;
      Bounded factor = Bounded.ONE; // c^(k-i)
      for (int i = k; i >= 0; i--) {
        Bounded b = shifted(other.powers, k - i, i, d); // E[b^(k-i) (d + b)^i]
        sum = sum.plus(power(i).times(b).times(factor).times(BINOMIAL[k][i]));
        factor = factor.times(c);
      }
      products.add(sum);
    }
    return new LawMoments(
        center * other.center, products, squaredGradient, derivative, "independence");
  }
}
