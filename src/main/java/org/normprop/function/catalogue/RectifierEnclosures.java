package org.normprop.function.catalogue;

import org.normprop.function.enclosure.Enclosure;
import org.normprop.function.enclosure.SmoothFunctions;

/** Smooth rectifiers on intervals, where that takes more than a line. */
final class RectifierEnclosures {

  private RectifierEnclosures() {}

  static Enclosure geluTanh(Enclosure x) {
    Enclosure inner = x.plus(SmoothFunctions.power(x, 3).times(SmoothRectifiers.GELU_CUBIC));
    return x.times(SmoothFunctions.sigmoid(inner.times(2 * SmoothRectifiers.SQRT_2_OVER_PI)));
  }

  /** On the left b/2/(h - x), which keeps its digits. */
  static Enclosure squareplus(Enclosure x, double b) {
    if (b == 0) {
      return x.max(Enclosure.constant(0));
    }
    Enclosure h = SmoothFunctions.sqrt(x.squared().plus(b));
    return x.line().high() <= 0 ? Enclosure.constant(b / 2).over(h.minus(x)) : x.plus(h).times(0.5);
  }
}
