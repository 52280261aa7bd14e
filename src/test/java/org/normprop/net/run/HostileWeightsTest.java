package org.normprop.net.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.normprop.net.compute.Engine;
import org.normprop.net.compute.Parameter;
import org.normprop.net.layer.Shape;
import org.normprop.net.learn.Decay;
import org.normprop.net.learn.Optimiser;
import org.normprop.net.learn.Stepper;
import org.normprop.net.loss.Loss;
import org.normprop.net.loss.LossTargets;

/** Rows of weights whose length cannot be divided by, or nearly so, in every scheme. */
class HostileWeightsTest {

  private static final int BATCH = 5;
  private static final Shape IMAGE = new Shape(2, 8, 8);

  /** What stands in every weight of a row: no length, lengths that underflow, one that is large. */
  private static final float[] VALUES = {0f, 1e-10f, 1e-13f, 1e-30f, Float.MIN_VALUE, 1e15f};

  record Case(String notation, String norm, String weights, boolean adam, float value) {}

  static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (String notation :
        List.of("F(6)-F(4)-F(2)", "C(4,3,1,1)-C(4,5,2,2)-F(2)", "C(16,3,1,1)-P(2,2,0,max)-F(2)")) {
      for (boolean adam : new boolean[] {false, true}) {
        for (float value : VALUES) {
          for (String weights : List.of("reparam", "project", "both")) {
            // Rows whose length is not divided by do give large outputs, if they are large.
            if (value < 1 || !weights.equals("project")) {
              cases.add(new Case(notation, "normprop", weights, adam, value));
            }
          }
          cases.add(new Case(notation, "weightnorm", "reparam", adam, value));
          cases.add(new Case(notation, "layernorm", "reparam", adam, value));
          if (value < 1) {
            cases.add(new Case(notation, "batchnorm", "reparam", adam, value));
            cases.add(new Case(notation, "none", "reparam", adam, value));
          }
        }
      }
    }
    return cases.stream();
  }

  private static Optimiser optimiser(boolean adam) {
    Decay decay = new Decay(1e-3, false);
    Optimiser.Adam usual = Optimiser.Adam.DEFAULT;
    return adam
        ? new Optimiser.Adam(
            usual.beta1(), usual.beta2(), usual.epsilon(), decay, Optimiser.NO_CLIP)
        : new Optimiser.Sgd(0.9, false, decay, Optimiser.NO_CLIP);
  }

  private static void spoil(Parameter parameter, int row, float value) {
    int columns = parameter.values().length / parameter.rows();
    Arrays.fill(parameter.values(), row * columns, (row + 1) * columns, value);
    parameter.markChanged();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everythingStaysFinite(Case c) {
    try (Engine engine = Engine.start(1)) {
      Network network =
          Nets.of(
              c.notation,
              IMAGE,
              Recipes.of("norm", c.norm, "weights", c.weights),
              Initialiser.HE,
              BATCH,
              engine);
      Stepper stepper = optimiser(c.adam).bind(network.parameters(), engine);
      float[] x = Nets.normals(BATCH * IMAGE.size(), 2);
      LossTargets targets = new LossTargets.Labels(Nets.labels(BATCH, 2, 3));
      for (int step = 0; step < 4; step++) {
        if (step % 2 == 0) {
          // At the start, and again when the optimiser knows the rows' lengths.
          for (Parameter parameter : network.parameters()) {
            if (parameter.rows() > 1) {
              spoil(parameter, 1, c.value);
            }
          }
        }
        network.forward(x, BATCH, Pass.training(step));
        double loss = network.backward(Loss.SOFTMAX_CROSS_ENTROPY, targets);
        assertTrue(Double.isFinite(loss), "loss " + loss + " in step " + step);
        stepper.step(0.01);
        for (Parameter parameter : network.parameters()) {
          for (float value : parameter.values()) {
            assertTrue(Float.isFinite(value), parameter.name() + " in step " + step);
          }
        }
      }
      network.forward(x, BATCH, Pass.EVALUATION);
      assertEquals(Optional.empty(), network.firstNonFinite());
    }
  }
}
