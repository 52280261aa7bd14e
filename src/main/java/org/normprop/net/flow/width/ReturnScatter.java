package org.normprop.net.flow.width;

import java.util.ArrayList;
import java.util.List;
import org.normprop.net.flow.width.ReadMoments.Of;
import org.normprop.net.layer.Shape;

/**
 * How what is sent back scatters. Its mean square at a place is a product of averages over channels
 * of f'(x)^2 along the way, each X = chi(K) + noise, and these vary together, as do their noises
 * where blocks read one trunk: E[X D] = E[X] E[D] + Cov(X, D), to second order.
 *
 * <p>Weights that sent a value forward are those that send back what it changed: a row W whose F =
 * W u decides how steep the slopes behind it are has, given those, a mean square W_i^2 that is
 * larger where u_i was: by K E[g'']/E[g] (u_i^2/E[u^2] - 1)/fan-in, g(F) what is sent back to F,
 * squared. Used by one prediction.
 */
final class ReturnScatter {

  /**
   * A reading on the way to which a tensor is but multiplied.
   *
   * @param reading its number
   * @param factor of the tensor in what it reads
   * @param share of what reaches the tensor that came through it
   */
  record Way(int reading, double factor, double share) {}

  /**
   * What arrives at a tensor.
   *
   * @param ratio the mean over networks of the mean square by that for many channels
   * @param values its response to the noise of E[f(x)^2], [wave][reading]
   * @param slopes to the noise of E[f'(x)^2]
   * @param ways where it came from
   * @param lean by how much weights that read the tensor are larger where its square is, times the
   *     fan-in
   * @param free the same for weights whose rows' lengths are free, which grow as a whole
   */
  record Sent(
      double ratio,
      double[][] values,
      double[][] slopes,
      List<Way> ways,
      double lean,
      double free) {}

  private final PlaneModes modes;
  private final KernelScatter kernels;
  private final double[][] valueValue;
  private final double[][] valueSlope;
  private final double[][] slopeSlope;

  ReturnScatter(PlaneModes modes, KernelScatter kernels) {
    this.modes = modes;
    this.kernels = kernels;
    valueValue = covariances(Of.VALUE, Of.VALUE);
    valueSlope = covariances(Of.VALUE, Of.SLOPE);
    slopeSlope = covariances(Of.SLOPE, Of.SLOPE);
  }

  private double[][] covariances(Of of, Of its) {
    int n = kernels.readings().size();
    double[][] all = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        all[i][k] = kernels.noise().covariance(i, of, k, its);
      }
    }
    return all;
  }

  /** What does not scatter. */
  Sent even(double ratio) {
    return new Sent(ratio, nothing(), nothing(), List.of(), 0, 0);
  }

  private double[][] nothing() {
    return new double[modes.size()][kernels.readings().size()];
  }

  /** Back through an activation. */
  Sent through(int m, Sent sent) {
    KernelScatter.Reading of = kernels.readings().get(m);
    double base = of.base().mean(Of.SLOPE);
    if (!(base > 0)) {
      return even(sent.ratio);
    }
    double mean = of.at().mean(Of.SLOPE);
    double both = of.at().covariance(Of.VALUE, Of.SLOPE) / of.at().mean(Of.VALUE);
    double leant = sent.lean * both + sent.free * mean;
    double[][] values = nothing();
    KernelScatter.add(values, of.response(), of.at().slope(Of.SLOPE) / of.ratio() / base);
    double[] slopes = new double[kernels.readings().size()];
    slopes[m] = 1 / base;
    double covariance = covariance(values, slopes, sent, of.x().shape());
    double[][] onValues = nothing();
    double[][] onSlopes = nothing();
    KernelScatter.add(onValues, values, sent.ratio);
    KernelScatter.add(onValues, sent.values, mean / base);
    KernelScatter.add(onSlopes, sent.slopes, mean / base);
    for (double[] wave : onSlopes) {
      wave[m] += sent.ratio / base;
    }
    double ratio = (mean + leant) / base * sent.ratio + covariance;
    return new Sent(ratio, onValues, onSlopes, List.of(new Way(m, 1, 1)), 0, 0);
  }

  /** Of what an activation's slopes and what is sent to it are, at one place. */
  private double covariance(double[][] values, double[] slopes, Sent sent, Shape plane) {
    int n = slopes.length;
    double[] shares = modes.shares(plane);
    double[] onValues = new double[n];
    double[] onSlopes = new double[n];
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < n && slopes[k] != 0; i++) {
        onValues[i] += slopes[k] * valueSlope[i][k];
        onSlopes[i] += slopes[k] * slopeSlope[k][i];
      }
    }
    double sum = 0;
    for (int m = 0; m < shares.length; m++) {
      if (shares[m] == 0) {
        continue;
      }
      double of = 0;
      for (int i = 0; i < n; i++) {
        of += sent.values[m][i] * onValues[i] + sent.slopes[m][i] * onSlopes[i];
        double a = values[m][i];
        for (int k = 0; a != 0 && k < n; k++) {
          of += a * (sent.values[m][k] * valueValue[i][k] + sent.slopes[m][k] * valueSlope[i][k]);
        }
      }
      sum += shares[m] * of;
    }
    return sum;
  }

  /**
   * Back through weights.
   *
   * @param source what they put out
   * @param sent what arrives at that
   * @param gains of their windows, by wave
   * @param fan how many weights a row has
   * @param isFree whether rows' lengths are free
   */
  Sent weights(KernelScatter.Linear source, Sent sent, double[] gains, double fan, boolean isFree) {
    double[][] values = nothing();
    double[][] slopes = nothing();
    for (int m = 0; m < gains.length; m++) {
      for (int i = 0; i < values[m].length; i++) {
        values[m][i] = gains[m] * sent.values[m][i];
        slopes[m][i] = gains[m] * sent.slopes[m][i];
      }
    }
    double curvature = 0;
    double variance = kernels.variance(source) * kernels.ratio(source);
    for (Way way : sent.ways) {
      ReadMoments at = kernels.readings().get(way.reading).at();
      double part = way.factor * way.factor * variance / at.variance();
      curvature += way.share * part * 2 * at.slope(Of.SLOPE) / at.mean(Of.SLOPE);
    }
    double lean = curvature / fan;
    return new Sent(sent.ratio, values, slopes, List.of(), lean, isFree ? lean : 0);
  }

  /** Back through a sum, to a term of this factor; {@code more}: by how much more than it sends. */
  Sent term(Sent sent, double factor, double more) {
    List<Way> ways = new ArrayList<>();
    sent.ways.forEach(way -> ways.add(new Way(way.reading, way.factor * factor, way.share)));
    return new Sent(more * sent.ratio, sent.values, sent.slopes, ways, 0, 0);
  }

  /** What several readers send to a tensor, each with its share. */
  Sent all(List<Sent> sent, List<Double> shares) {
    double ratio = 0;
    double lean = 0;
    double free = 0;
    double[][] values = nothing();
    double[][] slopes = nothing();
    List<Way> ways = new ArrayList<>();
    for (int k = 0; k < sent.size(); k++) {
      Sent of = sent.get(k);
      double share = shares.get(k);
      ratio += share * of.ratio;
      lean += share * of.lean;
      free += share * of.free;
      KernelScatter.add(values, of.values, share);
      KernelScatter.add(slopes, of.slopes, share);
      of.ways.forEach(way -> ways.add(new Way(way.reading, way.factor, share * way.share)));
    }
    return new Sent(ratio, values, slopes, ways, lean, free);
  }

  /**
   * 2 E[d J d] of a sum s x + t F(x) by the mean square of d: what comes straight and what comes
   * through the branch J have in common, as the slopes behind the sum depend on F. By parts in the
   * branch's weights, the last first, it is the product of what E[f(h)^2] gains by h's variance.
   *
   * @param sum what arrives at it
   * @param first the reading of the branch's first weights
   * @param gains K_F/(E[u^2] fan-in), times the elasticities within
   * @param branch t
   */
  double common(Sent sum, int first, double gains, double branch) {
    KernelScatter.Reading x = kernels.readings().get(first);
    double all = 0;
    for (Way way : sum.ways) {
      KernelScatter.Reading later = kernels.readings().get(way.reading);
      double coupling = x.at().coupling(later.at(), kernels.correlation(x.x(), later.x()));
      double stds = Math.sqrt(x.at().variance() * later.at().variance());
      all += way.share * way.factor * branch * coupling / stds / later.at().mean(Of.SLOPE) / 2;
    }
    return 2 * all * gains;
  }
}
