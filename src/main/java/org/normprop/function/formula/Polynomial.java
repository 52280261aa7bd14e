package org.normprop.function.formula;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import org.normprop.function.enclosure.Enclosure;

/**
 * What a term is as a polynomial of x, with decimals to the last digit: (x+1)^2-x^2-2*x is 1.
 * Immutable.
 */
final class Polynomial {

  private static final int MOST_DEGREE = 24;

  /** A longer number is not multiplied on. */
  private static final int MOST_DIGITS = 2000;

  private final BigDecimal[] c;

  private Polynomial(BigDecimal[] coefficients) {
    c = coefficients;
  }

  /** The number that a term is whatever x is, if it is a polynomial that doubles can spell. */
  static Optional<Constant> constant(Term term) {
    return of(term)
        .filter(p -> Arrays.stream(p.c).skip(1).allMatch(a -> a.signum() == 0))
        .map(p -> rounded(p.c[0]));
  }

  private static Constant rounded(BigDecimal number) {
    double value = number.doubleValue();
    boolean isExact = Double.isFinite(value) && number.compareTo(new BigDecimal(value)) == 0;
    return isExact
        ? new Constant(value)
        : new Constant(value, Enclosure.constant(value, Math.ulp(value)));
  }

  private static Optional<Polynomial> of(Term term) {
    if (term instanceof Variable) {
      return Optional.of(new Polynomial(new BigDecimal[] {BigDecimal.ZERO, BigDecimal.ONE}));
    }
    if (term instanceof Constant constant) {
      return constant.doubt() == 0 ? constant(constant.value()) : Optional.empty();
    }
    if (term instanceof Negation negation) {
      return of(negation.operand()).map(p -> p.times(BigDecimal.ONE.negate()));
    }
    if (!(term instanceof Operation operation)) {
      return Optional.empty();
    }
    Optional<Polynomial> left = of(operation.left());
    Optional<Polynomial> right = left.isEmpty() ? left : of(operation.right());
    if (right.isEmpty()) {
      return Optional.empty();
    }
    Polynomial a = left.get();
    Polynomial b = right.get();
    return switch (operation.operator()) {
      case ADD -> Optional.of(a.plus(b));
      case SUBTRACT -> Optional.of(a.plus(b.times(BigDecimal.ONE.negate())));
      case MULTIPLY -> a.times(b);
      case POWER -> a.power(b);
      case DIVIDE, MAX, MIN -> Optional.empty();
    };
  }

  /** A number that is the same in decimals and as a double; 0.1 is not. */
  private static Optional<Polynomial> constant(double value) {
    if (!Double.isFinite(value)) {
      return Optional.empty();
    }
    BigDecimal exact = new BigDecimal(value);
    return exact.compareTo(BigDecimal.valueOf(value)) == 0
        ? Optional.of(new Polynomial(new BigDecimal[] {exact}))
        : Optional.empty();
  }

  private Polynomial plus(Polynomial o) {
    BigDecimal[] sum = new BigDecimal[Math.max(c.length, o.c.length)];
    Arrays.setAll(sum, k -> at(k).add(o.at(k)));
    return new Polynomial(sum);
  }

  private BigDecimal at(int k) {
    return k < c.length ? c[k] : BigDecimal.ZERO;
  }

  private Polynomial times(BigDecimal factor) {
    return new Polynomial(Arrays.stream(c).map(a -> a.multiply(factor)).toArray(BigDecimal[]::new));
  }

  private Optional<Polynomial> times(Polynomial o) {
    if (c.length + o.c.length - 2 > MOST_DEGREE || digits() + o.digits() > MOST_DIGITS) {
      return Optional.empty();
    }
    BigDecimal[] product = new BigDecimal[c.length + o.c.length - 1];
    Arrays.fill(product, BigDecimal.ZERO);
    for (int i = 0; i < c.length; i++) {
      for (int j = 0; j < o.c.length; j++) {
        product[i + j] = product[i + j].add(c[i].multiply(o.c[j]));
      }
    }
    return Optional.of(new Polynomial(product));
  }

  private int digits() {
    return Arrays.stream(c).mapToInt(BigDecimal::precision).max().orElse(1);
  }

  private Optional<Polynomial> power(Polynomial exponent) {
    double n = exponent.c[0].doubleValue();
    if (exponent.c.length > 1 || !(n >= 1 && n <= MOST_DEGREE && n == Math.rint(n))) {
      return Optional.empty();
    }
    Optional<Polynomial> power = Optional.of(this);
    for (int i = 1; i < n; i++) {
      power = power.flatMap(this::times);
    }
    return power;
  }
}
