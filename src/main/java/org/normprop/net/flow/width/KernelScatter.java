package org.normprop.net.flow.width;

import java.util.ArrayList;
import java.util.List;
import org.normprop.net.flow.width.ReadMoments.Of;
import org.normprop.net.layer.Shape;

/**
 * How variances of a network of finite width scatter, forward. What weights put out is, given all
 * that lies before, a normal of one variance G in every channel; G is an average over the n
 * channels that are read, so it varies by the order of 1/n. To that order
 *
 * <p>dG/G = P (S + V' dK)/V, V(K) = E[f(x)^2], x = sum of s_j F_j the tensor that is read, dK = sum
 * of s_j^2 dG_j, P the average over a filter's cells, S the noise of an average of f(x)^2 over n
 * channels: Cov(S, S') = Cov(f(x)^2, f(x')^2)/n, which is large for two blocks that read one trunk.
 *
 * <p>A channel's own value is part of that average: Cov(F_i^2, G_j) and Cov(F_i, G_j) of one
 * channel are of order 1/n, too. Both make x's fourth and third cumulants, by which E[f(x)^2]
 * differs from a normal's. After the vertex of Yaida (2020) and Roberts, Yaida and Hanin (2022),
 * sections 4.3 and 4.4, with sums and places added. Built node by node; used by one prediction.
 */
final class KernelScatter {

  /** Beyond a variance of this many squares of the mean the expansion says nothing. */
  private static final double MOST = 1;

  /**
   * What weights put out.
   *
   * @param variance in the limit of many channels
   * @param ratio the mean over networks by that
   * @param response of dG over the variance to each reading's noise, [wave][reading]
   * @param inCommon the correlation of two places or images
   * @param shortfall what its fourth cumulant lacks of a normal's, over 3: 2/fan-in for rows of one
   *     length
   * @param own Cov(F_i^2, G) n-th parts of every earlier one, [i][wave]
   * @param ownThird the same of Cov(F_i, G)
   */
  record Source(
      double variance,
      double ratio,
      double[][] response,
      double inCommon,
      double shortfall,
      List<double[]> own,
      List<double[]> ownThird) {}

  /**
   * A sum of what weights put out, each times its factor.
   *
   * @param factors by source; 0 beyond the end
   * @param mean of the tensor
   * @param shape of it
   */
  record Linear(double[] factors, double mean, Shape shape) {
    double factor(int source) {
      return source < factors.length ? factors[source] : 0;
    }
  }

  /**
   * An activation of such a sum, as weights read it.
   *
   * @param x what it receives
   * @param base for many channels
   * @param at for as many as there are
   * @param ratio the mean of x's variance by that for many channels
   * @param response of dK over the variance
   */
  record Reading(Linear x, ReadMoments base, ReadMoments at, double ratio, double[][] response) {}

  /** What is known of a sum's variance. */
  private record Sum(double variance, double ratio, double scatter, double third) {}

  private final PlaneModes modes;
  private final List<Source> sources = new ArrayList<>();
  private final List<Reading> readings = new ArrayList<>();
  private final ReadNoise noise;

  KernelScatter(PlaneModes modes) {
    this.modes = modes;
    noise = new ReadNoise(modes, this);
  }

  ReadNoise noise() {
    return noise;
  }

  List<Reading> readings() {
    return readings;
  }

  /** A source whose variance does not vary. */
  Linear fixed(double mean, double variance, double shortfall, Shape shape) {
    List<double[]> own = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      own.add(new double[modes.size()]);
    }
    return add(new Source(variance, 1, nothing(), 0, shortfall, own, own), mean, shape);
  }

  private double[][] nothing() {
    return new double[modes.size()][readings.size()];
  }

  private Linear add(Source source, double mean, Shape shape) {
    double[] factors = new double[sources.size() + 1];
    factors[sources.size()] = 1;
    sources.add(source);
    return new Linear(factors, mean, shape);
  }

  double variance(Linear x) {
    double sum = 0;
    for (int j = 0; j < x.factors.length; j++) {
      sum += x.factors[j] * x.factors[j] * sources.get(j).variance;
    }
    return sum;
  }

  /** The mean of a sum's variance by what it is for many channels. */
  double ratio(Linear x) {
    double sum = 0;
    double all = variance(x);
    for (int j = 0; j < x.factors.length; j++) {
      sum += share(x, j, all) * sources.get(j).ratio;
    }
    return sum;
  }

  /** The variance from network to network of a sum's mean square, by the square of its mean. */
  double ofNetworks(Linear x) {
    double ratio = ratio(x);
    double of = noise.ofNetworks(response(x));
    return Math.min(MOST, of / (ratio * ratio));
  }

  private double[][] response(Linear x) {
    double[][] response = nothing();
    double all = variance(x);
    for (int j = 0; j < x.factors.length; j++) {
      add(response, sources.get(j).response, share(x, j, all));
    }
    return response;
  }

  private double share(Linear x, int j, double all) {
    return x.factor(j) * x.factor(j) * sources.get(j).variance / all;
  }

  /** The correlation of two sums at one place. */
  double correlation(Linear x, Linear y) {
    return correlation(x, y, false);
  }

  /** The same, or that of two sums at two places or images. */
  double correlation(Linear x, Linear y, boolean apart) {
    if (!x.shape.equals(y.shape)) {
      return 0;
    }
    double sum = 0;
    for (int j = 0; j < Math.min(x.factors.length, y.factors.length); j++) {
      Source of = sources.get(j);
      double same = apart ? of.inCommon : 1;
      sum += x.factors[j] * y.factors[j] * of.variance * of.ratio * same;
    }
    double both = variance(x) * ratio(x) * variance(y) * ratio(y);
    return Math.max(-1, Math.min(1, sum / Math.sqrt(both)));
  }

  /** An activation of a sum: the number of the reading. */
  int read(Linear x, ReadMoments.Function function) {
    double[][] response = response(x);
    double all = variance(x);
    Sum of = sum(x, response, all);
    double variance = of.variance * of.ratio;
    ReadMoments at = new ReadMoments(function, x.mean, variance, of.scatter, of.third);
    ReadMoments base = new ReadMoments(function, x.mean, of.variance, 0, 0);
    readings.add(new Reading(x, base, at, of.ratio, response));
    int m = readings.size() - 1;
    noise.add(m);
    return m;
  }

  private Sum sum(Linear x, double[][] response, double all) {
    double scatter = noise.variance(response, x.shape);
    double third = 0;
    double[] shares = modes.shares(x.shape);
    double ratio = ratio(x);
    for (int j = 0; j < x.factors.length; j++) {
      double a = share(x, j, all);
      if (a == 0) {
        continue;
      }
      Source source = sources.get(j);
      scatter -= a * a * source.ratio * source.ratio * source.shortfall;
      for (int i = 0; i < j; i++) {
        double b = share(x, i, all);
        if (b > 0) {
          scatter += 2 * a * b * dot(shares, source.own.get(i));
          third += 3 * Math.sqrt(b) * a * dot(shares, source.ownThird.get(i));
        }
      }
    }
    double relative = Math.max(0, Math.min(MOST, scatter / (ratio * ratio)));
    return new Sum(all, ratio, relative, third / Math.pow(ratio, 1.5));
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Adds factor times another response to one. */
  static void add(double[][] to, double[][] of, double factor) {
    for (int m = 0; factor != 0 && m < to.length; m++) {
      for (int k = 0; k < of[m].length; k++) {
        to[m][k] += factor * of[m][k];
      }
    }
  }

  /**
   * What weights make of a reading.
   *
   * @param m its number
   * @param gains of their windows, by wave
   * @param theta the part of their variance that goes with what they read
   * @param mean of what comes out
   * @param variance of it, for many channels
   * @param shortfall as in {@link Source}
   * @param shape of it
   */
  Linear weights(
      int m,
      double[] gains,
      double theta,
      double mean,
      double variance,
      double shortfall,
      Shape shape) {
    Reading of = readings.get(m);
    double square = of.base.mean(Of.VALUE);
    double slope = of.at.slope(Of.VALUE) / of.ratio / square;
    double[][] response = nothing();
    for (int k = 0; k < gains.length; k++) {
      double gain = theta * gains[k];
      for (int i = 0; i < of.response[k].length; i++) {
        response[k][i] = gain * slope * of.response[k][i];
      }
      response[k][m] += gain / square;
    }
    double ratio = 1 + theta * (of.at.mean(Of.VALUE) / square - 1);
    List<double[]> own = new ArrayList<>();
    List<double[]> third = new ArrayList<>();
    double channels = of.x.shape.channels() * square;
    double all = variance(of.x);
    for (int i = 0; i < sources.size(); i++) {
      Source source = sources.get(i);
      double share = share(of.x, i, all);
      double part = Math.sqrt(share * source.ratio / of.ratio);
      double direct = 2 * of.at.slope(Of.VALUE) * part * part * source.ratio / channels;
      double first = part * Math.sqrt(source.ratio) * of.at.first(Of.VALUE) / channels;
      own.add(onwards(of.x, i, direct, slope, theta, gains, false));
      third.add(onwards(of.x, i, first, slope, theta, gains, true));
    }
    double r = correlation(of.x, of.x, true);
    double inCommon = theta * of.base.product(r) / square;
    return add(new Source(variance, ratio, response, inCommon, shortfall, own, third), mean, shape);
  }

  private double[] onwards(
      Linear x, int i, double direct, double slope, double theta, double[] gains, boolean third) {
    double[] sum = new double[gains.length];
    double all = variance(x);
    for (int j = i + 1; j < x.factors.length; j++) {
      double a = share(x, j, all);
      double[] own = (third ? sources.get(j).ownThird : sources.get(j).own).get(i);
      for (int k = 0; a > 0 && k < sum.length; k++) {
        sum[k] += a * own[k];
      }
    }
    for (int k = 0; k < sum.length; k++) {
      sum[k] = theta * gains[k] * (direct + slope * sum[k]);
    }
    sum[sum.length - 1] = 0; // of one place alone
    return sum;
  }
}
