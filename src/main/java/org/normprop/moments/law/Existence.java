package org.normprop.moments.law;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.normprop.function.catalogue.Activations;
import org.normprop.function.enclosure.Enclosure;
import org.normprop.function.enclosure.Growth;
import org.normprop.function.formula.Formula;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.Gate;
import org.normprop.function.stage.Noisy;
import org.normprop.function.stage.Pooling;
import org.normprop.function.stage.RandomizedRelu;
import org.normprop.function.stage.Stage;
import org.normprop.function.stage.Thinning;
import org.normprop.moments.quadrature.MissingMomentException;
import org.normprop.moments.quadrature.OutOfReachException;
import org.normprop.moments.shape.Interval;
import org.normprop.table.Empirical;
import org.normprop.table.Input;
import org.normprop.table.Marginal;
import org.normprop.table.NormalMixture;

/**
 * Whether a unit's moments are proved not to exist: its first function has a pole of high order, or
 * grows faster than the normal falls, and what follows keeps what is infinite.
 */
public final class Existence {

  /** From so many std on, no double squared is large enough to count. */
  private static final double EMPTY = 65;

  /** ln 1e-290. */
  private static final double LOG_NOTHING = -667;

  /** Where in the bulk of the inputs it is looked whether there are values. */
  private static final int PLACES = 64;

  private Existence() {}

  /**
   * Throws if the mean or the standard deviation does not exist.
   *
   * @throws MissingMomentException which says why
   */
  public static void check(List<Stage> stages, Input input) {
    check(stages, input, 1);
    check(stages, input, 2);
  }

  /**
   * Throws where a function becomes another one so far out that no integration goes there, and
   * large enough to count beside what was found: {@code if(x>40,exp(18*x),0)}.
   *
   * @param found the root mean square of what lies within reach; less than 1 is taken for 1
   * @throws OutOfReachException if values beyond the range of integration count
   */
  public static void checkBeyond(List<Stage> stages, Input input, double found) {
    if (!(input instanceof Input.Normal) || !(stages.get(0) instanceof Activation first)) {
      return;
    }
    Interval hull = new NormalLaw(input.mean(), input.std(), 1).hull();
    double usual = found > 1 ? found : 1; // not a number: 1, too
    for (double kink : first.kinks()) {
      if (kink <= hull.low() || kink >= hull.high()) {
        for (double z = NormalLaw.END; z < EMPTY; z += 0.25) {
          double x = input.mean() + Math.copySign(input.std() * z, kink - input.mean());
          double size = Math.abs(image(stages, x)) / usual;
          if (2 * StrictMath.log(size) - z * z / 2 > LOG_NOTHING) {
            throw new OutOfReachException("what lies beyond " + NormalLaw.END + " std counts");
          }
        }
      }
    }
  }

  /** What becomes of an input in the activations at the beginning. */
  private static double image(List<Stage> stages, double x) {
    double y = x;
    for (Stage stage : stages) {
      if (!(stage instanceof Activation f)) {
        break;
      }
      y = f.value(y);
    }
    return y;
  }

  /** Whether E[y^4] is proved to be infinite, so that a sampled std has no standard error. */
  public static boolean lacksFourthMoment(List<Stage> stages, Input input) {
    try {
      check(stages, input, 4);
      return false;
    } catch (MissingMomentException e) {
      return true;
    }
  }

  private static void check(List<Stage> stages, Input input, int k) {
    boolean begins = stages.get(0) instanceof Activation;
    Activation f = begins ? (Activation) stages.get(0) : Activations.of("identity");
    if (!(input.std() == 0)) {
      boolean positiveOnly = false;
      for (Stage stage : stages.subList(begins ? 1 : 0, stages.size())) {
        if (stage instanceof Activation
            || stage instanceof Gate
            || stage instanceof RandomizedRelu) {
          return; // may bend back what is infinite
        }
        positiveOnly |= stage instanceof Pooling pooling && pooling.kind() == Pooling.Kind.MAX;
      }
      check(f, input, k, positiveOnly);
    }
  }

  private static void check(Activation f, Input input, int k, boolean positiveOnly) {
    for (int side = -1; side <= 1; side += 2) {
      Growth tail = f.growth(side * Double.POSITIVE_INFINITY, -side);
      if (diverges(tail, k, input, side) && keeps(tail, positiveOnly)) {
        String whose = input instanceof Input.Normal ? "the normal" : input.text();
        throw MissingMomentException.infinite(k, "the function outgrows the tail of " + whose);
      }
    }
    for (double kink : nearestFirst(f.kinks(), input.mean())) {
      for (int side = -1; side <= 1; side += 2) {
        Growth pole = f.growth(kink, side);
        boolean isMet = isMet(input, kink, side, pole.doubt());
        if (isMet && pole.divergesNearby(k) && keeps(pole, positiveOnly)) {
          throw MissingMomentException.infinite(
              k, "the function has a pole at x = " + MissingMomentException.text(kink));
        }
      }
    }
  }

  /** What is told is the pole that most inputs are near to. */
  private static double[] nearestFirst(double[] kinks, double mean) {
    return Arrays.stream(kinks)
        .boxed()
        .sorted(Comparator.comparingDouble(kink -> Math.abs(kink - mean)))
        .mapToDouble(kink -> kink)
        .toArray();
  }

  /** The largest of several values is as large as one of them, but not as small. */
  private static boolean keeps(Growth growth, boolean positiveOnly) {
    return !positiveOnly || growth.sign() > 0;
  }

  /** Whether E|f|^k is infinite for what f does far out on one side (1 or -1). */
  private static boolean diverges(Growth f, int k, Input input, int side) {
    if (!(input instanceof Input.Independent independent)) {
      return f.divergesFarOut(k, input.std(), side * input.mean());
    }
    if (!f.isKnown() || f.isZero()) {
      return false;
    }
    Marginal marginal = independent.marginal();
    if (marginal instanceof Marginal.Student m) {
      // the integral of t^(k degree) t^(-nu - 1)
      return f.isFast() || !f.isExponential() && k * f.degree() >= m.nu();
    }
    if (marginal instanceof Marginal.Laplace m) {
      return outgrows(f, k, 1, m.scale());
    }
    if (marginal instanceof Marginal.Logistic m) {
      return outgrows(f, k, 1, m.scale());
    }
    if (marginal instanceof Marginal.Exponential m) {
      return side > 0 && outgrows(f, k, m.rate(), 1);
    }
    if (marginal instanceof Marginal.LogNormal) {
      return side > 0 && f.isFast();
    }
    return marginal instanceof NormalMixture m
        && m.parts().stream().anyMatch(part -> f.divergesFarOut(k, part.std(), side * part.mean()));
  }

  /** Whether |f|^k grows faster than e^(-rate t / scale) falls, one of the two being 1. */
  private static boolean outgrows(Growth f, int k, double rate, double scale) {
    if (!f.isFast() || f.power() < 1) {
      return false;
    }
    double least = k * f.rate().low(); // exact, as k is a power of two
    double product = least * scale;
    double more = product == rate ? Math.fma(least, scale, -product) : product - rate; // exact sign
    boolean isEven = more == 0 && f.isPure() && k * f.degree() >= -1;
    return f.power() > 1 || more > 0 || isEven;
  }

  /** Whether a place that is known to so much has inputs beside it, wherever it is. */
  private static boolean isMet(Input input, double x, int side, double doubt) {
    return isMet(input, x - doubt, side) && isMet(input, x + doubt, side);
  }

  /** Whether inputs lie beside a point, on one of its sides, with a density that is not 0. */
  private static boolean isMet(Input input, double x, int side) {
    if (!(input instanceof Input.Independent independent)) {
      return true;
    }
    Marginal marginal = independent.marginal();
    if (marginal instanceof Marginal.Uniform m) {
      return side > 0 ? x >= m.low() && x < m.high() : x > m.low() && x <= m.high();
    }
    if (marginal instanceof Marginal.Exponential) {
      return side > 0 ? x >= 0 : x > 0;
    }
    if (marginal instanceof Marginal.LogNormal) {
      return x > 0;
    }
    return !(marginal instanceof Empirical || marginal instanceof Marginal.Bernoulli);
  }

  /**
   * Whether that a moment is missing is proved: it is infinite, or for inputs of positive
   * probability the unit has no value. That no value was found may come of numbers too large.
   *
   * @param missing what was found
   * @param stages the unit
   * @param law what goes into it
   */
  public static boolean isProved(MissingMomentException missing, List<Stage> stages, Law.Base law) {
    if (!missing.isUndefined()) {
      return true;
    }
    if (!law.atoms().isEmpty()) {
      return law.atoms().stream()
          .anyMatch(atom -> lacksValue(stages, Enclosure.point(atom.value())));
    }
    Interval bulk = law.bulk();
    return DoubleStream.concat(
            DoubleStream.of(missing.place()),
            IntStream.range(1, PLACES).mapToDouble(i -> bulk.low() + bulk.width() * i / PLACES))
        .anyMatch(x -> lacksValue(stages, Enclosure.interval(x - Math.ulp(x), x + Math.ulp(x))));
  }

  /** Whether there is no value where all inputs are about the same. */
  private static boolean lacksValue(List<Stage> stages, Enclosure x) {
    Enclosure y = x;
    for (Stage stage : stages) {
      if (stage instanceof Formula formula && formula.lacksValue(y)) {
        return true;
      } else if (stage instanceof Activation f) {
        y = f.enclose(y);
      } else if (stage instanceof Noisy noisy && noisy.thinning().isPresent()) {
        Thinning kept = noisy.thinning().get();
        y = y.times(kept.slope()).plus(kept.offset());
      } else if (!(stage instanceof Pooling pooling) || pooling.kind() == Pooling.Kind.LP) {
        return false;
      }
    }
    return false;
  }

  /**
   * Whether E|grad y|^2 is proved to be infinite: the only function is not bounded, or its slope's
   * square not integrable, and what stands around it keeps that.
   */
  public static boolean lacksGradient(List<Stage> stages, Input input) {
    int first = 0;
    while (input instanceof Input.Normal
        && first < stages.size() - 1
        && stages.get(first) instanceof Pooling pooling
        && pooling.kind() != Pooling.Kind.LP) {
      first++; // largest values and averages of normals lie everywhere, too
    }
    boolean isKept =
        stages.stream()
            .skip(first + 1L)
            .allMatch(
                stage ->
                    stage instanceof Noisy noisy && noisy.thinning().isPresent()
                        || stage instanceof Pooling pooling && pooling.kind() == Pooling.Kind.AVG);
    return isKept
        && stages.get(first) instanceof Activation f
        && input.std() != 0
        && DoubleStream.of(f.kinks())
            .anyMatch(x -> lacksSlope(f, input, x, 1) || lacksSlope(f, input, x, -1));
  }

  private static boolean lacksSlope(Activation f, Input input, double kink, int side) {
    Growth slope = f.slopeGrowth(kink, side);
    Growth value = f.growth(kink, side);
    return slope.divergesNearby(2) && isMet(input, kink, side, slope.doubt())
        || value.isLarge() && isMet(input, kink, side, value.doubt());
  }
}
