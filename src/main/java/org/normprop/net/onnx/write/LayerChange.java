package org.normprop.net.onnx.write;

/**
 * A layer's output y becomes (y - mean)/std factor + shift, one number each for the layer or for
 * each channel. Immutable, if nobody writes to its arrays.
 *
 * @param layer the layer
 * @param replaces whether the batch normalisation behind it goes: y is then the product itself
 * @param mean subtracted
 * @param std divided by
 * @param factor multiplied with
 * @param shift added
 */
public record LayerChange(
    NormalisedLayer layer,
    boolean replaces,
    double[] mean,
    double[] std,
    double[] factor,
    double[] shift) {

  double scale(int channel) {
    int c = std.length == 1 ? 0 : channel;
    return factor[c] / std[c];
  }

  double offset(int channel) {
    int c = std.length == 1 ? 0 : channel;
    return shift[c] - mean[c] * scale(channel);
  }
}
