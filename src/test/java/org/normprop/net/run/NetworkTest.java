package org.normprop.net.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.net.compute.Blas;
import org.normprop.net.compute.Engine;
import org.normprop.net.compute.Parameter;
import org.normprop.net.compute.Tensor;
import org.normprop.net.compute.Workers;
import org.normprop.net.graph.Recipe;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.Statistics;
import org.normprop.net.learn.Decay;
import org.normprop.net.learn.Optimiser;
import org.normprop.net.learn.Stepper;
import org.normprop.net.loss.Loss;
import org.normprop.net.loss.LossTargets;

/** What holds of whole networks in training. */
class NetworkTest {

  private static final String MLP = "F(256)-F(256)-F(256)-F(10)";
  private static final String CNN =
      "C(32,3,1,1)-C(32,3,1,1)-P(2,2,0,max)-C(64,3,1,1)-C(64,3,1,1)-P(2,2,0,max)-F(128)-F(10)";
  private static final Shape IMAGE = new Shape(1, 28, 28);

  private static final Optimiser SGD =
      new Optimiser.Sgd(0.9, false, new Decay(5e-4, false), Optimiser.NO_CLIP);

  record Case(String notation, String[] options, Optimiser optimiser) {
    @Override
    public String toString() {
      return notation + " " + String.join(" ", options);
    }
  }

  static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (String norm : List.of("normprop", "batchnorm", "layernorm", "weightnorm", "none")) {
      cases.add(new Case("F(300)-D(keep=0.8)-F(200)-F(10)", new String[] {"norm", norm}, SGD));
      cases.add(
          new Case(
              "C(12,3,1,1)-P(3,2,1,max)-C(20,5,2,1)-D(keep=0.7)-P(global,avg)-F(10)",
              new String[] {"norm", norm, "activation", "gelu", "pooling", "none"},
              SGD));
    }
    for (String rule : List.of("unit", "sum", "nf")) {
      for (String norm : List.of("normprop", "batchnorm", "layernorm", "none")) {
        cases.add(
            new Case(
                "C(8,3,2,1,linear)-2xR(A-C(8,3,1,1,groups=4)-D(keep=0.9)-C(8,3,1,1,linear))"
                    + "-R(A-C(12,3,2,1,linear)|C(12,1,2,0,linear))-B(|A|C(4,1,1,0))"
                    + "-P(global,avg)-F(10)",
                new String[] {"norm", norm, "residual", rule, "activation", "tanh"},
                SGD));
      }
    }
    cases.add(
        new Case(
            "C(8,3,1,1)-P(2,2,0,max)-F(64)-F(10)",
            new String[] {"activation", "prelu", "weights", "reparam"},
            new Optimiser.Adam(0.9, 0.999, 1e-8, new Decay(1e-4, true), 1.0)));
    return cases.stream();
  }

  /** Three steps, then an evaluation: everything that training leaves behind. */
  private static List<float[]> train(Case test, int threads) {
    try (Engine engine = Engine.start(threads)) {
      int batch = 37;
      Network network =
          Nets.of(
              test.notation(), IMAGE, Recipes.of(test.options()), Initialiser.HE, batch, engine);
      Stepper stepper = test.optimiser().bind(network.parameters(), engine);
      float[] x = Nets.normals(batch * IMAGE.size(), 2);
      LossTargets targets = new LossTargets.Labels(Nets.labels(batch, 10, 3));
      network.startFrom(x, batch);
      List<float[]> left = new ArrayList<>();
      for (int step = 0; step < 3; step++) {
        network.forward(x, batch, Pass.training(step));
        double loss = network.backward(Loss.SOFTMAX_CROSS_ENTROPY, targets);
        left.add(new float[] {(float) loss});
        stepper.step(0.01);
      }
      left.add(network.forward(x, batch, Pass.EVALUATION).clone());
      Stream.concat(network.state().stream(), stepper.state().stream())
          .map(Tensor::values)
          .forEach(values -> left.add(values.clone()));
      return left;
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void trainingGivesTheSameBitsForAnyNumberOfThreads(Case test) {
    List<float[]> one = train(test, 1);
    for (int threads : new int[] {2, 5}) {
      List<float[]> many = train(test, threads);
      for (int i = 0; i < one.size(); i++) {
        assertArrayEquals(one.get(i), many.get(i));
      }
    }
    assertTrue(Float.isFinite(one.get(2)[0]));
  }

  @ParameterizedTest
  @ValueSource(strings = {MLP, CNN})
  void aStepAllocatesNextToNothing(String notation) {
    // The calling thread and one helper; each thread's allocation is counted.
    try (Engine engine = Engine.start(2)) {
      Network network = Nets.of(notation, IMAGE, Recipe.DEFAULT, Initialiser.GLOROT, 64, engine);
      Stepper stepper = SGD.bind(network.parameters(), engine);
      float[] x = Nets.normals(64 * IMAGE.size(), 2);
      LossTargets targets = new LossTargets.Labels(Nets.labels(64, 10, 3));
      for (int step = 0; step < 4; step++) {
        step(network, stepper, x, targets, step);
      }
      long before = allocated();
      int steps = 6;
      for (int step = 0; step < steps; step++) {
        step(network, stepper, x, targets, step);
      }
      double each = (allocated() - before) / (double) steps;
      assertTrue(each < 64 * 1024, each + " bytes a step");
    }
  }

  private static void step(
      Network network, Stepper stepper, float[] x, LossTargets targets, int step) {
    network.forward(x, 64, Pass.training(step));
    network.backward(Loss.SOFTMAX_CROSS_ENTROPY, targets);
    stepper.step(0.01);
  }

  private static long allocated() {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.getThreadAllocatedBytes(ids())).sum();
  }

  /** This thread and the workers; JUnit's and the compiler's threads are not ours. */
  private static long[] ids() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(
            thread ->
                thread == Thread.currentThread() || thread.getName().startsWith("normprop-worker"))
        .mapToLong(Thread::getId)
        .toArray();
  }

  @Test
  void javasBlasTrainsLikeTheNativeOne() {
    float[][] outputs = new float[2][];
    Blas[] kinds = {Blas.load(), Blas.java()};
    for (int i = 0; i < 2; i++) {
      try (Engine engine = new Engine(kinds[i], new Workers(2))) {
        Network network =
            Nets.of(
                "C(6,3,1,1)-P(2,2,0,max)-F(20)-F(4)",
                new Shape(2, 8, 8),
                Recipe.DEFAULT,
                Initialiser.GLOROT,
                16,
                engine);
        Stepper stepper = SGD.bind(network.parameters(), engine);
        float[] x = Nets.normals(16 * 128, 2);
        for (int step = 0; step < 5; step++) {
          network.forward(x, 16, Pass.training(step));
          network.backward(
              Loss.SOFTMAX_CROSS_ENTROPY, new LossTargets.Labels(Nets.labels(16, 4, 3)));
          stepper.step(0.01);
        }
        outputs[i] = network.forward(x, 16, Pass.EVALUATION).clone();
      }
    }
    assertArrayEquals(outputs[0], outputs[1], 1e-4f);
  }

  @Test
  void weightNormalisationStartsWithMeanZeroAndStdOne() {
    try (Engine engine = Engine.start(1)) {
      int batch = 50;
      Network network =
          Nets.of(
              "C(6,3,1,1)-F(20)-F(4)",
              new Shape(2, 5, 5),
              Recipes.of("norm", "weightnorm"),
              Initialiser.HE,
              batch,
              engine);
      float[] x = Nets.normals(batch * 50, 2);
      network.startFrom(x, batch);
      network.forward(x, batch, Pass.EVALUATION);
      for (var layer : network.layers()) {
        float[] pre = layer.preActivations(batch).orElseThrow();
        int channels = layer.output().channels();
        int plane = layer.output().plane();
        for (int c = 0; c < channels; c++) {
          Statistics.Sum sum = new Statistics.Sum();
          for (int b = 0; b < batch; b++) {
            int at = (b * channels + c) * plane;
            sum.add(Arrays.copyOfRange(pre, at, at + plane), plane);
          }
          assertEquals(0, sum.get().mean(), 1e-5);
          assertEquals(1, sum.get().std(), 1e-5);
        }
      }
    }
  }

  @Test
  void batchNormalisationOfOneImageIsRefused() {
    try (Engine engine = Engine.start(1)) {
      Network network =
          Nets.of(
              "F(4)-F(2)",
              Shape.vector(3),
              Recipes.of("norm", "batchnorm"),
              Initialiser.HE,
              1,
              engine);
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () -> network.forward(new float[3], 1, Pass.training(0)));
      assertTrue(e.getMessage().contains("cannot train on a batch of 1"));
      network.forward(new float[3], 1, Pass.EVALUATION);
    }
  }

  @Test
  void aRowOfZerosNeitherFailsNorSpreads() {
    for (String norm : List.of("normprop", "weightnorm", "batchnorm", "layernorm", "none")) {
      try (Engine engine = Engine.start(1)) {
        Network network =
            Nets.of(
                "F(4)-F(2)", Shape.vector(3), Recipes.of("norm", norm), Initialiser.HE, 5, engine);
        Arrays.fill(network.parameters().get(0).values(), 3, 6, 0f);
        Stepper stepper = SGD.bind(network.parameters(), engine);
        float[] x = Nets.normals(15, 2);
        for (int step = 0; step < 3; step++) {
          network.forward(x, 5, Pass.training(step));
          network.backward(
              Loss.SOFTMAX_CROSS_ENTROPY, new LossTargets.Labels(Nets.labels(5, 2, 3)));
          assertEquals(Optional.empty(), network.firstNonFinite());
          stepper.step(0.01);
        }
      }
    }
  }

  @Test
  void theFirstNonFiniteValueIsFound() {
    try (Engine engine = Engine.start(1)) {
      Network network =
          Nets.of("F(4)-F(4)-F(2)", Shape.vector(3), Recipe.DEFAULT, Initialiser.HE, 5, engine);
      float[] x = Nets.normals(15, 2);
      LossTargets targets = new LossTargets.Labels(Nets.labels(5, 2, 3));
      network.forward(x, 5, Pass.training(0));
      network.backward(Loss.SOFTMAX_CROSS_ENTROPY, targets);
      assertEquals(Optional.empty(), network.firstNonFinite());
      Parameter second = network.parameters().get(3);
      second.values()[1] = Float.NaN;
      network.forward(x, 5, Pass.training(1));
      network.backward(Loss.SOFTMAX_CROSS_ENTROPY, targets);
      assertEquals(Optional.of("the output of layer 1"), network.firstNonFinite());
    }
  }

  @Test
  void clippingShortensTheGradientToTheGivenNorm() {
    try (Engine engine = Engine.start(1)) {
      Network network =
          Nets.of("F(4)-F(2)", Shape.vector(3), Recipe.DEFAULT, Initialiser.HE, 5, engine);
      float[] x = Nets.normals(15, 2);
      network.forward(x, 5, Pass.training(0));
      network.backward(Loss.SOFTMAX_CROSS_ENTROPY, new LossTargets.Labels(Nets.labels(5, 2, 3)));
      List<float[]> before = network.parameters().stream().map(p -> p.values().clone()).toList();
      List<Parameter> free = network.parameters().stream().filter(p -> !p.onSphere()).toList();
      double norm = Math.sqrt(free.stream().mapToDouble(p -> squares(p.gradient())).sum());
      assertTrue(norm > 0.01);
      new Optimiser.Sgd(0, false, Decay.NONE, 0.01).bind(free, engine).step(1);
      double moved = 0;
      for (int i = 0; i < before.size(); i++) {
        float[] now = network.parameters().get(i).values();
        for (int j = 0; j < now.length; j++) {
          moved += Math.pow(now[j] - before.get(i)[j], 2);
        }
      }
      assertEquals(0.01, Math.sqrt(moved), 1e-6);
    }
  }

  private static double squares(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return sum;
  }

  @Test
  void theSummaryShowsLayersShapesParametersAndConstants() {
    try (Engine engine = Engine.start(1)) {
      Network network =
          Nets.of(
              "C(32,3,1,0)-P(2,2,0,max)-D(keep=0.8)-F(128)-F(10)",
              IMAGE,
              Recipe.parse(Map.of("weights", "both")),
              Initialiser.HE,
              1,
              engine);
      assertEquals(
          """
             layer                           output    parameters  constants
             input                           1x28x28
          0  C(32,3,1,0) normprop both relu  32x26x26         352  mean 0.398942, scale 0.583819
          1  P(2,2,0,max)                    32x13x13              mean 1.10790, scale 1.14925
          2  dropout:keep=0.8:scale=sqrt     32x13x13              x 0.894427 in evaluation
          3  F(128) normprop both relu       128          692,480  mean 0.398942, scale 0.583819
          4  F(10) normprop both linear      10             1,300
             all                                          694,132
          """,
          network.summary());
    }
  }

  @Test
  void wrongBatchesAreRefused() {
    try (Engine engine = Engine.start(1)) {
      Network network =
          Nets.of("F(4)-F(2)", Shape.vector(3), Recipe.DEFAULT, Initialiser.HE, 5, engine);
      assertThrows(
          IllegalArgumentException.class, () -> network.forward(new float[99], 6, Pass.EVALUATION));
      assertThrows(
          IllegalArgumentException.class, () -> network.forward(new float[14], 5, Pass.EVALUATION));
      network.forward(new float[15], 5, Pass.EVALUATION);
      assertThrows(
          IllegalArgumentException.class,
          () ->
              network.loss(
                  Loss.SOFTMAX_CROSS_ENTROPY, new LossTargets.Labels(new int[] {0, 1, 2, 0, 0})));
      assertFalse(network.summary().isBlank());
    }
  }

  @Test
  void aSecondPassBackWithoutOneForwardIsRefused() {
    try (Engine engine = Engine.start(1)) {
      Network network =
          Nets.of("F(4)-F(2)", Shape.vector(3), Recipe.DEFAULT, Initialiser.HE, 1, engine);
      network.forward(new float[3], 1, Pass.EVALUATION);
      network.backward(new float[2], true);
      assertThrows(IllegalStateException.class, () -> network.backward(new float[2], true));
    }
  }
}
