package org.normprop.net.onnx.predict.bond;

/**
 * Channels averaged over places that depend on one another.
 *
 * @param cloud what is random in the means
 * @param factor of each channel's variance, against independent places
 * @param coefficients of the means: their standard deviations
 */
record MeanCloud(Cloud cloud, float[] factor, float[][] coefficients) {

  static MeanCloud of(Traced x, int n, int places) {
    int size = x.cloud().size();
    float[] same = x.same();
    float[] apart = x.apart();
    float[] covariance = new float[size * size];
    for (int i = 0; i < covariance.length; i++) {
      covariance[i] = (same[i] + (apart == null ? 0 : (n - 1) * apart[i])) / n;
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
