package org.normprop.net.flow.field;

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
import org.normprop.net.layer.Gain;
import org.normprop.net.layer.Join;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Nonlinearity;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.WeightLayer;

/**
 * What layers do to draws of their inputs, forward and back. Used by one prediction, so not by
 * several threads.
 */
final class FieldLayers {

  private final FieldWeights weights;
  private final NormalFields fields;
  private final boolean training;

  FieldLayers(FieldWeights weights, NormalFields fields, boolean training) {
    this.weights = weights;
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
            weights.dense(in, shape, node.output(), gain.orElseThrow()),
            dense.nonlinearity(),
            slope);
      }
      case CONVOLUTION -> {
        WeightLayer.Convolution c = (WeightLayer.Convolution) layer;
        Step filtered = weights.convolution(c, in, shape, node.output(), gain.orElseThrow());
        yield activated(filtered, c.nonlinearity(), slope);
      }
      case CHANNELWISE -> {
        Layer.Channelwise each = (Layer.Channelwise) layer;
        yield activated(weights.scaled(each, in, gain), each.nonlinearity(), slope);
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
