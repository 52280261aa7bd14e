package org.normprop.net.flow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.normprop.net.graph.Graph;
import org.normprop.net.layer.FlowMap;
import org.normprop.net.layer.FlowSignal;
import org.normprop.net.layer.FlowTilt;
import org.normprop.net.layer.Join;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Nonlinearity;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.Statistics;

/**
 * What readers of a tensor send back that comes from one place, as both ways of R(A) do: it adds up
 * in length, not in square. {@link CommonTerms} the other way round.
 *
 * <p>Used by one prediction, so not by several threads.
 */
final class CommonReturns {

  private final Graph graph;
  private final List<FlowMap> maps;
  private final CellShares shares;
  private final Map<CommonTerms.Pair, Double> products = new HashMap<>();

  private final Map<CommonTerms.Pair, Double> alike = new HashMap<>();

  /** By reader and number of its input. */
  private final Map<List<Integer>, Way> ways = new HashMap<>();

  CommonReturns(CellShares shares) {
    this.graph = shares.graph();
    this.maps = shares.maps();
    this.shares = shares;
  }

  /** What a reader sends to a tensor, and how it is spread over the tensor's values. */
  private record Way(FlowSignal signal, List<FlowTilt> tilts) {}

  /** Notes what a node sent to an input. */
  void sent(int node, int input, FlowSignal signal, List<FlowTilt> tilts) {
    ways.put(List.of(node + 1, input), new Way(signal, tilts));
  }

  /**
   * By how much more arrives at a tensor, place by place and as a mean square, since its readers
   * send back what comes from one place; their tilts change with it.
   *
   * @param tensor all of whose readers have sent
   * @param arrives what arrives at it and later tensors, the former as if its readers had nothing
   *     in common
   */
  double[] more(int tensor, FlowSignal[] arrives, Tilts tilts) {
    double[] before = arrives[tensor].squares();
    double[] all = before.clone();
    List<Reader> readers = readers(tensor);
    for (int i = 0; i < readers.size(); i++) {
      for (int k = 0; k < i; k++) {
        add(tensor, readers.get(i), readers.get(k), arrives, all, tilts);
      }
    }
    double[] more = new double[all.length];
    for (int p = 0; p < more.length; p++) {
      double factor = Math.max(0, all[p] / before[p]);
      more[p] = all[p] != before[p] && Double.isFinite(factor) ? factor : 1;
    }
    return more;
  }

  /** Adds to {@code all} what two readers have in common. */
  private void add(
      int tensor, Reader a, Reader b, FlowSignal[] arrives, double[] all, Tilts tilts) {
    int channels = graph.shape(tensor).channels();
    double product = product(new CommonTerms.Pair(a.to, a.start, b.to, b.start, channels), arrives);
    if (product == 0) {
      return;
    }
    double[] cross = new double[all.length];
    if (isOfValue(a) && isOfValue(b)) {
      Way first = ways.get(List.of(a.to, a.input));
      Way second = ways.get(List.of(b.to, b.input));
      double share = alike(new CommonTerms.Pair(a.to, a.start, b.to, b.start, channels), arrives);
      List<FlowTilt.Common> common =
          Tilts.common(maps.get(tensor), first.tilts, second.tilts, x -> slope(a, x) * slope(b, x));
      for (int p = 0; p < cross.length; p++) {
        double size = Math.sqrt(first.signal.squares()[p] * second.signal.squares()[p]);
        cross[p] = 2 * share * size * common.get(p).mean();
      }
      List<FlowTilt> own = common.stream().map(FlowTilt.Common::tilt).toList();
      FlowSignal more = new FlowSignal(cross, new double[cross.length]);
      FlowSignal sofar = new FlowSignal(all, new double[all.length]);
      tilts.add(tensor, sofar, graph.shape(tensor), new Tilts.Sent(cross, own), more);
    } else {
      double part = 2 * product * both(a, b) / arrives[tensor].mean();
      for (int p = 0; p < cross.length; p++) {
        cross[p] = part * arrives[tensor].squares()[p];
      }
    }
    for (int p = 0; p < cross.length; p++) {
      all[p] += cross[p];
    }
  }

  /** Whether what a reader sends to a place depends on that place's value alone. */
  private boolean isOfValue(Reader reader) {
    return switch (graph.nodes().get(reader.to - 1).layer().type()) {
      case SUM, CONCAT, SCALE -> true;
      case CHANNELWISE -> shares.activation(reader.to).isPresent();
      case DENSE, CONVOLUTION, POOL, DROP -> false;
    };
  }

  /**
   * The correlation of what arrives at two tensors where their values are known: activations only
   * stretch it, whatever their slopes are on average.
   */
  private double alike(CommonTerms.Pair pair, FlowSignal[] arrives) {
    if (pair.isOne()) {
      return pair.channelA() == pair.channelB() ? 1 : 0;
    }
    if (pair.a() > pair.b()) {
      return alike(pair.swapped(), arrives);
    }
    Double known = alike.get(pair);
    if (known == null) {
      known = 0.0;
      double all = arrives[pair.a()].mean();
      for (Reader reader : readers(pair.a())) {
        double sent = ways.get(List.of(reader.to, reader.input)).signal.mean();
        double part =
            isOfValue(reader)
                ? Math.signum(reader.share) * Math.sqrt(sent / all)
                : reader.share * Math.sqrt(arrives[reader.to].mean() / all);
        CommonTerms.Pair later =
            pair.first(reader.to, reader.start + pair.channelA(), pair.channels());
        known += part == 0 ? 0 : part * alike(later, arrives);
      }
      known = Double.isFinite(known) ? Math.max(-1, Math.min(1, known)) : 0;
      alike.put(pair, known);
    }
    return known;
  }

  private double slope(Reader reader, double x) {
    return shares
        .activation(reader.to)
        .map(f -> f.activation().derivative(shares.received(reader.to, x)))
        .orElse(reader.share);
  }

  /** A layer without weights that reads a tensor: what it makes, where, and its share. */
  private record Reader(int to, int input, int start, double share) {}

  private List<Reader> readers(int tensor) {
    List<Reader> all = new ArrayList<>();
    for (int i = tensor; i < graph.nodes().size(); i++) {
      Graph.Node node = graph.nodes().get(i);
      int start = 0;
      for (int k = 0; k < node.inputs().size(); k++) {
        int in = node.inputs().get(k);
        if (in == tensor) {
          double share = share(node, k, i + 1);
          if (share != 0) {
            all.add(new Reader(i + 1, k, start, share));
          }
        }
        start += node.layer() instanceof Join.Concat ? graph.shape(in).channels() : 0;
      }
    }
    return all;
  }

  private double share(Graph.Node node, int input, int tensor) {
    if (node.layer() instanceof Join.Sum sum) {
      return input == 0 ? sum.first() : sum.second();
    }
    if (node.layer() instanceof Join.Concat) {
      return 1;
    }
    Shape in = graph.shape(node.inputs().get(0));
    return in.plane() == node.output().plane() ? ofCell(tensor) : 0;
  }

  /** E[f'(x) g'(x)], or the product of both means where not both are activations. */
  private double both(Reader a, Reader b) {
    Optional<Nonlinearity.Fixed> f = shares.activation(a.to);
    Optional<Nonlinearity.Fixed> g = shares.activation(b.to);
    if (f.isEmpty() || g.isEmpty()) {
      return shares.slopesWithLargest(a.to, b.to).orElse(a.share * b.share);
    }
    return shares.slopes(a.to, b.to);
  }

  /** The mean product of what arrives at two tensors: the earlier by its readers. */
  private double product(CommonTerms.Pair pair, FlowSignal[] arrives) {
    if (pair.isOne()) {
      return pair.channelA() == pair.channelB() ? arrives[pair.a()].mean() : 0;
    }
    if (pair.a() > pair.b()) {
      return product(pair.swapped(), arrives);
    }
    Double known = products.get(pair);
    if (known == null) {
      known = 0.0;
      for (Reader reader : readers(pair.a())) {
        CommonTerms.Pair later =
            pair.first(reader.to, reader.start + pair.channelA(), pair.channels());
        known += reader.share * product(later, arrives);
      }
      products.put(pair, known);
    }
    return known;
  }

  /** E[f'(x)] of an activation; of other layers what they pass on. */
  private double ofCell(int tensor) {
    Optional<Nonlinearity.Fixed> f = shares.activation(tensor);
    if (f.isEmpty()) {
      return graph.nodes().get(tensor - 1).layer() instanceof Layer.Pool pool
          ? shares.ofCell(tensor, pool)
          : shares.share(tensor);
    }
    Statistics pre = shares.steps().get(tensor - 1).pre();
    double slope = maps.get(shares.source(tensor)).mean(f.get().activation()::derivative, pre);
    double share = shares.stretch(tensor) * slope / f.get().constants().scale();
    return Double.isFinite(share) ? share : 0;
  }
}
