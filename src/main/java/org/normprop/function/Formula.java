package org.normprop.function;

/** A formula in x. */
public final class Formula {
  private Formula() {}

  static Activation parse(String text) {
    throw new UnitException("formulas: " + text);
  }
}
