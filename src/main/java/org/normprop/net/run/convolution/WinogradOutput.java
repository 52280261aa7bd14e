package org.normprop.net.run.convolution;

import static org.normprop.net.run.convolution.WinogradGrid.TILE;

import java.util.Arrays;

/**
 * The output of {@link WinogradConvolution}: u = A' M A, and back, dM = A du A'. Pixels are kept
 * apart by row and column within their tile, as {@link WinogradInput} has them, until the end.
 */
final class WinogradOutput {

  private final WinogradGrid grid;
  private final int filters;
  private final int height;
  private final int width;
  private final int rows;
  private final int columns;
  private final int step;

  /** Tiles of a row whose outputs all lie within the image. */
  private final int whole;

  WinogradOutput(WinogradGrid grid) {
    this.grid = grid;
    this.filters = grid.output().channels();
    this.height = grid.output().height();
    this.width = grid.output().width();
    this.rows = grid.rows();
    this.columns = grid.columns();
    this.step = grid.step();
    this.whole = width / step;
  }

  /** u of so many images into u[uAt..] from {@link WinogradScratch#m}, which is lost. */
  void forward(WinogradScratch scratch, int images, float[] u, int uAt) {
    int n = rows * grid.rowSize(images, filters);
    for (int j = 0; j < TILE; j++) {
      WinogradPoints.join(scratch.m(), j, TILE, scratch.rows(), j, TILE, step, n);
    }
    for (int phase = 0; phase < step; phase++) {
      WinogradPoints.join(scratch.rows(), phase * TILE, 1, scratch.cells(), 0, 1, step, n);
      putTogether(scratch.cells(), images, phase, u, uAt);
    }
  }

  private void putTogether(float[][] cells, int images, int phase, float[] u, int uAt) {
    int from = 0;
    for (int y = phase; y < height; y += step) {
      for (int b = 0; b < images; b++, from += columns * filters) {
        int to = uAt + b * grid.output().size() + y * width;
        for (int f = 0; f < filters; f++, to += grid.output().plane()) {
          if (step == 2) {
            lineByTwo(cells, from + f, u, to);
          } else {
            lineByFour(cells, from + f, u, to);
          }
          for (int x = whole * step; x < width; x++) {
            u[to + x] = cells[x - whole * step][from + f + whole * filters];
          }
        }
      }
    }
  }

  private void lineByFour(float[][] cells, int from, float[] u, int to) {
    float[] u0 = cells[0];
    float[] u1 = cells[1];
    float[] u2 = cells[2];
    float[] u3 = cells[3];
    int o = from;
    int at = to;
    for (int k = 0; k < whole; k++, o += filters, at += 4) {
      u[at] = u0[o];
      u[at + 1] = u1[o];
      u[at + 2] = u2[o];
      u[at + 3] = u3[o];
    }
  }

  private void lineByTwo(float[][] cells, int from, float[] u, int to) {
    float[] u0 = cells[0];
    float[] u1 = cells[1];
    int o = from;
    int at = to;
    for (int k = 0; k < whole; k++, o += filters, at += 2) {
      u[at] = u0[o];
      u[at + 1] = u1[o];
    }
  }

  /** dM of so many images of d[dAt..] into {@link WinogradScratch#m}. */
  void backward(float[] d, int dAt, int images, WinogradScratch scratch) {
    int n = rows * grid.rowSize(images, filters);
    for (int phase = 0; phase < step; phase++) {
      takeApart(d, dAt, images, phase, scratch.cells());
      WinogradPoints.joinBack(scratch.cells(), step, scratch.rows(), phase * TILE, 1, n);
    }
    float[][] six = scratch.six();
    for (int j = 0; j < TILE; j++) {
      for (int i = 0; i < step; i++) {
        six[i] = scratch.rows()[i * TILE + j];
      }
      WinogradPoints.joinBack(six, step, scratch.m(), j, TILE, n);
    }
  }

  /** The reverse of {@link #putTogether}, with zeros outside of the image. */
  private void takeApart(float[] d, int dAt, int images, int phase, float[][] cells) {
    int rowSize = grid.rowSize(images, filters);
    for (int row = 0; row < rows; row++) {
      int y = step * row + phase;
      int to = row * rowSize;
      if (y >= height) {
        for (int j = 0; j < step; j++) {
          Arrays.fill(cells[j], to, to + rowSize, 0);
        }
        continue;
      }
      for (int b = 0; b < images; b++, to += columns * filters) {
        int from = dAt + b * grid.output().size() + y * width;
        for (int k = 0; k < columns; k++) {
          if (k < whole && step == 4) {
            cellsOfFour(d, from + k * step, cells, to + k * filters);
          } else {
            cellsOneByOne(d, from + k * step, width - k * step, cells, to + k * filters);
          }
        }
      }
    }
  }

  /** A row of a tile, for all filters. */
  private void cellsOfFour(float[] d, int from, float[][] cells, int to) {
    float[] d0 = cells[0];
    float[] d1 = cells[1];
    float[] d2 = cells[2];
    float[] d3 = cells[3];
    int plane = grid.output().plane();
    int at = from;
    for (int o = to; o < to + filters; o++, at += plane) {
      d0[o] = d[at];
      d1[o] = d[at + 1];
      d2[o] = d[at + 2];
      d3[o] = d[at + 3];
    }
  }

  private void cellsOneByOne(float[] d, int from, int inside, float[][] cells, int to) {
    int plane = grid.output().plane();
    for (int j = 0; j < step; j++) {
      float[] cell = cells[j];
      if (j >= inside) {
        Arrays.fill(cell, to, to + filters, 0);
        continue;
      }
      int at = from + j;
      for (int o = to; o < to + filters; o++, at += plane) {
        cell[o] = d[at];
      }
    }
  }
}
