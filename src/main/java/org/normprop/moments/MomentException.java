package org.normprop.moments;

import java.math.BigDecimal;
import java.math.MathContext;
import org.normprop.function.Unit;
import org.normprop.table.Input;

/**
 * A mean or a standard deviation that was asked for and does not exist. The message is for the user
 * and says which moment of which unit.
 */
public final class MomentException extends ArithmeticException {

  private static final long serialVersionUID = 1L;

  /**
   * States what does not exist.
   *
   * @param message which moment of which unit does not exist, and why
   */
  public MomentException(String message) {
    super(message);
  }

  static MomentException undefined(Unit unit, Input input, double at) {
    return new MomentException(
        subject(unit, "mean", input) + ": it is not defined at x = " + text(at) + " and around");
  }

  static MomentException infinite(Unit unit, Input input, String moment, String integral) {
    return new MomentException(
        subject(unit, moment, input) + ": " + integral + " is infinite, or too large for a double");
  }

  private static String subject(Unit unit, String moment, Input input) {
    String normal = "N(" + text(input.mean()) + ", " + text(input.std()) + "^2)";
    return unit.text() + " has no " + moment + " under " + normal;
  }

  private static String text(double value) {
    return new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros().toPlainString();
  }
}
