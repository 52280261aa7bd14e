package org.normprop.net.run.convolution;

import org.normprop.net.compute.Blas;
import org.normprop.net.compute.Loops;
import org.normprop.net.compute.Workspace;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.Window;

/**
 * Convolution as a matrix product, image by image and group by group: the windows of an image
 * become the columns of a panel ("im2col"), small enough to stay in the cache.
 *
 * <pre>
 * panel [channels of a group * kernel, output plane]
 * u = W panel,   dl/dW = dl/du panel',   dl/dpanel = W' dl/du, added up into dl/dx
 * </pre>
 *
 * <p>A window of one cell with stride 1 needs no panel: the image is it. It owns buffers: for one
 * thread.
 */
public final class UnrolledConvolution implements ConvolutionMap {

  private final Shape input;
  private final Shape output;
  private final int groups;

  /** Of a group. */
  private final int channels;

  private final int filters;
  private final Blas blas;
  private final Workspace workspace;
  private final int rows;
  private final boolean direct;
  private final WindowPanel windows;
  private final float[] scaled;
  private float[] w;

  public UnrolledConvolution(
      Shape input, Shape output, Window window, int groups, Blas blas, Workspace workspace) {
    this.input = input;
    this.output = output;
    this.groups = groups;
    this.channels = input.channels() / groups;
    this.filters = output.channels() / groups;
    this.blas = blas;
    this.workspace = workspace;
    this.rows = channels * window.cells();
    this.direct = window.cells() == 1 && window.stride() == 1 && window.padding() == 0;
    Shape part = new Shape(channels, input.height(), input.width());
    this.windows = new WindowPanel(part, output, window, workspace.workers());
    this.scaled = new float[output.channels() * rows];
    if (!direct || input.size() == output.size()) {
      workspace.reservePanel((long) rows * output.plane());
    }
  }

  @Override
  public void prepare(float[] w, float[] s, int from, int to, int worker) {
    if (s == null) {
      this.w = w;
      return;
    }
    this.w = scaled;
    for (int f = from; f < to; f++) {
      Loops.scale(w, s[f], 0, scaled, f * rows, rows);
    }
  }

  @Override
  public void forward(float[] x, float[] u, int from, int to, int worker) {
    int n = output.plane();
    float[] panel = direct ? x : workspace.panel(worker);
    for (int i = from * groups; i < to * groups; i++) {
      int xAt = i * channels * input.plane();
      if (!direct) {
        windows.unroll(x, xAt, panel, worker);
      }
      int at = direct ? xAt : 0;
      int wAt = i % groups * filters * rows;
      blas.multiply(filters, n, rows, w, wAt, rows, panel, at, n, false, u, i * filters * n, n);
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
    int n = output.plane();
    float[] panel = direct ? x : workspace.panel(worker);
    for (int i = from * groups; i < to * groups; i++) {
      int dAt = i * filters * n;
      int xAt = i * channels * input.plane();
      if (!direct) {
        windows.unroll(x, xAt, panel, worker);
      }
      int at = direct ? xAt : 0;
      int wAt = i % groups * filters * rows;
      boolean more = adds || i >= (from + 1) * groups;
      blas.multiplyByTransposed(filters, rows, n, d, dAt, n, panel, at, n, more, sum, wAt, rows);
      if (gradInput != null) {
        back(d, dAt, wAt, gradInput, xAt, worker);
      }
    }
  }

  /** dl/dx of a group of an image; d is read before that is written, which may lie at its place. */
  private void back(float[] d, int dAt, int wAt, float[] gradInput, int xAt, int worker) {
    int n = output.plane();
    boolean writesStraight = direct && gradInput != d;
    float[] into = writesStraight ? gradInput : workspace.panel(worker);
    int at = writesStraight ? xAt : 0;
    blas.multiplyTransposed(rows, n, filters, w, wAt, rows, d, dAt, n, false, into, at, n);
    if (!direct) {
      windows.rollUp(into, gradInput, xAt, worker);
    } else if (!writesStraight) {
      System.arraycopy(into, 0, gradInput, xAt, rows * n);
    }
  }

  @Override
  public int sumSize() {
    return output.channels() * rows;
  }

  @Override
  public void finish(float[] sum, float[] gradient, int from, int to, int worker) {
    System.arraycopy(sum, from * rows, gradient, from * rows, (to - from) * rows);
  }
}
