package org.normprop.net.flow;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.normprop.function.catalogue.Activations;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.Pooling;
import org.normprop.function.stage.Thinning;
import org.normprop.net.graph.Graph;
import org.normprop.net.layer.Affine;
import org.normprop.net.layer.Borders;
import org.normprop.net.layer.Gain;
import org.normprop.net.layer.Join;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Nonlinearity;
import org.normprop.net.layer.Scheme;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.Statistics;
import org.normprop.net.layer.WeightLayer;

/**
 * What layers do to draws of their inputs, forward and back. Used by one prediction, so not by
 * several threads.
 */
final class FieldLayers {

  private final NormalFields fields;
  private final boolean training;

  FieldLayers(NormalFields fields, boolean training) {
    this.fields = fields;
    this.training = training;
  }

  /**
   * What a layer does.
   *
   * @param pre what its activation receives; null where it has no place for one
   * @param output what comes out
   * @param back from what arrives at the output to what it sends to each input
   */
  record Step(
      ChannelFields pre, ChannelFields output, Function<ChannelFields, List<ChannelFields>> back) {}

  /** An activation as draws need it. */
  private record Curve(Activation f, Affine constants) {}

  /** Normal values of these statistics, which correlate so. */
  ChannelFields input(Shape shape, Statistics of, PlaneCorrelation neighbours) {
    int n = shape.plane();
    double[][] covariance = new double[n][n];
    for (int p = 0; p < n; p++) {
      for (int q = 0; q < n; q++) {
        int rows = q / shape.width() - p / shape.width();
        int columns = q % shape.width() - p % shape.width();
        covariance[p][q] = of.std() * of.std() * neighbours.at(rows, columns);
      }
    }
    return ChannelFields.of(shape.channels(), fields.of(covariance, of.mean()));
  }

  Step forward(
      Graph.Node node,
      List<Shape> shapes,
      List<ChannelFields> inputs,
      Optional<Gain> gain,
      double slope) {
    Layer layer = node.layer();
    ChannelFields in = inputs.get(0);
    Shape shape = shapes.get(0);
    return switch (layer.type()) {
      case DENSE -> {
        WeightLayer.Dense dense = (WeightLayer.Dense) layer;
        yield activated(
            dense(in, shape, node.output(), gain.orElseThrow()), dense.nonlinearity(), slope);
      }
      case CONVOLUTION -> {
        WeightLayer.Convolution c = (WeightLayer.Convolution) layer;
        Step weights = convolution(c, in, shape, node.output(), gain.orElseThrow());
        yield activated(weights, c.nonlinearity(), slope);
      }
      case CHANNELWISE -> {
        Layer.Channelwise each = (Layer.Channelwise) layer;
        yield activated(scaled(each, in, gain), each.nonlinearity(), slope);
      }
      case POOL -> pool((Layer.Pool) layer, in, shape, node.output());
      case DROP -> drop((Layer.Drop) layer, in);
      case SCALE -> {
        Layer.Scale scale = (Layer.Scale) layer;
        yield linear(in, scale.factor(), scale.shift());
      }
      case SUM -> {
        Join.Sum sum = (Join.Sum) layer;
        double a = sum.first();
        double b = sum.second();
        yield new Step(
            null,
            in.values(inputs.get(1), (x, y) -> a * x + b * y),
            signal -> List.of(signal.values(d -> a * d), signal.values(d -> b * d)));
      }
      case CONCAT -> new Step(null, ChannelFields.beside(inputs), signal -> apart(signal, shapes));
    };
  }

  private static List<ChannelFields> apart(ChannelFields signal, List<Shape> shapes) {
    ChannelFields[] all = new ChannelFields[shapes.size()];
    int start = 0;
    for (int k = 0; k < all.length; k++) {
      all[k] = signal.from(start, shapes.get(k).channels());
      start += shapes.get(k).channels();
    }
    return List.of(all);
  }

  private static Step linear(ChannelFields in, double factor, double shift) {
    return new Step(
        null,
        in.values(x -> factor * x + shift),
        signal -> List.of(signal.values(d -> factor * d)));
  }

  /**
   * Normal fields behind weights: E[y_p y_q] is {@code forward} times the filter's, and what is
   * added.
   */
  private ChannelFields behind(int channels, double[][] products, Gain gain) {
    int n = products.length;
    double[][] covariance = new double[n][n];
    for (int p = 0; p < n; p++) {
      for (int q = 0; q < n; q++) {
        covariance[p][q] =
            gain.forward() * products[p][q] + gain.added() - gain.shift() * gain.shift();
      }
    }
    return ChannelFields.of(channels, fields.of(covariance, gain.shift()));
  }

  private Step dense(ChannelFields in, Shape shape, Shape output, Gain gain) {
    double[][] products = in.products();
    double square = 0;
    for (int p = 0; p < products.length; p++) {
      square += products[p][p] / products.length;
    }
    ChannelFields pre = behind(output.channels(), new double[][] {{square}}, gain);
    double fan = gain.backward() * output.size() / shape.size();
    return new Step(
        pre,
        pre,
        signal -> {
          double back = fan * signal.products()[0][0];
          return List.of(input(shape, new Statistics(0, Math.sqrt(back)), PlaneCorrelation.NONE));
        });
  }

  private Step convolution(
      WeightLayer.Convolution layer, ChannelFields in, Shape shape, Shape output, Gain gain) {
    PlaceMatrices.Filter filter = PlaceMatrices.Filter.of(layer.window(), shape, output);
    double[] weights = new double[output.plane()];
    double[] fan = new double[weights.length];
    for (int o = 0; o < weights.length; o++) {
      int count = filter.count(o);
      boolean corrected = layer.borders() == Borders.CORRECTED && count > 0;
      weights[o] = Math.sqrt(1.0 / (corrected ? count : layer.window().cells()));
      fan[o] = weights[o] * Math.sqrt(gain.backward() * output.channels() / shape.channels());
    }
    ChannelFields pre = behind(output.channels(), filter.forward(in.products(), weights), gain);
    return new Step(
        pre,
        pre,
        signal -> {
          double[][] back = filter.back(signal.products(), fan);
          return List.of(ChannelFields.of(shape.channels(), fields.of(back, 0)));
        });
  }

  /** A scale and shift of each channel, which all its places have in common. */
  private Step scaled(Layer.Channelwise layer, ChannelFields in, Optional<Gain> gain) {
    if (layer.scheme() instanceof Scheme.Plain || gain.isEmpty()) {
      return new Step(in, in, List::of);
    }
    double factor = Math.sqrt(gain.get().forward());
    double back = Math.sqrt(gain.get().backward());
    double shift = gain.get().shift();
    double[] shifts =
        fields.numbers(shift, Math.sqrt(Math.max(0, gain.get().added() - shift * shift)));
    ChannelFields each =
        ChannelFields.of(
            in.channels(),
            Arrays.stream(shifts).mapToObj(t -> new double[] {t}).toArray(double[][]::new));
    ChannelFields pre =
        in.planes(each, (x, t) -> Arrays.stream(x).map(v -> factor * v + t[0]).toArray());
    return new Step(pre, pre, signal -> List.of(signal.values(d -> back * d)));
  }

  private static Step activated(Step before, Nonlinearity nonlinearity, double slope) {
    if (nonlinearity instanceof Nonlinearity.Linear) {
      return before;
    }
    Curve of = function(nonlinearity, slope);
    double mean = of.constants.mean();
    double scale = of.constants.scale();
    return new Step(
        before.pre,
        before.pre.values(x -> (of.f.value(x) - mean) / scale),
        signal ->
            before.back.apply(
                signal.values(before.pre, (d, x) -> d == 0 ? 0 : d * of.f.derivative(x) / scale)));
  }

  private static Curve function(Nonlinearity nonlinearity, double slope) {
    return nonlinearity instanceof Nonlinearity.Fixed fixed
        ? new Curve(fixed.activation(), fixed.constants())
        : new Curve(
            Activations.of("prelu", Map.of("slope", slope)),
            ((Nonlinearity.LearntSlope) nonlinearity).constants().at(slope));
  }

  private static Step pool(Layer.Pool pool, ChannelFields in, Shape shape, Shape output) {
    PlaceMatrices.Filter filter = PlaceMatrices.Filter.of(pool.window(), shape, output);
    int[][] cells = new int[output.plane()][];
    Affine[] constants = new Affine[cells.length];
    for (int o = 0; o < cells.length; o++) {
      cells[o] = Arrays.stream(filter.cells()[o]).filter(place -> place >= 0).toArray();
      constants[o] = pool.constants().of(cells[o].length);
    }
    boolean isMax = pool.kind() == Pooling.Kind.MAX;
    return new Step(
        null,
        in.planes(
            x -> {
              double[] all = new double[cells.length];
              for (int o = 0; o < all.length; o++) {
                double value = isMax ? x[largest(x, cells[o])] : mean(x, cells[o]);
                all[o] = (value - constants[o].mean()) / constants[o].scale();
              }
              return all;
            }),
        signal ->
            List.of(
                signal.planes(
                    in,
                    (d, x) -> {
                      double[] all = new double[x.length];
                      for (int o = 0; o < cells.length; o++) {
                        double sent = d[o] / constants[o].scale();
                        if (isMax) {
                          all[largest(x, cells[o])] += sent;
                        } else {
                          for (int place : cells[o]) {
                            all[place] += sent / cells[o].length;
                          }
                        }
                      }
                      return all;
                    })));
  }

  /** The first place of the largest value. */
  private static int largest(double[] values, int[] places) {
    int best = places[0];
    for (int place : places) {
      best = values[place] > values[best] ? place : best;
    }
    return best;
  }

  private static double mean(double[] values, int[] places) {
    double sum = 0;
    for (int place : places) {
      sum += values[place];
    }
    return sum / places.length;
  }

  private Step drop(Layer.Drop layer, ChannelFields in) {
    if (!training) {
      return linear(in, layer.evaluationFactor(), 0);
    }
    Thinning thinning = layer.dropout().thinning().orElseThrow();
    ChannelFields kept = in.values(x -> fields.uniform() < thinning.keep() ? 1 : 0);
    return new Step(
        null,
        in.values(
            kept, (x, k) -> k == 0 ? thinning.dropped() : thinning.slope() * x + thinning.offset()),
        signal -> List.of(signal.values(kept, (d, k) -> k * thinning.slope() * d)));
  }
}
