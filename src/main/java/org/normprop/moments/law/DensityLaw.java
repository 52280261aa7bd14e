package org.normprop.moments.law;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.normprop.function.enclosure.Enclosure;
import org.normprop.moments.density.InputDensity;
import org.normprop.moments.quadrature.Goal;
import org.normprop.moments.quadrature.Integrals;
import org.normprop.moments.quadrature.Integrand;
import org.normprop.moments.quadrature.NarrowMass;
import org.normprop.moments.quadrature.Quadrature;
import org.normprop.moments.quadrature.Stretch;
import org.normprop.moments.shape.Interval;

/**
 * A law with a density that is not normal, where every expectation ends up as an integral over the
 * density's parameter.
 *
 * @param density the density
 */
record DensityLaw(InputDensity density) implements Law.Base {

  /** Ranges end here, where powers of values are still numbers. */
  private static final double HUGE = 1e100;

  /** Below this part of the tails, differences of them lose digits. */
  private static final double NARROW = 0.5;

  /** What may be left of an integral that is 0. */
  private static final double UNDERFLOW = 1e-290;

  private static final double CROWDED = 1e-13;

  @Override
  public List<Atom> atoms() {
    return List.of();
  }

  @Override
  public void split(double y, double[] sides) {
    sides[0] = density.below(y);
    sides[1] = density.above(y);
  }

  @Override
  public double between(double low, double high) {
    if (!(low < high)) {
      return 0;
    }
    double below = density.below(low);
    double above = density.above(high);
    if (below > 0.5) {
      double more = density.above(low);
      return more - above < NARROW * more ? mass(low, high) : more - above;
    }
    if (above > 0.5) {
      double more = density.below(high);
      return more - below < NARROW * more ? mass(low, high) : more - below;
    }
    double rest = 1 - below - above;
    return rest < NARROW / 2 ? mass(low, high) : rest;
  }

  /** The probability between two values that are near to each other, from the density. */
  private double mass(double low, double high) {
    double from = density.t(low);
    double to = density.t(high);
    double width = density.isPlain() && from == low ? high - low : to - from;
    double sum = 0;
    double done = 0;
    for (double cut : density.cuts()) {
      if (cut > from && cut < to) {
        double start = done;
        sum += NarrowMass.of(d -> density.at(from, start + d), cut - from - start);
        done = cut - from;
      }
    }
    double start = done;
    return sum
        + NarrowMass.of(d -> density.at(from, start + d), Math.min(width, to - from) - start);
  }

  @Override
  public double[] breaks() {
    double[] cuts = density.cuts();
    DoubleStream.Builder ends = DoubleStream.builder();
    if (!density.hasTail(false)) {
      ends.add(density.x(cuts[0]));
    }
    if (!density.hasTail(true)) {
      ends.add(density.x(cuts[cuts.length - 1]));
    }
    return ends.build().toArray();
  }

  @Override
  public Interval hull() {
    double[] cuts = density.cuts();
    return new Interval(
        Math.max(-HUGE, density.x(cuts[0])), Math.min(HUGE, density.x(cuts[cuts.length - 1])));
  }

  @Override
  public Interval bulk() {
    return new Interval(Math.max(-HUGE, density.bulk(false)), Math.min(HUGE, density.bulk(true)));
  }

  @Override
  public Law.Base base() {
    return this;
  }

  @Override
  public double squaredSlope() {
    return 1;
  }

  @Override
  public double std() {
    return 1;
  }

  @Override
  public double weightError() {
    return density.error();
  }

  @Override
  public String route() {
    return "quadrature";
  }

  /** Whether the observable knows itself on regions, and not only at points. */
  private boolean isProvable(Observable observable, int dimension) {
    PathRegion region = new PathRegion();
    double x = density.x(density.cuts()[0]);
    region.value = Enclosure.interval(x, x);
    region.weight = 1;
    return observable.over(region, new double[dimension]);
  }

  @Override
  public Integrals integrate(Observable observable, double[] cuts, Goal goal) {
    if (!isProvable(observable, goal.tolerance().length)) {
      return converged(observable, cuts, goal);
    }
    double[] doubts = new double[goal.tolerance().length];
    Integrals proven = proven(observable, cuts, goal, doubts);
    Tail.check(density, byT(observable), density.cuts(), proven);
    inputs(proven);
    Integrals found = isReached(proven, goal) ? proven : completed(proven, observable, cuts, goal);
    for (int k = 0; k < found.error().length; k++) {
      found.error()[k] += doubts[k] + (k == 0 ? 0 : UNDERFLOW);
    }
    return found;
  }

  private static boolean isReached(Integrals found, Goal goal) {
    return IntStream.range(0, found.value().length)
        .allMatch(
            k -> Double.isInfinite(goal.tolerance()[k]) || NormalLaw.isReached(found, k, goal));
  }

  /** The functions that no proof reached, by the rule that shows its error as it converges. */
  private Integrals completed(Integrals proven, Observable observable, double[] cuts, Goal goal) {
    Integrals other = converged(observable, cuts, goal);
    for (int k = 0; k < proven.value().length; k++) {
      if (!NormalLaw.isReached(proven, k, goal)) {
        proven.value()[k] = other.value()[k];
        proven.error()[k] = other.error()[k];
        proven.magnitude()[k] = other.magnitude()[k];
        proven.divergent()[k] = other.divergent()[k];
        proven.undefinedAt()[k] = other.undefinedAt()[k];
      }
    }
    return proven;
  }

  /** The largest parts first, as far as the density tells. */
  private Integrals proven(Observable observable, double[] cuts, Goal goal, double[] doubts) {
    TreeMap<Double, Double> byT = new TreeMap<>(); // t and its x
    for (double t : density.cuts()) {
      byT.put(t + 0.0, density.x(t));
    }
    double low = byT.firstKey();
    double high = byT.lastKey();
    for (double x : cuts) {
      double t = density.t(x) + 0.0;
      if (t > low && t < high) {
        byT.put(t, x);
      }
    }
    double[] ends = byT.keySet().stream().mapToDouble(t -> t).toArray();
    return AnchoredIntegrand.integrate(
        (i, end) -> new DensityPlace(density, ends[i], byT.get(ends[i]), end),
        ends,
        Comparator.comparingDouble(this::weight).reversed(),
        observable,
        goal,
        doubts);
  }

  private double weight(Stretch stretch) {
    double width = stretch.to() - stretch.from();
    return width
        * (density.at(stretch.anchor(), stretch.from() + width / 4)
            + density.at(stretch.anchor(), stretch.to() - width / 4));
  }

  private Integrand byT(Observable observable) {
    PathPoint point = new PathPoint();
    double rounding = Math.max(0x1p-52, density.error() / 8);
    return (t, values, slack) -> {
      point.z = 0;
      point.input = density.x(t);
      point.value = point.input;
      point.slope = 1;
      point.weight = density.at(t);
      point.valueError = rounding * Math.abs(point.input);
      point.slopeError = 0;
      point.isRare = isRare(point.input);
      observable.at(point, values, slack);
    };
  }

  private boolean isRare(double x) {
    return x < density.bulk(false) || x > density.bulk(true);
  }

  private Integrals converged(Observable observable, double[] cuts, Goal goal) {
    Integrand integrand = byT(observable);
    double[] all = cuts(cuts);
    Integrals result = Quadrature.integrate(integrand, all, goal);
    Tail.check(density, integrand, all, result);
    inputs(result);
    return result;
  }

  private void inputs(Integrals result) {
    double[] undefinedAt = result.undefinedAt();
    for (int k = 0; k < undefinedAt.length; k++) {
      undefinedAt[k] = density.x(undefinedAt[k]);
    }
  }

  /** The density's cuts, those of the function, and some on the scale of 1 where that is small. */
  private double[] cuts(double[] needed) {
    TreeSet<Double> cuts = new TreeSet<>();
    for (double t : density.cuts()) {
      cuts.add(t);
    }
    double low = cuts.first();
    double high = cuts.last();
    for (double x : needed) {
      add(cuts, density.t(x), low, high);
    }
    for (double x = 1; x < density.scale() / 2; x *= 4) {
      add(cuts, density.t(x), low, high);
      add(cuts, density.t(-x), low, high);
    }
    return cuts.stream().mapToDouble(t -> t).toArray();
  }

  private static void add(TreeSet<Double> cuts, double t, double low, double high) {
    double near = CROWDED * Math.max(Math.abs(t), (high - low) / 1000);
    if (t > low && t < high && cuts.subSet(t - near, true, t + near, true).isEmpty()) {
      cuts.add(t);
    }
  }

  @Override
  public String toString() {
    return "DensityLaw" + Arrays.toString(density.cuts());
  }
}
