package org.normprop.function.formula;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoublePredicate;

/**
 * Finds where a term of a formula is zero.
 *
 * <p>The term is sampled with its derivative at a fixed grid: steps of 1/16 up to |x| = 64, then an
 * eighth of an octave up to 1e9. Near the origin a step in which values and derivatives do not fit
 * one smooth curve is halved until they do; farther out it is passed over. What changes its sign is
 * bisected down to neighbouring doubles; what touches zero is found as the extremum. Features
 * narrower than a step that leave no trace at its ends are missed.
 *
 * <p>Known kinks of the term are walls that no step crosses. The work is bounded, so that no
 * formula takes for ever: a search that has used up its share stops. It goes outward from the
 * origin.
 */
final class Zeros {

  private static final double DENSE_LIMIT = 64;
  private static final double SPARSE_LIMIT = 1e9;
  private static final int STEPS_PER_UNIT = 16;
  private static final int STEPS_PER_OCTAVE = 8;
  private static final int MAX_HALVINGS = 24;

  /** How far from a wall at 0 the next sample is: small, and not yet lost in a fourth power. */
  private static final double TINY = 0x1p-200;

  private static final double[] GRID = grid();

  /** How many samples a search may always take: enough for some zeros. */
  private static final int LEAST_SAMPLES = 2000;

  /** Evaluations of one node that are left; each search may use a quarter of them. */
  private long budget = 8_000_000;

  private static double[] grid() {
    double[] grid = new double[4096];
    int n = 0;
    // Off the round numbers, so that zeros seldom fall on the grid.
    double step = 1.0 / STEPS_PER_UNIT;
    double factor = StrictMath.pow(2, 1.0 / STEPS_PER_OCTAVE);
    for (double x = 0.0273; x < SPARSE_LIMIT; x = x < DENSE_LIMIT ? x + step : x * factor) {
      grid[n++] = x;
      grid[n++] = -1.03 * x;
    }
    Arrays.sort(grid, 0, n);
    return Arrays.copyOf(grid, n);
  }

  /**
   * The walls and the zeros, ascending. An interval on which the term is zero counts as one zero if
   * the term is not zero on both sides of it, and else not at all.
   *
   * @param term what to find the zeros of
   * @param walls the kinks of the term, ascending
   */
  double[] of(Term term, double[] walls) {
    return new Search(term, walls).zeros();
  }

  /** The search for the zeros of one term. */
  private final class Search {
    private final Term term;
    private final int cost;
    private final double[] walls;
    private final List<Double> found = new ArrayList<>();
    private final long allowance;
    private long spent;

    Search(Term term, double[] walls) {
      this.term = term;
      this.cost = term.size();
      this.walls = walls;
      this.allowance = Math.max(budget / 4, (long) LEAST_SAMPLES * cost);
    }

    double[] zeros() {
      List<Step> steps = steps();
      steps.sort(Comparator.comparingDouble(Step::distance));
      for (Step step : steps) {
        search(step, step.distance() < DENSE_LIMIT ? MAX_HALVINGS : 0);
      }
      budget = Math.max(0, budget - spent);
      return Points.merge(walls, found.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private List<Step> steps() {
      double[] x = points();
      double[] y = new double[x.length];
      double[] dy = new double[x.length];
      term.jets(Batch.of(x), y, dy);
      List<Step> steps = new ArrayList<>();
      Step.Sample last = null;
      double zero = Double.NaN;
      int wall = 0;
      for (int i = 0; i < x.length; i++) {
        while (wall < walls.length && walls[wall] < x[i]) {
          wall++;
          last = null;
        }
        if (y[i] == 0) {
          zero = x[i];
          continue;
        }
        Step.Sample sample = new Step.Sample(x[i], y[i], dy[i]);
        if (last != null) {
          steps.add(new Step(last, sample, zero));
        }
        last = sample;
        zero = Double.NaN;
      }
      return steps;
    }

    /** The grid, and a point on either side of each wall. */
    private double[] points() {
      double[] points = Arrays.copyOf(GRID, GRID.length + 2 * walls.length);
      int n = GRID.length;
      for (double wall : walls) {
        double gap = Math.max(Math.ulp(wall), TINY);
        points[n++] = wall - gap;
        points[n++] = wall + gap;
      }
      Arrays.sort(points);
      return Points.keep(points, x -> Arrays.binarySearch(walls, x) < 0);
    }

    private void search(Step step, int halvings) {
      Step.Sample a = step.a();
      Step.Sample b = step.b();
      if (spent > allowance || step.isBlind()) {
        return;
      }
      if (step.hasKnownZero()) {
        searchAround(step);
      } else if (step.crossesOnce()) {
        addMiddle(edge(a, b.x()), edge(b, a.x()));
      } else if (!step.staysAway()) {
        if (halvings > 0) {
          halve(a, b, halvings - 1);
        } else if (step.distance() < DENSE_LIMIT) {
          searchNarrow(step);
        }
      }
    }

    private void halve(Step.Sample a, Step.Sample b, int halvings) {
      Step.Sample middle = sample(a.x() + 0.4871 * (b.x() - a.x()));
      if (middle.y() == 0) {
        search(new Step(a, b, middle.x()), halvings);
      } else {
        search(new Step(a, middle), halvings);
        search(new Step(middle, b), halvings);
      }
    }

    /** In a step that cannot be halved further: a zero of high order, or one that only touches. */
    private void searchNarrow(Step step) {
      Step.Sample a = step.a();
      Step.Sample b = step.b();
      if (step.crosses()) {
        // Rounding noise changes its sign too, but does not follow the derivative.
        if (step.expectedRise() / step.rise() > 0.5) {
          addMiddle(edge(a, b.x()), edge(b, a.x()));
        }
      } else if (step.dips()) {
        addTouch(step);
      }
    }

    /** In a step that is known to hold a zero, maybe a whole interval of them. */
    private void searchAround(Step step) {
      if (step.a().sign() != step.b().sign()) {
        addMiddle(edge(step.a(), step.zero()), edge(step.b(), step.zero()));
      } else if (step.hasMinimum()) {
        addTouch(step);
      }
    }

    /** Adds the minimum of |y|, or the two zeros beside it if it lies beyond zero. */
    private void addTouch(Step step) {
      Step.Sample a = step.a();
      Step.Sample b = step.b();
      double falling = bisect(x -> a.sign() * term.slope(x) < 0, a.x(), b.x());
      double rising = bisect(x -> a.sign() * term.slope(x) > 0, b.x(), falling);
      Step.Sample least = sample(middle(falling, rising));
      if (least.sign() == -a.sign()) {
        addMiddle(edge(a, least.x()), edge(least, a.x()));
        addMiddle(edge(least, b.x()), edge(b, least.x()));
      } else {
        found.add(least.x());
      }
    }

    private Step.Sample sample(double x) {
      spent += cost;
      return Step.Sample.of(term, x);
    }

    /** The last point from {@code inside} towards {@code outside} where the sign is the same. */
    private double edge(Step.Sample inside, double outside) {
      double sign = inside.sign();
      return bisect(x -> Math.signum(term.value(x)) == sign, inside.x(), outside);
    }

    /** Where a property ends: the last of the doubles from {@code inside} that has it. */
    private double bisect(DoublePredicate holds, double inside, double outside) {
      long in = ordinal(inside);
      long out = ordinal(outside);
      while (Long.compareUnsigned(Math.max(in, out) - Math.min(in, out), 1) > 0) {
        spent += cost;
        long middle = (in & out) + ((in ^ out) >> 1);
        if (holds.test(fromOrdinal(middle))) {
          in = middle;
        } else {
          out = middle;
        }
      }
      return fromOrdinal(in);
    }

    private void addMiddle(double left, double right) {
      found.add(middle(left, right));
    }

    /** What lies between the last point of one sign and the first of the next. */
    private double middle(double left, double right) {
      double from = Math.nextUp(left);
      double to = Math.nextDown(right);
      if (from <= to) {
        return roundest(from, to);
      }
      double atLeft = Math.abs(term.value(left));
      double atRight = Math.abs(term.value(right));
      boolean isLeft = atLeft == atRight ? left < 0 : atLeft < atRight;
      return isLeft ? left : right;
    }
  }

  /** The middle of an interval, rounded as far as the interval's width allows. */
  private static double roundest(double from, double to) {
    double middle = from / 2 + to / 2;
    double unit = Math.scalb(1.0, Math.getExponent((to - from) / 2));
    return to > from ? Math.rint(middle / unit) * unit : middle;
  }

  /** The doubles numbered in their order. */
  private static long ordinal(double x) {
    long bits = Double.doubleToRawLongBits(x);
    return bits < 0 ? Long.MIN_VALUE - bits : bits;
  }

  private static double fromOrdinal(long ordinal) {
    return Double.longBitsToDouble(ordinal < 0 ? Long.MIN_VALUE - ordinal : ordinal);
  }
}
