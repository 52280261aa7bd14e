package org.normprop.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.OptionalLong;

/** Numbers in unit texts: written as short as they read back, the same on every JDK. */
public final class Numbers {

  /** Beyond any long; the exponent is held against it before a number is written out. */
  private static final int MOST_DIGITS = 20;

  private Numbers() {}

  /**
   * A whole number such as 1000, 1e7 or 2.5e6.
   *
   * @param text what was written
   * @param least the least that is allowed
   * @param most the largest that is allowed
   * @return the number; empty if the text is none, or not whole, or not in the range
   */
  public static OptionalLong whole(String text, long least, long most) {
    try {
      BigDecimal decimal = new BigDecimal(text.strip());
      if (decimal.precision() - (long) decimal.scale() > MOST_DIGITS || decimal.scale() >= 1000) {
        return OptionalLong.empty();
      }
      BigDecimal whole = decimal.setScale(0);
      return whole.compareTo(BigDecimal.valueOf(least)) >= 0
              && whole.compareTo(BigDecimal.valueOf(most)) <= 0
          ? OptionalLong.of(whole.longValueExact())
          : OptionalLong.empty();
    } catch (ArithmeticException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

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
