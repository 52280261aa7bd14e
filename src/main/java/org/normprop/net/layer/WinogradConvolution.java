package org.normprop.net.layer;

import org.normprop.net.compute.Blas;

/**
 * Convolution with 3x3 kernels and stride 1 by Winograd's minimal filtering F(2x2, 3x3): 16
 * products where 36 would be for each 2x2 outputs. Lavin and Gray (2015), section 4.1.
 *
 * <p>An image is cut into tiles of 4x4 pixels that overlap by two; with the tile's 16 values
 * transformed, each of 16 positions xi makes a matrix product of its own:
 *
 * <pre>
 * V = B' x B   [16, channels, tiles],   U = G w G'   [16, filters, channels]
 * M(xi) = U(xi) V(xi)   [16, filters, tiles],   u = A' M A
 * back:  dM = A du A',   dU(xi) = dM(xi) V(xi)',   dV(xi) = U(xi)' dM(xi),
 *        dx = B dV B',   dw = G' dU G
 * </pre>
 */
final class WinogradConvolution implements ConvolutionMap {

  private static final int POSITIONS = 16;

  private final int channels;
  private final int filters;
  private final Shape input;
  private final Shape output;
  private final Blas blas;
  private final WinogradTiles tiles;
  private final float[] transformed;
  private final float[][] v;
  private final float[][] m;
  private final WinogradTiles.Scratch[] scratch;

  WinogradConvolution(Shape input, Shape output, Window window, Blas blas, int workers) {
    this.input = input;
    this.output = output;
    this.channels = input.channels();
    this.filters = output.channels();
    this.blas = blas;
    this.tiles = new WinogradTiles(input, output, window.padding());
    this.transformed = new float[POSITIONS * filters * channels];
    this.v = new float[workers][];
    this.m = new float[workers][];
    this.scratch = new WinogradTiles.Scratch[workers];
  }

  /** Whether the transformations are worth their time. */
  static boolean suits(Shape input, Shape output, Window window) {
    return window.height() == 3
        && window.width() == 3
        && window.stride() == 1
        && window.padding() <= 2
        && input.channels() >= 8
        && output.channels() >= 8
        && output.plane() >= 16;
  }

  @Override
  public void prepare(float[] w) {
    int size = filters * channels;
    float[] half = new float[12];
    float[] tile = new float[POSITIONS];
    for (int i = 0; i < size; i++) {
      WinogradTiles.transformKernel(w, 9 * i, half, tile);
      for (int xi = 0; xi < POSITIONS; xi++) {
        transformed[xi * size + i] = tile[xi];
      }
    }
  }

  @Override
  public void forward(float[] x, float[] u, int from, int to, int worker) {
    reserve(worker);
    int n = tiles.count();
    for (int b = from; b < to; b++) {
      for (int c = 0; c < channels; c++) {
        tiles.transformInput(
            x,
            b * input.size() + c * input.plane(),
            v[worker],
            c * n,
            channels * n,
            scratch[worker]);
      }
      for (int xi = 0; xi < POSITIONS; xi++) {
        blas.multiply(
            false,
            false,
            filters,
            n,
            channels,
            1,
            transformed,
            xi * filters * channels,
            channels,
            v[worker],
            xi * channels * n,
            n,
            0,
            m[worker],
            xi * filters * n,
            n);
      }
      for (int f = 0; f < filters; f++) {
        tiles.transformProduct(
            m[worker],
            f * n,
            filters * n,
            u,
            b * output.size() + f * output.plane(),
            scratch[worker]);
      }
    }
  }

  @Override
  public void backward(
      float[] x, float[] d, float[] sum, float[] gradInput, int from, int to, int worker) {
    reserve(worker);
    int n = tiles.count();
    for (int b = from; b < to; b++) {
      for (int c = 0; c < channels; c++) {
        tiles.transformInput(
            x,
            b * input.size() + c * input.plane(),
            v[worker],
            c * n,
            channels * n,
            scratch[worker]);
      }
      for (int f = 0; f < filters; f++) {
        tiles.transformGradient(
            d,
            b * output.size() + f * output.plane(),
            m[worker],
            f * n,
            filters * n,
            scratch[worker]);
      }
      for (int xi = 0; xi < POSITIONS; xi++) {
        blas.multiply(
            false,
            true,
            filters,
            channels,
            n,
            1,
            m[worker],
            xi * filters * n,
            n,
            v[worker],
            xi * channels * n,
            n,
            1,
            sum,
            xi * filters * channels,
            channels);
        if (gradInput != null) {
          blas.multiply(
              true,
              false,
              channels,
              n,
              filters,
              1,
              transformed,
              xi * filters * channels,
              channels,
              m[worker],
              xi * filters * n,
              n,
              0,
              v[worker],
              xi * channels * n,
              n);
        }
      }
      if (gradInput != null) {
        for (int c = 0; c < channels; c++) {
          tiles.transformBack(
              v[worker],
              c * n,
              channels * n,
              gradInput,
              b * input.size() + c * input.plane(),
              scratch[worker]);
        }
      }
    }
  }

  private void reserve(int worker) {
    if (v[worker] == null) {
      v[worker] = new float[POSITIONS * channels * tiles.count()];
      m[worker] = new float[POSITIONS * filters * tiles.count()];
      scratch[worker] = new WinogradTiles.Scratch(tiles);
    }
  }

  @Override
  public int sumSize() {
    return POSITIONS * filters * channels;
  }

  @Override
  public void finish(float[] sum, float[] gradient) {
    int size = filters * channels;
    float[] half = new float[12];
    float[] tile = new float[POSITIONS];
    for (int i = 0; i < size; i++) {
      for (int xi = 0; xi < POSITIONS; xi++) {
        tile[xi] = sum[xi * size + i];
      }
      WinogradTiles.transformKernelGradient(tile, half, gradient, 9 * i);
    }
  }
}
