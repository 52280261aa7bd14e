package org.normprop.claim;

import static org.normprop.claim.DecimalMath.ONE;
import static org.normprop.claim.DecimalMath.PI;
import static org.normprop.claim.DecimalMath.TWO;
import static org.normprop.claim.DecimalMath.density;
import static org.normprop.claim.DecimalMath.divide;
import static org.normprop.claim.DecimalMath.exp;
import static org.normprop.claim.DecimalMath.ln;
import static org.normprop.claim.DecimalMath.multiply;
import static org.normprop.claim.DecimalMath.sqrt;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.normprop.function.Unit;
import org.normprop.function.catalogue.Activations;
import org.normprop.function.formula.Formula;
import org.normprop.function.stage.Stage;
import org.normprop.table.Quantity;

/**
 * Moments to more than 20 digits, of the few units whose constants are printed with more digits
 * than double arithmetic can vouch for. A third route, independent of the other two.
 *
 * <p>For f analytic in a strip |Im x| &lt; d, the trapezoidal rule with step h has the error exp(-2
 * pi d / h) (Trefethen and Weideman, SIAM Review 56, 2014). The bound is the difference to the rule
 * with twice the step, whose error is the square root of that.
 *
 * @param mean E[y]
 * @param secondMoment E[y^2]
 * @param squaredDerivative E[f'^2], where it is known
 */
record ManyDigits(
    DecimalRange mean, DecimalRange secondMoment, Optional<DecimalRange> squaredDerivative) {

  /** Steps in a unit of x. */
  private static final int STEPS = 16;

  /** The density beyond is below 1e-37. */
  private static final int LIMIT = 13;

  /** More than the sum of all rounding and of what lies beyond the limit. */
  private static final BigDecimal ROUNDING = ONE.scaleByPowerOfTen(-34);

  private static final Map<Stage, UnaryOperator<BigDecimal>> SMOOTH =
      Map.of(
          Activations.of("sigmoid"),
          ManyDigits::sigmoid,
          Activations.of("silu"),
          x -> multiply(x, sigmoid(x)),
          Activations.of("tanh"),
          ManyDigits::tanh,
          Activations.of("softplus"),
          ManyDigits::softplus,
          Activations.of("log_sigmoid"),
          x -> softplus(x.negate()).negate(),
          Activations.of("mish"),
          x -> multiply(x, tanh(softplus(x))),
          Activations.of("asinh"),
          ManyDigits::asinh,
          Formula.parse("ln(1+exp(x))-ln(2)"),
          x -> softplus(x).subtract(ln(TWO)));

  static Optional<ManyDigits> of(Unit unit) {
    if (unit.equals(TrueValues.RELU)) {
      return Optional.of(relu());
    }
    return unit.stages().size() > 1
        ? Optional.empty()
        : Optional.ofNullable(SMOOTH.get(unit.stages().get(0))).map(ManyDigits::integrate);
  }

  Optional<DecimalRange> of(Quantity quantity) {
    return switch (quantity) {
      case MEAN -> Optional.of(mean);
      case STD -> Optional.of(variance().power(1));
      case SECOND_MOMENT -> Optional.of(secondMoment);
      case BACKWARD -> squaredDerivative.map(square -> square.power(1));
      case JACOBIAN_FACTOR ->
          squaredDerivative.map(square -> square.times(variance().power(-2)).power(1));
      default -> Optional.empty();
    };
  }

  /** E[y^2] - E[y]^2. */
  private DecimalRange variance() {
    return secondMoment.minus(mean.times(mean));
  }

  /** E[y] = 1 / sqrt(2 pi), E[y^2] = E[f'^2] = 1/2. */
  private static ManyDigits relu() {
    DecimalRange half = DecimalRange.exactly(divide(ONE, TWO));
    DecimalRange mean = DecimalRange.of(density(BigDecimal.ZERO), ROUNDING);
    return new ManyDigits(mean, half, Optional.of(half));
  }

  /** Var = 1 - 2 a phi(a) / (2 Phi(a) - 1) at a = 2, Phi(a) - 1/2 the integral of phi. */
  static DecimalRange truncatedNormalStd() {
    // phi's series under the integral: sum of (-1)^k a^(2k+1) / (k! 2^k (2k+1)) / sqrt(2 pi).
    BigDecimal term = TWO;
    BigDecimal integral = BigDecimal.ZERO;
    for (int k = 0; term.abs().compareTo(ROUNDING.scaleByPowerOfTen(-6)) > 0; k++) {
      integral = integral.add(divide(term, BigDecimal.valueOf(2L * k + 1)));
      // a^2 / 2 = 2
      term = divide(term.multiply(TWO.negate()), BigDecimal.valueOf(k + 1L));
    }
    BigDecimal inside = divide(TWO.multiply(integral), sqrt(TWO.multiply(PI)));
    BigDecimal cut = divide(TWO.multiply(TWO).multiply(density(TWO)), inside);
    return DecimalRange.of(sqrt(ONE.subtract(cut)), ROUNDING);
  }

  private static ManyDigits integrate(UnaryOperator<BigDecimal> f) {
    BigDecimal[] fine = {BigDecimal.ZERO, BigDecimal.ZERO};
    BigDecimal[] coarse = {BigDecimal.ZERO, BigDecimal.ZERO};
    for (int k = -LIMIT * STEPS; k <= LIMIT * STEPS; k++) {
      BigDecimal x = divide(BigDecimal.valueOf(k), BigDecimal.valueOf(STEPS));
      BigDecimal y = f.apply(x);
      BigDecimal first = multiply(density(x), y);
      add(fine, first, y);
      if (k % 2 == 0) {
        add(coarse, first, y);
      }
    }
    return new ManyDigits(
        integral(fine[0], coarse[0]), integral(fine[1], coarse[1]), Optional.empty());
  }

  private static void add(BigDecimal[] sums, BigDecimal first, BigDecimal y) {
    sums[0] = sums[0].add(first);
    sums[1] = sums[1].add(multiply(first, y));
  }

  private static DecimalRange integral(BigDecimal fine, BigDecimal coarse) {
    BigDecimal value = divide(fine, BigDecimal.valueOf(STEPS));
    BigDecimal other = divide(coarse.multiply(TWO), BigDecimal.valueOf(STEPS));
    return DecimalRange.of(value, value.subtract(other).abs().add(ROUNDING));
  }

  private static BigDecimal sigmoid(BigDecimal x) {
    return divide(ONE, ONE.add(exp(x.negate())));
  }

  private static BigDecimal tanh(BigDecimal x) {
    BigDecimal e = exp(x.multiply(TWO).negate());
    return divide(ONE.subtract(e), ONE.add(e));
  }

  private static BigDecimal softplus(BigDecimal x) {
    return ln(ONE.add(exp(x)));
  }

  private static BigDecimal asinh(BigDecimal x) {
    BigDecimal size = x.abs();
    BigDecimal value = ln(size.add(sqrt(size.multiply(size).add(ONE))));
    return x.signum() < 0 ? value.negate() : value;
  }
}
