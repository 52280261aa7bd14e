package org.normprop.net.flow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.normprop.net.graph.Graph;
import org.normprop.net.layer.FlowMap;
import org.normprop.net.layer.FlowSignal;
import org.normprop.net.layer.FlowStep;
import org.normprop.net.layer.Join;
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
  private final List<FlowStep> steps;
  private final CommonTerms terms;
  private final Map<CommonTerms.Pair, Double> products = new HashMap<>();

  CommonReturns(Graph graph, List<FlowMap> maps, List<FlowStep> steps, CommonTerms terms) {
    this.graph = graph;
    this.maps = maps;
    this.steps = steps;
    this.terms = terms;
  }

  /**
   * By how much more arrives at a tensor, as a mean square, since its readers send back what comes
   * from one place.
   *
   * @param tensor all of whose readers have sent
   * @param arrives what arrives at it and later tensors, the former as if its readers had nothing
   *     in common
   */
  double more(int tensor, FlowSignal[] arrives) {
    List<Reader> readers = readers(tensor);
    double cross = 0;
    for (int i = 0; i < readers.size(); i++) {
      for (int k = 0; k < i; k++) {
        Reader a = readers.get(i);
        Reader b = readers.get(k);
        int channels = graph.shape(tensor).channels();
        double product =
            product(new CommonTerms.Pair(a.to, a.start, b.to, b.start, channels), arrives);
        cross += product == 0 ? 0 : 2 * product * both(a, b);
      }
    }
    double more = 1 + cross / arrives[tensor].mean();
    return cross != 0 && Double.isFinite(more) ? Math.max(0, more) : 1;
  }

  /** A layer without weights that reads a tensor: what it makes, where, and its share. */
  private record Reader(int to, int start, double share) {}

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
            all.add(new Reader(i + 1, start, share));
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
    Optional<Nonlinearity.Fixed> f = terms.activation(a.to);
    Optional<Nonlinearity.Fixed> g = terms.activation(b.to);
    if (f.isEmpty() || g.isEmpty()) {
      return a.share * b.share;
    }
    Statistics pre = steps.get(a.to - 1).pre();
    return maps.get(terms.source(a.to))
            .mean(x -> f.get().activation().derivative(x) * g.get().activation().derivative(x), pre)
        / (f.get().constants().scale() * g.get().constants().scale());
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
    Optional<Nonlinearity.Fixed> f = terms.activation(tensor);
    if (f.isEmpty()) {
      return terms.share(tensor);
    }
    Statistics pre = steps.get(tensor - 1).pre();
    double stretch = pre.std() / maps.get(terms.source(tensor)).statistics().std();
    double slope = maps.get(terms.source(tensor)).mean(f.get().activation()::derivative, pre);
    double share = stretch * slope / f.get().constants().scale();
    return Double.isFinite(share) ? share : 0;
  }
}
