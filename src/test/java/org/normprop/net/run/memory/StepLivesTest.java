package org.normprop.net.run.memory;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.normprop.net.graph.Architecture;
import org.normprop.net.graph.Graph;
import org.normprop.net.graph.Plan;
import org.normprop.net.graph.Recipe;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Shape;
import org.normprop.train.setting.Demo;
import org.normprop.train.setting.Setting;

/** What a training step holds at once, beside what the backward pass reads of the forward pass. */
class StepLivesTest {

  private static final int BATCH = 64;

  @ParameterizedTest
  @CsvSource({
    "CIFAR10_RESNET, 32, 3, 1.15",
    "CIFAR10_NFNET, 32, 3, 1.15",
    "DIGITS_RESNET, 8, 1, 1.15",
    "CIFAR10_SEPARABLE, 32, 3, 1.33" // its first gradient is larger than all outputs behind it
  })
  void aStepHoldsLittleMoreThanTheBackwardPassNeeds(
      Demo demo, int side, int channels, double most) {
    Architecture architecture = Architecture.parse(demo.settings().get(Setting.ARCH));
    Shape input = new Shape(channels, side, side);
    Graph graph = Plan.outline(architecture, input, Recipe.DEFAULT);
    double held = new StepLives(graph, BATCH).total() + (double) BATCH * input.size();
    assertTrue(held <= most * needed(graph), () -> held / needed(graph) + " times");
    assertTrue(held > (most - 0.15) * needed(graph), "the bound says something");
    assertTrue(demo == Demo.CIFAR10_SEPARABLE || apart(graph) > most * needed(graph), "shared");
  }

  /** Outputs and the batch itself, as far as a backward pass reads them. */
  private static double needed(Graph graph) {
    Set<Integer> read = new TreeSet<>();
    for (int i = 0; i < graph.nodes().size(); i++) {
      Layer layer = graph.nodes().get(i).layer();
      if (layer.readsOutput()) {
        read.add(i + 1);
      }
      if (layer.readsInput()) {
        read.addAll(graph.nodes().get(i).inputs());
      }
    }
    return read.stream().mapToDouble(tensor -> (double) BATCH * graph.shape(tensor).size()).sum();
  }

  /** Each output in an array of its own. */
  private static double apart(Graph graph) {
    return graph.nodes().stream().mapToDouble(node -> (double) BATCH * node.output().size()).sum();
  }
}
