package org.normprop.net.flow.field;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.normprop.net.layer.Statistics;

/**
 * Draws of a tensor's values: each is one channel of one image, all places of its plane at once, so
 * that whatever places have in common is in it. Channels that one layer made are alike; where
 * branches were put beside each other they are not, and each range of channels has draws of its
 * own. The same draw of two tensors is the same channel of the same image.
 *
 * <p>Not changed once made, and nor are the draws: safe for threads.
 *
 * @param parts ranges of channels in order, each from where the one before ends
 */
record ChannelFields(List<Part> parts) {

  /**
   * Channels that are alike.
   *
   * @param to the first channel behind them
   * @param draws [draws][places]
   */
  record Part(int to, double[][] draws) {}

  /** What two tensors have at a range of channels. */
  private record Both(int to, double[][] first, double[][] second) {}

  /** Makes the draws of one tensor from those of others. */
  @FunctionalInterface
  interface Planes {
    /** What becomes of one draw. */
    double[] of(double[] plane);
  }

  /** Makes the draws of one tensor from those of two. */
  @FunctionalInterface
  interface PlanePairs {
    /** What becomes of one draw of both. */
    double[] of(double[] first, double[] second);
  }

  /** Channels that are all alike. */
  static ChannelFields of(int channels, double[][] draws) {
    return new ChannelFields(List.of(new Part(channels, draws)));
  }

  int channels() {
    return parts.get(parts.size() - 1).to;
  }

  /** The same of each draw. */
  ChannelFields planes(Planes each) {
    List<Part> all = new ArrayList<>();
    for (Part part : parts) {
      double[][] draws = new double[part.draws.length][];
      for (int s = 0; s < draws.length; s++) {
        draws[s] = each.of(part.draws[s]);
      }
      all.add(new Part(part.to, draws));
    }
    return new ChannelFields(all);
  }

  /** The same of each draw of this and another tensor of as many channels. */
  ChannelFields planes(ChannelFields other, PlanePairs each) {
    List<Part> all = new ArrayList<>();
    for (Both both : cut(other)) {
      double[][] draws = new double[both.first.length][];
      for (int s = 0; s < draws.length; s++) {
        draws[s] = each.of(both.first[s], both.second[s]);
      }
      all.add(new Part(both.to, draws));
    }
    return new ChannelFields(all);
  }

  private List<Both> cut(ChannelFields other) {
    List<Both> all = new ArrayList<>();
    int i = 0;
    int k = 0;
    while (i < parts.size() && k < other.parts.size()) {
      Part first = parts.get(i);
      Part second = other.parts.get(k);
      int to = Math.min(first.to, second.to);
      all.add(new Both(to, first.draws, second.draws));
      i += first.to == to ? 1 : 0;
      k += second.to == to ? 1 : 0;
    }
    return all;
  }

  /** The same of each value. */
  ChannelFields values(DoubleUnaryOperator each) {
    return planes(
        plane -> {
          double[] all = new double[plane.length];
          for (int p = 0; p < all.length; p++) {
            all[p] = each.applyAsDouble(plane[p]);
          }
          return all;
        });
  }

  /** The same of each value of this and another tensor of its shape. */
  ChannelFields values(ChannelFields other, DoubleBinaryOperator each) {
    return planes(
        other,
        (first, second) -> {
          double[] all = new double[first.length];
          for (int p = 0; p < all.length; p++) {
            all[p] = each.applyAsDouble(first[p], second[p]);
          }
          return all;
        });
  }

  /** Channels of all of these, one after the other. */
  static ChannelFields beside(List<ChannelFields> tensors) {
    List<Part> all = new ArrayList<>();
    int start = 0;
    for (ChannelFields tensor : tensors) {
      for (Part part : tensor.parts) {
        all.add(new Part(start + part.to, part.draws));
      }
      start += tensor.channels();
    }
    return new ChannelFields(all);
  }

  /** So many channels from one on. */
  ChannelFields from(int start, int channels) {
    List<Part> all = new ArrayList<>();
    int at = 0;
    for (Part part : parts) {
      int to = Math.min(part.to - start, channels);
      if (part.to > start && at < start + channels) {
        all.add(new Part(to, part.draws));
      }
      at = part.to;
    }
    return new ChannelFields(all);
  }

  /** E[x_p x_q], on average over channels. */
  double[][] products() {
    double[][] all = null;
    int from = 0;
    for (Part part : parts) {
      double[][] own = PlaceMatrices.products(part.draws);
      double share = (double) (part.to - from) / channels();
      all = PlaceMatrices.plus(all, share, own);
      from = part.to;
    }
    return all;
  }

  /** E[x_p x'_q] of two images; so many draws in a row are images of one channel. */
  double[][] productsOfImages(int images) {
    double[][] all = null;
    int from = 0;
    for (Part part : parts) {
      double[][] sums = new double[part.draws.length / images][part.draws[0].length];
      for (int s = 0; s < part.draws.length; s++) {
        for (int p = 0; p < sums[0].length; p++) {
          sums[s / images][p] += part.draws[s][p];
        }
      }
      double share = (double) (part.to - from) / channels() / (images - 1.0);
      all = PlaceMatrices.plus(all, share / images, PlaceMatrices.products(sums));
      all = PlaceMatrices.plus(all, -share, PlaceMatrices.products(part.draws));
      from = part.to;
    }
    return all;
  }

  /** Mean and variance of each channel over places and its images, so many draws in a row. */
  ChannelFields moments(int images) {
    List<Part> all = new ArrayList<>();
    for (Part part : parts) {
      double[][] draws = new double[part.draws.length][];
      for (int s = 0; s < draws.length; s += images) {
        ChannelFields channel = of(1, Arrays.copyOfRange(part.draws, s, s + images));
        Statistics of = channel.statistics();
        double[] both = {of.mean(), of.std() * of.std()};
        Arrays.fill(draws, s, s + images, both);
      }
      all.add(new Part(part.to, draws));
    }
    return new ChannelFields(all);
  }

  /** Over all channels, places and images. */
  Statistics statistics() {
    double mean = 0;
    double square = 0;
    int from = 0;
    for (Part part : parts) {
      double share = (double) (part.to - from) / channels();
      long count = (long) part.draws.length * part.draws[0].length;
      for (double[] plane : part.draws) {
        for (double value : plane) {
          mean += share * value / count;
          square += share * value * value / count;
        }
      }
      from = part.to;
    }
    return new Statistics(mean, Math.sqrt(Math.max(0, square - mean * mean)));
  }
}
