package org.normprop.function.formula;

import org.normprop.function.stage.Activation;

/**
 * How formulas are written in another language: what {@link Formula#in} asks of it. The signs of
 * arithmetic and of comparison, and what binds tighter than what, are as in Python.
 */
public interface FormulaLanguage {

  /**
   * A number.
   *
   * @param value its value; may be negative or infinite
   * @return its text
   */
  String number(double value);

  /**
   * A call of a function that formulas have, such as {@code expm1} or {@code normcdf}.
   *
   * @param function its name in formulas
   * @param argument an expression
   * @return an expression that needs no parentheses
   */
  String call(String function, String argument);

  /**
   * A call of an activation.
   *
   * @param activation the activation
   * @param argument an expression
   * @return an expression that needs no parentheses
   */
  String call(Activation activation, String argument);

  /**
   * The larger or the smaller of two.
   *
   * @param largest whether the larger is wanted
   * @param a an expression
   * @param b an expression
   * @param isNumber whether b is a number, which does not depend on x
   * @return an expression that needs no parentheses
   */
  String extremum(boolean largest, String a, String b, boolean isNumber);

  /**
   * One of two.
   *
   * @param condition a comparison
   * @param yes what is taken where it holds
   * @param no what is taken elsewhere
   * @return an expression that needs no parentheses
   */
  String choice(String condition, String yes, String no);
}
