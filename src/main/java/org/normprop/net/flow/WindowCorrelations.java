package org.normprop.net.flow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.normprop.function.Unit;
import org.normprop.function.catalogue.Activations;
import org.normprop.function.stage.Pooling;
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
 * activation maps it as its dual activation does; windows of a pooling share and neighbour cells,
 * whose largest value moves with what they have in common; terms of a sum are uncorrelated with
 * each other.
 *
 * <p>A fold over the graph of a network of constants: every layer's output has mean 0 and std 1.
 * Thread-safe, as it keeps nothing.
 */
public final class WindowCorrelations {

  /** Steps in which correlations are told apart; the map of an activation is smooth. */
  private static final double STEP = 1e-4;

  /** Larger windows are looked at value by value, not normal by normal. */
  private static final int MOST_CELLS = 1024;

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
   * @param largest of which windows the values are the largest; null for none
   */
  private record State(
      PlaneCorrelation values,
      PlaneCorrelation normals,
      List<WindowCells.Offset> cells,
      int step,
      double variance,
      LargestOfWindow largest) {

    static State normal(PlaneCorrelation values, double variance) {
      return new State(values, values, List.of(new WindowCells.Offset(0, 0)), 1, variance, null);
    }

    State with(PlaneCorrelation values) {
      return new State(values, normals, cells, step, variance, null);
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
   * the activation before it, or the values where there is none; and of neighbouring places of what
   * every other layer's activation receives.
   *
   * @param graph the network
   * @param input the correlation of what goes in
   * @param correlations what activations do to correlations
   * @return for each node, in the graph's order, what its windows or places have in common
   */
  public static List<Flow.Neighbours> of(
      Graph graph, PlaneCorrelation input, Correlations correlations) {
    return new WindowCorrelations(graph, correlations).walk(input);
  }

  private List<Flow.Neighbours> walk(PlaneCorrelation input) {
    List<State> states = new ArrayList<>();
    states.add(State.normal(WindowCells.remembered(input), 1));
    for (Graph.Node node : graph.nodes()) {
      List<State> inputs = node.inputs().stream().map(states::get).toList();
      State out = behind(node, inputs);
      if (!(node.layer() instanceof Layer.Pool)) {
        double beside = (out.normals.at(0, 1) + out.normals.at(1, 0)) / 2;
        LargestOfWindow read = inputs.get(0).largest;
        boolean isStraight = read != null && node.layer() instanceof Layer.Channelwise;
        found.add(new Flow.Neighbours(0, 0, beside, isStraight ? read.union() : 0));
      }
      states.add(out);
    }
    return found;
  }

  private State behind(Graph.Node node, List<State> inputs) {
    State in = inputs.get(0);
    Layer layer = node.layer();
    if (layer instanceof WeightLayer.Convolution convolution) {
      int stride = convolution.window().stride();
      PlaneCorrelation pre =
          WindowCells.remembered((rows, columns) -> in.values.at(stride * rows, stride * columns));
      return activated(pre, convolution.nonlinearity());
    }
    if (layer instanceof WeightLayer.Dense dense) {
      return activated(PlaneCorrelation.NONE, dense.nonlinearity());
    }
    if (layer instanceof Layer.Channelwise channelwise) {
      State out = activated(in.values, channelwise.nonlinearity());
      return in.largest != null && channelwise.nonlinearity() instanceof Nonlinearity.Fixed fixed
          ? out.with(in.largest.behind(fixed.activation(), this::mapped))
          : out;
    }
    if (layer instanceof Layer.Pool pool) {
      return pooled(in, pool);
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
        WindowCells.remembered((rows, columns) -> mapped(unit.get(), pre.at(rows, columns)));
    return new State(values, pre, List.of(new WindowCells.Offset(0, 0)), 1, 1, null);
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

  private State pooled(State in, Layer.Pool pool) {
    Window window = pool.window();
    boolean isLarge = (long) window.cells() * in.cells.size() > MOST_CELLS;
    List<WindowCells.Offset> cells = new ArrayList<>();
    List<WindowCells.Offset> own = new ArrayList<>();
    for (int row = 0; row < window.height(); row++) {
      for (int column = 0; column < window.width(); column++) {
        own.add(new WindowCells.Offset(row, column));
        for (WindowCells.Offset inner : isLarge ? List.<WindowCells.Offset>of() : in.cells) {
          cells.add(
              new WindowCells.Offset(
                  in.step * row + inner.rows(), in.step * column + inner.columns()));
        }
      }
    }
    double between = WindowCells.meanOfPairs(in.values, own);
    found.add(
        new Flow.Neighbours(
            isLarge ? between : WindowCells.meanOfPairs(in.normals, cells), between, 0, 0));
    PlaneCorrelation values =
        pool.kind() == Pooling.Kind.MAX
            ? WindowCells.largest(in.values, own, between, window)
            : WindowCells.averages(in.values, own, window.stride());
    int stride = window.stride();
    LargestOfWindow largest =
        pool.kind() == Pooling.Kind.MAX
            ? new LargestOfWindow(window, (r, c) -> WindowCells.apart(in.values, own, window, r, c))
            : null;
    return isLarge
        ? State.normal(values, 1)
        : new State(values, in.normals, cells, in.step * stride, 1, largest);
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
        WindowCells.remembered(
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
        WindowCells.remembered((rows, columns) -> mean(inputs, weights, rows, columns) / all);
    PlaneCorrelation normals =
        WindowCells.remembered(
            (rows, columns) -> meanOfNormals(inputs, weights, rows, columns) / all);
    State first = inputs.get(0);
    boolean isOne =
        inputs.stream().allMatch(in -> in.step == first.step && in.cells.equals(first.cells));
    return isOne
        ? new State(values, normals, first.cells, first.step, variance, null)
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
}
