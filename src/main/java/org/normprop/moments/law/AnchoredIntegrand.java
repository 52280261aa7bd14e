package org.normprop.moments.law;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import org.normprop.function.enclosure.Enclosure;
import org.normprop.function.enclosure.Span;
import org.normprop.function.math.Special;
import org.normprop.moments.quadrature.Goal;
import org.normprop.moments.quadrature.Integrals;
import org.normprop.moments.quadrature.Integrand;
import org.normprop.moments.quadrature.ProvenQuadrature;
import org.normprop.moments.quadrature.Stretch;
import org.normprop.moments.shape.Interval;
import org.normprop.table.Bounded;

/**
 * Functions of x ~ N(mean, std^2) near a cut, by the distance from it, so that a cut lies where it
 * is and not where rounding puts it: x = anchor + d, z = (anchor - mean)/std + d/std.
 *
 * <p>For one thread.
 */
final class AnchoredIntegrand implements Integrand {

  /** Where a cut may lie, in units of its last place. */
  private static final double CUT_ULPS = 2;

  /** A cut is not in doubt by more than 1e-6 of its place. */
  private static final int MOST_DOUBLINGS = 30;

  /** How near to a cut both sides are looked at, as a part of the way to the next. */
  private static final double BESIDE = 1e-9;

  private final NormalLaw law;
  private final Observable observable;
  private final double anchor;
  private final double end; // the other end of the stretch, which rounding must not pass
  private final double z; // (anchor - mean)/std = z + rest
  private final double rest;
  private final PathPoint point = new PathPoint();

  private AnchoredIntegrand(NormalLaw law, Observable observable, double anchor, double end) {
    this.law = law;
    this.observable = observable;
    this.anchor = anchor;
    this.end = end;
    double distance = anchor - law.mean();
    double part = distance - anchor;
    double lost = (anchor - (distance - part)) - (law.mean() + part);
    z = distance / law.std();
    rest = (Math.fma(-z, law.std(), distance) + lost) / law.std();
  }

  /** Integrates over the law's hull, from the mean outwards. */
  static Integrals integrate(NormalLaw law, Observable observable, double[] cuts, Goal goal) {
    double[] ends = ends(law, cuts);
    List<Stretch> stretches = new ArrayList<>();
    for (int i = 0; i + 1 < ends.length; i++) {
      double half = (ends[i + 1] - ends[i]) / 2;
      double middle = ends[i] + half;
      stretches.add(stretch(law, observable, ends[i], middle, 0, half));
      stretches.add(stretch(law, observable, ends[i + 1], middle, -half, 0));
    }
    List<Stretch> outwards = new ArrayList<>(stretches);
    outwards.sort(
        Comparator.comparingDouble(
            s -> Math.abs(s.anchor() + (s.from() + s.to()) / 2 - law.mean())));
    Integrals result = ProvenQuadrature.integrate(outwards, goal);
    for (int i = 1; i + 1 < ends.length; i++) {
      countCut(stretches.get(2 * i - 1), stretches.get(2 * i), result.error());
    }
    return result;
  }

  private static Stretch stretch(
      NormalLaw law, Observable observable, double anchor, double end, double from, double to) {
    return new Stretch(new AnchoredIntegrand(law, observable, anchor, end), anchor, from, to);
  }

  private static double[] ends(NormalLaw law, double[] cuts) {
    Interval hull = law.hull();
    return DoubleStream.concat(
            DoubleStream.of(hull.low(), law.mean(), hull.high()),
            Arrays.stream(cuts).filter(x -> x > hull.low() && x < hull.high()))
        .map(x -> 0.0 + x)
        .sorted()
        .distinct()
        .toArray();
  }

  /** A cut that rounding has moved puts what lies between on the wrong side. */
  private static void countCut(Stretch before, Stretch after, double[] error) {
    double[] left = new double[error.length];
    double[] right = new double[error.length];
    double[] slack = new double[error.length];
    before.integrand().at(BESIDE * before.from(), left, slack);
    after.integrand().at(BESIDE * after.to(), right, slack);
    double doubt = doubt(before, after, new double[error.length]);
    for (int k = 0; k < error.length; k++) {
      double jump = Math.abs(left[k] - right[k]);
      if (jump <= Double.MAX_VALUE) {
        error[k] += jump * doubt;
      }
    }
  }

  /** How far from a cut it is decided on which side a point lies, whatever rounding does. */
  private static double doubt(Stretch before, Stretch after, double[] largest) {
    double doubt = CUT_ULPS * Math.ulp(after.anchor());
    for (int i = 0; i < MOST_DOUBLINGS; i++) {
      boolean decided = true;
      if (doubt < -before.from() && doubt < after.to()) {
        before.integrand().bound(-doubt, -doubt, 0, 0, largest);
        decided = Arrays.stream(largest).allMatch(bound -> bound <= Double.MAX_VALUE);
        after.integrand().bound(doubt, doubt, 0, 0, largest);
        decided &= Arrays.stream(largest).allMatch(bound -> bound <= Double.MAX_VALUE);
      }
      if (decided) {
        break;
      }
      doubt *= 2;
    }
    return doubt;
  }

  @Override
  public void at(double d, double[] values, double[] slack) {
    double offset = d / law.std() + rest;
    point.z = z + offset;
    // the density at what was lost by rounding z
    double lost = (z - (point.z - (point.z - z))) + (offset - (point.z - z));
    double x = anchor + d;
    if (d > 0) {
      x = Math.min(Math.max(x, Math.nextUp(anchor)), end);
    } else {
      x = Math.max(Math.min(x, Math.nextDown(anchor)), end);
    }
    point.input = x;
    point.value = x;
    point.slope = 1;
    point.weight = Special.normalDensity(point.z) * (1 - point.z * lost) / law.std();
    double moved = Math.abs(x - anchor - d);
    point.valueError = Math.max(moved, x - anchor == d ? 0 : Bounded.UNIT_ROUNDOFF * Math.abs(x));
    point.slopeError = 0;
    observable.at(point, values, slack);
  }

  @Override
  public boolean bound(double from, double to, double beyond, double imaginary, double[] largest) {
    double width = to - from;
    PathRegion region = region(from, to, beyond, imaginary);
    region.seesJumps = from == to; // a point, of which is asked on which side of a cut it lies
    if (!observable.over(region, largest)) {
      return false;
    }
    boolean isSlopeUnknown =
        imaginary > 0
            && region.steepest() == Double.POSITIVE_INFINITY
            && region.value.distance(0) <= Double.MAX_VALUE;
    if (isSlopeUnknown) {
      // Cauchy's estimate from the values on a larger rectangle
      double more = Math.max(imaginary, width / 2) / 2;
      PathRegion larger = region(from, to, beyond + more, imaginary + more);
      observable.over(larger, largest);
      double size = larger.value.distance(larger.value.line().low());
      PathRegion again = region(from, to, beyond, imaginary);
      again.steepest = size / more;
      observable.over(again, largest);
    }
    return true;
  }

  private PathRegion region(double from, double to, double beyond, double imaginary) {
    PathRegion region = new PathRegion();
    Span place = place(from, to);
    region.value = Enclosure.rectangle(place.low(), place.high(), beyond, imaginary);
    double low = z + (from - beyond) / law.std();
    double high = z + (to + beyond) / law.std();
    double least = low > 0 ? low : high < 0 ? -high : 0;
    double y = imaginary / law.std();
    // |e^(-z^2/2)| = e^((y^2 - x^2)/2)
    region.weight = 0.4 / law.std() * StrictMath.exp((y - least) * (y + least) / 2) * (1 + 1e-12);
    return region;
  }

  /** Where an interval of distances lies, as far as evaluation goes. */
  private Span place(double from, double to) {
    double low = anchor + from;
    double high = anchor + to;
    if (to <= 0) {
      return new Span(Math.max(low, end), Math.max(high, end));
    }
    return new Span(Math.min(low, end), Math.min(high, end));
  }
}
