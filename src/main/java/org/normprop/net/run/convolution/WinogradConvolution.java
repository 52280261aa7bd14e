package org.normprop.net.run.convolution;

import static org.normprop.net.run.convolution.WinogradGrid.POSITIONS;

import org.normprop.net.compute.Blas;
import org.normprop.net.compute.Workspace;
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
 * V = B' x B   [36][tiles, channels],   U = G w G'   [36, filters, channels]
 * M(xi) = V(xi) U(xi)'   [36][tiles, filters],   u = A' M A
 * back:  dM = A du A',   dU(xi) = dM(xi)' V(xi),   dV(xi) = dM(xi) U(xi),
 *        dx = B dV B',   dw = G' dU G
 * </pre>
 *
 * <p>Each position is an array of its own, so that the transformations are loops over whole arrays
 * at equal indices.
 *
 * <p>Rounding: with inputs and weights that are normals, the error's root mean square is below 2e-6
 * of the output's (8e-7 for kernels of 3x3).
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
  private final WinogradInput inputs;
  private final WinogradOutput outputs;
  private final int imagesAtOnce;
  private final Workspace workspace;

  /** U [36, filters, channels]. */
  private final float[] transformed;

  /** U [36, channels, filters]. */
  private final float[] turned;

  private final WinogradScratch[] scratches;

  public WinogradConvolution(
      Shape input, Shape output, Window window, Blas blas, Workspace workspace) {
    this.input = input;
    this.output = output;
    this.channels = input.channels();
    this.filters = output.channels();
    this.blas = blas;
    this.workspace = workspace;
    this.grid = WinogradGrid.of(input, output, window);
    this.kernel = new WinogradKernel(window.width(), filters, channels, workspace.workers());
    this.inputs = new WinogradInput(grid);
    this.outputs = new WinogradOutput(grid);
    this.imagesAtOnce = Math.max(1, TILES_AT_ONCE / grid.tiles());
    this.transformed = new float[POSITIONS * filters * channels];
    this.turned = new float[POSITIONS * filters * channels];
    this.scratches = new WinogradScratch[workspace.workers()];
    workspace.reserveStack(
        WinogradScratch.ARRAYS, grid.scratchSize(imagesAtOnce, Math.max(channels, filters)));
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
    kernel.transform(w, s, from, to, transformed, turned, worker);
  }

  private WinogradScratch scratch(int worker) {
    if (scratches[worker] == null) {
      scratches[worker] = WinogradScratch.of(workspace, worker);
    }
    return scratches[worker];
  }

  @Override
  public void forward(float[] x, float[] u, int from, int to, int worker) {
    for (int b = from; b < to; b += imagesAtOnce) {
      forwardGroup(x, u, b, Math.min(imagesAtOnce, to - b), scratch(worker));
    }
  }

  private void forwardGroup(float[] x, float[] u, int first, int images, WinogradScratch scratch) {
    int n = images * grid.tiles();
    inputs.forward(x, first * input.size(), images, scratch);
    for (int xi = 0; xi < POSITIONS; xi++) {
      float[] v = scratch.v()[xi];
      float[] m = scratch.m()[xi];
      int uAt = xi * filters * channels;
      blas.multiply(
          n, filters, channels, v, 0, channels, turned, uAt, filters, false, m, 0, filters);
    }
    outputs.forward(scratch, images, u, first * output.size());
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
    WinogradScratch scratch = scratch(worker);
    for (int b = from; b < to; b += imagesAtOnce) {
      int images = Math.min(imagesAtOnce, to - b);
      inputs.forward(x, b * input.size(), images, scratch);
      outputs.backward(d, b * output.size(), images, scratch);
      for (int xi = 0; xi < POSITIONS; xi++) {
        multiplyBack(xi, images * grid.tiles(), sum, adds || b > from, gradInput != null, scratch);
      }
      if (gradInput != null) {
        inputs.backward(scratch, images, gradInput, b * input.size());
      }
    }
  }

  /** dU(xi) = dU(xi) + dM(xi)' V(xi), then dV(xi) = dM(xi) U(xi) in the place of V(xi). */
  private void multiplyBack(
      int xi, int n, float[] sum, boolean adds, boolean inputToo, WinogradScratch scratch) {
    float[] v = scratch.v()[xi];
    float[] m = scratch.m()[xi];
    int uAt = xi * filters * channels;
    blas.multiplyTransposed(
        filters, channels, n, m, 0, filters, v, 0, channels, adds, sum, uAt, channels);
    if (inputToo) {
      blas.multiply(
          n, channels, filters, m, 0, filters, transformed, uAt, channels, false, v, 0, channels);
    }
  }

  @Override
  public int sumSize() {
    return POSITIONS * filters * channels;
  }

  @Override
  public void finish(float[] sum, float[] gradient, int from, int to, int worker) {
    kernel.transformBack(sum, from, to, gradient, worker);
  }
}
