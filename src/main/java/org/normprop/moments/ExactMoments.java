package org.normprop.moments;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.normprop.function.Unit;
import org.normprop.moments.closed.ClosedForm;
import org.normprop.moments.law.Chain;
import org.normprop.moments.law.Conditioning;
import org.normprop.moments.law.LawMoments;
import org.normprop.moments.law.MissingMomentException;
import org.normprop.moments.law.MomentException;
import org.normprop.moments.law.NormalLaw;
import org.normprop.moments.law.OutOfReachException;
import org.normprop.table.Bounded;
import org.normprop.table.Exact;
import org.normprop.table.Input;
import org.normprop.table.Quantity;

/**
 * Finds the constants of units without sampling: by closed forms, order statistics and quadrature.
 *
 * <p>Reached are chains of activations, maxima and dropout, of independent or equally correlated
 * inputs; averages, gates, Gaussian dropout and random slopes where nothing but averages and
 * dropout follows; sums of absolute values (lp with p = 1) and Euclidean norms (p = 2) of zero-mean
 * normals. Every constant is one integral over a normal, two if the inputs correlate. Thread-safe.
 */
public final class ExactMoments {

  /** Moments that are known no better than this, relatively, are not reached. */
  private static final double WORST_ERROR = 1e-6;

  private static final Bounded INFINITE = Bounded.exactly(Double.POSITIVE_INFINITY);

  private ExactMoments() {}

  /**
   * The constants of a unit.
   *
   * @param unit the unit
   * @param input what goes into it
   * @return its moments with a bound of their error; empty where no deterministic route reaches
   *     mean and standard deviation. The backward constant is infinite if E|grad y|^2 is, and
   *     missing if it is not reached; the derivative mean is there for every unit with one input.
   *     Skewness and kurtosis are infinite or missing where they do not exist, for a constant for
   *     example
   * @throws MomentException if the mean or the standard deviation does not exist
   */
  public static Optional<Exact> of(Unit unit, Input input) {
    Optional<ClosedForm> closed = ClosedForm.of(unit, input);
    try {
      return exact(unit, moments(unit, input), closed);
    } catch (OutOfReachException e) {
      return Optional.empty();
    } catch (MissingMomentException e) {
      throw new MomentException(
          unit + " has no " + e.moment() + " under " + text(input) + ": " + e.getMessage());
    }
  }

  private static LawMoments moments(Unit unit, Input input) {
    return input.rho() > 0 && unit.inputs() > 1
        ? Conditioning.moments(unit.stages(), input)
        : Chain.moments(unit.stages(), new NormalLaw(input.mean(), input.std(), 1));
  }

  private static String text(Input input) {
    return "N(" + text(input.mean()) + ", " + text(input.std()) + "^2)";
  }

  private static String text(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  private static Optional<Exact> exact(Unit unit, LawMoments moments, Optional<ClosedForm> closed) {
    Bounded mean = closed.map(ClosedForm::mean).orElse(moments.mean());
    Bounded std = closed.map(ClosedForm::variance).orElse(moments.variance()).root();
    Bounded backward =
        closed
            .map(ClosedForm::squaredGradient)
            .orElse(moments.squaredGradient())
            .over(unit.inputs())
            .root();
    Bounded derivative =
        unit.inputs() > 1
            ? ClosedForm.NONE
            : closed.map(ClosedForm::derivative).orElse(moments.derivative());
    double scale = Math.abs(mean.value()) + std.value();
    if (!isReached(mean, scale) || !isReached(std, scale)) {
      return Optional.empty();
    }
    Map<Quantity, Bounded> found = new EnumMap<>(Quantity.class);
    found.put(Quantity.MEAN, mean);
    found.put(Quantity.STD, std);
    if (isReached(backward, backward.value())) {
      found.put(Quantity.BACKWARD, backward);
      scale = backward.value();
    } else if (backward.value() > Double.MAX_VALUE) {
      found.put(Quantity.BACKWARD, INFINITE);
    }
    if (isReached(derivative, Math.max(scale, Math.abs(derivative.value())))) {
      found.put(Quantity.DERIVATIVE_MEAN, derivative);
    }
    put(found, Quantity.SKEWNESS, moments.skewness());
    put(found, Quantity.KURTOSIS, moments.kurtosis());
    return Optional.of(
        Exact.of(found, unit.inputs(), closed.isPresent() ? "closed-form" : moments.route()));
  }

  /** A quotient that is of the size of 1 or infinite. */
  private static void put(Map<Quantity, Bounded> found, Quantity quantity, Bounded number) {
    if (isReached(number, Math.max(1, Math.abs(number.value())))) {
      found.put(quantity, number);
    } else if (Double.isInfinite(number.value())) {
      found.put(quantity, new Bounded(number.value(), 0));
    }
  }

  private static boolean isReached(Bounded number, double scale) {
    return number.isFinite() && number.error() <= WORST_ERROR * scale;
  }
}
