package org.normprop.moments.law;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.normprop.moments.quadrature.Goal;
import org.normprop.moments.quadrature.Integrals;
import org.normprop.moments.quadrature.Integrand;
import org.normprop.moments.quadrature.ProvenQuadrature;
import org.normprop.moments.quadrature.Stretch;

/** Functions of a law's values near a cut, by the distance from it. For one thread. */
final class AnchoredIntegrand implements Integrand {

  /** Where a cut may lie, in units of its last place. */
  private static final double CUT_ULPS = 2;

  /** A cut is not in doubt by more than 1e-6 of its place. */
  private static final int MOST_DOUBLINGS = 30;

  /** How near to a cut both sides are looked at, as a part of the way to the next. */
  private static final double BESIDE = 1e-9;

  private final Place place;
  private final Observable observable;
  private final PathPoint point = new PathPoint();

  private AnchoredIntegrand(Place place, Observable observable) {
    this.place = place;
    this.observable = observable;
  }

  /** Makes the neighbourhoods of cuts. */
  @FunctionalInterface
  interface Places {

    /**
     * One side of a cut.
     *
     * @param cut its number
     * @param end the parameter where it ends, before or after the cut
     */
    Place of(int cut, double end);
  }

  /**
   * Integrates between cuts.
   *
   * @param places the cuts' neighbourhoods
   * @param ends the law's parameter at the cuts, ascending, ends of its range included
   * @param order which stretches matter most
   * @param doubts what cuts that rounding has moved may add to the errors is added to these
   */
  static Integrals integrate(
      Places places,
      double[] ends,
      Comparator<Stretch> order,
      Observable observable,
      Goal goal,
      double[] doubts) {
    List<Stretch> stretches = new ArrayList<>();
    for (int i = 0; i + 1 < ends.length; i++) {
      double half = (ends[i + 1] - ends[i]) / 2;
      double middle = ends[i] + half;
      Place after = places.of(i, middle);
      Place before = places.of(i + 1, middle);
      stretches.add(new Stretch(new AnchoredIntegrand(after, observable), ends[i], 0, half));
      stretches.add(new Stretch(new AnchoredIntegrand(before, observable), ends[i + 1], -half, 0));
    }
    List<Stretch> sorted = new ArrayList<>(stretches);
    sorted.sort(order);
    Integrals result = ProvenQuadrature.integrate(sorted, goal);
    for (int i = 1; i + 1 < ends.length; i++) {
      countCut(stretches.get(2 * i - 1), stretches.get(2 * i), doubts);
    }
    return result;
  }

  /** A cut that rounding has moved puts what lies between on the wrong side. */
  private static void countCut(Stretch before, Stretch after, double[] error) {
    double[] left = new double[error.length];
    double[] right = new double[error.length];
    double[] slack = new double[error.length];
    ((AnchoredIntegrand) before.integrand()).whole(BESIDE * before.from(), left, slack);
    ((AnchoredIntegrand) after.integrand()).whole(BESIDE * after.to(), right, slack);
    double doubt = doubt(before, after, new double[error.length]);
    for (int k = 0; k < error.length; k++) {
      double jump = Math.abs(left[k] - right[k]);
      if (jump <= Double.MAX_VALUE) {
        error[k] += jump * doubt;
      }
    }
    countEnd((AnchoredIntegrand) before.integrand(), before.from(), error);
    countEnd((AnchoredIntegrand) after.integrand(), after.to(), error);
  }

  /** Distances that are taken from a place beside the cut end beside their end, too. */
  private static void countEnd(AnchoredIntegrand integrand, double end, double[] error) {
    double[] values = new double[error.length];
    integrand.at(end, values, new double[error.length]);
    double doubt = integrand.point.cutDoubt;
    for (int k = 0; doubt > 0 && k < error.length; k++) {
      error[k] += 2 * doubt * Math.abs(values[k]);
    }
  }

  /** How far from a cut it is decided on which side a point lies, whatever rounding does. */
  private static double doubt(Stretch before, Stretch after, double[] largest) {
    double doubt = CUT_ULPS * ((AnchoredIntegrand) after.integrand()).place.doubt();
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

  /** Evaluates with what is counted as atoms. */
  private void whole(double d, double[] values, double[] slack) {
    point.isWhole = true;
    at(d, values, slack);
    point.isWhole = false;
  }

  @Override
  public void at(double d, double[] values, double[] slack) {
    point.cutDoubt = 0;
    place.at(d, point);
    observable.at(point, values, slack);
    double weightError = place.weightError(d);
    if (point.cutDoubt > 0) {
      weightError += 2 * point.cutDoubt * place.sway(d);
    }
    if (weightError > 0) {
      for (int k = 0; k < values.length; k++) {
        slack[k] += weightError * Math.abs(values[k]);
      }
    }
  }

  @Override
  public boolean bound(double from, double to, double beyond, double imaginary, double[] largest) {
    PathRegion region = place.region(from, to, beyond, imaginary);
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
      double more = Math.max(imaginary, (to - from) / 2) / 2;
      PathRegion larger = place.region(from, to, beyond + more, imaginary + more);
      observable.over(larger, largest);
      double size = larger.value.distance(larger.value.line().low());
      PathRegion again = place.region(from, to, beyond, imaginary);
      again.steepest = size / more / place.slowest(from, to, beyond, imaginary);
      observable.over(again, largest);
    }
    return true;
  }
}
