package org.normprop.net.flow.width;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.normprop.net.graph.Graph;
import org.normprop.net.layer.FlowStep;
import org.normprop.net.layer.Gain;
import org.normprop.net.layer.Join;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Nonlinearity;
import org.normprop.net.layer.Scheme;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.Statistics;
import org.normprop.net.layer.WeightLayer;
import org.normprop.net.layer.Window;
import org.normprop.net.run.BoundLayer;
import org.normprop.net.run.Network;

/**
 * The fold of {@link KernelScatter} over a network: what each tensor is. Used by one prediction.
 */
final class WidthForward {

  private final Network network;
  private final Graph graph;
  private final List<FlowStep> steps;
  private final PlaneModes modes;
  private final KernelScatter kernels;

  /** Of each tensor: the sum that it is, or null. */
  private final List<KernelScatter.Linear> linear = new ArrayList<>();

  /** Of each tensor: the reading that weights find there, or -1. */
  private final int[] readings;

  /** Of each node: what its weights put out, before its activation, or null. */
  private final List<KernelScatter.Linear> sources = new ArrayList<>();

  WidthForward(Network network, List<FlowStep> steps, Statistics input) {
    this.network = network;
    this.graph = network.graph();
    this.steps = steps;
    Shape largest = graph.input();
    boolean isSquare = largest.height() == largest.width();
    for (Graph.Node node : graph.nodes()) {
      largest = node.output().plane() > largest.plane() ? node.output() : largest;
      isSquare &= node.output().height() == node.output().width();
      isSquare &= !(node.layer() instanceof WeightLayer.Convolution of) || isSquare(of.window());
    }
    modes = new PlaneModes(largest, isSquare);
    kernels = new KernelScatter(modes);
    readings = new int[graph.nodes().size() + 1];
    Arrays.fill(readings, -1);
    walk(input);
  }

  private static boolean isSquare(Window window) {
    return window.height() == window.width();
  }

  PlaneModes modes() {
    return modes;
  }

  KernelScatter kernels() {
    return kernels;
  }

  /** The sum of normals that a tensor is; null where it is another. */
  KernelScatter.Linear linear(int tensor) {
    return linear.get(tensor);
  }

  /** The reading that weights find at a tensor; -1 where there is none. */
  int reading(int tensor) {
    return readings[tensor];
  }

  /** What a node's weights put out before its activation; null without them. */
  KernelScatter.Linear source(int node) {
    return sources.get(node);
  }

  private void walk(Statistics input) {
    boolean isKnown = input != null && input.std() > 0 && Double.isFinite(input.mean());
    double variance = isKnown ? input.std() * input.std() : 0;
    linear.add(isKnown ? kernels.fixed(input.mean(), variance, 0, graph.input()) : null);
    for (int i = 0; i < graph.nodes().size(); i++) {
      Graph.Node node = graph.nodes().get(i);
      int in = node.inputs().get(0);
      KernelScatter.Linear source =
          node.layer() instanceof WeightLayer weights ? source(i, weights, in) : null;
      sources.add(source);
      KernelScatter.Linear x = node.layer() instanceof WeightLayer ? source : linear.get(in);
      Optional<Nonlinearity> nonlinearity = node.layer().activation();
      if (node.layer().changesNothing()) {
        readings[i + 1] = readings[in];
      } else if (node.layer() instanceof Join.Sum sum) {
        x = sum(node, sum);
      } else if (node.layer() instanceof Layer.Scale scale) {
        x = x == null ? null : times(x, scale.factor(), scale.shift());
      } else if (nonlinearity.isEmpty()) {
        x = null;
      } else if (!(nonlinearity.get() instanceof Nonlinearity.Linear)) {
        Optional<ReadMoments.Function> f = ReadMoments.Function.of(nonlinearity.get());
        readings[i + 1] = x == null || f.isEmpty() ? -1 : kernels.read(x, f.get());
        x = null;
      }
      linear.add(x);
    }
  }

  private KernelScatter.Linear sum(Graph.Node node, Join.Sum sum) {
    KernelScatter.Linear x = linear.get(node.inputs().get(0));
    KernelScatter.Linear y = linear.get(node.inputs().get(1));
    if (x == null || y == null) {
      return null;
    }
    double[] factors = new double[Math.max(x.factors().length, y.factors().length)];
    for (int j = 0; j < factors.length; j++) {
      factors[j] = sum.first() * x.factor(j) + sum.second() * y.factor(j);
    }
    double mean = sum.first() * x.mean() + sum.second() * y.mean();
    return new KernelScatter.Linear(factors, mean, node.output());
  }

  private static KernelScatter.Linear times(KernelScatter.Linear x, double factor, double shift) {
    double[] factors = Arrays.stream(x.factors()).map(value -> value * factor).toArray();
    return new KernelScatter.Linear(factors, x.mean() * factor + shift, x.shape());
  }

  /** What weights put out; null where it is no normal. */
  private KernelScatter.Linear source(int i, WeightLayer layer, int in) {
    boolean isActive = !(layer.nonlinearity() instanceof Nonlinearity.Linear);
    FlowStep step = steps.get(i);
    Statistics pre = isActive ? step.pre() : step.map().statistics();
    double variance = pre.std() * pre.std();
    if (!(variance > 0) || !Double.isFinite(pre.mean() + variance)) {
      return null;
    }
    boolean isWhole = !(layer instanceof WeightLayer.Convolution of) || of.groups() == 1;
    Shape shape = graph.shape(i + 1);
    double shortfall = isFree(layer) ? 0 : 2 / fan(layer, in);
    if (readings[in] < 0 && linear.get(in) != null) {
      readings[in] = kernels.read(linear.get(in), ReadMoments.Function.IDENTITY);
    }
    if (!isWhole || readings[in] < 0) {
      return kernels.fixed(pre.mean(), variance, shortfall, shape);
    }
    Gain gain = network.layer(i).flatMap(BoundLayer::gain).orElseThrow();
    double added = gain.added() - gain.shift() * gain.shift();
    double theta = Math.max(0, Math.min(1, 1 - added / variance));
    double[] gains = gains(layer, in);
    return kernels.weights(readings[in], gains, theta, pre.mean(), variance, shortfall, shape);
  }

  /** What the windows of a weight layer make of the waves of what it reads. */
  double[] gains(WeightLayer layer, int in) {
    return layer instanceof WeightLayer.Convolution of
        ? modes.gains(of.window(), graph.shape(in))
        : modes.averages(graph.shape(in));
  }

  /** How many weights a row has. */
  double fan(WeightLayer layer, int in) {
    return layer.weights(graph.shape(in)).stream()
        .skip(1)
        .mapToDouble(n -> n)
        .reduce(1, (a, b) -> a * b);
  }

  /** Whether nothing keeps rows at one length. */
  static boolean isFree(WeightLayer layer) {
    return layer.scheme() instanceof Scheme.Plain;
  }
}
