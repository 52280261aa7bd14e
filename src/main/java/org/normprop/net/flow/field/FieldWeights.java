package org.normprop.net.flow.field;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.normprop.net.flow.statistics.PlaneCorrelation;
import org.normprop.net.layer.Borders;
import org.normprop.net.layer.Gain;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Scheme;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.Statistics;
import org.normprop.net.layer.WeightLayer;

/**
 * What layers with weights do to draws of their inputs, and normalisations: behind weights values
 * are a normal field. What batch normalisation takes from a channel is its mean over images and
 * places, for which a few draws in a row are images of one channel: with E[x_p x_q] of one image
 * and E[x_p x'_q] of two, a field is a part that all images of a channel have in common and one
 * that each has of its own. Of a batch that is large.
 *
 * <p>Used by one prediction, so not by several threads.
 */
final class FieldWeights {

  /** What images have in common is known to this share of the mean square. */
  private static final double NOISE = 0.01;

  private final NormalFields fields;
  private final NormalFields common;
  private final int images;

  /**
   * At its start.
   *
   * @param fields draws what images have of their own
   * @param common draws what images of a channel have in common
   * @param images draws in a row that are of one channel; 1 where nobody asks for that
   */
  FieldWeights(NormalFields fields, NormalFields common, int images) {
    this.fields = fields;
    this.common = common;
    this.images = images;
  }

  /**
   * What a layer receives.
   *
   * @param pre the values
   * @param stretch by how much more than on average what is sent back is multiplied; null for one
   */
  private record Behind(ChannelFields pre, ChannelFields stretch) {
    ChannelFields back(ChannelFields signal) {
      return stretch == null
          ? signal
          : signal.planes(stretch, (d, k) -> Arrays.stream(d).map(x -> k[0] * x).toArray());
    }
  }

  /** What a filter makes of E[x_p x_q]. */
  @FunctionalInterface
  private interface Filtered {
    double[][] of(double[][] products);
  }

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

  /** N(0,1) of its own for each value of a tensor. */
  ChannelFields signal(ChannelFields to) {
    return signal(to, independent(to.parts().get(0).draws()[0].length, 1));
  }

  private static double[][] independent(int places, double square) {
    double[][] all = new double[places][places];
    for (int p = 0; p < places; p++) {
      all[p][p] = square;
    }
    return all;
  }

  /** What is sent to a tensor: each of its parts draws for itself, as their channels differ. */
  private ChannelFields signal(ChannelFields to, double[][] covariance) {
    return new ChannelFields(
        to.parts().stream()
            .map(part -> new ChannelFields.Part(part.to(), fields.of(covariance, 0)))
            .toList());
  }

  FieldLayers.Step dense(ChannelFields in, Shape shape, Shape output, Gain gain) {
    Behind behind = behind(output.channels(), in, FieldWeights::ofAllPlaces, gain);
    double fan = gain.backward() * output.size() / shape.size();
    return new FieldLayers.Step(
        behind.pre,
        behind.pre,
        signal -> {
          double back = fan * behind.back(signal).products()[0][0];
          return List.of(signal(in, independent(shape.plane(), back)));
        });
  }

  private static double[][] ofAllPlaces(double[][] products) {
    return new double[][] {{trace(products) / products.length}};
  }

  private static double trace(double[][] products) {
    double sum = 0;
    for (int p = 0; p < products.length; p++) {
      sum += products[p][p];
    }
    return sum;
  }

  FieldLayers.Step convolution(
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
    Behind behind =
        behind(output.channels(), in, products -> filter.forward(products, weights), gain);
    return new FieldLayers.Step(
        behind.pre,
        behind.pre,
        signal -> {
          double[][] back = filter.back(behind.back(signal).products(), fan);
          return List.of(signal(in, back));
        });
  }

  /**
   * Normal fields: E[y_p y_q] is the filter's times what the weights stretch, and what is added.
   */
  private Behind behind(int channels, ChannelFields in, Filtered filter, Gain gain) {
    double[][] products = filter.of(in.products());
    double[][] between =
        images == 1 ? null : between(in, filter, trace(products) / products.length);
    double own = gain.added() - gain.shift() * gain.shift();
    if (gain.forward() > 0) {
      return new Behind(
          drawn(channels, products, between, gain.forward(), own, gain.shift()), null);
    }
    double size = trace(products) / products.length;
    if (gain.keepsShared()) {
      double stretch = size > 0 ? own / size : 0;
      return new Behind(drawn(channels, products, between, stretch, 0, gain.shift()), null);
    }
    double[][] of = common.of(between, 0);
    ChannelFields raw = together(channels, products, between, of, 0);
    double ofImage = size - trace(between) / between.length;
    double[][] places = ChannelFields.of(channels, of).moments(1).parts().get(0).draws();
    double[][] moments = new double[raw.parts().get(0).draws().length][];
    for (int s = 0; s < moments.length; s++) {
      double[] ofChannel = places[s / images];
      moments[s] = new double[] {ofChannel[0], ofImage + ofChannel[1]};
    }
    return normalised(raw, ChannelFields.of(channels, moments), gain);
  }

  /** Batch normalisation of channels of these means and variances. */
  private static Behind normalised(ChannelFields in, ChannelFields moments, Gain gain) {
    double size = Math.sqrt(gain.added() - gain.shift() * gain.shift());
    ChannelFields inverse = moments.planes(m -> new double[] {m[1] > 0 ? 1 / Math.sqrt(m[1]) : 0});
    Statistics all = inverse.statistics();
    double length = Math.hypot(all.mean(), all.std());
    ChannelFields pre =
        in.planes(
            moments,
            (x, m) -> {
              double factor = m[1] > 0 ? size / Math.sqrt(m[1]) : 0;
              return Arrays.stream(x).map(v -> gain.shift() + factor * (v - m[0])).toArray();
            });
    Statistics drawn = pre.statistics(); // by chance of the draws not just these
    double exact = drawn.std() > 0 ? size / drawn.std() : 1;
    ChannelFields standard = pre.values(v -> gain.shift() + exact * (v - drawn.mean()));
    return new Behind(standard, inverse.values(k -> length > 0 ? k / length : 1));
  }

  /** A scale and shift of each channel, which all its places have in common. */
  FieldLayers.Step scaled(Layer.Channelwise layer, ChannelFields in, Optional<Gain> given) {
    if (layer.scheme() instanceof Scheme.Plain || given.isEmpty()) {
      return new FieldLayers.Step(in, in, List::of);
    }
    Gain gain = given.get();
    double back = Math.sqrt(gain.backward());
    Behind behind = scaled(in, gain);
    return new FieldLayers.Step(
        behind.pre, behind.pre, signal -> List.of(behind.back(signal).values(d -> back * d)));
  }

  private Behind scaled(ChannelFields in, Gain gain) {
    double own = Math.max(0, gain.added() - gain.shift() * gain.shift());
    if (gain.forward() == 0 && !gain.keepsShared()) {
      return normalised(in, in.moments(images), gain);
    }
    if (gain.forward() == 0) {
      Statistics all = in.statistics();
      double factor = all.std() > 0 ? Math.sqrt(own) / all.std() : 0;
      return new Behind(in.values(x -> gain.shift() + factor * (x - all.mean())), null);
    }
    double factor = Math.sqrt(gain.forward());
    double[][] ofChannels = common.of(new double[][] {{own}}, gain.shift());
    double[][] shifts = new double[ofChannels.length * images][];
    Arrays.setAll(shifts, s -> ofChannels[s / images]);
    ChannelFields each = ChannelFields.of(in.channels(), shifts);
    return new Behind(
        in.planes(each, (x, t) -> Arrays.stream(x).map(v -> factor * v + t[0]).toArray()), null);
  }

  private double[][] between(ChannelFields in, Filtered filter, double square) {
    return PlaceMatrices.sampled(filter.of(in.productsOfImages(images)), NOISE * square);
  }

  private ChannelFields drawn(
      int channels, double[][] a, double[][] b, double factor, double added, double mean) {
    double[][] one = times(a, factor, added);
    if (b == null) {
      return ChannelFields.of(channels, fields.of(one, mean));
    }
    double[][] two = times(b, factor, added);
    return together(channels, one, two, common.of(two, 0), mean);
  }

  private ChannelFields together(
      int channels, double[][] one, double[][] two, double[][] of, double mean) {
    double[][] draws = fields.of(PlaceMatrices.plus(one, -1, two), mean);
    for (int s = 0; s < draws.length; s++) {
      double[] more = of[s / images];
      for (int p = 0; p < more.length; p++) {
        draws[s][p] += more[p];
      }
    }
    return ChannelFields.of(channels, draws);
  }

  private static double[][] times(double[][] a, double factor, double added) {
    double[][] all = new double[a.length][a.length];
    for (int p = 0; p < a.length; p++) {
      for (int q = 0; q < a.length; q++) {
        all[p][q] = factor * a[p][q] + added;
      }
    }
    return all;
  }
}
