package org.normprop.net.flow.width;

import java.util.ArrayList;
import java.util.List;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.Window;

/**
 * Waves over planes, by which averages over windows become factors: cosines of frequency pi i/side
 * along each axis, as planes whose borders mirror what is inside have them, which zero padding with
 * corrected borders nearly does. A window of k cells multiplies a wave of frequency w by sin(k
 * w/2)/(k sin(w/2)). A stride of s keeps the long waves and 1/s of their amplitude; short ones are
 * lost. Planes of more than {@value #MAX_SIDE} rows are taken as finer than their waves. Immutable.
 */
final class PlaneModes {

  /** The most waves along an axis. */
  static final int MAX_SIDE = 16;

  private record Mode(int row, int column, int weight) {}

  private final double grain;
  private final List<Mode> modes = new ArrayList<>();

  /** Of the largest plane and those that become of it. */
  PlaneModes(Shape largest, boolean isSquare) {
    int side = Math.max(largest.height(), largest.width());
    grain = Math.max(1, (double) side / MAX_SIDE);
    int rows = side(largest.height());
    int columns = side(largest.width());
    boolean half = isSquare && rows == columns;
    for (int i = 0; i < rows; i++) {
      for (int j = half ? i : 0; j < columns; j++) {
        modes.add(new Mode(i, j, half && j > i ? 2 : 1));
      }
    }
  }

  private int side(int length) {
    return Math.max(1, (int) Math.round(length / grain));
  }

  /** How many waves; the last is what all places and images have in common. */
  int size() {
    return modes.size() + 1;
  }

  /** The share of each wave in the variance at a place of a plane, together 1. */
  double[] shares(Shape plane) {
    double[] all = new double[size()]; // 0 of the last
    double cells = (double) side(plane.height()) * side(plane.width());
    for (int m = 0; m < modes.size(); m++) {
      Mode mode = modes.get(m);
      boolean fits = mode.row < side(plane.height()) && mode.column < side(plane.width());
      all[m] = fits ? mode.weight / cells : 0;
    }
    return all;
  }

  /** What windows make of each wave of a plane. */
  double[] gains(Window window, Shape plane) {
    double[] rows = axis(side(plane.height()), window.height(), window);
    double[] columns = axis(side(plane.width()), window.width(), window);
    double[] all = new double[size()];
    for (int m = 0; m < modes.size(); m++) {
      Mode mode = modes.get(m);
      boolean fits = mode.row < rows.length && mode.column < columns.length;
      all[m] = fits ? rows[mode.row] * columns[mode.column] : 0;
    }
    all[modes.size()] = 1;
    return all;
  }

  /** What an average over all of a plane makes of each wave: its mean alone is left. */
  double[] averages(Shape plane) {
    double[] all = new double[size()];
    all[0] = 1 / Math.sqrt((double) side(plane.height()) * side(plane.width()));
    all[modes.size()] = 1;
    return all;
  }

  /** Along one axis, so that noise is left its mean of 1/cells over windows that padding cuts. */
  private static double[] axis(int side, int cells, Window window) {
    double[] gains = new double[side];
    double squares = 0;
    gains[0] = 1;
    for (int i = 1; i < side; i++) {
      double half = Math.PI * i / side / 2;
      gains[i] = Math.sin(cells * half) / (cells * Math.sin(half));
      squares += gains[i] * gains[i];
    }
    int outputs = side + 2 * window.padding() - cells + 1;
    double left = outputs == side ? left(side, cells, window) - 1 : squares;
    double damping = squares > 0 && left > 0 ? Math.sqrt(left / squares) : 1;
    for (int i = 0; i < side; i++) {
      gains[i] *= (i == 0 ? 1 : damping) / (side == 1 ? 1 : Math.sqrt(window.stride()));
    }
    return gains;
  }

  private static double left(int side, int cells, Window window) {
    double sum = 0;
    for (int o = 0; o < side; o++) {
      int from = Math.max(0, o - window.padding());
      sum += 1.0 / (Math.min(side, o - window.padding() + cells) - from);
    }
    return sum;
  }
}
