package org.normprop.function.enclosure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A quotient of two functions that vanish together at 0, such as (1 - cos x)/x^2: near 0 a
 * polynomial, and a bound of what is left.
 *
 * <p>With n(x) = x^m times the average of n^(m)(tx)/m! over t in (0, 1), weighted by m(1-t)^(m-1),
 * coefficient k of n/x^m over a convex region around 0 lies among n's coefficients m + k there.
 * Immutable.
 */
public final class RemovedZero {

  /** Coefficients of the polynomial. */
  private static final int COUNT = 28;

  /** The highest order of the common zero. */
  private static final int MOST = 6;

  /** Where the polynomial is tried, the farthest first. */
  private static final double[] RADII = {1, 0.5, 0.25, 0.125, 0x1p-4, 0x1p-6, 0x1p-10};

  /** What may be left, as a part of the polynomial's largest term. */
  private static final double NEGLIGIBLE = 1e-17;

  /** So few coefficients do near 0, and so many farther off. */
  private static final int[] FEW = {4, 9, COUNT};

  private final Enclosure[] coefficients;
  private final double radius;
  private final List<Rest> rests;

  /**
   * What is left behind some coefficients.
   *
   * @param count how many
   * @param next the coefficient behind them over the region
   * @param reach how far from 0 what is left does not matter
   */
  private record Rest(int count, Enclosure next, double reach) {}

  /**
   * A polynomial.
   *
   * @param coefficients its coefficients
   * @param over the function's over the region
   * @param from which of these is the first of the polynomial's
   * @param radius of the region
   */
  private RemovedZero(Enclosure[] coefficients, Taylor over, int from, double radius) {
    this.coefficients = coefficients;
    this.radius = radius;
    rests = new ArrayList<>();
    for (int count : FEW) {
      Enclosure next = over.at(from + count);
      double part = NEGLIGIBLE * coefficients[0].distance(0) / next.distance(0);
      double reach = count == COUNT ? radius : StrictMath.pow(part, 1.0 / count);
      rests.add(new Rest(count, next, Math.min(reach, radius)));
    }
  }

  /**
   * The quotient, if both functions are 0 at 0 to the last bit, the denominator to no higher order.
   *
   * @param numerator its coefficients from those of the variable
   * @param denominator the same
   */
  public static Optional<RemovedZero> of(
      Function<Taylor, Optional<Taylor>> numerator,
      Function<Taylor, Optional<Taylor>> denominator) {
    if (!isZero(denominator) || !isZero(numerator)) {
      return Optional.empty(); // most have no zero there, and long series take time
    }
    Taylor x = Taylor.variable(Enclosure.point(0), MOST + COUNT + 1);
    Optional<Taylor> above = numerator.apply(x);
    Optional<Taylor> below = above.isEmpty() ? above : denominator.apply(x);
    if (below.isEmpty()) {
      return Optional.empty();
    }
    int order = 0;
    while (order <= MOST && above.get().isZero(order) && below.get().isZero(order)) {
      order++;
    }
    if (order == 0 || order > MOST || below.get().at(order).mayVanish()) {
      return Optional.empty();
    }
    Taylor at = above.get().without(order).over(below.get().without(order));
    Enclosure[] polynomial = new Enclosure[COUNT];
    Arrays.setAll(polynomial, at::at);
    for (double radius : RADII) {
      Taylor region = Taylor.variable(Enclosure.rectangle(-radius, radius, 0, radius), x.count());
      Taylor over = numerator.apply(region).orElseThrow().without(order);
      over = over.over(denominator.apply(region).orElseThrow().without(order));
      if (isSmall(over.at(COUNT), radius, polynomial)) {
        return Optional.of(new RemovedZero(polynomial, over, 0, radius));
      }
    }
    return Optional.empty();
  }

  private static boolean isZero(Function<Taylor, Optional<Taylor>> function) {
    return function
        .apply(Taylor.variable(Enclosure.point(0), 2))
        .filter(at -> at.isZero(0))
        .isPresent();
  }

  /**
   * A function over the distance from a place where it crosses 0, if it is proved to do so once.
   *
   * @param function its coefficients from those of the variable
   * @param doubt how far from 0 the place may be; 0 if it is 0 itself
   */
  public static Optional<RemovedZero> crossing(
      Function<Taylor, Optional<Taylor>> function, double doubt) {
    Enclosure place = Enclosure.interval(-doubt, doubt);
    Optional<Taylor> at = function.apply(Taylor.variable(place, COUNT + 2));
    if (at.isEmpty() || at.get().at(1).mayVanish() || !crosses(function, at.get(), doubt)) {
      return Optional.empty();
    }
    Enclosure[] polynomial = new Enclosure[COUNT];
    Arrays.setAll(polynomial, k -> at.get().at(k + 1));
    for (double radius : RADII) {
      Enclosure region = Enclosure.rectangle(-radius - doubt, radius + doubt, 0, radius);
      Taylor over = function.apply(Taylor.variable(region, COUNT + 2)).orElseThrow();
      if (isSmall(over.at(COUNT + 1), radius, polynomial)) {
        return Optional.of(new RemovedZero(polynomial, over, 1, radius));
      }
    }
    return Optional.empty();
  }

  /** Whether it is 0 at 0 to the last bit, or has different signs on both sides of the doubt. */
  private static boolean crosses(
      Function<Taylor, Optional<Taylor>> function, Taylor at, double doubt) {
    if (doubt == 0) {
      return at.isZero(0);
    }
    Enclosure low = function.apply(Taylor.variable(Enclosure.point(-doubt), 2)).orElseThrow().at(0);
    Enclosure high = function.apply(Taylor.variable(Enclosure.point(doubt), 2)).orElseThrow().at(0);
    return !low.mayVanish()
        && !high.mayVanish()
        && low.value().middle() < 0 != high.value().middle() < 0;
  }

  private static boolean isSmall(Enclosure rest, double radius, Enclosure[] polynomial) {
    double size = 0;
    for (int k = 0; k < COUNT; k++) {
      size = Math.max(size, polynomial[k].distance(0) * StrictMath.pow(radius, k));
    }
    return rest.distance(0) * StrictMath.pow(radius, COUNT) <= NEGLIGIBLE * size;
  }

  /** Whether all of a region lies where the polynomial holds. */
  public boolean holds(Enclosure x) {
    return x.value().magnitude() <= radius && x.radius() <= radius;
  }

  /** The quotient on such a region. */
  public Enclosure at(Enclosure x) {
    double size = Math.max(x.value().magnitude(), x.radius());
    Rest rest = rests.stream().filter(r -> size <= r.reach).findFirst().orElseThrow();
    Enclosure sum = coefficients[rest.count - 1];
    for (int k = rest.count - 2; k >= 0; k--) {
      sum = sum.times(x).plus(coefficients[k]);
    }
    // What is left is x^n times something, and its slope is n x^(n-1) times something.
    Enclosure slope = SmoothFunctions.power(x, rest.count - 1).times(rest.next);
    Enclosure value = slope.times(x);
    Enclosure change = slope.times(rest.count);
    return sum.plus(
        new Enclosure(
            value.line(),
            value.value(),
            value.radius(),
            change.value().times(x.slope()),
            Radius.spread(change.value(), change.radius(), x.slope(), x.slopeRadius())));
  }
}
