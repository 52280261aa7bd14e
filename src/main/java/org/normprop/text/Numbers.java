package org.normprop.text;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers in unit texts: written as short as they read back, the same on every JDK. */
public final class Numbers {

  private Numbers() {}

  /** The shortest decimal that reads back to {@code value}, without an exponent where short. */
  public static String text(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
    }
    BigDecimal decimal = shortest(value);
    if (decimal.signum() == 0) {
      return "0";
    }
    BigDecimal plain = decimal.stripTrailingZeros();
    int exponent = plain.precision() - plain.scale() - 1;
    return exponent >= -5 && exponent < 16
        ? plain.toPlainString()
        : plain.toString().replace("E+", "e").replace("E", "e");
  }

  /** {@code Double.toString} gives a digit too many before JDK 19; take off what can go. */
  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    int digits = Math.min(17, new BigDecimal(Double.toString(value)).precision());
    BigDecimal kept = exact.round(new MathContext(digits));
    while (kept.doubleValue() != value && digits < 17) {
      kept = exact.round(new MathContext(++digits));
    }
    while (digits > 1) {
      BigDecimal shorter = exact.round(new MathContext(--digits));
      if (shorter.doubleValue() != value) {
        return kept;
      }
      kept = shorter;
    }
    return kept;
  }
}
