package org.normprop.net.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.normprop.moments.pair.ExactCorrelations;
import org.normprop.net.compute.Engine;
import org.normprop.net.file.NetworkDescription;
import org.normprop.net.flow.Prediction;
import org.normprop.net.flow.Propagation;
import org.normprop.net.flow.statistics.LayerStatistics;
import org.normprop.net.flow.statistics.PlaneCorrelation;
import org.normprop.net.graph.Architecture;
import org.normprop.net.graph.Recipe;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.Statistics;

/** What networks of few channels do on average, which is not what those of many do. */
class FiniteWidthTest {

  private static final Engine ENGINE = Engine.start(2);
  private static final Pass TRAINING = Pass.training(1);
  private static final int IMAGES = 2;
  private static final int NETWORKS = 60;

  private static NetworkDescription described(String layers, Shape input, String options) {
    Architecture architecture = Architecture.parse(layers);
    Recipe recipe = Recipes.of(options.split("[=,]"));
    return new NetworkDescription(
        architecture, input, recipe, NormalIntegrals.constants(architecture, input, recipe));
  }

  private static List<LayerStatistics> foretold(NetworkDescription of) {
    Network network = of.network(Initialiser.GAUSSIAN, 1, IMAGES, ENGINE);
    network.forward(Nets.normals(IMAGES * network.input().size(), 1), IMAGES, TRAINING);
    return Prediction.of(
        network,
        new Statistics(0, 1),
        TRAINING,
        NormalIntegrals::row,
        new ExactCorrelations(),
        PlaneCorrelation.NONE);
  }

  /** Mean and standard error over networks, node by node. */
  private record Measured(double[] mean, double[] error) {
    static Measured of(double[][] values) {
      int n = values.length;
      double[] mean = new double[values[0].length];
      double[] error = new double[mean.length];
      for (int i = 0; i < mean.length; i++) {
        int node = i;
        mean[i] = Arrays.stream(values).mapToDouble(of -> of[node]).average().orElseThrow();
        double squares =
            Arrays.stream(values).mapToDouble(of -> Math.pow(of[node] - mean[node], 2)).sum();
        error[i] = Math.sqrt(squares / n / (n - 1));
      }
      return new Measured(mean, error);
    }

    void assertNear(double[] foretold) {
      for (int i = 0; i < foretold.length; i++) {
        // Four standard errors, and 1 % for what is of the order of 1/channels^2.
        assertEquals(mean[i], foretold[i], 4 * error[i] + 0.01 * mean[i], "node " + i);
      }
    }
  }

  private static double[] stds(
      List<LayerStatistics> layers, Function<LayerStatistics, Statistics> of) {
    return layers.stream().mapToDouble(layer -> of.apply(layer).std()).toArray();
  }

  /** The limit of many channels is 1 forward, and misses both ways. */
  @Test
  void sumsOfFewChannelsAreForetold() {
    String layers = "C(32,3,1,1,linear)-6xR(A-C(32,3,1,1)-C(32,3,1,1,linear))-A";
    Shape input = new Shape(32, 8, 8);
    String options = "activation=silu,residual=unit,branch-scale=1,borders=corrected";
    NetworkDescription of = described(layers, input, options);
    double[][] output = new double[NETWORKS][];
    double[][] back = new double[NETWORKS][];
    for (int seed = 0; seed < NETWORKS; seed++) {
      Network network = of.network(Initialiser.GAUSSIAN, seed, IMAGES, ENGINE);
      Propagation propagation = new Propagation(network, TRAINING, seed);
      propagation.add(Nets.normals(IMAGES * input.size(), 100 + seed), IMAGES);
      output[seed] = stds(propagation.layers(), LayerStatistics::output);
      back[seed] = stds(propagation.layers(), LayerStatistics::sentBack);
    }
    List<LayerStatistics> foretold = foretold(of);
    Measured forward = Measured.of(output);
    Measured backward = Measured.of(back);
    forward.assertNear(stds(foretold, LayerStatistics::output));
    backward.assertNear(stds(foretold, LayerStatistics::sentBack));
    int last = output[0].length - 1;
    assertTrue(forward.mean[last] > 1 + 4 * forward.error[last] + 0.01);
    // E[f'^2] = 1.2121: 1.2121 ((1 + 1.2121^2)/2)^6 for many channels.
    double many = Math.sqrt(1.2121 * Math.pow((1 + 1.2121 * 1.2121) / 2, 6));
    assertTrue(backward.mean[0] > many + 3 * backward.error[0] + 0.01);
  }

  /** An average of squares is what it is however it scatters: E[V(K)] = V(E[K]). */
  @Test
  void straightLinesKeepTheirMeanSquare() {
    Shape input = new Shape(16, 4, 4);
    String layers = "C(16,3,1,1,linear)-3xR(C(16,3,1,1,linear))";
    for (LayerStatistics layer : foretold(described(layers, input, "borders=corrected"))) {
      assertEquals(1, layer.output().std(), 1e-6);
    }
  }
}
