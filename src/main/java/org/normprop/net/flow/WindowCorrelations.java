package org.normprop.net.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.normprop.function.Unit;
import org.normprop.function.catalogue.Activations;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.Pooling;
import org.normprop.function.stage.Thinning;
import org.normprop.net.flow.statistics.PlaneCorrelation;
import org.normprop.net.graph.Graph;
import org.normprop.net.layer.Flow;
import org.normprop.net.layer.Join;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Nonlinearity;
import org.normprop.net.layer.WeightLayer;
import org.normprop.net.layer.Window;
import org.normprop.table.Correlations;

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

  /** Larger windows are looked at value by value, not normal by normal. */
  private static final int MOST_CELLS = 1024;

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

    State with(PlaneCorrelation values, LargestOfWindow largest) {
      return new State(values, normals, cells, step, variance, largest);
    }
  }

  private final Graph graph;
  private final KnownTensors known;
  private final ActivationMaps maps;
  private final List<State> states = new ArrayList<>();

  /** Of the node that was asked for last. */
  private Flow.Neighbours found = Flow.Neighbours.NONE;

  /**
   * Before the first node.
   *
   * @param graph the network
   * @param input the correlation of what goes in
   * @param correlations what activations do to correlations
   * @param known of each node, at the latest when one behind it is asked for
   */
  WindowCorrelations(
      Graph graph, PlaneCorrelation input, Correlations correlations, KnownTensors known) {
    this.graph = graph;
    this.maps = new ActivationMaps(correlations);
    this.known = known;
    states.add(State.normal(WindowCells.remembered(input), 1));
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
    WindowCorrelations walk =
        new WindowCorrelations(graph, input, correlations, KnownTensors.STANDARD);
    return graph.nodes().stream().map(node -> walk.next()).toList();
  }

  /** What the next node's windows or places have in common, in the graph's order. */
  Flow.Neighbours next() {
    Graph.Node node = graph.nodes().get(states.size() - 1);
    List<State> inputs = node.inputs().stream().map(states::get).toList();
    State out = behind(node, inputs);
    if (!(node.layer() instanceof Layer.Pool)) {
      LargestOfWindow read = inputs.get(0).largest;
      boolean isStraight = read != null && node.layer() instanceof Layer.Channelwise;
      // What windows send to a cell that they share they send where it is the largest of both.
      PlaneCorrelation of = isStraight ? read.together() : out.normals;
      double union = isStraight ? read.union() : 0;
      found = new Flow.Neighbours(0, 0, (of.at(0, 1) + of.at(1, 0)) / 2, union);
    }
    states.add(out);
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
          ? behindLargest(out, in.largest, fixed.activation())
          : out;
    }
    if (layer instanceof Layer.Pool pool) {
      return pooled(in, pool);
    }
    if (layer instanceof Layer.Drop drop) {
      return dropped(in, drop.dropout().thinning().orElseThrow());
    }
    if (layer instanceof Join.Sum sum) {
      return sum(node, sum, inputs);
    }
    return layer instanceof Join.Concat ? concat(node, inputs) : in;
  }

  private State behindLargest(State out, LargestOfWindow largest, Activation f) {
    int node = states.size() - 1;
    LargestOfWindow behind = largest.behind(r -> maps.at(Unit.of(f), known.received(node), r));
    return out.with(behind.values(f, () -> known.received(node)), behind);
  }

  private State activated(PlaneCorrelation pre, Nonlinearity nonlinearity) {
    Optional<Unit> unit = unit(nonlinearity);
    if (unit.isEmpty()) {
      return State.normal(pre, 1);
    }
    int node = states.size() - 1;
    PlaneCorrelation values =
        WindowCells.remembered(
            (rows, columns) -> maps.at(unit.get(), known.received(node), pre.at(rows, columns)));
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
    found =
        new Flow.Neighbours(
            isLarge ? between : WindowCells.meanOfPairs(in.normals, cells), between, 0, 0);
    PlaneCorrelation values =
        pool.kind() == Pooling.Kind.MAX
            ? WindowCells.largest(in.values, own, between, window)
            : WindowCells.averages(in.values, own, window.stride());
    int stride = window.stride();
    LargestOfWindow largest =
        pool.kind() == Pooling.Kind.MAX
            ? LargestOfWindow.of(window, (r, c) -> WindowCells.apart(in.values, own, window, r, c))
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

  private State sum(Graph.Node node, Join.Sum sum, List<State> inputs) {
    State first = inputs.get(0);
    State second = inputs.get(1);
    double p = sum.first() * sum.first() * variance(node, 0, first);
    double q = sum.second() * sum.second() * variance(node, 1, second);
    PlaneCorrelation values =
        WindowCells.remembered(
            (rows, columns) ->
                (p * first.values.at(rows, columns) + q * second.values.at(rows, columns))
                    / (p + q));
    State all = State.normal(values, p + q);
    if ((first.largest == null) == (second.largest == null)) {
      return all;
    }
    return first.largest == null
        ? all.with(values, second.largest.plus(q / (p + q), first.values))
        : all.with(values, first.largest.plus(p / (p + q), second.values));
  }

  private double variance(Graph.Node node, int input, State of) {
    return known.variance(node.inputs().get(input), of.variance);
  }

  private State concat(Graph.Node node, List<State> inputs) {
    double[] weights = new double[inputs.size()];
    double variance = 0;
    for (int i = 0; i < weights.length; i++) {
      double channels = graph.shape(node.inputs().get(i)).channels();
      weights[i] = variance(node, i, inputs.get(i)) * channels / node.output().channels();
      variance += weights[i];
    }
    double all = variance;
    PlaneCorrelation values =
        WindowCells.remembered(
            (rows, columns) -> mean(inputs, weights, rows, columns, false) / all);
    PlaneCorrelation normals =
        WindowCells.remembered((rows, columns) -> mean(inputs, weights, rows, columns, true) / all);
    State one = inputs.get(0);
    boolean isOne = inputs.stream().allMatch(x -> x.step == one.step && x.cells.equals(one.cells));
    return isOne
        ? new State(values, normals, one.cells, one.step, variance, null)
        : State.normal(values, variance);
  }

  private static double mean(
      List<State> inputs, double[] weights, int rows, int columns, boolean isOfNormals) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      State in = inputs.get(i);
      sum += weights[i] * (isOfNormals ? in.normals : in.values).at(rows, columns);
    }
    return sum;
  }
}
