package org.normprop.net.flow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.normprop.function.Unit;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.Pooling;
import org.normprop.function.stage.Thinning;
import org.normprop.net.flow.statistics.LayerStatistics;
import org.normprop.net.graph.Graph;
import org.normprop.net.layer.Gain;
import org.normprop.net.layer.Join;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Nonlinearity;
import org.normprop.net.layer.Statistics;
import org.normprop.net.layer.WeightLayer;
import org.normprop.net.run.BoundLayer;
import org.normprop.net.run.Network;
import org.normprop.net.run.Pass;
import org.normprop.table.Correlations;
import org.normprop.table.Input;

/**
 * Predicts what happens to the correlation of two inputs on their way: E[x x'] passes weights as
 * E[x^2] does, activations by their dual activation, averages and sums of independent branches
 * linearly. Behind a maximum, a learnt slope and batch normalisation nothing is known. Poole et al.
 * (2016), eq. 5.
 *
 * <p>A fold over the graph. Thread-safe, as it keeps nothing.
 */
public final class PairPrediction {

  private final Network network;
  private final List<LayerStatistics> single;
  private final Statistics input;
  private final Correlations correlations;
  private final boolean isTraining;

  /** E[x x'] of each tensor; NaN where it is not known. */
  private final double[] products;

  private PairPrediction(
      Network network,
      List<LayerStatistics> single,
      Statistics input,
      boolean isTraining,
      Correlations correlations) {
    this.network = network;
    this.single = single;
    this.input = input;
    this.isTraining = isTraining;
    this.correlations = correlations;
    this.products = new double[single.size() + 1];
  }

  /**
   * Predicts for the network as it is after its last forward pass.
   *
   * @param network the network
   * @param single what is foretold of one input
   * @param input mean and standard deviation of what goes in
   * @param r the correlation of two inputs
   * @param isTraining whether dropout draws
   * @param correlations what activations do to correlations
   * @return the correlation of the two outputs of each node; NaN where it is not known
   */
  public static List<Double> of(
      Network network,
      List<LayerStatistics> single,
      Statistics input,
      double r,
      boolean isTraining,
      Correlations correlations) {
    return new PairPrediction(network, single, input, isTraining, correlations).walk(r);
  }

  private List<Double> walk(double r) {
    products[0] = input.mean() * input.mean() + r * input.std() * input.std();
    List<Double> all = new ArrayList<>();
    List<Graph.Node> nodes = network.graph().nodes();
    for (int i = 0; i < nodes.size(); i++) {
      products[i + 1] = product(nodes.get(i), i);
      Statistics output = single.get(i).output();
      double mean = output.mean();
      double correlation = (products[i + 1] - mean * mean) / (output.std() * output.std());
      all.add(Math.max(-1, Math.min(1, correlation)));
    }
    return all;
  }

  private Statistics statistics(int tensor) {
    return tensor == 0 ? input : single.get(tensor - 1).output();
  }

  private double product(Graph.Node node, int number) {
    int in = node.inputs().get(0);
    Layer layer = node.layer();
    if (layer instanceof WeightLayer || layer instanceof Layer.Channelwise) {
      return activated(layer, number, in);
    }
    if (layer instanceof Layer.Pool pool) {
      return pool.kind() == Pooling.Kind.AVG ? kept(in, number) : Double.NaN;
    }
    if (layer instanceof Layer.Drop drop) {
      return isTraining ? dropped(drop, in) : kept(in, number);
    }
    if (layer instanceof Join.Sum sum) {
      int second = node.inputs().get(1);
      double means = statistics(in).mean() * statistics(second).mean();
      return sum.first() * sum.first() * products[in]
          + sum.second() * sum.second() * products[second]
          + 2 * sum.first() * sum.second() * means;
    }
    if (layer instanceof Join.Concat) {
      return node.inputs().stream().mapToDouble(tensor -> products[tensor] * channels(tensor)).sum()
          / node.output().channels();
    }
    return kept(in, number);
  }

  private double channels(int tensor) {
    return network.graph().shape(tensor).channels();
  }

  /** The correlation stays; mean and std are those of the layer. */
  private double kept(int in, int number) {
    Statistics before = statistics(in);
    Statistics after = single.get(number).output();
    double r = (products[in] - before.mean() * before.mean()) / (before.std() * before.std());
    return after.mean() * after.mean() + r * after.std() * after.std();
  }

  /** Draws are each input's own. */
  private double dropped(Layer.Drop drop, int in) {
    Thinning thinning = drop.dropout().thinning().orElseThrow();
    double slope = thinning.mean(1) - thinning.mean(0);
    double mean = statistics(in).mean();
    double after = thinning.mean(mean);
    return after * after + slope * slope * (products[in] - mean * mean);
  }

  private double activated(Layer layer, int number, int in) {
    Statistics pre = single.get(number).pre();
    if (layer.activation().orElseThrow() instanceof Nonlinearity.Linear) {
      pre = single.get(number).output();
    }
    double square = pre.mean() * pre.mean() + pre.std() * pre.std();
    double product = products[in];
    Optional<Gain> gain = network.layer(number).flatMap(BoundLayer::gain);
    if (gain.isPresent()) {
      if (gain.get().forward() == 0) {
        return Double.NaN;
      }
      Statistics x = statistics(in);
      double share = products[in] / (x.mean() * x.mean() + x.std() * x.std());
      product = (square - gain.get().added()) * share + gain.get().added();
    }
    double r = (product - pre.mean() * pre.mean()) / (pre.std() * pre.std());
    return behind(layer.activation().orElseThrow(), pre, r, product, number);
  }

  private double behind(
      Nonlinearity nonlinearity, Statistics pre, double r, double product, int number) {
    if (nonlinearity instanceof Nonlinearity.Linear) {
      return product;
    }
    if (!(nonlinearity instanceof Nonlinearity.Fixed fixed) || Double.isNaN(r)) {
      return Double.NaN;
    }
    Activation f = fixed.activation();
    Correlations.Branch branch =
        new Correlations.Branch(Unit.of(f), Input.normal(pre.mean(), pre.std()));
    double scale = fixed.constants().scale();
    double mean = single.get(number).output().mean();
    return correlations
        .of(branch, branch, Math.max(-1, Math.min(1, r)))
        .map(of -> mean * mean + of.covariance().value() / (scale * scale))
        .orElse(Double.NaN);
  }

  /**
   * The correlation of two halves of what went through a network: row i of the first half and row i
   * of the second are a pair.
   *
   * @param values [2 pairs, size]
   * @param pairs how many
   * @param size of a row
   * @return their correlation over all pairs and units
   */
  static double measured(float[] values, int pairs, int size) {
    int n = pairs * size;
    double mean = Statistics.of(values, 2 * n).mean();
    double products = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double a = values[i] - mean;
      double b = values[n + i] - mean;
      products += a * b;
      squares += (a * a + b * b) / 2;
    }
    return products / squares;
  }

  /**
   * Measures the correlation of two inputs in every layer, over all pairs and units of a batch.
   *
   * @param network the network
   * @param x [2 pairs, input], row i of the first half and row i of the second being a pair
   * @param pairs how many
   * @param pass in training or in evaluation
   * @return the correlation of the two outputs of each node
   */
  public static List<Double> measure(Network network, float[] x, int pairs, Pass pass) {
    double[] all = new double[network.graph().nodes().size()];
    network.forward(
        x,
        2 * pairs,
        pass,
        (tensor, values) ->
            all[tensor - 1] = measured(values, pairs, network.graph().shape(tensor).size()));
    return Arrays.stream(all).boxed().toList();
  }
}
