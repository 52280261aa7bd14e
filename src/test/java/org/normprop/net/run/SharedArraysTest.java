package org.normprop.net.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.normprop.net.compute.Engine;
import org.normprop.net.compute.Parameter;
import org.normprop.net.compute.Tensor;
import org.normprop.net.graph.Graph;
import org.normprop.net.layer.Shape;
import org.normprop.net.learn.Decay;
import org.normprop.net.learn.Optimiser;
import org.normprop.net.learn.Stepper;
import org.normprop.net.run.memory.StepLives;

/** Steps whose tensors share arrays, against steps in which each tensor has its own. */
class SharedArraysTest {

  private static final Shape IMAGE = new Shape(2, 6, 5);
  private static final int BATCH = 4;
  private static final Optimiser SGD =
      new Optimiser.Sgd(0.9, true, new Decay(1e-3, true), Optimiser.NO_CLIP);

  /** All that two steps make: outputs, every tensor's gradient, parameters, and an evaluation. */
  private static List<float[]> steps(Graph graph, StepLives lives, int batch, Engine engine) {
    Network network = new Network(graph, Initialiser.HE, 1, engine, lives);
    Stepper stepper = SGD.bind(network.parameters(), engine);
    List<float[]> left = new ArrayList<>();
    for (int step = 0; step < 2; step++) {
      float[] x = Nets.normals(BATCH * IMAGE.size(), step);
      left.add(network.forward(x, batch, Pass.training(step)).clone());
      float[] gradient = Nets.normals(BATCH * network.output().size(), 10 + step);
      network.backward(gradient, (tensor, values) -> left.add(copy(values, graph, tensor, batch)));
      for (Parameter parameter : network.parameters()) {
        left.add(parameter.gradient().clone());
      }
      network.forward(x, batch, Pass.training(step));
      network.backward(Nets.normals(BATCH * network.output().size(), 10 + step), false);
      stepper.step(0.1);
      left.add(network.forward(x, batch, Pass.EVALUATION).clone());
    }
    network.state().stream().map(Tensor::values).forEach(values -> left.add(values.clone()));
    return left;
  }

  private static float[] copy(float[] values, Graph graph, int tensor, int batch) {
    float[] copy = new float[batch * graph.shape(tensor).size()];
    System.arraycopy(values, 0, copy, 0, copy.length);
    return copy;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "C(4,3,1,1)-R(A-R(A-C(4,3,1,1,groups=4)-C(4,1,1,0,linear))-C(4,3,1,1,linear))-A-F(3) |"
            + " unit",
        "C(4,3,1,1)-B(~A-D(keep=0.8)~R(D(keep=0.5)-C(4,1,1,0)))-C(4,3,2,1,groups=2)-F(3) | nf",
        "C(4,3,1,1,linear)-3xR(A-C(4,3,1,1)-D(keep=0.9))-P(2,2,0,max)-P(global,avg)-F(3) | nf",
        "C(4,3,1,1)-R(B(C(2,1,1,0)~R(C(4,1,1,0,linear))-C(2,1,1,0))~C(4,1,1,0,linear))-A-F(3) |"
            + " sum",
        "C(4,3,1,1)-R(C(6,3,2,1)-C(6,3,1,1,linear)~C(6,1,2,0,linear))-P(3,1,1,avg)-A-A-F(3) | unit",
        "F(6)-R(R(F(6)-F(6,linear))-A-F(6,linear))-R(D(keep=0.5))-F(5)-F(3) | unit",
        "C(8,3,1,1)-R(C(8,3,1,1)-C(8,5,1,2,linear))-A-C(8,3,1,1,groups=2)-F(3) | unit",
        "C(10,2,2,0)-B(C(4,1,1,0)~~C(10,1,1,0))-B(~C(24,3,1,1,groups=24)~)-F(3) | unit",
      })
  void computeTheSameBits(String notation, String rule) {
    String text = notation.replace('~', '|');
    try (Engine engine = Engine.start(1)) {
      for (String norm : List.of("normprop", "batchnorm", "layernorm")) {
        boolean isPlain = !norm.equals("normprop");
        for (String activation : isPlain ? List.of("relu") : List.of("relu", "prelu")) {
          Graph graph =
              Nets.of(
                      text,
                      IMAGE,
                      Recipes.of("norm", norm, "residual", rule, "activation", activation),
                      Initialiser.HE,
                      BATCH,
                      engine)
                  .graph();
          StepLives shared = new StepLives(graph, BATCH);
          assertTrue(shared.total() < StepLives.apart(graph, BATCH).total());
          for (int batch : norm.equals("batchnorm") ? new int[] {BATCH} : new int[] {BATCH, 1}) {
            List<float[]> apart = steps(graph, StepLives.apart(graph, BATCH), batch, engine);
            List<float[]> together = steps(graph, new StepLives(graph, BATCH), batch, engine);
            for (int i = 0; i < apart.size(); i++) {
              assertArrayEquals(apart.get(i), together.get(i), text + " " + norm + ", tensor " + i);
            }
          }
        }
      }
    }
  }
}
