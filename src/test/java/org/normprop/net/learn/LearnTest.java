package org.normprop.net.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.net.compute.Engine;
import org.normprop.net.compute.Parameter;
import org.normprop.net.compute.Tensor;
import org.normprop.net.layer.Nonlinearity;
import org.normprop.net.layer.Scheme;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.WeightLayer;
import org.normprop.net.loss.Loss;
import org.normprop.net.loss.LossTargets;
import org.normprop.net.run.Initialiser;
import org.normprop.net.run.Network;
import org.normprop.net.run.Pass;

/** Optimisers and schedules do what their formulas say. */
class LearnTest {

  private static final Engine ENGINE = Engine.start(1);

  /** A rule in float64, on one number. */
  private interface Rule {
    double step(double w, double g, double rate);
  }

  private static Network network() {
    return new Network(
        List.of(new WeightLayer.Dense(3, new Scheme.Plain(true), new Nonlinearity.Linear())),
        Shape.vector(4),
        Initialiser.HE,
        1,
        5,
        ENGINE);
  }

  /** Trains a little network and, beside it, each of its numbers by a rule of its own. */
  private static void check(Optimiser optimiser, double decay, Supplier<Rule> rule) {
    Network network = network();
    Stepper stepper = optimiser.bind(network.parameters(), ENGINE);
    Random random = new Random(5);
    List<Rule> rules = new ArrayList<>();
    List<double[]> wide = new ArrayList<>();
    for (Parameter parameter : network.parameters()) {
      double[] values = new double[parameter.values().length];
      for (int i = 0; i < values.length; i++) {
        values[i] = parameter.values()[i];
        rules.add(rule.get());
      }
      wide.add(values);
    }
    for (int step = 0; step < 6; step++) {
      float[] x = new float[20];
      float[] target = new float[15];
      for (int i = 0; i < 20; i++) {
        x[i] = (float) random.nextGaussian();
        target[i % 15] = (float) random.nextGaussian();
      }
      network.forward(x, 5, Pass.training(step));
      network.backward(Loss.MEAN_SQUARED_ERROR, new LossTargets.Values(target));
      double rate = 0.1 / (1 + step);
      int number = 0;
      for (int p = 0; p < wide.size(); p++) {
        Parameter parameter = network.parameters().get(p);
        float[] gradient = parameter.gradient();
        double own = parameter.role() == Parameter.Role.WEIGHT ? decay : 0;
        for (int i = 0; i < gradient.length; i++) {
          double[] values = wide.get(p);
          double g = gradient[i] + own * values[i];
          values[i] = rules.get(number++).step(values[i], g, rate);
        }
      }
      stepper.step(rate);
      for (int p = 0; p < wide.size(); p++) {
        for (int i = 0; i < wide.get(p).length; i++) {
          assertEquals(wide.get(p)[i], network.parameters().get(p).values()[i], 2e-6);
        }
      }
    }
    assertEquals(6, stepper.steps());
  }

  @Test
  void momentumAndDecayOfWeightsAlone() {
    check(
        new Optimiser.Sgd(0.9, false, new Decay(0.01, false), Optimiser.NO_CLIP),
        0.01,
        () ->
            new Rule() {
              private double v;

              @Override
              public double step(double w, double g, double rate) {
                v = 0.9 * v + g;
                return w - rate * v;
              }
            });
  }

  @Test
  void nesterovsMomentum() {
    check(
        new Optimiser.Sgd(0.8, true, Decay.NONE, Optimiser.NO_CLIP),
        0,
        () ->
            new Rule() {
              private double v;

              @Override
              public double step(double w, double g, double rate) {
                v = 0.8 * v + g;
                return w - rate * (g + 0.8 * v);
              }
            });
  }

  @Test
  void noMomentum() {
    check(
        new Optimiser.Sgd(0, false, Decay.NONE, Optimiser.NO_CLIP),
        0,
        () -> (w, g, rate) -> w - rate * g);
  }

  @Test
  void adam() {
    check(
        new Optimiser.Adam(0.9, 0.99, 1e-6, new Decay(0.02, false), Optimiser.NO_CLIP),
        0.02,
        () ->
            new Rule() {
              private double m;
              private double v;
              private int t;

              @Override
              public double step(double w, double g, double rate) {
                t++;
                m = 0.9 * m + 0.1 * g;
                v = 0.99 * v + 0.01 * g * g;
                double mean = m / (1 - Math.pow(0.9, t));
                double square = v / (1 - Math.pow(0.99, t));
                return w - rate * mean / (Math.sqrt(square) + 1e-6);
              }
            });
  }

  @Test
  void aStepperGoesOnWhereItsStateWasSaved() {
    for (Optimiser optimiser :
        List.of(
            new Optimiser.Sgd(0.9, false, Decay.NONE, Optimiser.NO_CLIP), Optimiser.Adam.DEFAULT)) {
      Network network = network();
      Stepper stepper = optimiser.bind(network.parameters(), ENGINE);
      float[] x = {1, 2, 3, 4};
      LossTargets targets = new LossTargets.Values(new float[] {1, 0, -1});
      Network copy = network();
      Stepper copied = optimiser.bind(copy.parameters(), ENGINE);
      for (int step = 0; step < 4; step++) {
        if (step == 2) {
          copy(network.state(), copy.state());
          copy(stepper.state(), copied.state());
          copied.resumeAt(stepper.steps());
        }
        for (Network each : step < 2 ? List.of(network) : List.of(network, copy)) {
          each.forward(x, 1, Pass.training(step));
          each.backward(Loss.MEAN_SQUARED_ERROR, targets);
          (each == network ? stepper : copied).step(0.05);
        }
      }
      for (int i = 0; i < 2; i++) {
        assertArrayEquals(network.parameters().get(i).values(), copy.parameters().get(i).values());
      }
    }
  }

  private static void copy(List<Tensor> from, List<Tensor> to) {
    for (int i = 0; i < from.size(); i++) {
      float[] values = from.get(i).values();
      System.arraycopy(values, 0, to.get(i).values(), 0, values.length);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "constant, 7, 1",
    "halve:25, 24.9, 1",
    "halve:25, 25, 0.5",
    "halve:25, 80, 0.125",
    "halve:0.5, 1, 0.25",
    "cosine, 0, 1",
    "cosine, 50, 0.5",
    "cosine, 100, 0",
    "linear, 25, 0.75",
    "linear, 100, 0",
  })
  void aScheduleGivesItsFactor(String text, double epoch, double factor) {
    Schedule schedule = Schedule.parse(text);
    assertEquals(factor, schedule.factor(epoch, 100), 1e-12);
    assertEquals(text, schedule.text());
    assertEquals(schedule, Schedule.parse(schedule.text()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "halve", "halve:", "halve:x", "halve:0", "halve:-1", "sine", "cosine:3"})
  void aWrongScheduleIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Schedule.parse(text));
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Optimiser.Sgd(1, false, Decay.NONE, Optimiser.NO_CLIP));
    assertThrows(
        IllegalArgumentException.class, () -> new Optimiser.Sgd(0.9, false, Decay.NONE, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Optimiser.Adam(0.9, 0.99, 0, Decay.NONE, Optimiser.NO_CLIP));
    assertThrows(IllegalArgumentException.class, () -> new Decay(-1, false));
    assertThrows(IllegalArgumentException.class, () -> new Decay(Double.NaN, false));
  }
}
