package org.normprop.net.run.convolution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.normprop.net.compute.Loops;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.Window;

/**
 * The windows of an image as the columns of a panel ("im2col"), and back.
 *
 * <pre>
 * panel [channels * rows * columns of the window, output plane]
 * row (c, i, j) holds, for each window (oy, ox), the pixel (s oy + i - padding, s ox + j - padding)
 * </pre>
 *
 * <p>Pixels of a channel are first taken apart by their phase, row and column modulo the stride s:
 * then a row of the panel is a phase's plane moved as a whole, except for the windows at the border
 * that reach out of the plane. With stride 1 and outputs as large as the image the only phase is
 * the image itself.
 *
 * <p>Panels of several workers at once; a worker's is for one thread.
 */
final class WindowPanel {

  private final Shape input;
  private final Shape output;
  private final Window window;
  private final int stride;

  /** Pixels of an output plane, and of a phase's. */
  private final int n;

  /** Whether the image is its only phase. */
  private final boolean isWhole;

  /** Whether every pixel lies in a phase's plane. */
  private final boolean coversAll;

  private final Scratch[] scratches;

  /** A plane for each phase, and one that is moved. */
  private record Scratch(float[][] planes, float[] moved) {}

  /** Pixels whose row and column, modulo the stride, are these. */
  private record Phase(int row, int column) {}

  /**
   * A cell (i, j) of the window at work.
   *
   * @param phase in which phase's plane its pixels lie
   * @param dy how many rows of the plane further down they lie than their windows
   * @param dx how many columns further right
   */
  private record Cell(int i, int j, int phase, int dy, int dx) {}

  private final Cell[] cells;

  /** Those that windows reach, fewer than there are where the stride is longer than the window. */
  private final List<Phase> phases = new ArrayList<>();

  /**
   * A panel's geometry.
   *
   * @param input the shape of an image, or of the channels of a group
   * @param output the shape of its output, of which the plane counts
   * @param window where windows lie
   * @param workers how many threads there are
   */
  WindowPanel(Shape input, Shape output, Window window, int workers) {
    this.input = input;
    this.output = output;
    this.window = window;
    this.stride = window.stride();
    this.n = output.plane();
    this.isWhole =
        stride == 1 && input.width() == output.width() && input.height() == output.height();
    this.coversAll =
        window.height() >= stride
            && window.width() >= stride
            && stride * output.height() >= input.height()
            && stride * output.width() >= input.width();
    this.cells = new Cell[window.cells()];
    for (int i = 0; i < window.height(); i++) {
      for (int j = 0; j < window.width(); j++) {
        int y = i - window.padding();
        int x = j - window.padding();
        Phase phase = new Phase(Math.floorMod(y, stride), Math.floorMod(x, stride));
        if (!phases.contains(phase)) {
          phases.add(phase);
        }
        int number = phases.indexOf(phase);
        cells[i * window.width() + j] =
            new Cell(i, j, number, Math.floorDiv(y, stride), Math.floorDiv(x, stride));
      }
    }
    this.scratches = new Scratch[workers];
  }

  private Scratch scratch(int worker) {
    if (scratches[worker] == null) {
      scratches[worker] = new Scratch(new float[phases.size()][n], new float[n]);
    }
    return scratches[worker];
  }

  /** The panel of the image at x[xAt]. */
  void unroll(float[] x, int xAt, float[] panel, int worker) {
    float[][] planes = isWhole ? null : scratch(worker).planes;
    int to = 0;
    for (int c = 0; c < input.channels(); c++) {
      int at = xAt + c * input.plane();
      if (!isWhole) {
        takeApart(x, at, planes);
      }
      for (Cell cell : cells) {
        move(isWhole ? x : planes[cell.phase], isWhole ? at : 0, cell, panel, to);
        fillBorders(x, at, cell, panel, to);
        to += n;
      }
    }
  }

  /** The pixels of a channel by phase; zeros where a plane reaches out of the image. */
  private void takeApart(float[] x, int at, float[][] planes) {
    for (int k = 0; k < planes.length; k++) {
      float[] plane = planes[k];
      Phase phase = phases.get(k);
      int inside = inside(phase.column, input.width(), output.width());
      for (int oy = 0; oy < output.height(); oy++) {
        int y = stride * oy + phase.row;
        int to = oy * output.width();
        int end = to + (y < input.height() ? inside : 0);
        int from = at + y * input.width() + phase.column;
        for (int o = to; o < end; o++, from += stride) {
          plane[o] = x[from];
        }
        Arrays.fill(plane, end, to + output.width(), 0);
      }
    }
  }

  /** How many of {@code most} pixels first, first + s, ... of a side lie on it. */
  private int inside(int first, int side, int most) {
    return first >= side ? 0 : Math.min(most, (side - 1 - first) / stride + 1);
  }

  /** A plane, moved so that each window finds its pixel; what is moved in is left alone. */
  private void move(float[] plane, int planeAt, Cell cell, float[] panel, int to) {
    int shift = cell.dy * output.width() + cell.dx;
    int from = Math.max(0, -shift);
    int length = Math.min(n, n - shift) - from;
    if (length > 0) {
      System.arraycopy(plane, planeAt + from + shift, panel, to + from, length);
    }
  }

  /** What windows find whose pixel lies in no plane: zero outside of the image. */
  private void fillBorders(float[] x, int at, Cell cell, float[] panel, int to) {
    int columns = output.width();
    if (cell.dy < 0) {
      Arrays.fill(panel, to, to + Math.min(n, -cell.dy * columns), 0);
    }
    for (int ox = 0; ox < Math.min(columns, -cell.dx); ox++) {
      for (int o = to + ox; o < to + n; o += columns) {
        panel[o] = 0;
      }
    }
    for (int oy = 0; oy < output.height(); oy++) {
      for (int ox = firstBeyond(cell, oy); ox < columns; ox++) {
        int pixel = pixel(cell, oy, ox);
        panel[to + oy * columns + ox] = pixel < 0 ? 0 : x[at + pixel];
      }
    }
  }

  /** The first window of a row whose pixel lies below or right of the phase's plane. */
  private int firstBeyond(Cell cell, int oy) {
    boolean isBelow = oy + cell.dy >= output.height();
    return isBelow ? 0 : Math.max(0, Math.min(output.width(), output.width() - cell.dx));
  }

  /** Where a window's pixel lies in its channel; -1 outside of it. */
  private int pixel(Cell cell, int oy, int ox) {
    int y = stride * oy + cell.i - window.padding();
    int x = stride * ox + cell.j - window.padding();
    boolean isInside = y >= 0 && y < input.height() && x >= 0 && x < input.width();
    return isInside ? y * input.width() + x : -1;
  }

  /** The reverse of {@link #unroll}: each pixel's gradient is the sum over the panel's cells. */
  void rollUp(float[] panel, float[] gradInput, int xAt, int worker) {
    Scratch scratch = scratch(worker);
    for (int c = 0; c < input.channels(); c++) {
      int at = xAt + c * input.plane();
      int from = c * cells.length * n;
      for (float[] plane : scratch.planes) {
        Arrays.fill(plane, 0);
      }
      for (int cell = 0; cell < cells.length; cell++) {
        moveBack(panel, from + cell * n, cells[cell], scratch.moved);
        Loops.addTo(scratch.planes[cells[cell].phase], scratch.moved, 0, n);
      }
      putTogether(scratch.planes, gradInput, at);
      for (int cell = 0; cell < cells.length; cell++) {
        addBeyond(panel, from + cell * n, cells[cell], gradInput, at);
      }
    }
  }

  /** The reverse of {@link #move}, with zeros where no window has its pixel. */
  private void moveBack(float[] panel, int panelAt, Cell cell, float[] moved) {
    int columns = output.width();
    int shift = cell.dy * columns + cell.dx;
    int from = Math.max(0, shift);
    int end = Math.min(n, n + shift);
    if (from >= end) {
      Arrays.fill(moved, 0);
      return;
    }
    Arrays.fill(moved, 0, from, 0);
    System.arraycopy(panel, panelAt + from - shift, moved, from, end - from);
    Arrays.fill(moved, end, n, 0);
    // Windows whose pixel lies left or right of the plane came along, in another row.
    int first = cell.dx < 0 ? Math.max(0, columns + cell.dx) : 0;
    int last = cell.dx < 0 ? columns : Math.min(columns, cell.dx);
    for (int column = first; column < last; column++) {
      for (int o = column; o < n; o += columns) {
        moved[o] = 0;
      }
    }
  }

  private void putTogether(float[][] planes, float[] gradInput, int at) {
    if (isWhole) {
      System.arraycopy(planes[0], 0, gradInput, at, n);
      return;
    }
    if (!coversAll) {
      Arrays.fill(gradInput, at, at + input.plane(), 0);
    }
    for (int k = 0; k < planes.length; k++) {
      float[] plane = planes[k];
      Phase phase = phases.get(k);
      int inside = inside(phase.column, input.width(), output.width());
      int rows = inside(phase.row, input.height(), output.height());
      for (int oy = 0; oy < rows; oy++) {
        int from = oy * output.width();
        int to = at + (stride * oy + phase.row) * input.width() + phase.column;
        for (int o = from; o < from + inside; o++, to += stride) {
          gradInput[to] = plane[o];
        }
      }
    }
  }

  /** Adds what belongs to pixels below or right of their phase's plane. */
  private void addBeyond(float[] panel, int panelAt, Cell cell, float[] gradInput, int at) {
    for (int oy = 0; oy < output.height(); oy++) {
      for (int ox = firstBeyond(cell, oy); ox < output.width(); ox++) {
        int pixel = pixel(cell, oy, ox);
        if (pixel >= 0) {
          gradInput[at + pixel] += panel[panelAt + oy * output.width() + ox];
        }
      }
    }
  }
}
