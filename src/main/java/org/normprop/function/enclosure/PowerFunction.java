package org.normprop.function.enclosure;

import static org.normprop.function.enclosure.RegionBounds.most;
import static org.normprop.function.enclosure.RegionBounds.positive;
import static org.normprop.function.enclosure.SpanFunctions.power;

/**
 * u^p.
 *
 * @param p the exponent
 * @param isWhole whether it is a whole number, so that u may be negative
 */
record PowerFunction(double p, boolean isWhole) implements Smooth {

  @Override
  public Span value(Span u) {
    return power(u, p, isWhole);
  }

  @Override
  public Span slope(Span u) {
    return power(u, p - 1, isWhole).times(new Span(p, p));
  }

  @Override
  public double steepest(double low, double high, double y) {
    return size(low, high, y, Math.abs(p), p - 1);
  }

  @Override
  public double bend(double low, double high, double y) {
    return size(low, high, y, Math.abs(p * (p - 1)), p - 2);
  }

  /** A bound of factor |z|^exponent. */
  private double size(double low, double high, double y, double factor, double exponent) {
    double size = StrictMath.hypot(most(low, high), y);
    if (isWhole && exponent >= 0) {
      return factor * StrictMath.pow(size, exponent);
    }
    return positive(low) * factor * StrictMath.pow(exponent > 0 ? size : low, exponent);
  }
}
