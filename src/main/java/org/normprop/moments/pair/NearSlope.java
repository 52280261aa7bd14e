package org.normprop.moments.pair;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.normprop.function.math.Special;
import org.normprop.table.Bounded;

/**
 * d Cov[f(u), g(v)]/dr for correlations near 1 or -1: E F'(w) G'(+-w), where F' is f' smoothed by
 * sigma = sqrt(1 - |r|).
 *
 * <p>Far from kinks, and from whatever else is narrower than the smoothing, f' is a polynomial over
 * the smoothing's range, and a Gauss-Hermite rule gives F'. Near them, everything is told in units
 * of sigma around the place, and F' comes from f itself: E[x f(u)]/sigma, so that jumps and
 * singularities need no care. Mutable, for one thread.
 */
final class NearSlope {

  /** Panels narrower than this, in sigmas, count as places where f is not smooth. */
  private static final double NARROW = 15;

  /** How far around a place counts as near, in sigmas. */
  private static final double NEAR = 10;

  /** Where smoothing ends, in sigmas. */
  private static final double REACH = 9.2;

  /** By how much worse the rules are where panels had to be made small. */
  private static final double SINGULAR = 300;

  /** A smoothing so narrow leaves 16 digits of what a panel of 15 sigmas and more resolves. */
  private static final double TOUCHING = 1e-11;

  private static final double OUTER_STEP = 3;
  private static final double INNER_STEP = 2;
  private static final int HERMITE = 16;
  private static final double[] HERMITE_NODES = new double[HERMITE];
  private static final double[] HERMITE_WEIGHTS = new double[HERMITE];

  static {
    GaussHermite.fill(HERMITE_NODES, HERMITE_WEIGHTS);
  }

  private final Mesh f;
  private final Mesh g;
  private final int sign;
  private final double[] cuts;
  private final double end;

  NearSlope(Mesh f, Mesh g, int sign) {
    this.f = f;
    this.g = g;
    this.sign = sign;
    this.cuts = NearOne.cuts(f, g, sign);
    this.end = cuts[cuts.length - 1];
  }

  /** A stretch around places where something is not smooth. */
  private record Zone(double place, double from, double to) {}

  private double sum;
  private double size;
  private double wrong;
  private boolean narrow;

  /**
   * The slope in r.
   *
   * @param distance 1 - |r|, positive
   * @param rules what the rules may be wrong by, relatively
   */
  Bounded at(double distance, double rules) {
    double sigma = Math.sqrt(distance);
    double rootC = Math.sqrt(1 - distance);
    sum = 0;
    size = 0;
    wrong = 0;
    double left = -end;
    for (Zone zone : zones(sigma)) {
      far(left, zone.from, sigma, rootC);
      near(zone, sigma, rootC);
      left = zone.to;
    }
    far(left, end, sigma, rootC);
    return new Bounded(sum, wrong + (narrow ? SINGULAR : 1) * rules * size);
  }

  private List<Zone> zones(double sigma) {
    List<Double> places = new ArrayList<>();
    narrow = false;
    Arrays.stream(f.curve().kinks()).forEach(places::add);
    Arrays.stream(g.curve().kinks()).forEach(kink -> places.add(sign * kink + 0.0));
    for (int i = 0; i + 1 < cuts.length; i++) {
      if (cuts[i + 1] - cuts[i] < NARROW * sigma) {
        places.add(cuts[i]);
        places.add(cuts[i + 1]);
        narrow = true;
      }
    }
    places.removeIf(place -> Math.abs(place) >= end);
    places.sort(null);
    List<Zone> zones = new ArrayList<>();
    for (double place : places) {
      Zone zone = new Zone(place, place - NEAR * sigma, place + NEAR * sigma);
      int last = zones.size() - 1;
      if (last >= 0 && zones.get(last).to >= zone.from) {
        Zone before = zones.get(last);
        // Of places that lie together the one nearest 0 is resolved best, where it is 0.
        double at = Math.abs(place) < Math.abs(before.place) ? place : before.place;
        zones.set(last, new Zone(at, before.from, Math.max(before.to, zone.to)));
      } else {
        zones.add(zone);
      }
    }
    return zones;
  }

  /** Between the zones, panel by panel. */
  private void far(double from, double to, double sigma, double rootC) {
    if (!(to > from)) {
      return;
    }
    double left = from;
    for (double cut : cuts) {
      double right = Math.min(cut, to);
      if (right > left) {
        farPanel(left, right, sigma, rootC);
        left = right;
      }
    }
    if (to > left) {
      farPanel(left, to, sigma, rootC);
    }
  }

  private void farPanel(double from, double to, double sigma, double rootC) {
    double half = (to - from) / 2;
    for (int i = 0; i < Legendre.N; i++) {
      double place = from + half * (1 + Legendre.node(i));
      double weight = half * Legendre.weight(i) * Special.normalDensity(place / rootC) / rootC;
      if (weight > 0) {
        double first = smoothed(f.curve(), place, sigma);
        double second = f == g && sign > 0 ? first : smoothed(g.curve(), sign * place, sigma);
        add(weight, first, second, 0, 0);
      }
    }
  }

  private static double smoothed(Curve curve, double place, double sigma) {
    if (sigma < TOUCHING) {
      return curve.slope(place); // the smoothing adds sigma^2 f'''/2
    }
    double smoothed = 0;
    for (int k = 0; k < HERMITE; k++) {
      smoothed += HERMITE_WEIGHTS[k] * curve.slope(place + sigma * HERMITE_NODES[k]);
    }
    return smoothed;
  }

  private void add(double weight, double first, double second, double wrong1, double wrong2) {
    double term = weight * first * second;
    sum += term;
    size += Math.abs(term);
    wrong += weight * (Math.abs(first) * wrong2 + Math.abs(second) * wrong1 + wrong1 * wrong2);
  }

  private void near(Zone zone, double sigma, double rootC) {
    double from = (zone.from - zone.place) / sigma;
    double to = (zone.to - zone.place) / sigma;
    LocalCurve first = new LocalCurve(f, 1, zone.place, sigma, from - REACH, to + REACH);
    LocalCurve second =
        f == g && sign > 0
            ? first
            : new LocalCurve(g, sign, zone.place, sigma, from - REACH, to + REACH);
    int steps = (int) Math.ceil((to - from) / OUTER_STEP);
    double half = (to - from) / steps / 2;
    for (int step = 0; step < steps; step++) {
      for (int i = 0; i < Legendre.N; i++) {
        double offset = from + half * (2 * step + 1 + Legendre.node(i));
        double w = (zone.place + sigma * offset) / rootC;
        double weight = sigma * half * Legendre.weight(i) * Special.normalDensity(w) / rootC;
        if (weight > 0) {
          first.smooth(offset, REACH);
          double a = first.slope / sigma;
          double wrongA = first.wrong / sigma;
          if (second != first) {
            second.smooth(offset, REACH);
          }
          // seen in the mirror, a slope changes its sign
          add(weight, a, sign * second.slope / sigma, wrongA, second.wrong / sigma);
        }
      }
    }
  }

  static double innerStep() {
    return INNER_STEP;
  }
}
