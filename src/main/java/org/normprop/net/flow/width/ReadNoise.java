package org.normprop.net.flow.width;

import java.util.ArrayList;
import java.util.List;
import org.normprop.net.flow.width.ReadMoments.Of;
import org.normprop.net.layer.Shape;

/**
 * The noise of averages over channels, of one network's readings: Cov(g(x), h(x'))/n. What x and x'
 * of two places have in common, all places and images have, so that no average lessens it: it goes
 * with the last of {@link PlaneModes}' waves, and makes networks differ. Used by one prediction.
 */
final class ReadNoise {

  private final PlaneModes modes;
  private final KernelScatter kernels;
  private final List<double[]> own = new ArrayList<>();
  private final List<double[]> common = new ArrayList<>();

  ReadNoise(PlaneModes modes, KernelScatter kernels) {
    this.modes = modes;
    this.kernels = kernels;
  }

  /** Adds the last reading. */
  void add(int m) {
    double[] left = new double[m + 1];
    double[] shared = new double[m + 1];
    ReadMoments at = kernels.readings().get(m).at();
    KernelScatter.Linear x = kernels.readings().get(m).x();
    for (int k = 0; k <= m; k++) {
      KernelScatter.Reading other = kernels.readings().get(k);
      double r = kernels.correlation(x, other.x(), true);
      double n = x.shape().channels();
      shared[k] = r == 0 ? 0 : at.covariance(Of.VALUE, other.at(), Of.VALUE, r) / n;
      left[k] = covariance(m, Of.VALUE, k, Of.VALUE) - shared[k];
    }
    own.add(left);
    common.add(shared);
  }

  /** Cov of the noise of two readings at one place, of either function. */
  double covariance(int m, Of of, int k, Of its) {
    KernelScatter.Reading a = kernels.readings().get(m);
    KernelScatter.Reading b = kernels.readings().get(k);
    double n = a.x().shape().channels();
    if (m == k) {
      return a.at().covariance(of, its) / n;
    }
    double r = kernels.correlation(a.x(), b.x());
    return r == 0 ? 0 : a.at().covariance(of, b.at(), its, r) / n;
  }

  /** The variance at a place of what responds so. */
  double variance(double[][] response, Shape plane) {
    double[] shares = modes.shares(plane);
    double sum = ofNetworks(response);
    for (int m = 0; m < shares.length - 1; m++) {
      if (shares[m] > 0) {
        sum += shares[m] * variance(response[m], own);
      }
    }
    return sum;
  }

  /** That of its mean over places and images. */
  double ofNetworks(double[][] response) {
    return variance(response[response.length - 1], common);
  }

  private static double variance(double[] response, List<double[]> covariances) {
    double sum = 0;
    for (int k = 0; k < response.length; k++) {
      double[] row = covariances.get(k);
      double left = response[k] * row[k] / 2;
      for (int i = 0; i < k; i++) {
        left += response[i] * row[i];
      }
      sum += 2 * response[k] * left;
    }
    return sum;
  }
}
