package org.normprop.moments.law;

import java.util.List;
import java.util.Optional;
import org.normprop.function.catalogue.Activations;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.Gate;
import org.normprop.function.stage.GaussianDropout;
import org.normprop.function.stage.Noisy;
import org.normprop.function.stage.Pooling;
import org.normprop.function.stage.RandomizedRelu;
import org.normprop.function.stage.Stage;
import org.normprop.function.stage.Thinning;
import org.normprop.moments.quadrature.MissingMomentException;
import org.normprop.moments.quadrature.OutOfReachException;
import org.normprop.table.Bounded;

/**
 * Sends independent normals through a unit's stages: as a law as far as laws go, then as moments.
 *
 * <p>An average, a product or a norm leaves only moments, which further averages, dropout and
 * products of independent values go on from, and nothing else. Mutable, for one thread; used once.
 */
public final class Chain {

  private static final Activation IDENTITY = Activations.of("identity");
  private static final Activation ABS = Activations.of("abs");

  private Law law; // null once only moments are known
  private LawMoments moments;

  private final double center;
  private final boolean slopes;

  private Chain(Law input, double center, boolean slopes) {
    law = input;
    this.center = center;
    this.slopes = slopes;
  }

  /**
   * The moments of a unit's output.
   *
   * @throws OutOfReachException where no route goes on
   * @throws MissingMomentException if the mean or the standard deviation does not exist
   */
  public static LawMoments moments(List<Stage> stages, Law input) {
    return moments(stages, input, Double.NaN, true);
  }

  /**
   * The same with the center that the powers should have, and without gradients that nobody asks
   * for, if that saves work.
   */
  static LawMoments moments(List<Stage> stages, Law input, double center, boolean slopes) {
    Chain chain = new Chain(input, center, slopes);
    stages.forEach(chain::apply);
    return chain.moments();
  }

  /**
   * The law of a unit's output; empty where only moments are known.
   *
   * @throws OutOfReachException where no route goes on
   */
  public static Optional<Law> law(List<Stage> stages, Law input) {
    Chain chain = new Chain(input, Double.NaN, true);
    for (Stage stage : stages) {
      chain.apply(stage);
      if (chain.law == null) {
        return Optional.empty();
      }
    }
    return Optional.of(chain.law);
  }

  private LawMoments moments() {
    if (law != null) {
      moments = Double.isNaN(center) ? Expectation.of(law) : Expectation.about(law, center, slopes);
      law = null;
    }
    return moments;
  }

  private Law law(Stage next) {
    if (law == null) {
      throw new OutOfReachException("only moments are known in front of " + next.text());
    }
    return law;
  }

  private void apply(Stage stage) {
    if (stage instanceof Activation activation) {
      if (!activation.equals(IDENTITY)) {
        law = law(stage).image(activation);
      }
    } else if (stage instanceof Noisy noisy) {
      apply(noisy);
    } else if (stage instanceof Gate gate) {
      moments = gated(law(gate), gate.activation());
      law = null;
    } else if (stage instanceof Pooling pooling && pooling.cells() > 1) {
      pool(pooling);
    } else if (stage instanceof Pooling pooling && pooling.kind() == Pooling.Kind.LP) {
      law = law(stage).image(ABS);
    }
  }

  private void apply(Noisy noisy) {
    if (noisy.thinning().isPresent()) {
      thin(noisy.thinning().get());
    } else if (noisy instanceof GaussianDropout dropout) {
      moments = NoiseMoments.multiplied(moments(), dropout.noiseStd());
    } else if (noisy instanceof RandomizedRelu relu) {
      moments = NoiseMoments.randomSlope(law(noisy), relu);
      law = null;
    }
  }

  private void thin(Thinning thinning) {
    if (law != null) {
      law = new ThinnedLaw(law, thinning);
    } else {
      moments =
          moments
              .affine(thinning.slope(), thinning.offset())
              .or(thinning.keep(), thinning.dropped());
    }
  }

  private void pool(Pooling pooling) {
    int n = pooling.cells();
    switch (pooling.kind()) {
      case MAX -> law = law(pooling).extreme(n, true);
      case AVG -> {
        if (law instanceof NormalLaw normal) {
          law = normal.average(n);
        } else {
          moments = moments().average(n);
        }
      }
      case LP -> {
        moments = PNormMoments.moments(law(pooling), n, pooling.p());
        law = null;
      }
    }
  }

  /** a f(b), with a and b two independent copies. */
  private static LawMoments gated(Law law, Activation f) {
    LawMoments a = Expectation.of(law);
    LawMoments b = Expectation.of(law.image(f));
    // |grad|^2 = f(b)^2 |grad a|^2 + a^2 |grad f(b)|^2
    Bounded squaredGradient =
        b.square().times(a.squaredGradient()).plus(a.square().times(b.squaredGradient()));
    return a.times(b).withSquaredGradient(squaredGradient);
  }
}
