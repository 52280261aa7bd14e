package org.normprop.moments.law;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import org.normprop.function.enclosure.Enclosure;
import org.normprop.function.math.Special;
import org.normprop.moments.quadrature.Goal;
import org.normprop.moments.quadrature.Integrals;
import org.normprop.moments.quadrature.Integrand;
import org.normprop.moments.quadrature.NarrowMass;
import org.normprop.moments.quadrature.Quadrature;
import org.normprop.moments.shape.Interval;
import org.normprop.table.Bounded;

/**
 * N(mean, std^2), where every expectation ends up as an integral over z ~ N(0, 1).
 *
 * @param mean the mean
 * @param std the standard deviation; 0 for a constant
 * @param squaredSlope |grad|^2 with respect to the inputs: 1 for an input, 1/n for the mean of n
 */
public record NormalLaw(double mean, double std, double squaredSlope) implements Law.Base {

  /** The density is 5e-298 there. */
  static final double END = 37;

  /** P(|Z| > 9.5) is 2e-21. */
  private static final double BULK = 9.5;

  /** Cuts that no function asks for, so that no piece is too long to see a function's features. */
  private static final double[] GRID = {0.5, 1.5, 3, 6, 12};

  /** Cuts this near to each other are one cut, found in two ways. */
  private static final double ROUNDING = 1e-13;

  /** Grid points this near to a cut that is needed are left out. */
  private static final double CROWDED = 0.1;

  /** Below this part of the tails, differences of them lose digits. */
  private static final double NARROW = 0.5;

  /** P(|Z| > 9) is 2e-19: an undefined value does no harm there. */
  static final double RARE = 9;

  /** An integral with a larger relative error was not reached. */
  private static final double REACHED = 1e-6;

  @Override
  public List<Atom> atoms() {
    return std == 0 ? List.of(new Atom(mean, 1, 1, 1)) : List.of();
  }

  @Override
  public void split(double y, double[] sides) {
    if (std == 0) {
      sides[0] = 0;
      sides[1] = 0;
      return;
    }
    sides[0] = below(y, 1);
    sides[1] = below(y, -1);
  }

  @Override
  public double between(double low, double high) {
    if (std == 0 || !(low < high)) {
      return 0;
    }
    int side = low > mean ? -1 : 1;
    double near = below(low, side);
    double far = below(high, side);
    if (high < mean || low > mean) {
      double more = Math.max(near, far);
      double mass = Math.abs(far - near);
      return mass < NARROW * more ? narrow(low, high) : mass;
    }
    double mass = 1 - near - below(high, -1);
    return mass < NARROW / 2 ? narrow(low, high) : mass;
  }

  @Override
  public void preimage(double low, double high, double weight, Preimage cells) {
    cells.add(low, high, weight);
  }

  private double narrow(double low, double high) {
    double z = (low - mean) / std;
    double rest = rest(low, z);
    return NarrowMass.of(
        d -> {
          double at = z + d;
          double lost = (z - (at - (at - z))) + (d - (at - z)) + rest;
          return Special.normalDensity(at) * (1 - at * lost);
        },
        (high - low) / std);
  }

  /** (y - mean)/std less z, its rounded value. */
  private double rest(double y, double z) {
    double distance = y - mean;
    double part = distance - y;
    double lost = (y - (distance - part)) - (mean + part);
    return (Math.fma(-z, std, distance) + lost) / std;
  }

  /** P(X below y) for side 1, above it for -1, with what rounding takes from (y - mean)/std. */
  private double below(double y, int side) {
    double distance = y - mean;
    double z = distance / std;
    double p = Special.normalCdf(side * z);
    if (mean == 0 && std == 1 || Math.abs(z) > END) {
      return p;
    }
    return p + side * Special.normalDensity(z) * rest(y, z);
  }

  @Override
  public double[] breaks() {
    return new double[0];
  }

  @Override
  public Interval hull() {
    return new Interval(mean - END * std, mean + END * std);
  }

  @Override
  public Interval bulk() {
    return new Interval(mean - BULK * std, mean + BULK * std);
  }

  @Override
  public Law.Base base() {
    return this;
  }

  @Override
  public double weightError() {
    return 4 * 0x1p-53;
  }

  @Override
  public String route() {
    return "quadrature";
  }

  /** The law of the mean of n independent copies. */
  NormalLaw average(int n) {
    return new NormalLaw(mean, std / Math.sqrt(n), squaredSlope / n);
  }

  /** Whether the observable knows itself on regions, and not only at points. */
  private boolean isProvable(Observable observable, int dimension) {
    PathRegion region = new PathRegion();
    region.value = Enclosure.interval(mean, mean);
    region.weight = 1;
    return observable.over(region, new double[dimension]);
  }

  @Override
  public Integrals integrate(Observable observable, double[] cuts, Goal goal) {
    int dimension = goal.tolerance().length;
    if (std == 0) {
      return Integrals.none(dimension);
    }
    if (isProvable(observable, dimension)) {
      double[] doubts = new double[dimension];
      Integrals proven = proven(observable, cuts, goal, doubts);
      Tail.check(byZ(observable), END, proven);
      Integrals found =
          isPartlyReached(proven, goal) ? completed(proven, observable, cuts, goal) : proven;
      Arrays.setAll(found.error(), k -> found.error()[k] + doubts[k]);
      return found;
    }
    return converged(observable, cuts, goal);
  }

  /** From the mean outwards. */
  private Integrals proven(Observable observable, double[] cuts, Goal goal, double[] doubts) {
    Interval hull = hull();
    double[] ends =
        DoubleStream.concat(
                DoubleStream.of(hull.low(), mean, hull.high()),
                Arrays.stream(cuts).filter(x -> x > hull.low() && x < hull.high()))
            .map(x -> 0.0 + x)
            .sorted()
            .distinct()
            .toArray();
    return AnchoredIntegrand.integrate(
        (i, end) -> new NormalPlace(this, ends[i], end),
        ends,
        Comparator.comparingDouble(s -> Math.abs(s.anchor() + (s.from() + s.to()) / 2 - mean)),
        observable,
        goal,
        doubts);
  }

  /** Whether some of the functions that are asked for were reached and others were not. */
  static boolean isPartlyReached(Integrals found, Goal goal) {
    boolean some = false;
    boolean all = true;
    for (int k = 0; k < found.value().length; k++) {
      if (!Double.isInfinite(goal.tolerance()[k])) {
        boolean reached = isReached(found, k, goal);
        some |= reached;
        all &= reached;
      }
    }
    return some && !all;
  }

  static boolean isReached(Integrals found, int k, Goal goal) {
    return found.divergent()[k]
        || !Double.isNaN(found.undefinedAt()[k])
        || found.error()[k] <= Math.max(REACHED, goal.tolerance()[k]) * found.magnitude()[k];
  }

  /**
   * The functions that no proof reached, by the rule that shows its error as it converges: where
   * others of the same path were proven, no feature of it can hide.
   */
  private Integrals completed(Integrals proven, Observable observable, double[] cuts, Goal goal) {
    Integrals other = converged(observable, cuts, goal);
    for (int k = 0; k < proven.value().length; k++) {
      boolean isFound =
          isReached(other, k, goal)
              && !other.divergent()[k]
              && Double.isNaN(other.undefinedAt()[k]);
      // That something does not exist is a matter of proof.
      if (isFound && !isReached(proven, k, goal)) {
        proven.value()[k] = other.value()[k];
        proven.error()[k] = other.error()[k];
        proven.magnitude()[k] = other.magnitude()[k];
      }
    }
    return proven;
  }

  private Integrals converged(Observable observable, double[] cuts, Goal goal) {
    Integrand integrand = byZ(observable);
    Integrals result = Quadrature.integrate(integrand, grid(cuts), goal);
    Tail.check(integrand, END, result);
    double[] undefinedAt = result.undefinedAt();
    for (int k = 0; k < undefinedAt.length; k++) {
      undefinedAt[k] = mean + std * undefinedAt[k];
    }
    return result;
  }

  private Integrand byZ(Observable observable) {
    PathPoint point = new PathPoint();
    return (z, values, slack) -> {
      point.z = z;
      point.input = mean + std * z;
      point.value = point.input;
      point.slope = 1;
      point.isRare = Math.abs(z) >= RARE;
      point.weight = Special.normalDensity(z);
      point.valueError = 2 * Bounded.UNIT_ROUNDOFF * Math.abs(point.input);
      point.slopeError = 0;
      observable.at(point, values, slack);
    };
  }

  /**
   * The cuts in z, with others between them where they are far apart. Of cuts that are only
   * rounding apart the first one given stays.
   */
  private double[] grid(double[] cuts) {
    List<Double> needed = new ArrayList<>(List.of(-END, END));
    for (double cut : cuts) {
      double z = (cut - mean) / std;
      addUnlessCrowded(needed, needed, z, ROUNDING * Math.max(1, Math.abs(z)));
    }
    List<Double> all = new ArrayList<>(needed);
    for (double g : GRID) {
      addUnlessCrowded(all, needed, g, CROWDED);
      addUnlessCrowded(all, needed, -g, CROWDED);
    }
    // Most functions have their features near x = 0, on the scale of 1.
    for (double x = 1; x < std / 2; x *= 4) {
      addUnlessCrowded(all, all, (x - mean) / std, CROWDED / std);
      addUnlessCrowded(all, all, (-x - mean) / std, CROWDED / std);
    }
    return all.stream().mapToDouble(z -> z).sorted().toArray();
  }

  private static void addUnlessCrowded(
      List<Double> all, List<Double> others, double z, double distance) {
    if (Math.abs(z) < END && others.stream().noneMatch(n -> Math.abs(n - z) < distance)) {
      all.add(z);
    }
  }
}
