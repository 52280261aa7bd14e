package org.normprop.function;

import java.util.function.DoublePredicate;

/**
 * A named number that shapes an activation.
 *
 * @param name its name, as written in unit texts
 * @param defaultValue the value where none is given
 * @param rule what values are allowed, in words that follow "must be"
 * @param allowed the same as a predicate
 */
public record Parameter(String name, double defaultValue, String rule, DoublePredicate allowed) {

  static Parameter finite(String name, double defaultValue) {
    return new Parameter(name, defaultValue, "finite", Double::isFinite);
  }

  static Parameter positive(String name, double defaultValue) {
    return new Parameter(
        name, defaultValue, "positive and finite", v -> v > 0 && v <= Double.MAX_VALUE);
  }

  static Parameter nonNegative(String name, double defaultValue) {
    return new Parameter(
        name, defaultValue, "at least 0 and finite", v -> v >= 0 && v <= Double.MAX_VALUE);
  }

  static Parameter number(String name, double defaultValue) {
    return new Parameter(name, defaultValue, "a number", v -> !Double.isNaN(v));
  }

  double checked(String stage, double value) {
    if (!allowed.test(value)) {
      throw new UnitException(
          stage + " " + name + " must be " + rule + ", got " + Numbers.text(value));
    }
    return value;
  }
}
