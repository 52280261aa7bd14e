package org.normprop.net.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.normprop.net.compute.Parameter;
import org.normprop.net.graph.Graph;
import org.normprop.net.layer.Flow;
import org.normprop.net.layer.FlowState;
import org.normprop.net.layer.FlowStep;
import org.normprop.net.layer.Statistics;
import org.normprop.net.run.BoundLayer;
import org.normprop.net.run.Network;
import org.normprop.net.run.Pass;

/**
 * Predicts what goes through a network from constants, node by node: pre-activations are taken as
 * normal with E[pre^2] = (mean of (s_i |W_i|)^2) E[x^2] + shifts, which holds for weights that are
 * random with mean 0 and inputs that are independent; then the constants of the activation for that
 * normal give the output, and the signal sent back. Terms of a sum are taken as uncorrelated, which
 * they are if weights lie between them; zero padding counts by the mean share of cells inside.
 *
 * <p>A fold over the graph. Thread-safe, as it keeps nothing.
 */
public final class Prediction {

  private Prediction() {}

  /**
   * Predicts for the network as it is after its last forward pass.
   *
   * @param network the network
   * @param input mean and standard deviation of what goes in
   * @param pass the kind of that pass
   * @param source the constants
   * @return the statistics of each node; unknown behind what no constants describe
   */
  public static List<LayerStatistics> of(
      Network network, Statistics input, Pass pass, Flow.Source source) {
    Graph graph = network.graph();
    int n = graph.nodes().size();
    List<FlowState> states = new ArrayList<>(List.of(FlowState.of(input)));
    List<FlowStep> steps = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      Graph.Node node = graph.nodes().get(i);
      List<FlowState> inputs = node.inputs().stream().map(states::get).toList();
      Optional<BoundLayer> bound = network.layer(i);
      Flow flow =
          new Flow(
              inputs,
              node.inputs().stream().map(graph::shape).toList(),
              node.output(),
              pass.training(),
              bound.flatMap(BoundLayer::gain),
              bound.map(Prediction::learntSlope).orElse(Double.NaN),
              source);
      FlowStep step = node.layer().flow(flow);
      steps.add(step);
      states.add(step.state());
    }
    // Squares of what arrives at each tensor, and of what that is worth to the layer before it.
    double[] arrives = new double[n + 1];
    double[] worth = new double[n + 1];
    arrives[n] = 1;
    worth[n] = 1;
    for (int i = n - 1; i >= 0; i--) {
      List<Integer> inputs = graph.nodes().get(i).inputs();
      for (int k = 0; k < inputs.size(); k++) {
        double back = steps.get(i).back().get(k);
        double square = worth[i + 1] * back * back;
        arrives[inputs.get(k)] += square;
        worth[inputs.get(k)] += square * steps.get(i).onwards() * steps.get(i).onwards();
      }
    }
    List<LayerStatistics> all = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double back = Math.sqrt(arrives[LayerStatistics.sentTo(graph, i)]);
      Statistics output = steps.get(i).state().statistics();
      all.add(new LayerStatistics(steps.get(i).pre(), output, new Statistics(0, back)));
    }
    return all;
  }

  private static double learntSlope(BoundLayer layer) {
    return layer.parameters().stream()
        .filter(parameter -> parameter.role() == Parameter.Role.SLOPE)
        .mapToDouble(parameter -> parameter.values()[0])
        .findFirst()
        .orElse(Double.NaN);
  }
}
