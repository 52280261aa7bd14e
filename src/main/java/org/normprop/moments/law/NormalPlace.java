package org.normprop.moments.law;

import org.normprop.function.enclosure.Enclosure;
import org.normprop.function.enclosure.Span;
import org.normprop.function.math.Special;
import org.normprop.table.Bounded;

/** Near a cut of x ~ N(mean, std^2): x = anchor + d, z = (anchor - mean)/std + d/std. */
final class NormalPlace implements Place {

  private final NormalLaw law;
  private final double anchor;
  private final double end; // the other end of the stretch, which rounding must not pass
  private final double z; // (anchor - mean)/std = z + rest
  private final double rest;

  NormalPlace(NormalLaw law, double anchor, double end) {
    this.law = law;
    this.anchor = anchor;
    this.end = end;
    double distance = anchor - law.mean();
    z = distance / law.std();
    rest = (Math.fma(-z, law.std(), distance) + lost(anchor, -law.mean(), distance)) / law.std();
  }

  @Override
  public void at(double d, PathPoint point) {
    double steps = d / law.std();
    double offset = steps + rest;
    point.z = z + offset;
    // the density at what was lost by rounding z
    double lost =
        Math.fma(-steps, law.std(), d) / law.std()
            + lost(steps, rest, offset)
            + lost(z, offset, point.z);
    double x = beside(anchor, anchor + d, end, d);
    point.isRare = Math.abs(point.z) >= NormalLaw.RARE;
    point.anchor = anchor;
    point.offset = d;
    point.input = x;
    point.value = x;
    point.slope = 1;
    point.weight = Special.normalDensity(point.z) * (1 - point.z * lost) / law.std();
    double moved = Math.abs(x - anchor - d);
    point.valueError = Math.max(moved, x - anchor == d ? 0 : Bounded.UNIT_ROUNDOFF * Math.abs(x));
    point.slopeError = 0;
  }

  /** What is missing in a rounded sum; Knuth's. */
  private static double lost(double a, double b, double sum) {
    double part = sum - a;
    return (a - (sum - part)) + (b - part);
  }

  /** An x on its own side of the anchor, and not beyond the end. */
  static double beside(double anchor, double x, double end, double d) {
    return d > 0
        ? Math.min(Math.max(x, Math.nextUp(anchor)), end)
        : Math.max(Math.min(x, Math.nextDown(anchor)), end);
  }

  @Override
  public PathRegion region(double from, double to, double beyond, double imaginary) {
    PathRegion region = new PathRegion();
    Span line = line(anchor + from, anchor + to, end, to <= 0);
    region.value = Enclosure.rectangle(line.low(), line.high(), beyond, imaginary);
    region.anchor = anchor;
    region.offset = Enclosure.rectangle(from, to, beyond, imaginary);
    double low = z + (from - beyond) / law.std();
    double high = z + (to + beyond) / law.std();
    double least = low > 0 ? low : high < 0 ? -high : 0;
    double y = imaginary / law.std();
    // |e^(-z^2/2)| = e^((y^2 - x^2)/2)
    region.weight = 0.4 / law.std() * StrictMath.exp((y - least) * (y + least) / 2) * (1 + 1e-12);
    return region;
  }

  /** Where an interval of distances lies, as far as evaluation goes. */
  static Span line(double low, double high, double end, boolean isBefore) {
    return isBefore
        ? new Span(Math.max(low, end), Math.max(high, end))
        : new Span(Math.min(low, end), Math.min(high, end));
  }

  @Override
  public double sway(double d) {
    return Math.abs(z + d / law.std()) / law.std();
  }

  @Override
  public double doubt() {
    return Math.ulp(anchor);
  }
}
