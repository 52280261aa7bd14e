package org.normprop.function.enclosure;

/** How far complex values may be from real ones, rounded upwards. */
final class Radius {

  private Radius() {}

  /** The radius of a product of complex numbers. */
  static double spread(Span a, double ra, Span b, double rb) {
    if (ra == 0 && rb == 0) {
      return 0;
    }
    return up(part(a.magnitude(), rb) + part(b.magnitude(), ra) + part(ra, rb));
  }

  private static double part(double a, double b) {
    return a == 0 || b == 0 ? 0 : a * b;
  }

  static double up(double radius) {
    return radius == 0 ? 0 : radius * (1 + 0x1p-48);
  }
}
