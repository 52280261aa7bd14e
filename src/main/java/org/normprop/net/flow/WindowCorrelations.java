package org.normprop.net.flow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.normprop.function.Unit;
import org.normprop.function.catalogue.Activations;
import org.normprop.function.stage.Thinning;
import org.normprop.net.graph.Graph;
import org.normprop.net.layer.Flow;
import org.normprop.net.layer.Join;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Nonlinearity;
import org.normprop.net.layer.WeightLayer;
import org.normprop.net.layer.Window;
import org.normprop.table.Correlations;
import org.normprop.table.Input;

/**
 * How much the values in each pooling's window correlate, for inputs that do: a convolution by
 * random weights leaves the correlation of two places as it is, at its stride's distances; an
 * activation maps it as its dual activation does; a pooling is taken for an average, whose windows
 * share and neighbour cells; terms of a sum are uncorrelated with each other.
 *
 * <p>A fold over the graph of a network of constants: every layer's output has mean 0 and std 1.
 * Thread-safe, as it keeps nothing.
 */
public final class WindowCorrelations {

  /** Steps in which correlations are told apart; the map of an activation is smooth. */
  private static final double STEP = 1e-4;

  /** Larger windows are looked at value by value, not normal by normal. */
  private static final int MOST_CELLS = 1024;

  /** The offset of a cell in rows and columns. */
  private record Offset(int rows, int columns) {}

  /** A unit at a correlation, in steps. */
  private record Mapped(Unit unit, long steps) {}

  /**
   * What is known of a tensor.
   *
   * @param values the correlation of its values
   * @param normals that of the normals from which poolings and an activation made them
   * @param cells where the normals of one value lie
   * @param step how far apart the normals of neighbouring values lie
   * @param variance by the books, as sums of independent terms add
   */
  private record State(
      PlaneCorrelation values,
      PlaneCorrelation normals,
      List<Offset> cells,
      int step,
      double variance) {

    static State normal(PlaneCorrelation values, double variance) {
      return new State(values, values, List.of(new Offset(0, 0)), 1, variance);
    }
  }

  private final Graph graph;
  private final Correlations correlations;
  private final Map<Mapped, Double> maps = new HashMap<>();
  private final List<Flow.Neighbours> found = new ArrayList<>();

  private WindowCorrelations(Graph graph, Correlations correlations) {
    this.graph = graph;
    this.correlations = correlations;
  }

  /**
   * The correlation in each pooling's window, of values and of their normals: those that went into
   * the activation before it, or the values where there is none.
   *
   * @param graph the network
   * @param input the correlation of what goes in
   * @param correlations what activations do to correlations
   * @return for each pooling, in the graph's order, the means over pairs of cells, in [-1, 1]
   */
  public static List<Flow.Neighbours> of(
      Graph graph, PlaneCorrelation input, Correlations correlations) {
    return new WindowCorrelations(graph, correlations).walk(input);
  }

  private List<Flow.Neighbours> walk(PlaneCorrelation input) {
    List<State> states = new ArrayList<>();
    states.add(State.normal(remembered(input), 1));
    for (Graph.Node node : graph.nodes()) {
      List<State> inputs = node.inputs().stream().map(states::get).toList();
      states.add(behind(node, inputs));
    }
    return found;
  }

  private State behind(Graph.Node node, List<State> inputs) {
    State in = inputs.get(0);
    Layer layer = node.layer();
    if (layer instanceof WeightLayer.Convolution convolution) {
      int stride = convolution.window().stride();
      PlaneCorrelation pre =
          remembered((rows, columns) -> in.values.at(stride * rows, stride * columns));
      return activated(pre, convolution.nonlinearity());
    }
    if (layer instanceof WeightLayer.Dense dense) {
      return activated(PlaneCorrelation.NONE, dense.nonlinearity());
    }
    if (layer instanceof Layer.Channelwise channelwise) {
      return activated(in.values, channelwise.nonlinearity());
    }
    if (layer instanceof Layer.Pool pool) {
      return pooled(in, pool.window());
    }
    if (layer instanceof Layer.Drop drop) {
      return dropped(in, drop.dropout().thinning().orElseThrow());
    }
    if (layer instanceof Join.Sum sum) {
      return sum(sum, in, inputs.get(1));
    }
    return layer instanceof Join.Concat ? concat(node, inputs) : in;
  }

  private State activated(PlaneCorrelation pre, Nonlinearity nonlinearity) {
    Optional<Unit> unit = unit(nonlinearity);
    if (unit.isEmpty()) {
      return State.normal(pre, 1);
    }
    PlaneCorrelation values =
        remembered((rows, columns) -> mapped(unit.get(), pre.at(rows, columns)));
    return new State(values, pre, List.of(new Offset(0, 0)), 1, 1);
  }

  private static Optional<Unit> unit(Nonlinearity nonlinearity) {
    if (nonlinearity instanceof Nonlinearity.Fixed fixed) {
      return Optional.of(Unit.of(fixed.activation()));
    }
    return nonlinearity instanceof Nonlinearity.LearntSlope learnt
        ? Optional.of(Unit.of(Activations.of("prelu", Map.of("slope", learnt.slope()))))
        : Optional.empty();
  }

  /** The correlation of f(u) and f(v); that of u and v where nobody knows it. */
  private double mapped(Unit unit, double r) {
    if (r == 0) {
      return 0;
    }
    return maps.computeIfAbsent(
        new Mapped(unit, Math.round(r / STEP)),
        key -> {
          Correlations.Branch branch = new Correlations.Branch(unit, Input.STANDARD);
          double rounded = Math.max(-1, Math.min(1, key.steps * STEP));
          Optional<Correlations.Covariance> all = correlations.of(branch, branch, 1);
          return correlations
              .of(branch, branch, rounded)
              .map(of -> of.covariance().value() / all.orElseThrow().covariance().value())
              .orElse(rounded);
        });
  }

  private State pooled(State in, Window window) {
    boolean isLarge = (long) window.cells() * in.cells.size() > MOST_CELLS;
    List<Offset> cells = new ArrayList<>();
    List<Offset> own = new ArrayList<>();
    for (int row = 0; row < window.height(); row++) {
      for (int column = 0; column < window.width(); column++) {
        own.add(new Offset(row, column));
        for (Offset inner : isLarge ? List.<Offset>of() : in.cells) {
          cells.add(new Offset(in.step * row + inner.rows, in.step * column + inner.columns));
        }
      }
    }
    double between = meanOfPairs(in.values, own);
    found.add(new Flow.Neighbours(isLarge ? between : meanOfPairs(in.normals, cells), between));
    double variance = meanOfProducts(in.values, own, 0, 0);
    int stride = window.stride();
    PlaneCorrelation values =
        remembered(
            (rows, columns) ->
                meanOfProducts(in.values, own, stride * rows, stride * columns) / variance);
    return isLarge
        ? State.normal(values, 1)
        : new State(values, in.normals, cells, in.step * stride, 1);
  }

  /** The mean of the correlations of each two cells. */
  private static double meanOfPairs(PlaneCorrelation of, List<Offset> cells) {
    int n = cells.size();
    return n == 1 ? 0 : (meanOfProducts(of, cells, 0, 0) * n - 1) / (n - 1);
  }

  /** The mean of the correlations of each cell with each of a window so far away. */
  private static double meanOfProducts(
      PlaneCorrelation of, List<Offset> cells, int rows, int columns) {
    double sum = 0;
    for (Offset a : cells) {
      for (Offset b : cells) {
        sum += of.at(rows + b.rows - a.rows, columns + b.columns - a.columns);
      }
    }
    return sum / ((double) cells.size() * cells.size());
  }

  /** Every place draws for itself: what two places have in common becomes less. */
  private static State dropped(State in, Thinning thinning) {
    double slope = thinning.mean(1) - thinning.mean(0);
    double share = slope * slope / thinning.square(0, 1);
    PlaneCorrelation values =
        (rows, columns) -> (rows == 0 && columns == 0 ? 1 : share) * in.values.at(rows, columns);
    return State.normal(values, in.variance);
  }

  private State sum(Join.Sum sum, State first, State second) {
    double p = sum.first() * sum.first() * first.variance;
    double q = sum.second() * sum.second() * second.variance;
    PlaneCorrelation values =
        remembered(
            (rows, columns) ->
                (p * first.values.at(rows, columns) + q * second.values.at(rows, columns))
                    / (p + q));
    return State.normal(values, p + q);
  }

  private State concat(Graph.Node node, List<State> inputs) {
    double[] weights = new double[inputs.size()];
    double variance = 0;
    for (int i = 0; i < weights.length; i++) {
      double channels = graph.shape(node.inputs().get(i)).channels();
      weights[i] = inputs.get(i).variance * channels / node.output().channels();
      variance += weights[i];
    }
    double all = variance;
    PlaneCorrelation values =
        remembered((rows, columns) -> mean(inputs, weights, rows, columns) / all);
    PlaneCorrelation normals =
        remembered((rows, columns) -> meanOfNormals(inputs, weights, rows, columns) / all);
    State first = inputs.get(0);
    boolean isOne =
        inputs.stream().allMatch(in -> in.step == first.step && in.cells.equals(first.cells));
    return isOne
        ? new State(values, normals, first.cells, first.step, variance)
        : State.normal(values, variance);
  }

  private static double mean(List<State> inputs, double[] weights, int rows, int columns) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * inputs.get(i).values.at(rows, columns);
    }
    return sum;
  }

  private static double meanOfNormals(List<State> inputs, double[] weights, int rows, int columns) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * inputs.get(i).normals.at(rows, columns);
    }
    return sum;
  }

  /** The same, computed once for each distance. */
  private static PlaneCorrelation remembered(PlaneCorrelation of) {
    Map<Offset, Double> known = new HashMap<>();
    return (rows, columns) -> {
      Offset offset = new Offset(rows, columns);
      Double value = known.get(offset);
      if (value == null) {
        value = of.at(rows, columns);
        known.put(offset, value);
      }
      return value;
    };
  }
}
