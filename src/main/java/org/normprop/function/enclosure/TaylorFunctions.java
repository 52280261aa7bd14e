package org.normprop.function.enclosure;

import java.util.Optional;

/** ElementaryFunction functions of Taylor coefficients, by their derivatives. */
public final class TaylorFunctions {

  private TaylorFunctions() {}

  /**
   * g(u).
   *
   * @param name the name of g in formulas
   * @param u the argument
   * @return its coefficients; nothing for functions that are not written down here
   */
  public static Optional<Taylor> of(String name, Taylor u) {
    return Optional.ofNullable(
        switch (name) {
          case "exp", "exponential" -> u.exp();
          case "expm1" -> u.exp().beginning(SmoothFunctions.expm1(u.at(0)));
          case "ln", "log" -> ln(u);
          case "log1p" -> ln(plus(u, 1)).beginning(SmoothFunctions.log1p(u.at(0)));
          case "sqrt" -> u.power(0.5);
          case "square" -> u.times(u);
          case "cube" -> u.times(u).times(u);
          case "sin" -> waves(u)[0];
          case "cos" -> waves(u)[1];
          case "tan" -> waves(u)[0].over(waves(u)[1]);
          case "sinh" -> hyperbolic(u)[0];
          case "cosh" -> hyperbolic(u)[1];
          case "tanh" -> u.tanh();
          case "atan" -> u.integral(SmoothFunctions.atan(u.at(0)), inverse(plus(u.times(u), 1)));
          case "asinh" ->
              u.integral(SmoothFunctions.asinh(u.at(0)), plus(u.times(u), 1).power(-0.5));
          case "asin" ->
              u.integral(SmoothFunctions.asin(u.at(0)), plus(u.times(u).negated(), 1).power(-0.5));
          case "erf" ->
              u.integral(SmoothFunctions.erf(u.at(0)), bump(u, 1).times(2 / Math.sqrt(Math.PI)));
          case "normcdf" -> normalCdf(u);
          case "sigmoid" -> sigmoid(u);
          case "softplus" -> u.integral(SmoothFunctions.softplus(u.at(0)), sigmoid(u));
          case "log_cosh" -> u.integral(SmoothFunctions.logCosh(u.at(0)), u.tanh());
          case "gaussian" -> bump(u, 1);
          case "silu" -> u.times(sigmoid(u));
          case "gelu" -> u.times(normalCdf(u));
          default -> null;
        });
  }

  private static Taylor plus(Taylor u, double constant) {
    return u.plus(Taylor.constant(constant, u.count()));
  }

  private static Taylor inverse(Taylor u) {
    return Taylor.constant(1, u.count()).over(u);
  }

  private static Taylor ln(Taylor u) {
    return u.integral(SmoothFunctions.ln(u.at(0)), inverse(u));
  }

  private static Taylor[] waves(Taylor u) {
    return u.waves(SmoothFunctions.sin(u.at(0)), SmoothFunctions.cos(u.at(0)), -1);
  }

  private static Taylor[] hyperbolic(Taylor u) {
    return u.waves(SmoothFunctions.sinh(u.at(0)), SmoothFunctions.cosh(u.at(0)), 1);
  }

  /** 1/(1 + e^-u). */
  private static Taylor sigmoid(Taylor u) {
    return inverse(plus(u.negated().exp(), 1));
  }

  /** e^(-c u^2). */
  private static Taylor bump(Taylor u, double c) {
    return u.times(u).times(-c).exp();
  }

  private static Taylor normalCdf(Taylor u) {
    return u.integral(
        SmoothFunctions.normalCdf(u.at(0)), bump(u, 0.5).times(1 / Math.sqrt(2 * Math.PI)));
  }
}
