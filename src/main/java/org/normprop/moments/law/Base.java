package org.normprop.moments.law;

import org.normprop.moments.density.Densities;
import org.normprop.table.Empirical;
import org.normprop.table.Input;
import org.normprop.table.Marginal;

/** The law of an input: what a path of functions begins with. */
public sealed interface Base extends Law permits NormalLaw, DensityLaw, AtomLaw {

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
      return AtomLaw.of(numbers);
    }
    return independent.marginal() instanceof Marginal.Bernoulli coin
        ? AtomLaw.of(coin)
        : new DensityLaw(Densities.of(independent.marginal()));
  }
}
