package org.normprop.moments;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.normprop.function.Unit;
import org.normprop.function.formula.Formula;
import org.normprop.function.stage.Stage;
import org.normprop.moments.closed.ClosedForm;
import org.normprop.moments.law.Chain;
import org.normprop.moments.law.Conditioning;
import org.normprop.moments.law.CorrelatedWindow;
import org.normprop.moments.law.Existence;
import org.normprop.moments.law.Law;
import org.normprop.moments.law.LawMoments;
import org.normprop.moments.law.MomentException;
import org.normprop.moments.quadrature.MissingMomentException;
import org.normprop.moments.quadrature.OutOfReachException;
import org.normprop.table.Bounded;
import org.normprop.table.Correlation;
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

  /** Errors below this are reached, if there is nothing but underflow. */
  private static final double NOTHING = 1e-100;

  /** What was scaled up to the size of 1 and is larger than this was not small. */
  private static final double TOO_LARGE = 1e20;

  /** A closed form whose error is so many times the integral's is not taken. */
  private static final double MUCH_WORSE = 4;

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
    Optional<ClosedForm> closed =
        matrix(unit, input).isPresent() ? Optional.empty() : ClosedForm.of(unit, input);
    try {
      Existence.check(unit.stages(), input);
      Scaling scaling = Scaling.of(unit.stages(), input);
      if (scaling.factor() != 1) {
        Optional<Exact> scaled = scaled(unit, scaling, input, closed);
        if (scaled.isPresent()) {
          return scaled;
        }
      }
      LawMoments moments = moments(unit, unit.stages(), input);
      checkBeyond(unit, input, moments, 1);
      return exact(unit, input, moments, 1, closed);
    } catch (OutOfReachException e) {
      return closed.isPresent()
          ? exact(unit, input, LawMoments.UNKNOWN, 1, closed)
          : Optional.empty();
    } catch (MissingMomentException e) {
      if (!Existence.isProved(e, unit.stages(), Law.Base.of(input))) {
        return Optional.empty();
      }
      throw new MomentException(
          unit + " has no " + e.moment() + " under " + text(input) + ": " + why(unit, e),
          e.power());
    }
  }

  /** Of a formula, which part has no value, and where. */
  private static String why(Unit unit, MissingMomentException e) {
    List<String> parts =
        unit.stages().stream()
            .filter(stage -> e.isUndefined() && stage instanceof Formula)
            .flatMap(stage -> ((Formula) stage).undefinedAt().stream())
            .toList();
    return parts.size() == 1 ? parts.get(0) : e.getMessage();
  }

  private static Optional<Exact> scaled(
      Unit unit, Scaling scaling, Input input, Optional<ClosedForm> closed) {
    try {
      LawMoments moments = moments(unit, scaling.within(unit.stages()), input);
      double size = Math.abs(moments.mean().value()) + Math.sqrt(moments.variance().value());
      if (size > TOO_LARGE && scaling.factor() > 1) {
        return Optional.empty(); // it was small only where it was looked at
      }
      checkBeyond(unit, input, moments, scaling.factor());
      return exact(unit, input, moments, scaling.factor(), closed);
    } catch (OutOfReachException e) {
      return Optional.empty();
    }
  }

  /** Throws where what lies too far out to be integrated counts beside what was found. */
  private static void checkBeyond(Unit unit, Input input, LawMoments found, double factor) {
    double std = Math.sqrt(found.variance().value());
    double size = factor * Math.hypot(found.mean().value(), std);
    Existence.checkBeyond(unit.stages(), input, size);
  }

  private static LawMoments moments(Unit unit, List<Stage> stages, Input input) {
    Optional<Correlation.Matrix> matrix = matrix(unit, input);
    if (matrix.isPresent()) {
      return CorrelatedWindow.moments(unit.stages(), (Input.Normal) input, matrix.get());
    }
    return input.rho() > 0 && unit.inputs() > 1
        ? Conditioning.moments(stages, input)
        : Chain.moments(stages, Law.Base.of(input));
  }

  private static Optional<Correlation.Matrix> matrix(Unit unit, Input input) {
    return unit.inputs() > 1
            && input instanceof Input.Normal normal
            && normal.correlation() instanceof Correlation.Matrix matrix
        ? Optional.of(matrix)
        : Optional.empty();
  }

  private static String text(Input input) {
    return input instanceof Input.Normal
        ? "N(" + text(input.mean()) + ", " + text(input.std()) + "^2)"
        : input.text();
  }

  private static String text(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  private static Optional<Exact> exact(
      Unit unit, Input input, LawMoments moments, double factor, Optional<ClosedForm> closed) {
    Bounded mean = better(closed.map(ClosedForm::mean), moments.mean().over(factor));
    Bounded std =
        better(
            closed.map(ClosedForm::variance).map(Bounded::root),
            moments.variance().root().over(factor));
    Bounded backward =
        better(
                closed.map(ClosedForm::squaredGradient).map(Bounded::root),
                moments.squaredGradient().root().over(factor))
            .over(Math.sqrt(unit.inputs()));
    Bounded derivative =
        unit.inputs() > 1
            ? ClosedForm.NONE
            : better(closed.map(ClosedForm::derivative), moments.derivative().over(factor));
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
    } else if (Existence.lacksGradient(unit.stages(), input)) {
      found.put(Quantity.BACKWARD, INFINITE);
    }
    if (isReached(derivative, Math.max(scale, Math.abs(derivative.value())))) {
      found.put(Quantity.DERIVATIVE_MEAN, derivative);
    }
    put(found, Quantity.SKEWNESS, moments.skewness());
    put(found, Quantity.KURTOSIS, moments.kurtosis());
    if (!found.containsKey(Quantity.KURTOSIS)
        && std.value() > 0
        && Existence.lacksFourthMoment(unit.stages(), input)) {
      found.put(Quantity.KURTOSIS, INFINITE);
    }
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

  /** What the closed form gives unless it cancels, as celu's does for a large alpha. */
  private static Bounded better(Optional<Bounded> closed, Bounded integral) {
    boolean isWorse =
        closed.isPresent()
            && integral.isFinite()
            && closed.get().error() > MUCH_WORSE * integral.error();
    return isWorse ? integral : closed.orElse(integral);
  }

  private static boolean isReached(Bounded number, double scale) {
    return number.isFinite() && number.error() <= Math.max(WORST_ERROR * scale, NOTHING);
  }
}
