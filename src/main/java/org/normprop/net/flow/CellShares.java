package org.normprop.net.flow;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import org.normprop.function.stage.Pooling;
import org.normprop.function.stage.Thinning;
import org.normprop.net.graph.Graph;
import org.normprop.net.layer.Affine;
import org.normprop.net.layer.FlowMap;
import org.normprop.net.layer.FlowStep;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Nonlinearity;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.Statistics;
import org.normprop.net.layer.Window;

/**
 * What a layer without weights passes on of one value of the tensor that it reads, forward and
 * back: by its law, as what a rectified value has in common with its window's largest is more than
 * a normal has.
 *
 * <p>Reads what a prediction has found so far; used by one prediction, so not by several threads.
 *
 * @param graph the network
 * @param maps what is foretold of each tensor, more of which may come
 * @param steps of each node
 * @param training whether dropout draws
 */
record CellShares(Graph graph, List<FlowMap> maps, List<FlowStep> steps, boolean training) {

  Graph.Node node(int tensor) {
    return graph.nodes().get(tensor - 1);
  }

  int source(int tensor) {
    return node(tensor).inputs().get(0);
  }

  double std(int tensor) {
    return maps.get(tensor).statistics().std();
  }

  static double scale(Layer.Pool pool) {
    return scale(pool, pool.window().cells());
  }

  /** The activation of a layer that has no weights. */
  Optional<Nonlinearity.Fixed> activation(int tensor) {
    return node(tensor).layer() instanceof Layer.Channelwise layer
            && layer.nonlinearity() instanceof Nonlinearity.Fixed fixed
        ? Optional.of(fixed)
        : Optional.empty();
  }

  /** The covariance of an activation and the largest of a window, where the tensors are these. */
  Optional<Double> withLargest(int a, int b) {
    return beside(a, b).map(Beside::covariance);
  }

  /**
   * The mean product of the slopes of an activation and of the largest of a window about each
   * place, where the two tensors are these.
   */
  Optional<Double> slopesWithLargest(int a, int b) {
    return beside(a, b).map(Beside::slopes);
  }

  /** An activation and the largest of a window, of one tensor. */
  private record Beside(CellShares of, int tensor, Nonlinearity.Fixed f, Layer.Pool pool) {

    /** What f receives is the tensor, or what a normalisation makes of it. */
    private double[] at(DoubleUnaryOperator value) {
      Statistics pre = of.steps.get(tensor - 1).pre();
      return of.maps.get(of.source(tensor)).at(value, pre);
    }

    double covariance() {
      double[] x = of.values(of.source(tensor));
      double[] y = at(f.activation()::value);
      IntToDoubleFunction each = n -> LargestOverlap.covarianceWithCell(n, x, y);
      return of.overWindows(pool, of.source(tensor), each) / f.constants().scale();
    }

    double slopes() {
      double[] all = at(f.activation()::derivative);
      IntToDoubleFunction each = n -> LargestOverlap.slopeOfLargest(n, all);
      double slope = of.overWindows(pool, of.source(tensor), each) / f.constants().scale();
      return of.stretch(tensor) * slope;
    }
  }

  private Optional<Beside> beside(int a, int b) {
    if (activation(b).isEmpty()) {
      return activation(a).isEmpty() ? Optional.empty() : beside(b, a);
    }
    return node(a).layer() instanceof Layer.Pool pool
            && pool.kind() == Pooling.Kind.MAX
            && graph.shape(a).plane() == graph.shape(b).plane()
        ? Optional.of(new Beside(this, b, activation(b).get(), pool))
        : Optional.empty();
  }

  /** Equally likely values of a tensor, rising. */
  private double[] values(int tensor) {
    return maps.get(tensor).at(x -> x, maps.get(tensor).statistics());
  }

  /** By how much a normalisation stretches what an activation on its own receives. */
  double stretch(int tensor) {
    double stretch = steps.get(tensor - 1).pre().std() / std(source(tensor));
    return Double.isFinite(stretch) ? stretch : 0;
  }

  /** Cov[f(x), g(x)] of two activations on their own that read one tensor. */
  double covariance(int a, int b) {
    Nonlinearity.Fixed f = activation(a).orElseThrow();
    Nonlinearity.Fixed g = activation(b).orElseThrow();
    Statistics x = maps.get(source(a)).statistics();
    double[] first = maps.get(source(a)).at(v -> f.activation().value(received(a, v)), x);
    double[] second = maps.get(source(b)).at(v -> g.activation().value(received(b, v)), x);
    double mean = Arrays.stream(first).average().orElseThrow();
    double sum = 0;
    for (int i = 0; i < first.length; i++) {
      sum += (first[i] - mean) * second[i];
    }
    return sum / first.length / (f.constants().scale() * g.constants().scale());
  }

  /** E[f'(x) g'(x)] of two activations on their own that read one tensor. */
  double slopes(int a, int b) {
    Nonlinearity.Fixed f = activation(a).orElseThrow();
    Nonlinearity.Fixed g = activation(b).orElseThrow();
    DoubleUnaryOperator both =
        x -> f.activation().derivative(received(a, x)) * g.activation().derivative(received(b, x));
    double mean = maps.get(source(a)).mean(both, maps.get(source(a)).statistics());
    double stretched = stretch(a) * stretch(b) * mean;
    return stretched / (f.constants().scale() * g.constants().scale());
  }

  /** What an activation on its own receives of a value of the tensor that it reads. */
  double received(int tensor, double value) {
    double from = value - maps.get(source(tensor)).statistics().mean();
    return steps.get(tensor - 1).pre().mean() + stretch(tensor) * from;
  }

  /** How much of what it reads, place by place, a layer without weights passes on. */
  double share(int tensor) {
    Layer layer = node(tensor).layer();
    if (layer instanceof Layer.Channelwise each) {
      double stretch = stretch(tensor);
      return stretch == 0 ? 0 : stretch * slope(each.nonlinearity(), tensor);
    }
    if (layer instanceof Layer.Pool pool) {
      return overWindows(pool, source(tensor), ofOne(tensor, pool));
    }
    if (layer instanceof Layer.Drop drop) {
      Thinning thinning = drop.dropout().thinning().orElseThrow();
      return training ? thinning.mean(1) - thinning.mean(0) : drop.evaluationFactor();
    }
    return layer instanceof Layer.Scale scale ? scale.factor() : 0;
  }

  /** How often a cell is the largest, or by how much it moves an average. */
  double ofCell(int tensor, Layer.Pool pool) {
    return overWindows(pool, source(tensor), n -> 1.0 / n);
  }

  /**
   * The share of one cell in what a pooling makes of n. Of normals it is 1/n of the largest, too;
   * of rectified values more.
   */
  private IntToDoubleFunction ofOne(int tensor, Layer.Pool pool) {
    if (pool.kind() == Pooling.Kind.AVG) {
      return n -> 1.0 / n;
    }
    int in = source(tensor);
    double variance = std(in) * std(in);
    if (!(variance > 0)) {
      return n -> 0;
    }
    double[] x = values(in);
    return n -> LargestOverlap.covarianceWithCell(n, x, x) / variance;
  }

  /**
   * What two poolings have in common, in multiples of what one cell of what the first reads has
   * with that of what the second reads, of as many places and each independent of others: the mean
   * over places of the cells that both windows hold, times both shares.
   */
  double ofWindows(int a, int b) {
    Layer.Pool first = (Layer.Pool) node(a).layer();
    Layer.Pool second = (Layer.Pool) node(b).layer();
    IntToDoubleFunction ofFirst = scaled(first, ofOne(a, first));
    IntToDoubleFunction ofSecond = scaled(second, ofOne(b, second));
    Shape in = graph.shape(source(a));
    return overPlaces(
        first.output(in),
        (row, column) ->
            common(first.window(), second.window(), row, column, in)
                * ofFirst.applyAsDouble(cells(first.window(), row, column, in))
                * ofSecond.applyAsDouble(cells(second.window(), row, column, in)));
  }

  /**
   * The mean over places of what a pooling's window does by the number of its cells, as padding
   * leaves it fewer, over the scale that windows of so many have.
   */
  private double overWindows(Layer.Pool pool, int input, IntToDoubleFunction each) {
    Shape in = graph.shape(input);
    IntToDoubleFunction scaled = scaled(pool, each);
    return overPlaces(
        pool.output(in),
        (row, column) -> scaled.applyAsDouble(cells(pool.window(), row, column, in)));
  }

  private static double overPlaces(Shape out, DoubleOfPlace each) {
    double sum = 0;
    for (int row = 0; row < out.height(); row++) {
      for (int column = 0; column < out.width(); column++) {
        sum += each.at(row, column);
      }
    }
    return sum / out.plane();
  }

  @FunctionalInterface
  private interface DoubleOfPlace {
    double at(int row, int column);
  }

  /** By the number of cells, over their scale, each worked out once. */
  private static IntToDoubleFunction scaled(Layer.Pool pool, IntToDoubleFunction each) {
    Map<Integer, Double> known = new HashMap<>();
    return n -> known.computeIfAbsent(n, cells -> each.applyAsDouble(cells) / scale(pool, cells));
  }

  /** How many cells of the image both windows hold. */
  private static int common(Window a, Window b, int row, int column, Shape in) {
    int rows =
        Math.min(a.to(row, a.height(), in.height()), b.to(row, b.height(), in.height()))
            - Math.max(a.from(row), b.from(row));
    int columns =
        Math.min(a.to(column, a.width(), in.width()), b.to(column, b.width(), in.width()))
            - Math.max(a.from(column), b.from(column));
    return Math.max(0, rows) * Math.max(0, columns);
  }

  private static int cells(Window window, int row, int column, Shape in) {
    return (window.to(row, window.height(), in.height()) - window.from(row))
        * (window.to(column, window.width(), in.width()) - window.from(column));
  }

  private static double scale(Layer.Pool pool, int cells) {
    Affine constants = pool.constants().byCells().get(cells);
    return constants == null ? 1 : constants.scale();
  }

  /** E[f'(x)], as E[f(x) (x - E[x])]/Var[x], which holds for functions that jump, too. */
  private double slope(Nonlinearity nonlinearity, int tensor) {
    if (nonlinearity instanceof Nonlinearity.Linear) {
      return 1;
    }
    if (!(nonlinearity instanceof Nonlinearity.Fixed fixed)) {
      return 0;
    }
    Statistics pre = steps.get(tensor - 1).pre();
    DoubleUnaryOperator f = x -> fixed.activation().value(x) * (x - pre.mean());
    double product = maps.get(source(tensor)).mean(f, pre);
    return product / (pre.std() * pre.std()) / fixed.constants().scale();
  }
}
