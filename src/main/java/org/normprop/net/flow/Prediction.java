package org.normprop.net.flow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.normprop.net.flow.field.FieldPrediction;
import org.normprop.net.flow.statistics.LayerStatistics;
import org.normprop.net.flow.statistics.PlaneCorrelation;
import org.normprop.net.flow.width.FiniteWidth;
import org.normprop.net.graph.Graph;
import org.normprop.net.layer.Flow;
import org.normprop.net.layer.FlowMap;
import org.normprop.net.layer.FlowSignal;
import org.normprop.net.layer.FlowState;
import org.normprop.net.layer.FlowStep;
import org.normprop.net.layer.Join;
import org.normprop.net.layer.Statistics;
import org.normprop.net.run.BoundLayer;
import org.normprop.net.run.Network;
import org.normprop.net.run.Pass;
import org.normprop.table.Correlations;

/**
 * Predicts what goes through a network from constants, node by node: pre-activations are taken as
 * normal with E[pre^2] = (mean of (s_i |W_i|)^2) E[x^2] + shifts, which holds for weights that are
 * random with mean 0 and inputs that are independent; then the constants of the activation for that
 * normal give the output, and the signal sent back. Terms of a sum are uncorrelated where weights
 * lie between them, and else have in common what {@link CommonTerms} says. All of it is kept place
 * by place, as zero padding makes values smaller along borders, and with it what two places of a
 * channel have in common, which pooling does not lessen. Where no weights lie between, as behind a
 * sum of a rectified shortcut, how values are distributed is followed on, and how what is sent back
 * depends on them. That is the limit of many channels; {@link FiniteWidth} adds what the mean over
 * networks of n has besides, of order 1/n. One network differs by the order of 1/sqrt(n).
 *
 * <p>Where there are poolings and planes have at most 256 places, what any two places have in
 * common is kept, and what lies between weights is drawn ({@link FieldPrediction}): stds within
 * some 0.5 % of that limit, the same at each call.
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
    return of(network, input, pass, source, Correlations.NONE, PlaneCorrelation.NONE);
  }

  /**
   * Predicts for the network as it is after its last forward pass.
   *
   * @param network the network
   * @param input mean and standard deviation of what goes in
   * @param pass the kind of that pass
   * @param source the constants
   * @param correlations what activations do to the correlation of two places
   * @param neighbours how places of the input correlate
   * @return the statistics of each node; unknown behind what no constants describe
   */
  public static List<LayerStatistics> of(
      Network network,
      Statistics input,
      Pass pass,
      Flow.Source source,
      Correlations correlations,
      PlaneCorrelation neighbours) {
    int draws = FieldPrediction.draws(network);
    return Optional.of(draws)
        .filter(count -> count > 0)
        .flatMap(count -> FieldPrediction.of(network, input, pass, neighbours, count))
        .orElseGet(() -> byPlaces(network, input, pass, source, correlations, neighbours));
  }

  private static List<LayerStatistics> byPlaces(
      Network network,
      Statistics input,
      Pass pass,
      Flow.Source source,
      Correlations correlations,
      PlaneCorrelation neighbours) {
    Graph graph = network.graph();
    int n = graph.nodes().size();
    List<FlowMap> maps = new ArrayList<>();
    maps.add(FlowMap.of(FlowState.of(input), graph.shape(0)));
    List<FlowStep> steps = new ArrayList<>();
    WindowCorrelations beside =
        new WindowCorrelations(graph, neighbours, correlations, known(maps, steps));
    CellShares shares = new CellShares(graph, maps, steps, pass.training());
    CommonTerms common = new CommonTerms(shares, correlations);
    for (int i = 0; i < n; i++) {
      Graph.Node node = graph.nodes().get(i);
      List<FlowMap> inputs = node.inputs().stream().map(maps::get).toList();
      Optional<BoundLayer> bound = network.layer(i);
      Flow flow =
          new Flow(
              inputs,
              node.inputs().stream().map(graph::shape).toList(),
              node.output(),
              pass.training(),
              bound.flatMap(BoundLayer::gain),
              bound.map(BoundLayer::learntSlope).orElse(Double.NaN),
              source,
              correlations,
              node.layer() instanceof Join.Sum ? common.correlation(in(node, 0), in(node, 1)) : 0,
              beside.next());
      FlowStep step = node.layer().flow(flow);
      steps.add(step);
      maps.add(step.map());
    }
    double[][] sent = new double[n][2];
    FlowSignal[] arrives = sentBack(graph, steps, new CommonReturns(shares), sent);
    List<LayerStatistics> all = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double back = Math.sqrt(arrives[LayerStatistics.sentTo(graph, i)].mean());
      Statistics output = steps.get(i).map().statistics();
      all.add(new LayerStatistics(steps.get(i).pre(), output, new Statistics(0, back)));
    }
    Statistics normals = neighbours == PlaneCorrelation.NONE ? input : null;
    return FiniteWidth.of(network, steps, all, normals, sent);
  }

  private static KnownTensors known(List<FlowMap> maps, List<FlowStep> steps) {
    return new KnownTensors() {
      @Override
      public Statistics received(int node) {
        return steps.get(node).pre();
      }

      @Override
      public double variance(int tensor, double books) {
        double std = maps.get(tensor).statistics().std();
        return std > 0 ? std * std : books;
      }
    };
  }

  /** What arrives at each tensor. */
  private static FlowSignal[] sentBack(
      Graph graph, List<FlowStep> steps, CommonReturns common, double[][] sentBy) {
    int n = steps.size();
    FlowSignal[] arrives = new FlowSignal[n + 1];
    // What that is worth to the layer before: a largest value's place is not like any other.
    FlowSignal[] worth = new FlowSignal[n + 1];
    for (int i = 0; i <= n; i++) {
      arrives[i] = FlowSignal.of(i == n ? 1 : 0, graph.shape(i).plane());
      worth[i] = arrives[i];
    }
    Tilts tilts = new Tilts(graph);
    for (int i = n - 1; i >= 0; i--) {
      withCommon(i + 1, arrives, worth, common, tilts);
      List<Integer> inputs = graph.nodes().get(i).inputs();
      FlowStep step = steps.get(i);
      for (int k = 0; k < inputs.size(); k++) {
        int to = inputs.get(k);
        Tilts.Sent sent = tilts.back(i + 1, step.tilts().get(k));
        FlowSignal signal = worth[i + 1].times(sent.factors());
        FlowSignal more = step.back().get(k).apply(signal);
        sentBy[i][k] = more.mean();
        common.sent(i, k, more, sent.tilts());
        tilts.add(to, arrives[to], graph.shape(i + 1), sent, more);
        arrives[to] = arrives[to].plus(more, 1);
        worth[to] = worth[to].plus(step.isEven() ? more : step.worth(signal, k), 1);
      }
    }
    withCommon(0, arrives, worth, common, tilts);
    return arrives;
  }

  /** Readers of a tensor that send back what comes from one place add up in length. */
  private static void withCommon(
      int tensor, FlowSignal[] arrives, FlowSignal[] worth, CommonReturns common, Tilts tilts) {
    double[] more = common.more(tensor, arrives, tilts);
    if (Arrays.stream(more).anyMatch(factor -> factor != 1)) {
      arrives[tensor] = arrives[tensor].times(more);
      worth[tensor] = worth[tensor].times(more);
    }
  }

  private static int in(Graph.Node node, int number) {
    return node.inputs().get(number);
  }
}
