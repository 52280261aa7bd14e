package org.normprop.net.flow.field;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.normprop.net.flow.statistics.LayerStatistics;
import org.normprop.net.flow.statistics.PlaneCorrelation;
import org.normprop.net.graph.Graph;
import org.normprop.net.layer.Gain;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Statistics;
import org.normprop.net.layer.WeightLayer;
import org.normprop.net.run.BoundLayer;
import org.normprop.net.run.Network;
import org.normprop.net.run.Pass;

/**
 * Predicts what goes through a network of small planes by draws of one channel with all its places.
 * Behind random weights, of many channels, a channel is a normal field: its covariance over pairs
 * of places is what the filter makes of E[x_p x_q] of what it reads. From one layer of weights to
 * the next every draw goes through the layers themselves: the largest of windows that overlap, sums
 * of what they read, averages, whatever their values have in common; and back the same way, where
 * what weights send back is a normal field, too, independent of the values. Nothing is left out but
 * what finitely many channels do, and the chance of the draws.
 *
 * <p>A fold over the graph. Thread-safe, as it keeps nothing.
 */
public final class FieldPrediction {

  /** Larger planes are looked at place by place: their matrices would take too long. */
  static final int MOST_PLACES = 256;

  /** Of small networks more is drawn, which costs little; so many values are. */
  private static final long DRAWN_VALUES = 1L << 23;

  private static final int MOST_DRAWS = 1 << 16;
  private static final int USUAL_DRAWS = 1 << 12;
  private static final int LEAST_DRAWS = 1 << 10;

  /** So many draws are of one channel where batch normalisation takes its mean. */
  private static final int IMAGES = 8;

  /** As many values may be kept, forward and back: 256 MB. */
  private static final long MOST_VALUES = 1L << 25;

  /** Products of places, summed over draws. */
  private static final long MOST_WORK = 1L << 33;

  private FieldPrediction() {}

  /**
   * How many draws are affordable; 0 if too few, or where the network has no pooling: there places
   * are looked at one by one.
   */
  public static int draws(Network network) {
    Graph graph = network.graph();
    int n = graph.nodes().size();
    boolean pools = false;
    for (int i = 0; i < n; i++) {
      Layer layer = graph.nodes().get(i).layer();
      pools |= layer instanceof Layer.Pool pool && pool.window().cells() > 1;
      if (network.layer(i).flatMap(BoundLayer::gain).filter(gain -> !isFinite(gain)).isPresent()) {
        return 0;
      }
    }
    long values = 0;
    long pairs = 0;
    int most = 0;
    for (int tensor = 0; tensor <= n; tensor++) {
      int plane = graph.shape(tensor).plane();
      boolean weights = tensor > 0 && graph.nodes().get(tensor - 1).layer() instanceof WeightLayer;
      most = Math.max(most, plane);
      values += (weights ? 3L : 2L) * plane;
      pairs += weights ? 4L * plane * plane : 0;
    }
    if (!pools || most > MOST_PLACES) {
      return 0;
    }
    long wanted = Long.highestOneBit(DRAWN_VALUES / values);
    int draws = (int) Math.max(USUAL_DRAWS, Math.min(MOST_DRAWS, wanted));
    // Of channels there must be more than places, too.
    int least = isBatchNormalised(network) ? 4 * IMAGES * most : LEAST_DRAWS;
    draws = Math.max(draws, Integer.highestOneBit(2 * least - 1));
    while (draws >= least && (draws * values > MOST_VALUES || draws * pairs > MOST_WORK)) {
      draws /= 2;
    }
    return draws < least ? 0 : draws;
  }

  private static boolean isFinite(Gain gain) {
    return Double.isFinite(gain.forward() + gain.added() + gain.shift() + gain.backward());
  }

  private static boolean isBatchNormalised(Network network) {
    return IntStream.range(0, network.graph().nodes().size())
        .mapToObj(i -> network.layer(i).flatMap(BoundLayer::gain))
        .anyMatch(gain -> gain.filter(of -> of.forward() == 0 && !of.keepsShared()).isPresent());
  }

  /** Predicts; empty where something is not finite. */
  public static Optional<List<LayerStatistics>> of(
      Network network, Statistics input, Pass pass, PlaneCorrelation neighbours, int draws) {
    Graph graph = network.graph();
    int n = graph.nodes().size();
    NormalFields fields = new NormalFields(draws, "fields");
    int images = isBatchNormalised(network) ? IMAGES : 1;
    FieldWeights weights =
        new FieldWeights(fields, new NormalFields(draws / images, "channels"), images);
    FieldLayers layers = new FieldLayers(weights, fields, pass.training());
    List<ChannelFields> tensors = new ArrayList<>();
    tensors.add(weights.input(graph.input(), input, neighbours));
    List<FieldLayers.Step> steps = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      Graph.Node node = graph.nodes().get(i);
      List<ChannelFields> inputs = node.inputs().stream().map(tensors::get).toList();
      Optional<BoundLayer> bound = network.layer(i);
      FieldLayers.Step step =
          layers.forward(
              node,
              node.inputs().stream().map(graph::shape).toList(),
              inputs,
              bound.flatMap(BoundLayer::gain),
              bound.map(BoundLayer::learntSlope).orElse(Double.NaN));
      steps.add(step);
      tensors.add(step.output());
    }
    double[] back = back(graph, steps, weights);
    List<LayerStatistics> all = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      Statistics sent = new Statistics(0, back[LayerStatistics.sentTo(graph, i)]);
      FieldLayers.Step step = steps.get(i);
      Statistics pre = step.pre() == null ? Statistics.UNKNOWN : step.pre().statistics();
      all.add(new LayerStatistics(pre, step.output().statistics(), sent));
    }
    boolean isFinite =
        all.stream().allMatch(of -> Double.isFinite(of.output().std() + of.sentBack().std()));
    return isFinite ? Optional.of(all) : Optional.empty();
  }

  /** The root mean square of what arrives at each tensor. */
  private static double[] back(Graph graph, List<FieldLayers.Step> steps, FieldWeights weights) {
    int n = steps.size();
    ChannelFields[] arrives = new ChannelFields[n + 1];
    arrives[n] = weights.signal(steps.get(n - 1).output());
    double[] all = new double[n + 1];
    for (int i = n; i > 0; i--) {
      all[i] = length(arrives[i]);
      if (arrives[i] != null) {
        List<Integer> inputs = graph.nodes().get(i - 1).inputs();
        List<ChannelFields> sent = steps.get(i - 1).back().apply(arrives[i]);
        for (int k = 0; k < inputs.size(); k++) {
          int to = inputs.get(k);
          ChannelFields own = sent.get(k);
          arrives[to] = arrives[to] == null ? own : arrives[to].values(own, Double::sum);
        }
        arrives[i] = null;
      }
    }
    all[0] = length(arrives[0]);
    return all;
  }

  private static double length(ChannelFields signal) {
    if (signal == null) {
      return 0;
    }
    Statistics of = signal.statistics();
    return Math.hypot(of.mean(), of.std());
  }
}
