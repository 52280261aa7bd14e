package org.normprop.function.enclosure;

import static org.normprop.function.enclosure.Radius.spread;
import static org.normprop.function.enclosure.Radius.up;

/**
 * What is proved of a function of x: its values on an interval of the line, and its values and
 * slopes on a region of the complex plane that holds the interval. A complex value w = f(x + iy)
 * lies within {@code radius} of some number of {@code value}.
 *
 * <p>Where a function chooses between branches, such as max, the values on the line choose, and the
 * region sees the chosen branch continued. So a region may reach beyond a kink at an end of its
 * interval.
 *
 * <p>Moore, Interval Analysis (1966); Petras, Self-validating integration and approximation of
 * piecewise analytic functions (2002). Immutable.
 *
 * @param line the values on the interval
 * @param value the values on the region, up to the radius
 * @param radius how far a complex value may be from them; 0 where the region is the interval, and
 *     infinite where the function is not known to be holomorphic
 * @param slope the slopes on the region, up to their radius; on the line, of each one-sided
 *     derivative
 * @param slopeRadius how far a complex slope may be from them; on the line infinite beside jumps
 */
public record Enclosure(Span line, Span value, double radius, Span slope, double slopeRadius) {

  /** A function of which nothing is known. */
  public static final Enclosure UNKNOWN =
      new Enclosure(
          Span.ALL, Span.ALL, Double.POSITIVE_INFINITY, Span.ALL, Double.POSITIVE_INFINITY);

  /** The variable on an interval. */
  public static Enclosure interval(double low, double high) {
    Span span = new Span(low, high);
    return new Enclosure(span, span, 0, Span.ONE, 0);
  }

  public static Enclosure point(double x) {
    return interval(x, x);
  }

  /**
   * The variable on a rectangle around an interval of the line.
   *
   * @param low the interval's lower end
   * @param high its upper end
   * @param beyond how far the rectangle reaches beyond either end
   * @param imaginary how far it reaches to both sides of the line
   */
  public static Enclosure rectangle(double low, double high, double beyond, double imaginary) {
    Span line = new Span(low, high);
    return new Enclosure(line, line.widened(beyond), imaginary, Span.ONE, 0);
  }

  public static Enclosure constant(double value) {
    return constant(value, 0);
  }

  /** A constant that is known to be within a distance of a value. */
  public static Enclosure constant(double value, double doubt) {
    Span span = new Span(value, value).widened(doubt);
    return new Enclosure(span, span, 0, Span.ZERO, 0);
  }

  /** Whether the region is the interval itself. */
  public boolean isReal() {
    return radius == 0;
  }

  boolean isUnknown() {
    return radius == Double.POSITIVE_INFINITY;
  }

  /** The largest |f(z) - center| on the region. */
  public double distance(double center) {
    return Math.max(center - value.low(), value.high() - center) + radius;
  }

  /** The largest |f'(z)| on the region; on the line, between jumps. */
  public double steepest() {
    return isReal() ? slope.magnitude() : slope.magnitude() + slopeRadius;
  }

  /** Whether the values on the line may jump, so that slopes do not bound their differences. */
  public boolean mayJump() {
    return isReal() && slopeRadius > 0;
  }

  /** The same of a function whose values on the line all lie between two numbers. */
  public Enclosure within(double low, double high) {
    return new Enclosure(
        line.within(low, high), value.within(low, high), radius, slope, slopeRadius);
  }

  public Enclosure plus(Enclosure other) {
    if (isUnknown() || other.isUnknown()) {
      return UNKNOWN;
    }
    Span sum = value.plus(other.value);
    return new Enclosure(
        other.isReal() && isReal() ? sum : line.plus(other.line),
        sum,
        up(radius + other.radius),
        slope.plus(other.slope),
        up(slopeRadius + other.slopeRadius));
  }

  public Enclosure negated() {
    return new Enclosure(line.negated(), value.negated(), radius, slope.negated(), slopeRadius);
  }

  public Enclosure minus(Enclosure other) {
    return plus(other.negated());
  }

  public Enclosure plus(double constant) {
    return plus(constant(constant));
  }

  public Enclosure times(Enclosure other) {
    if (isUnknown() || other.isUnknown()) {
      return UNKNOWN;
    }
    Span product = value.times(other.value);
    double spread = spread(value, radius, other.value, other.radius);
    return new Enclosure(
        other.isReal() && isReal() ? product : line.times(other.line),
        product,
        spread,
        slope.times(other.value).plus(value.times(other.slope)),
        up(
            spread(slope, slopeRadius, other.value, other.radius)
                + spread(value, radius, other.slope, other.slopeRadius)));
  }

  public Enclosure times(double factor) {
    return times(constant(factor));
  }

  /** The square, which is tighter than the product. */
  public Enclosure squared() {
    if (isUnknown()) {
      return UNKNOWN;
    }
    Span square = value.squared();
    Span twice = value.plus(value);
    return new Enclosure(
        isReal() ? square : line.squared(),
        square,
        spread(value, radius, value, radius),
        twice.times(slope),
        spread(twice, 2 * radius, slope, slopeRadius));
  }

  /** 1/f. */
  public Enclosure reciprocal() {
    double least = value.mignitude();
    if (!isReal() && !(least > radius)) {
      return UNKNOWN;
    }
    Span inverse = value.reciprocal();
    // |1/(v + d) - 1/v| = |d|/(|v| |v + d|)
    double moved = isReal() ? 0 : up(radius / least / (least - radius));
    Span square = inverse.squared().negated();
    return new Enclosure(
        isReal() ? inverse : line.reciprocal(),
        inverse,
        moved,
        square.times(slope),
        spread(square, spread(inverse, moved, inverse, moved), slope, slopeRadius));
  }

  public Enclosure over(Enclosure other) {
    if (isReal() && other.isReal() && value.isPoint() && other.value.isPoint()) {
      Span quotient = value.over(other.value);
      // (a/b)' = (a' - (a/b) b')/b
      Span change = slope.minus(quotient.times(other.slope)).over(other.value);
      return new Enclosure(quotient, quotient, 0, change, Math.max(slopeRadius, other.slopeRadius));
    }
    return times(other.reciprocal());
  }

  /**
   * The quotient of two functions that are both 0 at one point of the region, and holomorphic: by
   * the mean value theorem it is one of slopes. The slope itself is not known.
   */
  public Enclosure overAtCommonZero(Enclosure other) {
    Enclosure q = slopeAlone().times(other.slopeAlone().reciprocal());
    return new Enclosure(q.line, q.value, q.radius, Span.ALL, Double.POSITIVE_INFINITY);
  }

  private Enclosure slopeAlone() {
    return new Enclosure(slope.widened(slopeRadius), slope, slopeRadius, Span.ZERO, 0);
  }

  /** Whether both functions, at a point, are 0 to the last bit. */
  public boolean vanishesWith(Enclosure other) {
    return Math.max(value.magnitude(), other.value.magnitude()) == 0;
  }

  /** Whether a point of the line may be a value. */
  public boolean reaches(double x) {
    return value.low() - radius <= x && x <= value.high() + radius;
  }

  public boolean mayVanish() {
    return value.mignitude() <= radius;
  }

  /** g(f) for an elementary g. */
  Enclosure apply(Smooth g) {
    if (isUnknown()) {
      return UNKNOWN;
    }
    Span onLine = g.value(line);
    if (isReal()) {
      Span change = g.slope(line);
      Span chained = slope.low() == 0 && slope.high() == 0 ? Span.ZERO : change.times(slope);
      return new Enclosure(onLine, onLine, 0, chained, slopeRadius);
    }
    double low = value.low() - radius;
    double high = value.high() + radius;
    double steepest = g.steepest(low, high, radius);
    if (!(steepest >= 0 && steepest <= Double.MAX_VALUE)) {
      return UNKNOWN;
    }
    double bend = g.bend(low, high, radius);
    boolean isTight = bend >= 0 && radius * bend <= steepest;
    Span change = isTight ? g.slope(value) : Span.ZERO;
    double changeRadius = isTight ? radius * bend : steepest;
    return new Enclosure(
        onLine,
        g.value(value),
        up(radius * steepest),
        change.times(slope),
        spread(change, changeRadius, slope, slopeRadius));
  }

  public Enclosure max(Enclosure other) {
    if (line.low() >= other.line.high()) {
      return this;
    }
    if (other.line.low() >= line.high()) {
      return other;
    }
    if (!isReal() || !other.isReal()) {
      return UNKNOWN;
    }
    Span most = value.max(other.value);
    double jump = Math.max(slopeRadius, other.slopeRadius);
    return new Enclosure(most, most, 0, slope.hull(other.slope), jump);
  }

  public Enclosure min(Enclosure other) {
    return negated().max(other.negated()).negated();
  }

  /** |f|. */
  public Enclosure abs() {
    if (line.low() >= 0) {
      return this;
    }
    if (line.high() <= 0) {
      return negated();
    }
    if (!isReal()) {
      return UNKNOWN;
    }
    Span size = new Span(0, line.magnitude());
    return new Enclosure(size, size, 0, slope.hull(slope.negated()), slopeRadius);
  }

  /** One function where this one is larger than a threshold, another where it is not. */
  public Enclosure choose(double threshold, Enclosure above, Enclosure notAbove) {
    if (line.low() >= threshold && line.high() > threshold) {
      return above;
    }
    if (line.high() <= threshold) {
      return notAbove;
    }
    return isReal() ? above.or(notAbove) : UNKNOWN;
  }

  /** One function of three, by where this one lies: up to low, up to high, or above. */
  public Enclosure pieces(
      double low, double high, Enclosure below, Enclosure inside, Enclosure above) {
    return choose(high, above, choose(low, inside, below));
  }

  /** One function or the other, with jumps between them. */
  public Enclosure or(Enclosure other) {
    if (!isReal() || !other.isReal()) {
      return UNKNOWN;
    }
    Span either = value.hull(other.value);
    return new Enclosure(either, either, 0, slope.hull(other.slope), Double.POSITIVE_INFINITY);
  }
}
