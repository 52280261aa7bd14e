package org.normprop.report.plot;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The range of a mark's values along an axis.
 *
 * @param low the least
 * @param high the largest
 * @param fromZero whether the mark stands on the zero line
 * @param needsAir whether its ends should stay away from the plot's
 */
record Extent(double low, double high, boolean fromZero, boolean needsAir) {

  private static final double AIR = 0.05;

  /** Where nothing is finite. */
  private boolean isEmpty() {
    return !(low <= high);
  }

  static Extent x(Mark mark, boolean log) {
    if (mark instanceof Mark.Line line) {
      return of(line.points(), log, false, false, Point::x);
    }
    if (mark instanceof Mark.Band band) {
      return of(band.points(), log, false, false, Point::x);
    }
    if (mark instanceof Mark.Points points) {
      return of(points.points(), log, false, true, Point::x);
    }
    if (mark instanceof Mark.Atoms atoms) {
      return of(atoms.points(), log, false, true, Point::x);
    }
    if (mark instanceof Mark.Histogram histogram) {
      return of(histogram.edges(), log, false, false, Double::doubleValue);
    }
    return of(List.of(), log, false, false, Point::x);
  }

  static Extent y(Mark mark, boolean log) {
    if (mark instanceof Mark.Line line) {
      return of(line.points(), log, false, true, Point::y);
    }
    if (mark instanceof Mark.Band band) {
      return of(band.points(), log, false, true, Point::low, Point::high);
    }
    if (mark instanceof Mark.Points points) {
      return of(points.points(), log, false, true, Point::y, Point::low, Point::high);
    }
    if (mark instanceof Mark.Histogram histogram) {
      return of(histogram.heights(), log, true, true, Double::doubleValue);
    }
    boolean atoms = mark instanceof Mark.Atoms;
    return of(List.of(), log, atoms, true, Point::y);
  }

  @SafeVarargs
  private static <T> Extent of(
      List<T> values, boolean log, boolean fromZero, boolean air, ToDoubleFunction<T>... parts) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (T value : values) {
      for (ToDoubleFunction<T> part : parts) {
        double v = part.applyAsDouble(value);
        if (Double.isFinite(v) && (v > 0 || !log)) {
          low = Math.min(low, v);
          high = Math.max(high, v);
        }
      }
    }
    return new Extent(low, high, fromZero, air);
  }

  /** The range that shows all, with air where it is wanted, never empty. */
  static Extent union(List<Extent> extents, boolean log) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    boolean zero = false;
    boolean air = false;
    for (Extent extent : extents) {
      zero |= extent.fromZero && !log;
      if (!extent.isEmpty()) {
        low = Math.min(low, extent.low);
        high = Math.max(high, extent.high);
        air |= extent.needsAir;
      }
    }
    if (!(low <= high)) {
      return log ? new Extent(0.1, 10, false, false) : new Extent(0, 1, false, false);
    }
    if (zero) {
      low = Math.min(low, 0);
      high = Math.max(high, 0);
    }
    return log ? widenedLog(low, high, air) : widened(low, high, zero, air);
  }

  private static Extent widened(double low, double high, boolean zero, boolean air) {
    double size = Math.max(Math.abs(low), Math.abs(high));
    double length = high / 2 - low / 2; // halved: the difference may overflow
    if (!(length > 1e-13 * size && length > 1e-290)) { // one value
      double half = size > 1e-290 ? size / 2 : 0.5;
      return new Extent(low - half, high + half, zero, air);
    }
    double margin = air ? 2 * AIR * length : 0;
    double below = Math.max(low - margin, -Double.MAX_VALUE);
    double above = Math.min(high + margin, Double.MAX_VALUE);
    if (low > 0 || zero && low == 0) { // air does not reach beyond zero
      below = Math.max(below, 0);
    }
    if (high < 0 || zero && high == 0) {
      above = Math.min(above, 0);
    }
    return new Extent(below, above, zero, air);
  }

  private static Extent widenedLog(double low, double high, boolean air) {
    double factor = StrictMath.pow(high / low, AIR);
    if (!(high / low > 1 + 1e-12) || Double.isInfinite(factor)) {
      factor = 2;
    }
    return air || factor == 2
        ? new Extent(low / factor, high * factor, false, air)
        : new Extent(low, high, false, false);
  }
}
