package org.normprop.net.run.convolution;

import org.normprop.net.compute.Engine;
import org.normprop.net.compute.Workspace;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.WeightLayer;
import org.normprop.net.layer.Window;

/**
 * u = (s W) * x for images [from, to) of a batch, and back: a way to compute a convolution. Tasks
 * work on disjoint images, or disjoint filters, at once.
 */
public interface ConvolutionMap {

  /**
   * The fastest map for a layer.
   *
   * @param layer the convolution
   * @param input the shape that goes in
   */
  static ConvolutionMap of(
      WeightLayer.Convolution layer, Shape input, Engine engine, Workspace workspace) {
    Shape output = layer.output(input);
    Window window = layer.window();
    boolean isWhole = layer.groups() == 1;
    return isWhole && WinogradConvolution.suits(input, output, window)
        ? new WinogradConvolution(input, output, window, engine.blas(), workspace)
        : new UnrolledConvolution(input, output, window, layer.groups(), engine.blas(), workspace);
  }

  /** How many images one call computes well. */
  default int imagesAtOnce() {
    return 1;
  }

  /**
   * Readies the map for filters [from, to).
   *
   * @param w [filters, channels, height, width]
   * @param s what each filter is multiplied by; null for 1
   */
  void prepare(float[] w, float[] s, int from, int to, int worker);

  /** u [batch, filters, output plane] from x [batch, channels, input plane]. */
  void forward(float[] x, float[] u, int from, int to, int worker);

  /**
   * Writes dl/dx unless it is null, and writes or adds to {@code sum}, from what {@link #finish}
   * makes G = dl/d(s W).
   *
   * @param d dl/du
   * @param gradInput where dl/dx goes; may be {@code d} itself if an image has as many values on
   *     either side
   * @param adds whether {@code sum} holds something already
   */
  void backward(
      float[] x,
      float[] d,
      float[] sum,
      boolean adds,
      float[] gradInput,
      int from,
      int to,
      int worker);

  /** The size of {@code sum}. */
  int sumSize();

  /** G of filters [from, to), from the sum over all images. */
  void finish(float[] sum, float[] gradient, int from, int to, int worker);
}
