package org.normprop.function.enclosure;

/**
 * How a function behaves far out on either side, as its definition proves it; t is |x|.
 *
 * @param left towards minus infinity
 * @param right towards infinity
 */
public record Tails(Growth left, Growth right) {

  /** Nothing is known. */
  public static final Tails UNKNOWN = new Tails(Growth.UNKNOWN, Growth.UNKNOWN);

  /** e^x. */
  public static final Tails EXPONENTIAL =
      new Tails(Growth.EXPONENTIAL.reciprocal(), Growth.EXPONENTIAL);

  /** x to the right, 0 or towards it to the left, which is left open. */
  public static final Tails RECTIFIER = UNKNOWN.right(Growth.of(Span.ONE, 1));

  /** Straight lines through the origin, each from some place on: left x and right x. */
  public static Tails lines(double left, double right) {
    return new Tails(Growth.exactly(-left, 1), Growth.exactly(right, 1));
  }

  /** Such lines to leading order; neither slope is 0. */
  public static Tails alongLines(double left, double right) {
    return new Tails(Growth.of(new Span(-left, -left), 1), Growth.of(new Span(right, right), 1));
  }

  /** A power of x. */
  public static Tails power(int exponent) {
    return new Tails(
        Growth.exactly(exponent % 2 == 0 ? 1 : -1, exponent), Growth.exactly(1, exponent));
  }

  /** The numbers that the function has from some place on. */
  public static Tails levels(double left, double right) {
    return new Tails(Growth.exactly(left, 0), Growth.exactly(right, 0));
  }

  /** The numbers that it tends to, as they are computed; of a 0 nothing is known. */
  public static Tails limits(double left, double right) {
    return new Tails(Growth.about(left, 0), Growth.about(right, 0));
  }

  /** The same with another right. */
  public Tails right(Growth other) {
    return new Tails(left, other);
  }

  /** The same with another left. */
  public Tails left(Growth other) {
    return new Tails(other, right);
  }

  /** Of -f(-x). */
  public Tails turned() {
    return new Tails(right.negated(), left.negated());
  }

  /** One of the two: right for a positive side, left for a negative one. */
  public Growth on(int side) {
    return side > 0 ? right : side < 0 ? left : Growth.UNKNOWN;
  }
}
