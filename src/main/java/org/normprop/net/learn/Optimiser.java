package org.normprop.net.learn;

import java.util.List;
import org.normprop.net.compute.Engine;
import org.normprop.net.compute.Parameter;

/** A rule that turns gradients into steps, as a value. */
public sealed interface Optimiser {

  /** No clipping. */
  double NO_CLIP = Double.POSITIVE_INFINITY;

  /**
   * The weight decay.
   *
   * @return what is added to gradients
   */
  Decay decay();

  /**
   * The largest norm of the whole gradient, all parameters together; a longer one is shortened to
   * it before decay is added.
   *
   * @return the norm, or {@link #NO_CLIP}
   */
  double clip();

  /**
   * Makes the object that steps.
   *
   * @param parameters what it changes
   * @param engine what computes
   * @return the rule with its memory, which starts at 0
   */
  Stepper bind(List<Parameter> parameters, Engine engine);

  /**
   * Stochastic gradient descent: g' = g + decay w, v = momentum v + g', w = w - rate v, or with
   * Nesterov's momentum w = w - rate (g' + momentum v).
   *
   * @param momentum in [0, 1)
   * @param nesterov whether the momentum is Nesterov's
   * @param decay the weight decay
   * @param clip the largest norm of the gradient
   */
  record Sgd(double momentum, boolean nesterov, Decay decay, double clip) implements Optimiser {
    /** Checks the ranges. */
    public Sgd {
      checkFraction("momentum", momentum);
      checkClip(clip);
    }

    @Override
    public Stepper bind(List<Parameter> parameters, Engine engine) {
      return new SgdStepper(this, parameters, engine);
    }
  }

  /**
   * Adam: m = beta1 m + (1 - beta1) g', v = beta2 v + (1 - beta2) g'^2, w = w - rate (m / (1 -
   * beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon). Kingma and Ba (2015), algorithm 1; decay is
   * added to the gradient.
   *
   * @param beta1 in [0, 1)
   * @param beta2 in [0, 1)
   * @param epsilon positive
   * @param decay the weight decay
   * @param clip the largest norm of the gradient
   */
  record Adam(double beta1, double beta2, double epsilon, Decay decay, double clip)
      implements Optimiser {

    /** The paper's choice, without decay and clipping. */
    public static final Adam DEFAULT = new Adam(0.9, 0.999, 1e-8, Decay.NONE, NO_CLIP);

    /** Checks the ranges. */
    public Adam {
      checkFraction("beta1", beta1);
      checkFraction("beta2", beta2);
      if (!(epsilon > 0 && epsilon <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException("Adam's epsilon must be positive, got " + epsilon);
      }
      checkClip(clip);
    }

    @Override
    public Stepper bind(List<Parameter> parameters, Engine engine) {
      return new AdamStepper(this, parameters, engine);
    }
  }

  private static void checkFraction(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " must be in [0, 1), got " + value);
    }
  }

  private static void checkClip(double clip) {
    if (!(clip > 0)) {
      throw new IllegalArgumentException("the gradient clip must be positive, got " + clip);
    }
  }
}
