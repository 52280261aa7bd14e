package org.normprop.claim;

import java.math.BigDecimal;
import java.math.MathContext;

/** Elementary functions to {@value #DIGITS} significant digits, the last few of them uncertain. */
final class DecimalMath {

  static final int DIGITS = 40;

  static final MathContext CONTEXT = new MathContext(DIGITS);

  /** To 60 digits (OEIS A000796). */
  static final BigDecimal PI =
      new BigDecimal("3.14159265358979323846264338327950288419716939937510582097494");

  static final BigDecimal ONE = BigDecimal.ONE;
  static final BigDecimal TWO = BigDecimal.valueOf(2);

  /** exp's argument is halved this often: its series then needs 12 terms. */
  private static final int HALVINGS = 10;

  private static final BigDecimal HALVED = TWO.pow(HALVINGS);
  private static final MathContext GUARDED = new MathContext(DIGITS + 6);
  private static final BigDecimal NEGLIGIBLE = ONE.scaleByPowerOfTen(-DIGITS - 6);

  private DecimalMath() {}

  /** e^x = (e^(x / 2^k))^(2^k), the inner power by its Taylor series. */
  static BigDecimal exp(BigDecimal x) {
    BigDecimal small = x.divide(HALVED, GUARDED);
    BigDecimal sum = ONE;
    BigDecimal term = ONE;
    for (int n = 1; term.abs().compareTo(NEGLIGIBLE) > 0; n++) {
      term = term.multiply(small).divide(BigDecimal.valueOf(n), GUARDED);
      sum = sum.add(term, GUARDED);
    }
    for (int i = 0; i < HALVINGS; i++) {
      sum = sum.multiply(sum, GUARDED);
    }
    return sum.round(CONTEXT);
  }

  /** ln x by Halley's rule on exp: each of the two steps triples the right digits of a double. */
  static BigDecimal ln(BigDecimal x) {
    BigDecimal y = new BigDecimal(StrictMath.log(x.doubleValue()));
    for (int step = 0; step < 2; step++) {
      BigDecimal e = exp(y);
      y = y.add(TWO.multiply(x.subtract(e)).divide(x.add(e), CONTEXT), CONTEXT);
    }
    return y;
  }

  static BigDecimal sqrt(BigDecimal x) {
    return x.sqrt(CONTEXT);
  }

  static BigDecimal divide(BigDecimal a, BigDecimal b) {
    return a.divide(b, CONTEXT);
  }

  static BigDecimal multiply(BigDecimal a, BigDecimal b) {
    return a.multiply(b, CONTEXT);
  }

  /** phi(x) = exp(-x^2 / 2) / sqrt(2 pi). */
  static BigDecimal density(BigDecimal x) {
    BigDecimal exponent = x.multiply(x).divide(TWO.negate(), CONTEXT);
    return divide(exp(exponent), sqrt(TWO.multiply(PI)));
  }
}
