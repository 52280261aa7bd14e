package org.normprop.net.onnx.take;

/**
 * The weights of a layer, a row for each output.
 *
 * @param weights row by row
 * @param bias one an output
 */
record LayerWeights(float[] weights, float[] bias) {

  /** With a factor and a shift for each output behind. */
  LayerWeights then(double[] factor, double[] shift) {
    float[] w = new float[weights.length];
    float[] b = new float[bias.length];
    int row = weights.length / bias.length;
    for (int i = 0; i < w.length; i++) {
      w[i] = (float) (weights[i] * factor[i / row]);
    }
    for (int o = 0; o < b.length; o++) {
      b[o] = (float) (bias[o] * factor[o] + shift[o]);
    }
    return new LayerWeights(w, b);
  }
}
