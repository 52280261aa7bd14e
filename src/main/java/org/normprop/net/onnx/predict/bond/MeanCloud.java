package org.normprop.net.onnx.predict.bond;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;
import org.normprop.net.onnx.operator.Reduction;
import org.normprop.net.onnx.predict.signal.NodeStep;
import org.normprop.net.onnx.predict.signal.TensorSignal;
import org.normprop.net.onnx.read.Dims;

/**
 * Channels averaged over places that depend on one another.
 *
 * @param cloud what is random in the means
 * @param factor of each channel's variance, against independent places
 * @param coefficients of the means: their standard deviations
 */
record MeanCloud(Cloud cloud, float[] factor, float[][] coefficients) {

  /** The mean over places of a tensor's channels; null where channels are averaged, too. */
  static Traced traced(NodeStep step, Traced x, TensorSignal out, Set<Cloud> live) {
    int[] channel = x.channels();
    int count = Dims.count(out.dims());
    if (channel == null || count > Traced.MOST) {
      return null;
    }
    int[] dims = x.signal().dims();
    Reduction reduction =
        step.operator().equals("ReduceMean")
            ? Reduction.of(step.call())
            : Reduction.of(dims, IntStream.range(2, dims.length).toArray(), true);
    int[] own = new int[count];
    Arrays.fill(own, -1);
    int[] targets = reduction.targets();
    for (int i = 0; i < channel.length; i++) {
      int to = targets[i];
      if (own[to] >= 0 && own[to] != channel[i]) {
        return null;
      }
      own[to] = channel[i];
    }
    boolean image = dims.length == 4 && x.axis() == 1 && count == dims[0] * dims[1];
    MeanCloud mean = of(x, reduction.count(), count / x.cloud().size(), image ? dims : null);
    if (mean.cloud().places() == 1) {
      mean.tie(x, reduction.count(), image ? dims : null, live);
    }
    TensorSignal all = out.full();
    float[] variance = all.variance().clone();
    for (int i = 0; i < variance.length; i++) {
      variance[i] *= mean.factor()[own[i]];
    }
    TensorSignal mended = TensorSignal.normal(all.dims(), all.dims(), all.mean().clone(), variance);
    return new Traced(mended, mean.cloud(), -1, own, mean.coefficients(), null, null);
  }

  /** Adds what places nearby go together, averaged over all pairs of places. */
  private static void add(Across near, int[] image, float[] into) {
    double n = (double) image[2] * image[3];
    for (int down = -Neighbours.REACH; near != null && down <= Neighbours.REACH; down++) {
      for (int right = -Neighbours.REACH; right <= Neighbours.REACH; right++) {
        float[] one = near.at(down, right);
        double pairs =
            Math.max(0, image[2] - Math.abs(down)) * Math.max(0, image[3] - Math.abs(right));
        for (int i = 0; one != null && i < into.length; i++) {
          into[i] += (float) (one[i] * pairs / n / n);
        }
      }
    }
  }

  /** With single places: Cov of the mean and one of its n places, averaged over them. */
  private void tie(Traced x, int n, int[] image, Set<Cloud> live) {
    for (Cloud other : live) {
      Cloud.Tie tie = other.places() == x.cloud().places() ? x.with(other) : null;
      if (tie == null) {
        continue;
      }
      int width = other.size();
      float[] rows = new float[cloud.size() * width];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = (tie.same()[i] + (tie.apart() == null ? 0 : (n - 1) * tie.apart()[i])) / n;
      }
      if (image != null) {
        add(tie.near(), image, rows);
      }
      for (int i = 0; i < rows.length; i++) {
        float std = coefficients[0][i / width];
        rows[i] = std > 0 ? rows[i] / std : 0;
      }
      cloud.tie(other, new Cloud.Tie(rows, null));
    }
  }

  private static MeanCloud of(Traced x, int n, int places, int[] image) {
    int size = x.cloud().size();
    float[] same = x.same();
    float[] apart = x.apart();
    float[] covariance = new float[size * size];
    for (int i = 0; i < covariance.length; i++) {
      covariance[i] = (same[i] + (apart == null ? 0 : (n - 1) * apart[i])) / n;
    }
    if (image != null) {
      add(Across.of(x.near()), image, covariance);
    }
    float[] factor = new float[size];
    float[][] coefficients = new float[Expansion.DEGREES][size];
    for (int c = 0; c < size; c++) {
      float own = same[c * size + c] / n;
      float all = Math.max(0.1f * own, covariance[c * size + c]);
      factor[c] = own > 0 ? all / own : 1;
      covariance[c * size + c] = all;
      coefficients[0][c] = (float) Math.sqrt(all);
    }
    Cloud.Tie tie = new Cloud.Tie(LinearCloud.correlations(covariance, coefficients[0]), null);
    return new MeanCloud(new Cloud(size, Math.max(1, places), tie), factor, coefficients);
  }
}
