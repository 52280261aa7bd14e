package org.normprop.function.formula;

import java.util.Arrays;
import java.util.function.DoublePredicate;

/** Lists of kinks: ascending, and no two the same up to rounding errors. */
final class Points {

  static final double[] NONE = {};

  private static final double INSIDE = 1 / Math.PI;

  private Points() {}

  /** Both lists in one, ascending; of points closer than rounding errors, the first list's. */
  static double[] merge(double[] first, double[] second) {
    double[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    Arrays.sort(all);
    int n = 0;
    for (double point : all) {
      if (n == 0 || !isSame(all[n - 1], point)) {
        all[n++] = point + 0.0; // no negative zero
      } else if (Arrays.binarySearch(first, point) >= 0) {
        all[n - 1] = point;
      }
    }
    return Arrays.copyOf(all, n);
  }

  private static boolean isSame(double a, double b) {
    return Math.abs(a - b) <= 1e-15 * Math.max(1, Math.abs(a));
  }

  /** Whether the point is in the list, up to rounding errors. */
  static boolean contains(double[] points, double x) {
    for (double point : points) {
      if (isSame(point, x)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Where offset + slope x is a whole number and a phase: the {@code most} points nearest to the
   * origin.
   */
  static double[] lattice(double offset, double slope, double phase, int most) {
    double first = Math.rint(offset - phase) - most / 2;
    double[] points = new double[most];
    for (int i = 0; i < most; i++) {
      points[i] = (first + i + phase - offset) / slope;
    }
    Arrays.sort(points);
    return merge(NONE, points);
  }

  /** The points that are wanted. */
  static double[] keep(double[] points, DoublePredicate wanted) {
    double[] kept = new double[points.length];
    int n = 0;
    for (double point : points) {
      if (wanted.test(point)) {
        kept[n++] = point;
      }
    }
    return Arrays.copyOf(kept, n);
  }

  /** Whether something holds at a point or close to it on one of its sides. */
  static boolean anyNear(double x, DoublePredicate holds) {
    return holds.test(x) || holds.test(x - nearby(x)) || holds.test(x + nearby(x));
  }

  /** A short way from x, in which no other kink is expected. */
  static double nearby(double x) {
    return 1e-9 * Math.max(1, Math.abs(x));
  }

  /** A point inside that is nothing special, so that (-2)^x has no value there. */
  static double between(double left, double right) {
    if (left < INSIDE && INSIDE < right) {
      return INSIDE;
    }
    return Double.isInfinite(left)
        ? right - INSIDE
        : Double.isInfinite(right) ? left + INSIDE : left / 2 + right / 2;
  }
}
