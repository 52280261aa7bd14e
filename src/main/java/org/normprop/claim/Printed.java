package org.normprop.claim;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.normprop.function.Unit;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.UnitException;
import org.normprop.text.Quoted;

/**
 * A number as printed. A decimal claims its printed digits: half a unit in the last place is its
 * precision. A formula such as {@code sqrt(1/2-1/(2*pi))}, and a whole number without a point,
 * claim every digit; they are held to {@value #CLOSED_DIGITS} of them.
 *
 * @param text what was printed
 * @param value its value
 * @param unitInLastPlace the weight of the last digit that it is held to
 * @param isDecimal whether it has a last digit: false for a formula or a whole number
 */
public record Printed(
    String text, BigDecimal value, BigDecimal unitInLastPlace, boolean isDecimal) {

  private static final int CLOSED_DIGITS = 12;

  /** Larger exponents are no number that anybody measured. */
  private static final Pattern DECIMAL =
      Pattern.compile(PrintedSpelling.PLAIN_DECIMAL + "(?:[eE][+-]?0*[0-9]{1,3})?");

  /**
   * Reads a printed number.
   *
   * @param printed a decimal, also with a power of ten or a typographic minus, or a formula without
   *     x; blanks around it do not count
   * @return the number
   * @throws IllegalArgumentException if it is neither, or has no finite value
   */
  public static Printed parse(String printed) {
    String text = printed.strip();
    String plain = PrintedSpelling.plain(text);
    boolean isNumber = DECIMAL.matcher(plain).matches();
    if (!isNumber) {
      PrintedSpelling.check(text, plain);
    }
    BigDecimal value = new BigDecimal(isNumber ? plain : Double.toString(evaluate(text)));
    if (isNumber && (value.scale() > 0 || plain.indexOf('.') >= 0)) {
      return new Printed(text, value, value.ulp(), true);
    }
    BigDecimal scale = value.signum() == 0 ? BigDecimal.ONE : value.abs();
    int exponent = scale.precision() - scale.scale() - CLOSED_DIGITS;
    return new Printed(text, value, BigDecimal.ONE.scaleByPowerOfTen(exponent), false);
  }

  private static double evaluate(String formula) {
    Activation f;
    try {
      f = (Activation) Unit.parse("expr:" + formula).stages().get(0);
    } catch (UnitException e) {
      throw new IllegalArgumentException(
          Quoted.of(formula) + " is neither a decimal nor a formula: " + e.getMessage(), e);
    }
    double value = f.value(0);
    if (!Double.isFinite(value) || f.value(1) != value) {
      throw new IllegalArgumentException(Quoted.of(formula) + " is not one finite number");
    }
    return value;
  }

  /** The precision: half a unit in the last place. */
  BigDecimal half() {
    return unitInLastPlace.divide(BigDecimal.valueOf(2));
  }

  /**
   * How many significant digits were printed.
   *
   * @return the number, at least 1; for a formula or a whole number, those that it is held to
   */
  public int digits() {
    return isDecimal
        ? Math.max(1, value.signum() == 0 ? value.scale() : value.precision())
        : CLOSED_DIGITS;
  }

  /** How many of the printed digits stand below the given size. */
  int digitsBelow(BigDecimal size) {
    int count = 0;
    BigDecimal unit = unitInLastPlace;
    while (count < digits() && unit.compareTo(size.multiply(BigDecimal.valueOf(2))) < 0) {
      unit = unit.scaleByPowerOfTen(1);
      count++;
    }
    return count;
  }
}
