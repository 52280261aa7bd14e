package org.normprop.function.enclosure;

import java.util.function.UnaryOperator;

/** ElementaryFunction functions of enclosures. */
public final class SmoothFunctions {

  private SmoothFunctions() {}

  /** g(u) for a function that never falls on the line, which rounding of its slope may hide. */
  public static Enclosure rising(Enclosure u, UnaryOperator<Enclosure> g) {
    Enclosure own = g.apply(new Enclosure(u.line(), u.value(), u.radius(), Span.ONE, 0));
    if (u.isUnknown() || own.isUnknown()) {
      return Enclosure.UNKNOWN;
    }
    Span slope = own.slope().within(0, Double.POSITIVE_INFINITY);
    return new Enclosure(
        own.line(),
        own.value(),
        own.radius(),
        slope.times(u.slope()),
        Radius.spread(slope, own.slopeRadius(), u.slope(), u.slopeRadius()));
  }

  public static Enclosure exp(Enclosure u) {
    return u.apply(ElementaryFunction.EXP);
  }

  public static Enclosure expm1(Enclosure u) {
    return u.apply(ElementaryFunction.EXPM1);
  }

  public static Enclosure ln(Enclosure u) {
    return u.apply(ElementaryFunction.LN);
  }

  public static Enclosure log2(Enclosure u) {
    return u.apply(ElementaryFunction.LOG2);
  }

  public static Enclosure log10(Enclosure u) {
    return u.apply(ElementaryFunction.LOG10);
  }

  public static Enclosure log1p(Enclosure u) {
    return u.apply(ElementaryFunction.LOG1P);
  }

  public static Enclosure sqrt(Enclosure u) {
    return u.apply(ElementaryFunction.SQRT);
  }

  public static Enclosure cbrt(Enclosure u) {
    return u.apply(ElementaryFunction.CBRT);
  }

  public static Enclosure sin(Enclosure u) {
    return u.apply(ElementaryFunction.SIN);
  }

  public static Enclosure cos(Enclosure u) {
    return u.apply(ElementaryFunction.COS);
  }

  public static Enclosure tan(Enclosure u) {
    return sin(u).over(cos(u));
  }

  public static Enclosure asin(Enclosure u) {
    return u.apply(ElementaryFunction.ASIN);
  }

  /** pi/2 - asin u. */
  public static Enclosure acos(Enclosure u) {
    return asin(u).negated().plus(Math.PI / 2);
  }

  public static Enclosure atan(Enclosure u) {
    return u.apply(ElementaryFunction.ATAN);
  }

  public static Enclosure sinh(Enclosure u) {
    return u.apply(ElementaryFunction.SINH);
  }

  public static Enclosure cosh(Enclosure u) {
    return u.apply(ElementaryFunction.COSH);
  }

  public static Enclosure tanh(Enclosure u) {
    return u.apply(ElementaryFunction.TANH);
  }

  public static Enclosure asinh(Enclosure u) {
    return u.apply(ElementaryFunction.ASINH);
  }

  /** ln(u + sqrt(u - 1) sqrt(u + 1)). */
  public static Enclosure acosh(Enclosure u) {
    return ln(u.plus(sqrt(u.plus(-1)).times(sqrt(u.plus(1)))));
  }

  /** ln((1 + u)/(1 - u))/2. */
  public static Enclosure atanh(Enclosure u) {
    return log1p(u).minus(log1p(u.negated())).times(0.5);
  }

  public static Enclosure erf(Enclosure u) {
    return u.apply(ElementaryFunction.ERF);
  }

  public static Enclosure erfc(Enclosure u) {
    return u.apply(ElementaryFunction.ERFC);
  }

  /** Phi(u). */
  public static Enclosure normalCdf(Enclosure u) {
    return u.apply(ElementaryFunction.NORMAL_CDF);
  }

  /** e^(-u^2). */
  public static Enclosure expMinusSquare(Enclosure u) {
    return u.apply(ElementaryFunction.BUMP);
  }

  public static Enclosure sigmoid(Enclosure u) {
    return u.apply(ElementaryFunction.SIGMOID);
  }

  /** ln(1 + e^u). */
  public static Enclosure softplus(Enclosure u) {
    return u.apply(ElementaryFunction.SOFTPLUS);
  }

  /** u - tanh u. */
  public static Enclosure tanhshrink(Enclosure u) {
    return u.apply(ElementaryFunction.TANHSHRINK);
  }

  public static Enclosure logCosh(Enclosure u) {
    return u.apply(ElementaryFunction.LOG_COSH);
  }

  /** u^p. */
  public static Enclosure power(Enclosure u, double p) {
    boolean isWhole = p == Math.rint(p) && Math.abs(p) <= 1000;
    if (isWhole && p < 0) {
      return power(u, -p).reciprocal();
    }
    if (p == 0) {
      return Enclosure.constant(1);
    }
    if (p == 1 || p == 2) {
      return p == 1 ? u : u.squared();
    }
    return u.apply(new PowerFunction(p, isWhole));
  }
}
