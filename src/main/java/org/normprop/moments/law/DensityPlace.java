package org.normprop.moments.law;

import org.normprop.function.enclosure.Enclosure;
import org.normprop.function.enclosure.Span;
import org.normprop.moments.density.InputDensity;
import org.normprop.table.Bounded;

/** Near a cut of an input with a density: its parameter is t + d. */
final class DensityPlace implements Place {

  /** What x of t + d is wrong by, in units of the last place. */
  private static final int ULPS = 8;

  private final InputDensity density;
  private final double t;
  private final double x;
  private final double end; // the x of the stretch's other end, which rounding must not pass
  private final boolean isPlain; // x moves as its parameter does

  DensityPlace(InputDensity density, double t, double x, double end) {
    this.density = density;
    this.t = t;
    this.x = x;
    this.isPlain = density.speed(t) == 1 && x == t;
    this.end = isPlain ? end : density.x(end);
  }

  @Override
  public void at(double d, PathPoint point) {
    double moved = density.x(t, x, d);
    point.z = 0;
    point.input = NormalPlace.beside(x, moved, end, d);
    point.anchor = isPlain ? x : Double.NaN;
    point.offset = d;
    point.value = point.input;
    point.slope = 1;
    point.slopeError = 0;
    point.weight = density.at(t, d);
    double rounding = isPlain && point.input - x == d ? 0 : Bounded.UNIT_ROUNDOFF;
    double lost = isPlain ? 0 : ULPS * Bounded.UNIT_ROUNDOFF * Math.abs(moved - x);
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
    region.value = isPlain ? plain(from, to, beyond, imaginary) : map(from, to, beyond, imaginary);
    region.anchor = isPlain ? x : Double.NaN;
    region.offset = Enclosure.rectangle(from, to, beyond, imaginary);
    region.weight = density.largest(t + from, t + to, beyond, imaginary);
    return region;
  }

  private Enclosure plain(double from, double to, double beyond, double imaginary) {
    Span line = NormalPlace.line(x + from, x + to, end, to <= 0);
    return Enclosure.rectangle(line.low(), line.high(), beyond, imaginary);
  }

  private Enclosure map(double from, double to, double beyond, double imaginary) {
    Span line = NormalPlace.line(density.x(t, x, from), density.x(t, x, to), end, to <= 0);
    if (imaginary == 0) {
      return Enclosure.interval(line.low(), line.high());
    }
    double low = density.x(t, x, from - beyond);
    double high = density.x(t, x, to + beyond);
    Span around = new Span(low - ULPS * Math.ulp(low), high + ULPS * Math.ulp(high));
    double speed =
        Math.max(density.speed(t + from - beyond), density.speed(t + to + beyond)) * (1 + 1e-11);
    return new Enclosure(line, around, imaginary * speed, new Span(1, 1), 0);
  }

  @Override
  public double slowest(double from, double to, double beyond, double imaginary) {
    return density.slowest(t + from - beyond, t + to + beyond, imaginary);
  }

  /** Of the place in x, and of the parameter itself. */
  @Override
  public double doubt() {
    return isPlain
        ? Math.ulp(x)
        : Math.max(Math.ulp(x) / density.speed(t), Math.ulp(t) + Math.ulp(1.0) / 8);
  }
}
