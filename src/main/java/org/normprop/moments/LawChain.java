package org.normprop.moments;

import java.util.List;
import java.util.Optional;
import org.normprop.function.Activation;
import org.normprop.function.Activations;
import org.normprop.function.AlphaDropout;
import org.normprop.function.Dropout;
import org.normprop.function.Gate;
import org.normprop.function.GaussianDropout;
import org.normprop.function.Noisy;
import org.normprop.function.Pooling;
import org.normprop.function.RandomizedRelu;
import org.normprop.function.Stage;

/**
 * Sends independent normals through a unit's stages: as a law as far as laws go, then as moments.
 *
 * <p>An average, a product or a norm leaves only moments, which further averages, dropout and
 * products of independent values go on from, and nothing else. Mutable; used once.
 */
final class LawChain {

  private static final Activation IDENTITY = Activations.of("identity");
  private static final Activation ABS = Activations.of("abs");

  private Law law; // null once only moments are known
  private LawMoments moments;

  private final double center;

  private LawChain(LawNormal input, double center) {
    law = input;
    this.center = center;
  }

  /**
   * The moments of a unit's output.
   *
   * @throws OutOfReachException where no route goes on
   * @throws MissingMomentException if the mean or the standard deviation does not exist
   */
  static LawMoments moments(List<Stage> stages, LawNormal input) {
    return moments(stages, input, Double.NaN);
  }

  /** The same with the center that the powers should have if that saves work. */
  static LawMoments moments(List<Stage> stages, LawNormal input, double center) {
    LawChain chain = new LawChain(input, center);
    stages.forEach(chain::apply);
    return chain.moments();
  }

  /**
   * The law of a unit's output; empty where only moments are known.
   *
   * @throws OutOfReachException where no route goes on
   */
  static Optional<Law> law(List<Stage> stages, LawNormal input) {
    LawChain chain = new LawChain(input, Double.NaN);
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
      moments = Double.isNaN(center) ? LawExpectation.of(law) : LawExpectation.about(law, center);
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
    if (noisy instanceof Dropout dropout) {
      thin(dropout.keep(), dropout.factor(), 0, 0);
    } else if (noisy instanceof AlphaDropout dropout) {
      double a = dropout.slope();
      double b = dropout.offset();
      thin(dropout.keep(), a, b, a * AlphaDropout.DROPPED + b);
    } else if (noisy instanceof GaussianDropout dropout) {
      moments = LawNoise.multiplied(moments(), dropout.noiseStd());
    } else if (noisy instanceof RandomizedRelu relu) {
      moments = LawNoise.randomSlope(law(noisy), relu);
      law = null;
    }
  }

  /** slope x + offset with probability keep, else a constant. */
  private void thin(double keep, double slope, double offset, double dropped) {
    if (law != null) {
      law = new LawThinned(law, keep, slope, offset, dropped);
    } else {
      moments = moments.affine(slope, offset).or(keep, dropped);
    }
  }

  private void pool(Pooling pooling) {
    int n = pooling.cells();
    switch (pooling.kind()) {
      case MAX -> law = law(pooling).extreme(n, true);
      case AVG -> {
        if (law instanceof LawNormal normal) {
          law = normal.average(n);
        } else {
          moments = moments().average(n);
        }
      }
      case LP -> {
        moments = LawNorm.moments(law(pooling), n, pooling.p());
        law = null;
      }
    }
  }

  /** a f(b), with a and b two independent copies. */
  private static LawMoments gated(Law law, Activation f) {
    LawMoments a = LawExpectation.of(law);
    LawMoments b = LawExpectation.of(law.image(f));
    // |grad|^2 = f(b)^2 |grad a|^2 + a^2 |grad f(b)|^2
    Bounded squaredGradient =
        b.square().times(a.squaredGradient()).plus(a.square().times(b.squaredGradient()));
    return a.times(b).withSquaredGradient(squaredGradient);
  }
}
