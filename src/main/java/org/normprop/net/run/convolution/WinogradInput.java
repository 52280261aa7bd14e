package org.normprop.net.run.convolution;

import static org.normprop.net.run.convolution.WinogradGrid.TILE;

import java.util.Arrays;
import org.normprop.net.compute.Loops;

/**
 * The input of {@link WinogradConvolution}: V = B' x B, and back, dx = B dV B', where tiles that
 * overlap add up.
 *
 * <p>Pixels are first taken apart, with their rows by phase (row modulo step) and their columns by
 * place in the tile, so that what follows is arithmetic on whole arrays at equal indices. A row of
 * pixels that two tiles share is computed once along itself.
 */
final class WinogradInput {

  private final WinogradGrid grid;
  private final int channels;
  private final int height;
  private final int width;
  private final int rows;
  private final int columns;
  private final int step;

  WinogradInput(WinogradGrid grid) {
    this.grid = grid;
    this.channels = grid.input().channels();
    this.height = grid.input().height();
    this.width = grid.input().width();
    this.rows = grid.rows();
    this.columns = grid.columns();
    this.step = grid.step();
  }

  /** V of so many images from x[xAt] on, to {@link WinogradScratch#v}. */
  void forward(float[] x, int xAt, int images, WinogradScratch scratch) {
    int rowSize = grid.rowSize(images, channels);
    float[][] cells = scratch.cells();
    for (int phase = 0; phase < step; phase++) {
      int high = rows + grid.reach(phase);
      takeApart(x, xAt, images, phase, high, cells);
      WinogradPoints.split(cells, scratch.rows(), phase * TILE, 1, high * rowSize);
    }
    float[][] six = scratch.six();
    int n = rows * rowSize;
    for (int j = 0; j < TILE; j++) {
      for (int i = 0; i < TILE; i++) {
        float[] row = scratch.rows()[i % step * TILE + j];
        if (i >= step) {
          System.arraycopy(row, i / step * rowSize, cells[i], 0, n);
        }
        six[i] = i < step ? row : cells[i];
      }
      WinogradPoints.split(six, scratch.v(), j, TILE, n);
    }
  }

  /** Pixel rows of a phase, by their place in a tile's columns; zeros outside of the image. */
  private void takeApart(float[] x, int xAt, int images, int phase, int high, float[][] cells) {
    int rowSize = grid.rowSize(images, channels);
    for (int row = 0; row < high; row++) {
      int y = step * row + phase - grid.padding();
      int to = row * rowSize;
      if (y < 0 || y >= height) {
        for (int j = 0; j < TILE; j++) {
          Arrays.fill(cells[j], to, to + rowSize, 0);
        }
        continue;
      }
      for (int b = 0; b < images; b++, to += columns * channels) {
        int from = xAt + b * grid.input().size() + y * width;
        for (int k = 0; k < columns; k++) {
          int left = k * step - grid.padding();
          boolean isInside = left >= 0 && left + TILE <= width;
          if (isInside && step == 4 && left + step + TILE <= width && k + 1 < columns) {
            takeApartTwo(x, from + left, cells, to + k++ * channels);
          } else if (isInside) {
            takeApart(x, from + left, cells, to + k * channels);
          } else {
            takeApartEdge(x, from, left, cells, to + k * channels);
          }
        }
      }
    }
  }

  /** A row of two tiles next to each other, which share two pixels, for all channels. */
  private void takeApartTwo(float[] x, int from, float[][] cells, int to) {
    float[] x0 = cells[0];
    float[] x1 = cells[1];
    float[] x2 = cells[2];
    float[] x3 = cells[3];
    float[] x4 = cells[4];
    float[] x5 = cells[5];
    int plane = grid.input().plane();
    int next = to + channels;
    int at = from;
    for (int o = to; o < to + channels; o++, next++, at += plane) {
      float shared4 = x[at + 4];
      float shared5 = x[at + 5];
      x0[o] = x[at];
      x1[o] = x[at + 1];
      x2[o] = x[at + 2];
      x3[o] = x[at + 3];
      x4[o] = shared4;
      x5[o] = shared5;
      x0[next] = shared4;
      x1[next] = shared5;
      x2[next] = x[at + 6];
      x3[next] = x[at + 7];
      x4[next] = x[at + 8];
      x5[next] = x[at + 9];
    }
  }

  /** A row of a tile, for all channels. */
  private void takeApart(float[] x, int from, float[][] cells, int to) {
    float[] x0 = cells[0];
    float[] x1 = cells[1];
    float[] x2 = cells[2];
    float[] x3 = cells[3];
    float[] x4 = cells[4];
    float[] x5 = cells[5];
    int plane = grid.input().plane();
    int at = from;
    for (int o = to; o < to + channels; o++, at += plane) {
      x0[o] = x[at];
      x1[o] = x[at + 1];
      x2[o] = x[at + 2];
      x3[o] = x[at + 3];
      x4[o] = x[at + 4];
      x5[o] = x[at + 5];
    }
  }

  /** Five columns next to each other. */
  private void takeFive(float[] x, int from, float[][] cells, int first, int to) {
    float[] x0 = cells[first];
    float[] x1 = cells[first + 1];
    float[] x2 = cells[first + 2];
    float[] x3 = cells[first + 3];
    float[] x4 = cells[first + 4];
    int plane = grid.input().plane();
    int at = from;
    for (int o = to; o < to + channels; o++, at += plane) {
      x0[o] = x[at];
      x1[o] = x[at + 1];
      x2[o] = x[at + 2];
      x3[o] = x[at + 3];
      x4[o] = x[at + 4];
    }
  }

  private void takeApartEdge(float[] x, int from, int left, float[][] cells, int to) {
    int plane = grid.input().plane();
    int first = Math.max(0, -left);
    int end = Math.min(TILE, width - left);
    if (end - first == TILE - 1) {
      Arrays.fill(cells[first == 0 ? TILE - 1 : 0], to, to + channels, 0);
      takeFive(x, from + left + first, cells, first, to);
      return;
    }
    for (int j = 0; j < TILE; j++) {
      float[] cell = cells[j];
      if (left + j < 0 || left + j >= width) {
        Arrays.fill(cell, to, to + channels, 0);
        continue;
      }
      int at = from + left + j;
      for (int o = to; o < to + channels; o++, at += plane) {
        cell[o] = x[at];
      }
    }
  }

  /** dx of so many images into gradient[at..], from dV in the place of V, which is lost. */
  void backward(WinogradScratch scratch, int images, float[] gradient, int at) {
    int rowSize = grid.rowSize(images, channels);
    int n = rows * rowSize;
    float[][] cells = scratch.cells();
    float[][] six = scratch.six();
    float[] moved = cells[TILE];
    for (int j = 0; j < TILE; j++) {
      for (int i = 0; i < TILE; i++) {
        six[i] = i < step ? scratch.rows()[i * TILE + j] : cells[i];
      }
      WinogradPoints.splitBack(scratch.v(), j, TILE, six, n);
      for (int i = 0; i < step; i++) {
        Arrays.fill(six[i], n, n + grid.reach(i) * rowSize, 0);
      }
      for (int i = step; i < TILE; i++) {
        int further = i / step * rowSize;
        System.arraycopy(six[i], 0, moved, further, n);
        Loops.addTo(six[i % step], moved, further, n);
      }
    }
    for (int phase = 0; phase < step; phase++) {
      int high = rows + grid.reach(phase);
      WinogradPoints.splitBack(scratch.rows(), phase * TILE, 1, cells, high * rowSize);
      putTogether(cells, images, phase, high, moved, gradient, at);
    }
  }

  /** The reverse of {@link #takeApart}: adds up what belongs to the same pixel. */
  private void putTogether(
      float[][] cells, int images, int phase, int high, float[] line, float[] gradient, int at) {
    int from = 0;
    for (int row = 0; row < high; row++) {
      int y = step * row + phase - grid.padding();
      if (y < 0 || y >= height) {
        from += grid.rowSize(images, channels);
        continue;
      }
      for (int b = 0; b < images; b++, from += columns * channels) {
        int to = at + b * grid.input().size() + y * width;
        for (int c = 0; c < channels; c++, to += grid.input().plane()) {
          if (step == 2) {
            lineByTwo(cells, from + c, line);
          } else {
            lineByFour(cells, from + c, line);
          }
          System.arraycopy(line, grid.padding(), gradient, to, width);
        }
      }
    }
  }

  /** A line of pixels from tiles 4 pixels apart. */
  private void lineByFour(float[][] cells, int from, float[] line) {
    float[] x0 = cells[0];
    float[] x1 = cells[1];
    float[] x2 = cells[2];
    float[] x3 = cells[3];
    float[] x4 = cells[4];
    float[] x5 = cells[5];
    float carried0 = 0;
    float carried1 = 0;
    int o = from;
    int to = 0;
    for (int k = 0; k < columns; k++, o += channels, to += 4) {
      line[to] = x0[o] + carried0;
      line[to + 1] = x1[o] + carried1;
      line[to + 2] = x2[o];
      line[to + 3] = x3[o];
      carried0 = x4[o];
      carried1 = x5[o];
    }
    line[to] = carried0;
    line[to + 1] = carried1;
  }

  /** A line of pixels from tiles 2 pixels apart. */
  private void lineByTwo(float[][] cells, int from, float[] line) {
    float[] x0 = cells[0];
    float[] x1 = cells[1];
    float[] x2 = cells[2];
    float[] x3 = cells[3];
    float[] x4 = cells[4];
    float[] x5 = cells[5];
    float carried0 = 0;
    float carried1 = 0;
    float carried2 = 0;
    float carried3 = 0;
    int o = from;
    int to = 0;
    for (int k = 0; k < columns; k++, o += channels, to += 2) {
      line[to] = x0[o] + carried0;
      line[to + 1] = x1[o] + carried1;
      carried0 = x2[o] + carried2;
      carried1 = x3[o] + carried3;
      carried2 = x4[o];
      carried3 = x5[o];
    }
    line[to] = carried0;
    line[to + 1] = carried1;
    line[to + 2] = carried2;
    line[to + 3] = carried3;
  }
}
