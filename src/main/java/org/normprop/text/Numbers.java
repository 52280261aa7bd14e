package org.normprop.text;

import java.math.BigDecimal;

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

  /** {@code Double.toString} gives a digit too many before JDK 19; search from the short end. */
  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < 17; digits++) {
      BigDecimal rounded = exact.round(new java.math.MathContext(digits));
      if (rounded.doubleValue() == value) {
        return rounded;
      }
    }
    return exact.round(new java.math.MathContext(17));
  }
}
