package org.normprop.function.stage;

import java.util.List;
import java.util.function.DoublePredicate;
import org.normprop.text.Numbers;

/**
 * A named number that shapes an activation.
 *
 * @param name its name, as written in unit texts
 * @param defaultValue the value where none is given
 * @param rule what values are allowed, in words that follow "must be"
 * @param allowed the same as a predicate
 */
public record StageParameter(
    String name, double defaultValue, String rule, DoublePredicate allowed) {

  public static StageParameter finite(String name, double defaultValue) {
    return new StageParameter(name, defaultValue, "finite", Double::isFinite);
  }

  public static StageParameter positive(String name, double defaultValue) {
    return new StageParameter(
        name, defaultValue, "positive and finite", v -> v > 0 && v <= Double.MAX_VALUE);
  }

  public static StageParameter nonNegative(String name, double defaultValue) {
    return new StageParameter(
        name, defaultValue, "at least 0 and finite", v -> v >= 0 && v <= Double.MAX_VALUE);
  }

  public static StageParameter number(String name, double defaultValue) {
    return new StageParameter(name, defaultValue, "a number", v -> !Double.isNaN(v));
  }

  public double checked(String stage, double value) {
    if (!allowed.test(value)) {
      throw new UnitException(
          stage + " " + name + " must be " + rule + ", got " + Numbers.text(value));
    }
    return value;
  }

  /**
   * What is said of a parameter that a stage does not have.
   *
   * @param stage the stage's name
   * @param parameter the name that was given
   * @param known the names that it has
   * @return the error
   */
  public static UnitException unknown(String stage, String parameter, List<String> known) {
    String rest =
        known.isEmpty() ? "; it has none" : "; its parameters are " + String.join(", ", known);
    return new UnitException(stage + " has no parameter '" + parameter + "'" + rest);
  }
}
