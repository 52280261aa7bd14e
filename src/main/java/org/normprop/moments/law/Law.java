package org.normprop.moments.law;

import java.util.List;
import org.normprop.function.stage.Activation;
import org.normprop.moments.density.Densities;
import org.normprop.moments.quadrature.Goal;
import org.normprop.moments.quadrature.Integrals;
import org.normprop.moments.quadrature.OutOfReachException;
import org.normprop.moments.shape.Interval;
import org.normprop.table.Empirical;
import org.normprop.table.Input;
import org.normprop.table.Marginal;

/**
 * The distribution of a unit's output: finitely many atoms, and a continuous part that is the image
 * of one {@link Base} along a path of functions.
 *
 * <p>Every expectation is so an integral over one variable, whatever the number of inputs. What a
 * law answers never changes; but a law belongs to one thread, since some remember what they were
 * last asked.
 */
public sealed interface Law permits Law.Base, ImageLaw, ThinnedLaw, ExtremeLaw, CommonExtremeLaw {

  /** The values of positive probability, ascending. */
  List<Atom> atoms();

  /**
   * Probabilities of the continuous part on both sides of a value.
   *
   * @param y the value
   * @param sides receives P(Y &lt; y) and P(Y &gt; y), each to its last digits however small
   */
  default void split(double y, double[] sides) {
    sides[0] = between(Double.NEGATIVE_INFINITY, y);
    sides[1] = between(y, Double.POSITIVE_INFINITY);
  }

  /** The probability of the continuous part between two values, which may be infinite. */
  double between(double low, double high);

  /** Values at which the distribution function is not smooth, atoms included. */
  double[] breaks();

  /** An interval that the continuous part stays within but for a probability below 1e-290. */
  Interval hull();

  /** The same for a probability of about 1e-20. */
  Interval bulk();

  /**
   * Integrates over the continuous part.
   *
   * @param observable what to integrate
   * @param cuts values of Y at which the observable is not smooth
   * @param goal the errors to aim at
   * @return the expectations, without the atoms' part
   */
  Integrals integrate(Observable observable, double[] cuts, Goal goal);

  /** The law at the beginning of the path. */
  Base base();

  /** A bound of the relative error of the weights that {@link #integrate} hands out. */
  double weightError();

  /**
   * On which side of the value that rounding gave it the last point of an integration lies: below
   * (-1), above (1), or either (0).
   */
  default int side() {
    return 0;
  }

  /** By what route its expectations are found. */
  String route();

  /**
   * Where the continuous part lies between two values, which may be infinite: intervals of the base
   * variable.
   *
   * @param low a value
   * @param high a larger one
   * @param weight what the intervals' probabilities count
   * @param cells receives the intervals
   */
  default void preimage(double low, double high, double weight, Preimage cells) {
    throw new OutOfReachException("it is not known where a maximum takes a value");
  }

  /** The values of positive probability by where they are taken; only if {@link #preimage} is. */
  default List<Preimage.Constant> constants() {
    return List.of();
  }

  /** The same law, where parts on which values are one but for rounding are atoms. */
  default Law withLimits() {
    return this;
  }

  /** The law of f(Y). */
  default Law image(Activation f) {
    return new ImageLaw(this, f);
  }

  /** The law of the largest or the smallest of n independent copies. */
  default Law extreme(int n, boolean largest) {
    return n == 1 ? this : new ExtremeLaw(this, n, largest);
  }

  /** The law of an input: what a path of functions begins with. */
  sealed interface Base extends Law permits NormalLaw, DensityLaw, Atom.FiniteLaw {

    /** |grad|^2 with respect to the inputs: 1 for an input. */
    double squaredSlope();

    /** What a point's z is in units of. */
    double std();

    /** The law of each of independent inputs. */
    static Base of(Input input) {
      if (!(input instanceof Input.Independent independent)) {
        return new NormalLaw(input.mean(), input.std(), 1);
      }
      if (independent.marginal() instanceof Empirical numbers) {
        return Atom.FiniteLaw.of(numbers);
      }
      return independent.marginal() instanceof Marginal.Bernoulli coin
          ? Atom.FiniteLaw.of(coin)
          : new DensityLaw(Densities.of(independent.marginal()));
    }
  }
}
