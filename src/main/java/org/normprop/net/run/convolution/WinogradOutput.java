package org.normprop.net.run.convolution;

import static org.normprop.net.run.convolution.WinogradGrid.TILE;
import static org.normprop.net.run.convolution.WinogradPoints.P;
import static org.normprop.net.run.convolution.WinogradPoints.P2;
import static org.normprop.net.run.convolution.WinogradPoints.P3;
import static org.normprop.net.run.convolution.WinogradPoints.Q;
import static org.normprop.net.run.convolution.WinogradPoints.Q2;
import static org.normprop.net.run.convolution.WinogradPoints.Q3;

import java.util.Arrays;

/**
 * The output of {@link WinogradConvolution}: u = A' M A, and back, dM = A du A'. Along the rows of
 * an image tile by tile, down its columns with whole rows at a time. Scratch memory of one worker.
 */
final class WinogradOutput {

  private final WinogradGrid grid;
  private final int height;
  private final int width;
  private final int rows;
  private final int tiles;
  private final int given;

  /** Row i of every tile's output [step][planes, rows, given]; what lies outside stays 0. */
  private final float[][] pixels;

  /** The six points down every column [6][planes, rows, given]. */
  private final float[][] half;

  private final float[][] joined;

  WinogradOutput(WinogradGrid grid) {
    this.grid = grid;
    this.height = grid.output().height();
    this.width = grid.output().width();
    this.rows = grid.rows();
    this.tiles = grid.tiles();
    this.given = grid.given();
    int whole = grid.planesAtOnce() * rows * given;
    pixels = new float[grid.step()][whole];
    half = new float[TILE][whole];
    joined = new float[grid.step()][whole];
  }

  /**
   * u of so many planes into u[uAt..]: position xi of tile k of plane f comes from m[mAt + xi mStep
   * + f planeStep + k].
   */
  void forward(float[] m, int mAt, int mStep, int planeStep, int planes, float[] u, int uAt) {
    for (int i = 0; i < TILE; i++) {
      for (int f = 0; f < planes; f++) {
        int from = mAt + TILE * i * mStep + f * planeStep;
        int to = f * rows * given;
        if (grid.step() == 2) {
          joinByTwo(m, from, mStep, half[i], to);
        } else {
          joinByFour(m, from, mStep, half[i], to);
        }
      }
    }
    WinogradPoints.join(half, joined, grid.step(), planes * rows * given);
    for (int f = 0; f < planes; f++) {
      for (int y = 0; y < height; y++) {
        int from = (f * rows + y / grid.step()) * given;
        int to = uAt + (f * height + y) * width;
        System.arraycopy(joined[y % grid.step()], from, u, to, width);
      }
    }
  }

  /** A' along the rows of a plane, tiles of 4 outputs. */
  private void joinByFour(float[] m, int m0, int mStep, float[] u, int to) {
    int m1 = m0 + mStep;
    int m2 = m1 + mStep;
    int m3 = m2 + mStep;
    int m4 = m3 + mStep;
    int m5 = m4 + mStep;
    int at = to;
    for (int k = 0; k < tiles; k++, at += 4) {
      float sumP = m[m1 + k] + m[m2 + k];
      float differenceP = m[m1 + k] - m[m2 + k];
      float sumQ = m[m3 + k] + m[m4 + k];
      float differenceQ = m[m3 + k] - m[m4 + k];
      u[at] = m[m0 + k] + sumP + sumQ;
      u[at + 1] = P * differenceP + Q * differenceQ;
      u[at + 2] = P2 * sumP + Q2 * sumQ;
      u[at + 3] = P3 * differenceP + Q3 * differenceQ + m[m5 + k];
    }
  }

  /** A' along the rows of a plane, tiles of 2 outputs. */
  private void joinByTwo(float[] m, int m0, int mStep, float[] u, int to) {
    int m1 = m0 + mStep;
    int m2 = m1 + mStep;
    int m3 = m2 + mStep;
    int m4 = m3 + mStep;
    int m5 = m4 + mStep;
    int at = to;
    for (int k = 0; k < tiles; k++, at += 2) {
      u[at] = m[m0 + k] + (m[m1 + k] + m[m2 + k]) + (m[m3 + k] + m[m4 + k]);
      u[at + 1] = P * (m[m1 + k] - m[m2 + k]) + Q * (m[m3 + k] - m[m4 + k]) + m[m5 + k];
    }
  }

  /** dM of so many planes of d[dAt..], to where {@link #forward} takes M from. */
  void backward(float[] d, int dAt, int planes, float[] m, int mAt, int mStep, int planeStep) {
    for (int i = 0; i < grid.step(); i++) {
      copyRows(d, dAt, planes, i);
    }
    WinogradPoints.joinBack(pixels, half, grid.step(), planes * rows * given);
    for (int i = 0; i < TILE; i++) {
      for (int f = 0; f < planes; f++) {
        int from = f * rows * given;
        int to = mAt + TILE * i * mStep + f * planeStep;
        if (grid.step() == 2) {
          joinBackByTwo(half[i], from, m, to, mStep);
        } else {
          joinBackByFour(half[i], from, m, to, mStep);
        }
      }
    }
  }

  /** The i-th row of every tile's output. */
  private void copyRows(float[] d, int dAt, int planes, int i) {
    int to = 0;
    for (int f = 0; f < planes; f++) {
      for (int row = 0; row < rows; row++, to += given) {
        int y = grid.step() * row + i;
        if (y < height) {
          System.arraycopy(d, dAt + (f * height + y) * width, pixels[i], to, width);
        } else {
          Arrays.fill(pixels[i], to, to + width, 0);
        }
      }
    }
  }

  /** A along the rows of a plane, tiles of 4 outputs. */
  private void joinBackByFour(float[] u, int from, float[] m, int m0, int mStep) {
    int m1 = m0 + mStep;
    int m2 = m1 + mStep;
    int m3 = m2 + mStep;
    int m4 = m3 + mStep;
    int m5 = m4 + mStep;
    int at = from;
    for (int k = 0; k < tiles; k++, at += 4) {
      float u0 = u[at];
      float u1 = u[at + 1];
      float u2 = u[at + 2];
      float u3 = u[at + 3];
      m[m0 + k] = u0;
      float even = u0 + P2 * u2;
      float odd = P * u1 + P3 * u3;
      m[m1 + k] = even + odd;
      m[m2 + k] = even - odd;
      even = u0 + Q2 * u2;
      odd = Q * u1 + Q3 * u3;
      m[m3 + k] = even + odd;
      m[m4 + k] = even - odd;
      m[m5 + k] = u3;
    }
  }

  /** A along the rows of a plane, tiles of 2 outputs. */
  private void joinBackByTwo(float[] u, int from, float[] m, int m0, int mStep) {
    int m1 = m0 + mStep;
    int m2 = m1 + mStep;
    int m3 = m2 + mStep;
    int m4 = m3 + mStep;
    int m5 = m4 + mStep;
    int at = from;
    for (int k = 0; k < tiles; k++, at += 2) {
      float u0 = u[at];
      float u1 = u[at + 1];
      m[m0 + k] = u0;
      m[m1 + k] = u0 + P * u1;
      m[m2 + k] = u0 - P * u1;
      m[m3 + k] = u0 + Q * u1;
      m[m4 + k] = u0 - Q * u1;
      m[m5 + k] = u1;
    }
  }
}
