package org.normprop.net.flow;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.normprop.function.Unit;
import org.normprop.function.stage.Pooling;
import org.normprop.net.graph.Graph;
import org.normprop.net.layer.Join;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Nonlinearity;
import org.normprop.net.layer.Statistics;
import org.normprop.net.layer.WeightLayer;
import org.normprop.table.Correlations;
import org.normprop.table.Input;

/**
 * What two tensors have in common at one place of one channel where no weights lie between them and
 * a third: x and f(x), a tensor and its average, two concatenations with one branch in common.
 * Weights of random signs end it. Cov[f(x), y] = E[f'(x)] Cov[x, y] for normals (Stein), and two
 * activations of correlated normals are a pair that {@link Correlations} knows. Of an average of n
 * a cell has the share 1/n, of a maximum what the law of the values says ({@link LargestOverlap}),
 * n being the cells that padding leaves of the window. The same shares tell what ways back from a
 * sum have in common.
 *
 * <p>Used by one prediction, so not by several threads.
 */
final class CommonTerms {

  private final Graph graph;
  private final CellShares shares;
  private final Correlations correlations;
  private final Map<Pair, Double> covariances = new HashMap<>();

  /** Two tensors, from these channels on. */
  record Pair(int a, int channelA, int b, int channelB, int channels) {
    Pair swapped() {
      return new Pair(b, channelB, a, channelA, channels);
    }

    Pair first(int tensor, int channel, int count) {
      return new Pair(tensor, channel, b, channelB, count);
    }

    boolean isOne() {
      return a == b;
    }
  }

  /**
   * Of a network as far as it is foretold.
   *
   * @param shares what layers without weights pass on
   * @param correlations what activations do to correlations
   */
  CommonTerms(CellShares shares, Correlations correlations) {
    this.graph = shares.graph();
    this.shares = shares;
    this.correlations = correlations;
  }

  /** The correlation of two tensors of one shape. */
  double correlation(int a, int b) {
    double covariance = covariance(new Pair(a, 0, b, 0, graph.shape(a).channels()));
    double r = covariance / (shares.std(a) * shares.std(b));
    return Double.isFinite(r) ? Math.max(-1, Math.min(1, r)) : 0;
  }

  private double covariance(Pair pair) {
    if (pair.isOne()) {
      return pair.channelA == pair.channelB ? shares.std(pair.a) * shares.std(pair.a) : 0;
    }
    if (pair.a < pair.b) {
      return covariance(pair.swapped());
    }
    Double known = covariances.get(pair);
    if (known == null) {
      known = ofLater(pair);
      covariances.put(pair, known);
    }
    return known;
  }

  /** The later tensor by what its layer reads. */
  private double ofLater(Pair pair) {
    Graph.Node node = shares.node(pair.a);
    List<Integer> inputs = node.inputs();
    if (node.layer() instanceof Join.Sum sum) {
      return sum.first() * covariance(pair.first(inputs.get(0), pair.channelA, pair.channels))
          + sum.second() * covariance(pair.first(inputs.get(1), pair.channelA, pair.channels));
    }
    if (node.layer() instanceof Join.Concat) {
      double all = 0;
      int start = 0;
      for (int in : inputs) {
        int channels = graph.shape(in).channels();
        int from = Math.max(pair.channelA, start);
        int count = Math.min(pair.channelA + pair.channels, start + channels) - from;
        if (count > 0) {
          int other = pair.channelB + from - pair.channelA;
          Pair part = new Pair(in, from - start, pair.b, other, count);
          all += count * covariance(part) / pair.channels;
        }
        start += channels;
      }
      return all;
    }
    if (node.layer() instanceof WeightLayer) {
      return 0;
    }
    Pair before = pair.first(inputs.get(0), pair.channelA, pair.channels);
    if (average(pair.a).isPresent() && before.isOne() && before.channelA == before.channelB) {
      return ofAverage(pair.a, average(pair.a).get());
    }
    Optional<Double> both = activations(pair, before).or(() -> withLargest(pair, before));
    if (both.isPresent()) {
      return both.get();
    }
    return windows(pair, before).orElseGet(() -> shares.share(pair.a) * covariance(before));
  }

  /** The scale of a whole window's average, of the plane that it reads. */
  private Optional<Double> average(int tensor) {
    return shares.node(tensor).layer() instanceof Layer.Pool pool
            && pool.kind() == Pooling.Kind.AVG
            && graph.shape(tensor).plane() == graph.shape(shares.source(tensor)).plane()
        ? Optional.of(CellShares.scale(pool))
        : Optional.empty();
  }

  /**
   * A cell with its window's average: as two cells of it on average, which the average's std tells.
   */
  private double ofAverage(int tensor, double scale) {
    return shares.std(tensor) * shares.std(tensor) * scale;
  }

  /** Two activations on their own. */
  private Optional<Double> activations(Pair pair, Pair before) {
    Optional<Nonlinearity.Fixed> f = shares.activation(pair.a);
    Optional<Nonlinearity.Fixed> g = pair.b == 0 ? Optional.empty() : shares.activation(pair.b);
    if (f.isEmpty() || g.isEmpty()) {
      return Optional.empty();
    }
    Pair inputs =
        new Pair(before.a, before.channelA, shares.source(pair.b), pair.channelB, pair.channels);
    Statistics x = shares.steps().get(pair.a - 1).pre();
    Statistics y = shares.steps().get(pair.b - 1).pre();
    double r = covariance(inputs) / (shares.std(inputs.a) * shares.std(inputs.b));
    if (r == 0 || !Double.isFinite(r)) {
      return Optional.of(0.0);
    }
    if (inputs.isOne()) {
      return Optional.of(shares.covariance(pair.a, pair.b));
    }
    return correlations
        .of(branch(f.get(), x), branch(g.get(), y), Math.max(-1, Math.min(1, r)))
        .map(
            of ->
                of.covariance().value()
                    / (f.get().constants().scale() * g.get().constants().scale()));
  }

  /** An activation and the largest of a window about each place, of one tensor. */
  private Optional<Double> withLargest(Pair pair, Pair before) {
    boolean isOne = pair.b > 0 && shares.node(pair.b).inputs().equals(List.of(before.a));
    if (!isOne || pair.channelA != pair.channelB) {
      return Optional.empty();
    }
    return shares.withLargest(pair.a, pair.b);
  }

  private static Correlations.Branch branch(Nonlinearity.Fixed f, Statistics pre) {
    return new Correlations.Branch(Unit.of(f.activation()), Input.normal(pre.mean(), pre.std()));
  }

  /** Two windows about one place. */
  private Optional<Double> windows(Pair pair, Pair before) {
    if (!(shares.node(pair.a).layer() instanceof Layer.Pool)) {
      return Optional.empty();
    }
    if (pair.b > 0 && shares.node(pair.b).layer() instanceof Layer.Pool) {
      Pair inputs =
          new Pair(before.a, before.channelA, shares.source(pair.b), pair.channelB, pair.channels);
      boolean alike = graph.shape(inputs.a).plane() == graph.shape(inputs.b).plane();
      return Optional.of(alike ? shares.ofWindows(pair.a, pair.b) * covariance(inputs) : 0.0);
    }
    boolean samePlane = graph.shape(before.a).plane() == graph.shape(pair.a).plane();
    return samePlane ? Optional.empty() : Optional.of(0.0);
  }
}
