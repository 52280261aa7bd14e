package org.normprop.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as text, with the digits that their errors support; the same on every JDK and locale. */
public final class Digits {

  private static final int MOST = 17;

  /** Smaller relative errors are rounding, and no sampling error. */
  private static final double ROUNDING = 0x1p-50;

  private Digits() {}

  /**
   * A sampled value, rounded where the second digit of its standard error stands.
   *
   * @param value the value
   * @param standardError its standard error; NaN where it is not known: six digits then
   * @return its digits; empty for NaN
   */
  public static String sampled(double value, double standardError) {
    if (Double.isNaN(value)) {
      return "";
    }
    return Double.isNaN(standardError) ? significant(value, 6) : rounded(value, standardError);
  }

  /**
   * A standard error, with two digits.
   *
   * @param standardError the error
   * @return its digits; empty for NaN
   */
  public static String error(double standardError) {
    return Double.isNaN(standardError) ? "" : significant(standardError, 2);
  }

  /**
   * An exact value, rounded to the digits that its bound supports: the last one is the first that
   * the bound reaches.
   *
   * @param value the value
   * @param bound a bound on its absolute error
   * @return its digits; empty for NaN
   */
  public static String exact(double value, double bound) {
    if (Double.isNaN(value) || !(bound <= Double.MAX_VALUE)) {
      return ""; // not known at all
    }
    if (value == 0 || Math.abs(value) <= bound) {
      return "0";
    }
    if (Double.isInfinite(value)) {
      return significant(value, 1);
    }
    int supported = bound > 0 ? first(new BigDecimal(value)) - exponent(bound) + 1 : MOST;
    return significant(value, Math.max(1, Math.min(supported, MOST)));
  }

  /**
   * A number of significant digits, without trailing zeros behind the point.
   *
   * @param value the value
   * @param digits how many
   * @return the text; empty for NaN
   */
  public static String significant(double value, int digits) {
    if (Double.isNaN(value)) {
      return "";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return "0";
    }
    return text(new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN)));
  }

  /**
   * Four significant digits for a glance; up to ten millions whole numbers are written out.
   *
   * @param value the value, such as an error in the units of a target
   * @return the text: 5.031, 10215, 3.217e+08
   */
  public static String brief(double value) {
    boolean isLong = Math.abs(value) >= 9_999.5 && Math.abs(value) < 1e7;
    return String.format(Locale.ROOT, isLong ? "%.0f" : "%.4g", value);
  }

  /**
   * A value rounded where the second digit of its error stands.
   *
   * @param value the value
   * @param error its standard error
   * @return the text; empty for NaN
   */
  public static String rounded(double value, double error) {
    if (Double.isNaN(value)) {
      return "";
    }
    boolean isRounding = !(error > ROUNDING * Math.abs(value));
    if (isRounding || Double.isInfinite(value) || Double.isInfinite(error)) {
      return significant(value, 15); // no sampling error: only rounding is left
    }
    int decimals = 1 - exponent(error);
    BigDecimal decimal = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
    return decimals <= MOST ? decimal.toPlainString() : text(decimal);
  }

  /** The power of ten of an error's first digit, when it is rounded to two. */
  private static int exponent(double error) {
    return first(new BigDecimal(error).round(new MathContext(2)));
  }

  private static int first(BigDecimal decimal) {
    return decimal.precision() - decimal.scale() - 1;
  }

  private static String text(BigDecimal decimal) {
    if (decimal.signum() == 0) {
      return "0";
    }
    BigDecimal stripped = decimal.stripTrailingZeros();
    int exponent = stripped.precision() - stripped.scale() - 1;
    return exponent >= -6 && exponent < MOST
        ? stripped.toPlainString()
        : stripped.toString().replace("E+", "e").replace("E", "e");
  }
}
