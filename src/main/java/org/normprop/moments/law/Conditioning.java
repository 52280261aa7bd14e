package org.normprop.moments.law;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import org.normprop.function.math.Special;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.Gate;
import org.normprop.function.stage.Pooling;
import org.normprop.function.stage.Stage;
import org.normprop.moments.quadrature.Goal;
import org.normprop.moments.quadrature.Integrals;
import org.normprop.moments.quadrature.Integrand;
import org.normprop.moments.quadrature.Line;
import org.normprop.moments.quadrature.MissingMomentException;
import org.normprop.moments.quadrature.OutOfReachException;
import org.normprop.moments.quadrature.Quadrature;
import org.normprop.table.Bounded;
import org.normprop.table.Input;

/**
 * Inputs that all correlate by rho: x_i = mean + std (sqrt(rho) u + sqrt(1 - rho) v_i), u and v_i
 * independent N(0, 1). Given one variable the rest is a matter of independent inputs, whose moments
 * are then averaged over that variable: one integral more.
 *
 * @param density the density of the variable
 * @param input the input that is left when the variable is known
 * @param stages what the input goes through
 * @param middle a likely value of the variable
 * @param smooth whether what is averaged has no kinks
 */
public record Conditioning(
    Density density,
    DoubleFunction<NormalLaw> input,
    List<Stage> stages,
    double middle,
    boolean smooth) {

  private static final double[] TOLERANCE = {1e-15, 1e-15, 1e-15, 1e-12, 1e-12, 1e-15};
  private static final int SQUARED_GRADIENT = LawMoments.ORDER + 1;
  private static final Goal SMOOTH = new Goal(TOLERANCE, 1000);
  private static final Goal NEARLY_KINKED = new Goal(TOLERANCE, 5000);
  private static final Goal KINKED = new Goal(TOLERANCE, 20_000);

  /** The range, and cuts where the conditional moments have kinks. */
  private static final double[] CUTS = {-37, -12, -6, -3, -1, 0, 1, 3, 6, 12, 37};

  /** The correlation from which the common part is the smoother one to be left. */
  private static final double STRONG = 0.5;

  /** What is not reached under a density below this does not count: 9.5 std from the middle. */
  private static final double IMPROBABLE = 1e-20;

  /** The density of a real variable. */
  @FunctionalInterface
  interface Density {
    double at(double x);
  }

  /** The moments of a unit of several inputs. */
  public static LawMoments moments(List<Stage> stages, Input input) {
    int window = input.rho() < STRONG ? -1 : onlyWindow(stages, input);
    if (window >= 0) {
      return givenLargest(stages, window, input).average();
    }
    try {
      return ofLargest(stages, input);
    } catch (OutOfReachException e) {
      return givenCommonPart(stages, input).average();
    }
  }

  /** By the law of the maximum itself, behind functions that turn. */
  private static LawMoments ofLargest(List<Stage> stages, Input input) {
    int window = soleMaximum(stages);
    boolean isBetween = input.rho() > 0 && input.rho() < 1;
    if (window <= 0 || !isBetween) {
      throw new OutOfReachException("no maximum behind a function");
    }
    Law law =
        Chain.law(stages.subList(0, window), new NormalLaw(input.mean(), input.std(), 1))
            .orElseThrow(() -> new OutOfReachException("no law in front of the maximum"));
    if (law instanceof ImageLaw image && image.rises()) {
      throw new OutOfReachException("nothing turns");
    }
    Law largest = new CommonExtremeLaw(law.withLimits(), stages.get(window).arity(), input.rho());
    return Chain.moments(stages.subList(window + 1, stages.size()), largest);
  }

  /** Given u, the inputs are independent. */
  private static Conditioning givenCommonPart(List<Stage> stages, Input input) {
    double common = input.std() * Math.sqrt(input.rho());
    double own = input.std() * Math.sqrt(1 - input.rho());
    return new Conditioning(
        Special::normalDensity,
        u -> new NormalLaw(input.mean() + common * u, own, 1),
        stages,
        0,
        own > 0);
  }

  /**
   * The largest input is mean + std (sqrt(rho) u + sqrt(1 - rho) v) with v the largest of the v_i.
   * Given v it is normal, and what follows the window sees nothing else.
   */
  private static Conditioning givenLargest(List<Stage> stages, int window, Input input) {
    int n = stages.get(window).arity();
    double common = input.std() * Math.sqrt(input.rho());
    double own = input.std() * Math.sqrt(1 - input.rho());
    List<Stage> others = new ArrayList<>(stages);
    others.remove(window);
    return new Conditioning(
        v ->
            n
                * Special.normalDensity(v)
                * StrictMath.exp((n - 1) * StrictMath.log1p(-Special.normalCdf(-v))),
        v -> new NormalLaw(input.mean() + own * v, common, 1),
        others,
        Math.sqrt(2 * StrictMath.log(n)),
        true);
  }

  /**
   * The place of a maximum behind activations that never fall, if nothing else needs independent
   * copies; else -1.
   */
  private static int onlyWindow(List<Stage> stages, Input input) {
    int window = soleMaximum(stages);
    if (window < 0) {
      return -1;
    }
    Law law = new NormalLaw(input.mean(), input.std(), 1);
    for (Stage stage : stages.subList(0, window)) {
      if (!(stage instanceof Activation f) || !new ImageLaw(law, f).rises()) {
        return -1;
      }
      law = law.image(f);
    }
    return window;
  }

  /** The place of a maximum if no other stage has several inputs; else -1. */
  private static int soleMaximum(List<Stage> stages) {
    int window = -1;
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      if (stage instanceof Gate || stage instanceof Pooling && window >= 0) {
        return -1;
      }
      window = stage instanceof Pooling ? i : window;
    }
    return window >= 0 && ((Pooling) stages.get(window)).kind() == Pooling.Kind.MAX ? window : -1;
  }

  private LawMoments average() {
    LawMoments likely = Chain.moments(stages, input.apply(middle));
    double center = likely.mean().value();
    boolean[] missing = new boolean[SQUARED_GRADIENT + 1];
    // what is infinite for one value of the variable is so on average
    boolean slopes = likely.squaredGradient().isFinite();
    Integrals result =
        integrate(
            (x, values, slack) -> {
              LawMoments given = Chain.moments(stages, input.apply(x), center, slopes);
              at(x, given.about(center), values, slack, missing);
            });
    MissingMomentException.check(result);
    List<Bounded> all = new ArrayList<>();
    for (int k = 0; k <= SQUARED_GRADIENT; k++) {
      all.add(missing[k] ? Bounded.UNKNOWN : result.bounded(k));
    }
    if (!slopes) {
      all.set(SQUARED_GRADIENT, likely.squaredGradient());
    }
    return new LawMoments(
        center,
        all.subList(0, SQUARED_GRADIENT),
        all.get(SQUARED_GRADIENT),
        Bounded.ZERO,
        "conditioning");
  }

  /** Notes which moments were not reached for some value of the variable where it counts. */
  private void at(double x, LawMoments given, double[] values, double[] slack, boolean[] missing) {
    double weight = density.at(x);
    for (int k = 0; k <= SQUARED_GRADIENT; k++) {
      Bounded moment = k == SQUARED_GRADIENT ? given.squaredGradient() : given.powers().get(k);
      if (!moment.isFinite()) {
        missing[k] |= weight > IMPROBABLE;
        values[k] = 0;
        slack[k] = 0;
        continue;
      }
      values[k] = weight * moment.value();
      slack[k] = weight * moment.error() + 16 * Bounded.UNIT_ROUNDOFF * Math.abs(values[k]);
    }
  }

  private Integrals integrate(Integrand integrand) {
    if (smooth) {
      Integrals result = Line.integrate(integrand, SMOOTH);
      if (result.error()[0] < Double.POSITIVE_INFINITY) {
        return result;
      }
    }
    Integrals result = Quadrature.integrate(integrand, CUTS, smooth ? NEARLY_KINKED : KINKED);
    Tail.check(integrand, CUTS[CUTS.length - 1], result);
    return result;
  }
}
