package org.normprop.moments.law;

import org.normprop.function.enclosure.Enclosure;
import org.normprop.function.enclosure.Span;
import org.normprop.moments.density.InputDensity;
import org.normprop.table.Bounded;

/** Near a cut of an input with a density: its parameter is t + d. */
final class DensityPlace implements Place {

  /** What x of t + d is wrong by, in units of the last place. */
  private static final int ULPS = 8;

  /** Of a distance, how far weights are compared. */
  private static final double STEP = 0x1p-6;

  /** Of a place: the root of what rounding loses. */
  private static final double LEAST_STEP = 0x1p-26;

  private final InputDensity density;
  private final double t;
  private final double x;
  private final double end; // the x of the stretch's other end, which rounding must not pass
  private final boolean isPlain; // x moves as its parameter does

  DensityPlace(InputDensity density, double t, double x, double end) {
    this.density = density;
    this.t = t;
    this.x = x;
    this.isPlain = density.isPlain();
    this.end = isPlain ? end : density.x(end);
  }

  @Override
  public void at(double d, PathPoint point) {
    double way = density.moved(t, x, d);
    double moved = x + way;
    double lost = isPlain ? 0 : ULPS * Bounded.UNIT_ROUNDOFF * Math.abs(way);
    point.z = 0;
    point.anchor = x;
    point.offset = way;
    point.offsetError = lost;
    point.input = NormalPlace.beside(x, moved, end, d);
    point.isRare = point.input < density.bulk(false) || point.input > density.bulk(true);
    point.value = point.input;
    point.slope = 1;
    point.slopeError = 0;
    point.weight = density.at(t, d);
    double rounding = isPlain && point.input - x == d ? 0 : Bounded.UNIT_ROUNDOFF;
    point.valueError =
        Math.abs(point.input - moved)
            + lost
            + (rounding + density.valueError(t, d)) * Math.abs(point.input);
  }

  @Override
  public double weightError(double d) {
    return density.error(t, d);
  }

  @Override
  public PathRegion region(double from, double to, double beyond, double imaginary) {
    PathRegion region = new PathRegion();
    region.anchor = x;
    region.offset = offset(from, to, beyond, imaginary);
    region.weight = density.largest(t + from, t + to, beyond, imaginary);
    double low = isPlain ? x + from : x + density.moved(t, x, from);
    double high = isPlain ? x + to : x + density.moved(t, x, to);
    Span line = NormalPlace.line(low, high, end, to <= 0);
    if (isPlain || imaginary == 0) {
      region.value = Enclosure.rectangle(line.low(), line.high(), beyond, imaginary);
    } else {
      Span around = region.offset.value();
      region.value =
          new Enclosure(
              line,
              widened(x + around.low(), x + around.high(), 1, Math.abs(x)),
              region.offset.radius(),
              new Span(1, 1),
              0);
    }
    return region;
  }

  /** The distances from x. */
  private Enclosure offset(double from, double to, double beyond, double imaginary) {
    if (isPlain) {
      return Enclosure.rectangle(from, to, beyond, imaginary);
    }
    Span line = widened(density.moved(t, x, from), density.moved(t, x, to), ULPS, 0);
    line = to <= 0 ? new Span(line.low(), Math.min(line.high(), 0)) : line;
    line = from >= 0 ? new Span(Math.max(line.low(), 0), line.high()) : line;
    if (imaginary == 0) {
      return Enclosure.interval(line.low(), line.high());
    }
    Span around =
        widened(density.moved(t, x, from - beyond), density.moved(t, x, to + beyond), ULPS, 0);
    double speed = Math.max(density.speed(t + from - beyond), density.speed(t + to + beyond));
    return new Enclosure(line, around, imaginary * speed * (1 + 1e-11), new Span(1, 1), 0);
  }

  private static Span widened(double low, double high, int ulps, double size) {
    double more = Math.ulp(size);
    return new Span(low - ulps * Math.ulp(low) - more, high + ulps * Math.ulp(high) + more);
  }

  @Override
  public double slowest(double from, double to, double beyond, double imaginary) {
    return density.slowest(t + from - beyond, t + to + beyond, imaginary);
  }

  /**
   * Twice the slope that five places around show, far enough apart that rounding does not hide it.
   */
  @Override
  public double sway(double d) {
    double step = Math.max(STEP * Math.abs(d), LEAST_STEP * Math.abs(x));
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (int i = -2; i <= 2; i++) {
      double weight = density.at(t, d + i * step);
      least = Math.min(least, weight);
      most = Math.max(most, weight);
    }
    return isPlain ? 2 * (most - least) / least / step : Double.POSITIVE_INFINITY;
  }

  /** Of the place in x, and of the parameter itself. */
  @Override
  public double doubt() {
    return isPlain
        ? Math.ulp(x)
        : Math.max(Math.ulp(x) / density.speed(t), Math.ulp(t) + Math.ulp(1.0) / 8);
  }
}
