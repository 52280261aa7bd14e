package org.normprop.net.layer;

/**
 * u = W * x for images [from, to) of a batch, and back: a way to compute a convolution. Tasks work
 * on disjoint images at once.
 */
interface ConvolutionMap {

  /** Readies the map for weights w [filters, channels, height, width]; on the calling thread. */
  void prepare(float[] w);

  /** How many images one call computes well. */
  default int imagesAtOnce() {
    return 1;
  }

  /** u [batch, filters, output plane] from x [batch, channels, input plane]. */
  void forward(float[] x, float[] u, int from, int to, int worker);

  /**
   * Writes dl/dx unless it is null, and adds to {@code sum}, from what {@link #finish} makes dl/dW.
   *
   * @param d dl/du
   */
  void backward(float[] x, float[] d, float[] sum, float[] gradInput, int from, int to, int worker);

  /** The size of {@code sum}. */
  int sumSize();

  /** dl/dW from the sum over all images. */
  void finish(float[] sum, float[] gradient);
}
