package org.normprop.moments.sample;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.normprop.function.Unit;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.Noisy;
import org.normprop.function.stage.Pooling;
import org.normprop.function.stage.Stage;
import org.normprop.moments.ExactMoments;
import org.normprop.table.Bounded;
import org.normprop.table.Exact;
import org.normprop.table.Input;
import org.normprop.table.Quantity;

/** Random chains against plain sampling, cell by cell, which shares no code with either route. */
class ExactSamplingTest {

  private static final int CHAINS = 60;
  private static final int SAMPLES = 20_000;
  private static final double FAMILY_RATE = 1e-6;

  /** Bounded growth, so that 20,000 samples are enough for a normal law of the errors. */
  private static final List<String> ACTIVATIONS =
      List.of(
          "relu",
          "leaky_relu",
          "elu",
          "selu",
          "gelu",
          "silu",
          "mish",
          "sigmoid",
          "tanh",
          "sin",
          "cos",
          "abs",
          "hard_tanh",
          "hard_swish",
          "soft_shrink",
          "gaussian",
          "atan",
          "snake",
          "expr:x*sigmoid(1.702*x)",
          "expr:max(0,x)-0.1*min(x,1)",
          "expr:abs(x-0.3)");

  private static final List<String> OTHERS =
      List.of(
          "max:2",
          "max:2x2",
          "avg:2",
          "avg:3",
          "dropout:keep=0.5",
          "dropout:keep=0.8:scale=sqrt",
          "alpha_dropout:keep=0.9");

  private static final List<Input> INPUTS =
      List.of(
          Input.STANDARD,
          Input.STANDARD,
          Input.normal(0.3, 1.7),
          Input.normal(-1, 0.5),
          Input.normal(0, 1, 0.3),
          Input.normal(0.5, 1.2, 0.8));

  private record Draw(double value, double squaredGradient) {}

  /** One output of the first {@code length} stages, and |grad|^2 with respect to all its inputs. */
  private static Draw draw(
      List<Stage> stages, int length, Input input, double common, SplittableRandom random) {
    if (length == 0) {
      double own = Math.sqrt(1 - input.rho()) * random.nextGaussian();
      return new Draw(input.mean() + input.std() * (Math.sqrt(input.rho()) * common + own), 1);
    }
    Stage stage = stages.get(length - 1);
    if (stage instanceof Pooling pooling) {
      Draw best = new Draw(Double.NEGATIVE_INFINITY, 0);
      double sum = 0;
      double gradients = 0;
      int n = pooling.cells();
      for (int i = 0; i < n; i++) {
        Draw cell = draw(stages, length - 1, input, common, random);
        best = cell.value > best.value ? cell : best;
        sum += cell.value;
        gradients += cell.squaredGradient;
      }
      return pooling.kind() == Pooling.Kind.MAX
          ? best
          : new Draw(sum / n, gradients / ((double) n * n));
    }
    Draw x = draw(stages, length - 1, input, common, random);
    double slope;
    double value;
    if (stage instanceof Activation f) {
      value = f.value(x.value);
      slope = f.derivative(x.value);
    } else {
      double noise = random.nextDouble();
      value = ((Noisy) stage).value(x.value, noise);
      slope = ((Noisy) stage).derivative(x.value, noise);
    }
    return new Draw(value, slope * slope * x.squaredGradient);
  }

  /** z-scores of mean, second moment about the exact mean, and squared gradient. */
  private static double[] scores(Unit unit, Input input, Exact exact, SplittableRandom random) {
    double[] sums = new double[3];
    double[] squares = new double[3];
    for (int i = 0; i < SAMPLES; i++) {
      Draw draw = draw(unit.stages(), unit.stages().size(), input, random.nextGaussian(), random);
      double t = draw.value - exact.mean();
      double[] terms = {
        t,
        t * t - exact.std() * exact.std(),
        draw.squaredGradient - unit.inputs() * exact.backward() * exact.backward()
      };
      for (int k = 0; k < 3; k++) {
        sums[k] += terms[k];
        squares[k] += terms[k] * terms[k];
      }
    }
    double[] scores = new double[3];
    for (int k = 0; k < 3; k++) {
      // Where nothing varies only rounding is left.
      double floor = 1e-12 * SAMPLES;
      scores[k] = Math.abs(sums[k]) < floor ? 0 : sums[k] / Math.sqrt(squares[k]);
    }
    return scores;
  }

  private static double bound(int comparisons) {
    return -new NormalDistribution()
        .inverseCumulativeProbability(FAMILY_RATE / (2.0 * comparisons));
  }

  private static String pick(List<String> from, SplittableRandom random) {
    return from.get(random.nextInt(from.size()));
  }

  private static Unit chain(SplittableRandom random) {
    while (true) {
      List<String> stages = new ArrayList<>();
      int length = 1 + random.nextInt(4);
      for (int i = 0; i < length; i++) {
        stages.add(pick(random.nextInt(3) < 2 ? ACTIVATIONS : OTHERS, random));
      }
      Unit unit = Unit.parse(String.join(",", stages));
      if (unit.inputs() <= 16) {
        return unit;
      }
    }
  }

  @Test
  void randomChainsAgreeWithSampling() {
    SplittableRandom random = new SplittableRandom(20160201);
    double bound = bound(3 * CHAINS);
    int reached = 0;
    for (int i = 0; i < CHAINS; i++) {
      Unit unit = chain(random);
      Input input = INPUTS.get(random.nextInt(INPUTS.size()));
      Optional<Exact> exact = ExactMoments.of(unit, input);
      if (exact.isPresent()) {
        reached++;
        double[] scores = scores(unit, input, exact.get(), random.split());
        for (double z : scores) {
          assertTrue(
              Math.abs(z) < bound, () -> unit + " under " + input + ": z = " + z + ", " + exact);
        }
      }
    }
    assertTrue(reached > CHAINS / 2, "only " + reached + " chains were reached");
  }

  @Test
  void aConstantThatIsWrongByFivePercentWouldBeNoticed() {
    Unit unit = Unit.parse("gelu,max:2x2");
    Exact e = ExactMoments.of(unit, Input.STANDARD).orElseThrow();
    Exact wrong =
        Exact.of(
            Bounded.exactly(e.mean() + 0.05 * e.std()),
            e.get(Quantity.STD).times(1.05),
            e.get(Quantity.BACKWARD).times(1.05),
            unit.inputs(),
            e.method());
    double[] scores = scores(unit, Input.STANDARD, wrong, new SplittableRandom(1));
    for (double z : scores) {
      assertFalse(Math.abs(z) < bound(3), "z = " + z);
    }
  }
}
