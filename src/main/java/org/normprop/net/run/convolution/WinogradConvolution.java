package org.normprop.net.run.convolution;

import static org.normprop.net.run.convolution.WinogradGrid.POSITIONS;

import org.normprop.net.compute.Blas;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.Window;

/**
 * Convolution with 3x3 or 5x5 kernels and stride 1 by Winograd's minimal filtering, F(4x4, 3x3) and
 * F(2x2, 5x5): 36 products where 144 would be for each 4x4 outputs, or 100 for each 2x2. Lavin and
 * Gray (2015), section 4.
 *
 * <p>An image is cut into tiles of 6x6 pixels that overlap; with the tile's 36 values transformed,
 * each of the positions xi makes a matrix product of its own, over the tiles of a few images:
 *
 * <pre>
 * V = B' x B   [36, channels, tiles],   U = G w G'   [36, filters, channels]
 * M(xi) = U(xi) V(xi)   [36, filters, tiles],   u = A' M A
 * back:  dM = A du A',   dU(xi) = dM(xi) V(xi)',   dV(xi) = U(xi)' dM(xi),
 *        dx = B dV B',   dw = G' dU G
 * </pre>
 *
 * <p>It owns buffers: for one thread.
 */
public final class WinogradConvolution implements ConvolutionMap {

  /** The tiles of a product that make it fast. */
  private static final int TILES_AT_ONCE = 64;

  private final int channels;
  private final int filters;
  private final Shape input;
  private final Shape output;
  private final Blas blas;
  private final WinogradGrid grid;
  private final WinogradKernel kernel;
  private final int imagesAtOnce;
  private final float[] transformed;
  private final float[][] v;
  private final float[][] m;
  private final WinogradInput[] inputs;
  private final WinogradOutput[] outputs;

  public WinogradConvolution(Shape input, Shape output, Window window, Blas blas, int workers) {
    this.input = input;
    this.output = output;
    this.channels = input.channels();
    this.filters = output.channels();
    this.blas = blas;
    this.grid = WinogradGrid.of(input, output, window);
    this.kernel = new WinogradKernel(window.width(), filters * channels, workers);
    this.imagesAtOnce = Math.max(1, TILES_AT_ONCE / grid.tiles());
    this.transformed = new float[POSITIONS * filters * channels];
    this.v = new float[workers][];
    this.m = new float[workers][];
    this.inputs = new WinogradInput[workers];
    this.outputs = new WinogradOutput[workers];
  }

  /** Whether the transformations are worth their time. */
  public static boolean suits(Shape input, Shape output, Window window) {
    return (window.height() == 3 || window.height() == 5)
        && window.width() == window.height()
        && window.stride() == 1
        && window.padding() < window.width()
        && input.channels() >= 8
        && output.channels() >= 8
        && output.plane() >= 16;
  }

  @Override
  public int imagesAtOnce() {
    return imagesAtOnce;
  }

  @Override
  public void prepare(float[] w, float[] s, int from, int to, int worker) {
    for (int f = from; f < to; f++) {
      kernel.transform(w, f * channels, channels, s == null ? 1 : s[f], transformed, worker);
    }
  }

  @Override
  public void forward(float[] x, float[] u, int from, int to, int worker) {
    reserve(worker);
    for (int b = from; b < to; b += imagesAtOnce) {
      forwardGroup(x, u, b, Math.min(imagesAtOnce, to - b), worker);
    }
  }

  private void forwardGroup(float[] x, float[] u, int first, int images, int worker) {
    int n = images * grid.tiles();
    transformInput(x, first, images, v[worker], inputs[worker]);
    for (int xi = 0; xi < POSITIONS; xi++) {
      blas.multiply(
          filters,
          n,
          channels,
          transformed,
          xi * filters * channels,
          channels,
          v[worker],
          xi * channels * n,
          n,
          false,
          m[worker],
          xi * filters * n,
          n);
    }
    int planes = grid.planesAtOnce();
    for (int image = 0; image < images; image++) {
      for (int f = 0; f < filters; f += planes) {
        outputs[worker].forward(
            m[worker],
            f * n + image * grid.tiles(),
            filters * n,
            n,
            Math.min(planes, filters - f),
            u,
            (first + image) * output.size() + f * output.plane());
      }
    }
  }

  private void transformInput(float[] x, int first, int images, float[] v, WinogradInput scratch) {
    int n = images * grid.tiles();
    int planes = grid.planesAtOnce();
    for (int image = 0; image < images; image++) {
      for (int c = 0; c < channels; c += planes) {
        scratch.forward(
            x,
            (first + image) * input.size() + c * input.plane(),
            Math.min(planes, channels - c),
            v,
            c * n + image * grid.tiles(),
            channels * n,
            n);
      }
    }
  }

  @Override
  public void backward(
      float[] x,
      float[] d,
      float[] sum,
      boolean adds,
      float[] gradInput,
      int from,
      int to,
      int worker) {
    reserve(worker);
    for (int b = from; b < to; b += imagesAtOnce) {
      backwardGroup(
          x, d, sum, adds || b > from, gradInput, b, Math.min(imagesAtOnce, to - b), worker);
    }
  }

  private void backwardGroup(
      float[] x,
      float[] d,
      float[] sum,
      boolean adds,
      float[] gradInput,
      int first,
      int images,
      int worker) {
    int n = images * grid.tiles();
    int planes = grid.planesAtOnce();
    transformInput(x, first, images, v[worker], inputs[worker]);
    for (int image = 0; image < images; image++) {
      for (int f = 0; f < filters; f += planes) {
        outputs[worker].backward(
            d,
            (first + image) * output.size() + f * output.plane(),
            Math.min(planes, filters - f),
            m[worker],
            f * n + image * grid.tiles(),
            filters * n,
            n);
      }
    }
    for (int xi = 0; xi < POSITIONS; xi++) {
      multiplyBack(xi, n, sum, adds, gradInput != null, worker);
    }
    for (int image = 0; gradInput != null && image < images; image++) {
      for (int c = 0; c < channels; c += planes) {
        inputs[worker].backward(
            v[worker],
            c * n + image * grid.tiles(),
            channels * n,
            n,
            Math.min(planes, channels - c),
            gradInput,
            (first + image) * input.size() + c * input.plane());
      }
    }
  }

  /** dU(xi) = dU(xi) + dM(xi) V(xi)', then dV(xi) = U(xi)' dM(xi) in the place of V(xi). */
  private void multiplyBack(
      int xi, int n, float[] sum, boolean adds, boolean inputToo, int worker) {
    int vAt = xi * channels * n;
    int mAt = xi * filters * n;
    int uAt = xi * filters * channels;
    blas.multiplyByTransposed(
        filters, channels, n, m[worker], mAt, n, v[worker], vAt, n, adds, sum, uAt, channels);
    if (inputToo) {
      blas.multiplyTransposed(
          channels,
          n,
          filters,
          transformed,
          uAt,
          channels,
          m[worker],
          mAt,
          n,
          false,
          v[worker],
          vAt,
          n);
    }
  }

  private void reserve(int worker) {
    if (v[worker] == null) {
      int tiles = imagesAtOnce * grid.tiles();
      v[worker] = new float[POSITIONS * channels * tiles];
      m[worker] = new float[POSITIONS * filters * tiles];
      inputs[worker] = new WinogradInput(grid);
      outputs[worker] = new WinogradOutput(grid);
    }
  }

  @Override
  public int sumSize() {
    return POSITIONS * filters * channels;
  }

  @Override
  public void finish(float[] sum, float[] gradient, int from, int to, int worker) {
    for (int f = from; f < to; f++) {
      kernel.transformBack(sum, f * channels, channels, gradient, worker);
    }
  }
}
