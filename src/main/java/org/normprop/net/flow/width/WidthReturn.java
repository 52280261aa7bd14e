package org.normprop.net.flow.width;

import java.util.ArrayList;
import java.util.List;
import org.normprop.net.graph.Graph;
import org.normprop.net.layer.Join;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.WeightLayer;

/** The fold of {@link ReturnScatter} back over a network. Used by one prediction. */
final class WidthReturn {

  private final Graph graph;
  private final WidthForward width;
  private final KernelScatter kernels;
  private final ReturnScatter rules;

  private WidthReturn(Graph graph, WidthForward width) {
    this.graph = graph;
    this.width = width;
    kernels = width.kernels();
    rules = new ReturnScatter(width.modes(), kernels);
  }

  /**
   * The mean over networks of what arrives at each tensor by that for many channels.
   *
   * @param graph the network
   * @param width what its tensors are
   * @param sent the mean square that each node sends to each of its inputs, for many channels
   * @return the ratios, of tensor 0 first
   */
  static double[] ratios(Graph graph, WidthForward width, double[][] sent) {
    return new WidthReturn(graph, width).back(sent);
  }

  private double[] back(double[][] sent) {
    int n = graph.nodes().size();
    List<List<ReturnScatter.Sent>> arrive = new ArrayList<>();
    List<List<Double>> shares = new ArrayList<>();
    for (int t = 0; t <= n; t++) {
      arrive.add(new ArrayList<>());
      shares.add(new ArrayList<>());
    }
    double[] all = new double[n + 1];
    for (int t = n; t >= 0; t--) {
      double sum = shares.get(t).stream().mapToDouble(share -> share).sum();
      List<Double> parts = shares.get(t).stream().map(share -> share / sum).toList();
      ReturnScatter.Sent at = sum > 0 ? rules.all(arrive.get(t), parts) : rules.even(1);
      all[t] = at.ratio();
      arrive.set(t, null);
      Graph.Node node = t == 0 ? null : graph.nodes().get(t - 1);
      for (int k = 0; node != null && k < node.inputs().size(); k++) {
        int in = node.inputs().get(k);
        arrive.get(in).add(back(t - 1, k, at));
        shares.get(in).add(sent[t - 1][k]);
      }
    }
    return all;
  }

  private ReturnScatter.Sent back(int i, int k, ReturnScatter.Sent sent) {
    Graph.Node node = graph.nodes().get(i);
    boolean isSum = width.linear(i + 1) != null;
    ReturnScatter.Sent behind = sent;
    if (!isSum) {
      int m = width.reading(i + 1);
      behind = m < 0 ? rules.even(sent.ratio()) : rules.through(m, sent);
    }
    if (node.layer() instanceof WeightLayer layer && width.source(i) != null) {
      int in = node.inputs().get(0);
      return rules.weights(
          width.source(i),
          behind,
          width.gains(layer, in),
          width.fan(layer, in),
          WidthForward.isFree(layer));
    }
    if (isSum && node.layer() instanceof Layer.Scale scale) {
      return rules.term(sent, scale.factor(), 1);
    }
    if (isSum && node.layer() instanceof Join.Sum sum) {
      double common = k == 0 ? common(node, sum, sent) : 0;
      return rules.term(sent, k == 0 ? sum.first() : sum.second(), 1 + common);
    }
    return behind;
  }

  /** By how much more a shortcut is sent, as its branch sends back what goes with that. */
  private double common(Graph.Node node, Join.Sum sum, ReturnScatter.Sent sent) {
    int start = node.inputs().get(0);
    int last = node.inputs().get(1) - 1;
    double gains = 1;
    for (int i = last; i >= start && graph.nodes().get(i).layer() instanceof WeightLayer of; ) {
      int in = graph.nodes().get(i).inputs().get(0);
      if (width.source(i) == null || width.reading(in) < 0) {
        return 0;
      }
      KernelScatter.Reading reading = kernels.readings().get(width.reading(in));
      double square = reading.at().mean(ReadMoments.Of.VALUE);
      if (i == last) {
        gains *= kernels.variance(width.source(i)) * kernels.ratio(width.source(i));
      }
      if (reading.x() == width.linear(start)) {
        double all = gains / square / width.fan(of, in);
        return rules.common(sent, width.reading(in), all, sum.second())
            * sum.second()
            / sum.first();
      }
      gains *= reading.at().slope(ReadMoments.Of.VALUE) / square;
      i = in - 1;
    }
    return 0;
  }
}
