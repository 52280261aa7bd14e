package org.normprop.net.run.convolution;

import static org.normprop.net.run.convolution.WinogradGrid.TILE;
import static org.normprop.net.run.convolution.WinogradPoints.P;
import static org.normprop.net.run.convolution.WinogradPoints.P2;
import static org.normprop.net.run.convolution.WinogradPoints.P2Q2;
import static org.normprop.net.run.convolution.WinogradPoints.Q;
import static org.normprop.net.run.convolution.WinogradPoints.Q2;
import static org.normprop.net.run.convolution.WinogradPoints.SUM;

import java.util.Arrays;
import org.normprop.net.compute.Loops;

/**
 * The input of {@link WinogradConvolution}: V = B' x B, and back, dx = B dV B', where tiles that
 * overlap add up. Down the columns of an image with whole rows at a time, along its rows tile by
 * tile. Scratch memory of one worker.
 */
final class WinogradInput {

  private final WinogradGrid grid;
  private final int height;
  private final int width;
  private final int rows;
  private final int columns;
  private final int covered;

  /** Where each tile of a plane starts in a row of {@link #pixels}. */
  private final int[] places;

  /** Row i of every tile [6][planes, rows, covered]; what lies outside of the image stays 0. */
  private final float[][] pixels;

  /** The same, but with rows after the last for what hangs over. */
  private final float[][] sums;

  private final float[][] half;
  private final float[] moved;

  WinogradInput(WinogradGrid grid) {
    this.grid = grid;
    this.height = grid.input().height();
    this.width = grid.input().width();
    this.rows = grid.rows();
    this.columns = grid.columns();
    this.covered = grid.covered();
    places = new int[grid.tiles()];
    for (int k = 0; k < places.length; k++) {
      places[k] = k / columns * covered + k % columns * grid.step();
    }
    int planes = grid.planesAtOnce();
    int whole = planes * (rows + grid.reach()) * covered;
    pixels = new float[TILE][planes * rows * covered];
    sums = new float[TILE][whole];
    half = new float[TILE][whole];
    moved = new float[whole];
  }

  /**
   * V of so many planes from x[xAt] on: position xi of tile k of plane c goes to v[vAt + xi vStep +
   * c planeStep + k].
   */
  void forward(float[] x, int xAt, int planes, float[] v, int vAt, int vStep, int planeStep) {
    for (int i = 0; i < TILE; i++) {
      copyRows(x, xAt, planes, i);
    }
    WinogradPoints.split(pixels, half, planes * rows * covered);
    for (int i = 0; i < TILE; i++) {
      for (int c = 0; c < planes; c++) {
        split(half[i], c, v, vAt + TILE * i * vStep + c * planeStep, vStep);
      }
    }
  }

  /** The i-th row of every tile. */
  private void copyRows(float[] x, int xAt, int planes, int i) {
    int to = grid.padding();
    for (int c = 0; c < planes; c++) {
      for (int row = 0; row < rows; row++, to += covered) {
        int y = grid.step() * row + i - grid.padding();
        if (y >= 0 && y < height) {
          System.arraycopy(x, xAt + (c * height + y) * width, pixels[i], to, width);
        } else {
          Arrays.fill(pixels[i], to, to + width, 0);
        }
      }
    }
  }

  /** B' along the rows of a plane. */
  private void split(float[] x, int plane, float[] v, int v0, int vStep) {
    int v1 = v0 + vStep;
    int v2 = v1 + vStep;
    int v3 = v2 + vStep;
    int v4 = v3 + vStep;
    int v5 = v4 + vStep;
    int from = plane * rows * covered;
    for (int k = 0; k < places.length; k++) {
      int at = from + places[k];
      float x1 = x[at + 1];
      float x2 = x[at + 2];
      float x3 = x[at + 3];
      float x4 = x[at + 4];
      v[v0 + k] = P2Q2 * x[at] - SUM * x2 + x4;
      float even = x4 - Q2 * x2;
      float odd = P * x3 - P * Q2 * x1;
      v[v1 + k] = even + odd;
      v[v2 + k] = even - odd;
      even = x4 - P2 * x2;
      odd = Q * x3 - Q * P2 * x1;
      v[v3 + k] = even + odd;
      v[v4 + k] = even - odd;
      v[v5 + k] = P2Q2 * x1 - SUM * x3 + x[at + 5];
    }
  }

  /** dx of so many planes into gradient[at..], from dV where {@link #forward} put V. */
  void backward(
      float[] v, int vAt, int vStep, int planeStep, int planes, float[] gradient, int at) {
    int high = rows + grid.reach();
    for (int i = 0; i < TILE; i++) {
      for (int c = 0; c < planes; c++) {
        for (int row = 0; row < rows; row++) {
          int from = vAt + TILE * i * vStep + c * planeStep + row * columns;
          int to = (c * high + row) * covered;
          if (grid.step() == 2) {
            splitRowBackByTwo(v, from, vStep, sums[i], to);
          } else {
            splitRowBack(v, from, vStep, sums[i], to);
          }
        }
      }
    }
    int n = planes * high * covered;
    WinogradPoints.splitBack(sums, half, n);
    for (int i = TILE - 1; i >= grid.step(); i--) {
      // Row i of a tile is row i - step of the next one.
      System.arraycopy(half[i], 0, moved, covered, n - covered);
      Loops.addTo(half[i - grid.step()], moved, 0, n);
    }
    for (int c = 0; c < planes; c++) {
      for (int y = 0; y < height; y++) {
        int padded = y + grid.padding();
        int row = padded / grid.step();
        System.arraycopy(
            half[padded % grid.step()],
            (c * high + row) * covered + grid.padding(),
            gradient,
            at + (c * height + y) * width,
            width);
      }
    }
  }

  /** B along a row of tiles 4 pixels apart. */
  private void splitRowBack(float[] v, int v0, int vStep, float[] x, int to) {
    int v1 = v0 + vStep;
    int v2 = v1 + vStep;
    int v3 = v2 + vStep;
    int v4 = v3 + vStep;
    int v5 = v4 + vStep;
    int at = to;
    float carried0 = 0;
    float carried1 = 0;
    for (int k = 0; k < columns; k++, at += 4) {
      float first = v[v0 + k];
      float last = v[v5 + k];
      float sumP = v[v1 + k] + v[v2 + k];
      float differenceP = v[v1 + k] - v[v2 + k];
      float sumQ = v[v3 + k] + v[v4 + k];
      float differenceQ = v[v3 + k] - v[v4 + k];
      x[at] = P2Q2 * first + carried0;
      x[at + 1] = P2Q2 * last - P * Q2 * differenceP - Q * P2 * differenceQ + carried1;
      x[at + 2] = -SUM * first - Q2 * sumP - P2 * sumQ;
      x[at + 3] = -SUM * last + P * differenceP + Q * differenceQ;
      carried0 = first + sumP + sumQ;
      carried1 = last;
    }
    x[at] = carried0;
    x[at + 1] = carried1;
  }

  /** B along a row of tiles 2 pixels apart. */
  private void splitRowBackByTwo(float[] v, int v0, int vStep, float[] x, int to) {
    int v1 = v0 + vStep;
    int v2 = v1 + vStep;
    int v3 = v2 + vStep;
    int v4 = v3 + vStep;
    int v5 = v4 + vStep;
    int at = to;
    float carried0 = 0;
    float carried1 = 0;
    float carried2 = 0;
    float carried3 = 0;
    for (int k = 0; k < columns; k++, at += 2) {
      float first = v[v0 + k];
      float last = v[v5 + k];
      float sumP = v[v1 + k] + v[v2 + k];
      float differenceP = v[v1 + k] - v[v2 + k];
      float sumQ = v[v3 + k] + v[v4 + k];
      float differenceQ = v[v3 + k] - v[v4 + k];
      x[at] = P2Q2 * first + carried0;
      x[at + 1] = P2Q2 * last - P * Q2 * differenceP - Q * P2 * differenceQ + carried1;
      carried0 = -SUM * first - Q2 * sumP - P2 * sumQ + carried2;
      carried1 = -SUM * last + P * differenceP + Q * differenceQ + carried3;
      carried2 = first + sumP + sumQ;
      carried3 = last;
    }
    x[at] = carried0;
    x[at + 1] = carried1;
    x[at + 2] = carried2;
    x[at + 3] = carried3;
  }
}
