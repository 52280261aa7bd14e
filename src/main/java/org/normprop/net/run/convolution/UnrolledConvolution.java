package org.normprop.net.run.convolution;

import java.util.Arrays;
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
  private final Window window;
  private final int groups;

  /** Of a group. */
  private final int channels;

  private final int filters;
  private final Blas blas;
  private final Workspace workspace;
  private final int rows;
  private final boolean direct;
  private final float[] scaled;
  private float[] w;

  public UnrolledConvolution(
      Shape input, Shape output, Window window, int groups, Blas blas, Workspace workspace) {
    this.input = input;
    this.output = output;
    this.window = window;
    this.groups = groups;
    this.channels = input.channels() / groups;
    this.filters = output.channels() / groups;
    this.blas = blas;
    this.workspace = workspace;
    this.rows = channels * window.cells();
    this.direct = window.cells() == 1 && window.stride() == 1 && window.padding() == 0;
    this.scaled = new float[output.channels() * rows];
    if (!direct) {
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
        unroll(x, xAt, panel);
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
        unroll(x, xAt, panel);
      }
      int at = direct ? xAt : 0;
      int wAt = i % groups * filters * rows;
      boolean more = adds || i >= (from + 1) * groups;
      blas.multiplyByTransposed(filters, rows, n, d, dAt, n, panel, at, n, more, sum, wAt, rows);
      if (gradInput != null) {
        float[] into = direct ? gradInput : panel;
        blas.multiplyTransposed(rows, n, filters, w, wAt, rows, d, dAt, n, false, into, at, n);
        if (!direct) {
          rollUp(panel, gradInput, xAt);
        }
      }
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

  /** Row (c, i, j) of the panel holds, for each window, its cell (i, j) of channel c. */
  private void unroll(float[] x, int xAt, float[] panel) {
    int stride = window.stride();
    int padding = window.padding();
    int row = 0;
    for (int c = 0; c < channels; c++) {
      for (int i = 0; i < window.height(); i++) {
        for (int j = 0; j < window.width(); j++, row++) {
          int first = firstInside(j);
          int last = lastInside(j, input.width(), output.width());
          for (int oy = 0; oy < output.height(); oy++) {
            int at = (row * output.height() + oy) * output.width();
            int iy = oy * stride + i - padding;
            if (iy < 0 || iy >= input.height() || first > last) {
              Arrays.fill(panel, at, at + output.width(), 0);
              continue;
            }
            if (first > 0) {
              Arrays.fill(panel, at, at + first, 0);
            }
            int from =
                xAt + (c * input.height() + iy) * input.width() + first * stride + j - padding;
            if (stride == 1) {
              System.arraycopy(x, from, panel, at + first, last - first + 1);
            } else {
              for (int ox = first; ox <= last; ox++, from += stride) {
                panel[at + ox] = x[from];
              }
            }
            if (last < output.width() - 1) {
              Arrays.fill(panel, at + last + 1, at + output.width(), 0);
            }
          }
        }
      }
    }
  }

  /** The reverse of {@link #unroll}: adds each cell of the panel to the pixel it came from. */
  private void rollUp(float[] panel, float[] gradInput, int xAt) {
    int stride = window.stride();
    int padding = window.padding();
    Arrays.fill(gradInput, xAt, xAt + channels * input.plane(), 0);
    int row = 0;
    for (int c = 0; c < channels; c++) {
      for (int i = 0; i < window.height(); i++) {
        for (int j = 0; j < window.width(); j++, row++) {
          int first = firstInside(j);
          int last = lastInside(j, input.width(), output.width());
          for (int oy = 0; oy < output.height(); oy++) {
            int iy = oy * stride + i - padding;
            if (iy < 0 || iy >= input.height()) {
              continue;
            }
            int at = (row * output.height() + oy) * output.width() + first;
            int to = xAt + (c * input.height() + iy) * input.width() + first * stride + j - padding;
            if (stride == 1) {
              Loops.addTo(gradInput, to, panel, at, last - first + 1);
            } else {
              for (int ox = first; ox <= last; ox++, at++, to += stride) {
                gradInput[to] += panel[at];
              }
            }
          }
        }
      }
    }
  }

  /** The first column of windows whose cell j lies inside the image. */
  private int firstInside(int j) {
    int outside = window.padding() - j;
    return outside <= 0 ? 0 : (outside + window.stride() - 1) / window.stride();
  }

  /** The last column of windows whose cell j lies inside an image of this width. */
  private int lastInside(int j, int width, int columns) {
    int room = width - 1 + window.padding() - j;
    return room < 0 ? -1 : Math.min(columns - 1, room / window.stride());
  }
}
