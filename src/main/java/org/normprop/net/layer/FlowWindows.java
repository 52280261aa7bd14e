package org.normprop.net.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The windows of a convolution or pooling over planes, cut by padding. */
record FlowWindows(Window window, Shape input, Shape output) {

  /** Called for each place of the input that a window holds. */
  @FunctionalInterface
  interface Place {
    void at(int place);
  }

  /** Goes through the places that output o's window holds. */
  void forEach(int o, Place place) {
    int row = o / output.width();
    int column = o % output.width();
    int bottom = window.to(row, window.height(), input.height());
    int right = window.to(column, window.width(), input.width());
    for (int i = window.from(row); i < bottom; i++) {
      for (int j = window.from(column); j < right; j++) {
        place.at(i * input.width() + j);
      }
    }
  }

  /** How many cells output o's window holds. */
  int cells(int o) {
    return inside(o / output.width(), window.height(), input.height())
        * inside(o % output.width(), window.width(), input.width());
  }

  private int inside(int o, int side, int length) {
    return Math.max(0, window.to(o, side, length) - window.from(o));
  }

  /** For each place of the output, the sum of the input's values in its window. */
  double[] sums(double[] values) {
    double[] sums = new double[output.plane()];
    for (int o = 0; o < sums.length; o++) {
      int at = o;
      forEach(o, place -> sums[at] += values[place]);
    }
    return sums;
  }

  /**
   * For each output p, what it has in common with another q of any place: E[y_p y_q] is the sum
   * over the cells k of the filter that both hold of sqrt(w_p w_q x_k x'_k); at a border a window
   * lacks cells that others have.
   *
   * @param values what each place of the input has in common with others
   * @param weights the squares of a filter's cell, by output
   * @return r_p^2, where r_p times the mean of all r is the mean over q
   */
  double[] shared(double[] values, double[] weights) {
    double[] others = new double[window.cells()];
    double[] all = new double[output.plane()];
    double[] roots = Arrays.stream(values).map(value -> Math.sqrt(Math.max(0, value))).toArray();
    for (int o = 0; o < all.length; o++) {
      double root = Math.sqrt(weights[o]) / all.length;
      int q = o;
      forEach(o, place -> others[cell(q, place)] += root * roots[place]);
    }
    double mean = 0;
    for (int o = 0; o < all.length; o++) {
      int at = o;
      double root = Math.sqrt(weights[o]);
      forEach(o, place -> all[at] += root * others[cell(at, place)] * roots[place]);
      mean += all[o] / all.length;
    }
    for (int o = 0; o < all.length; o++) {
      all[o] = mean > 0 ? all[o] * all[o] / mean : 0;
    }
    return all;
  }

  /** Which cell of the filter of output o lies at this place. */
  int cell(int o, int place) {
    int row = place / input.width() - (o / output.width() * window.stride() - window.padding());
    int column = place % input.width() - (o % output.width() * window.stride() - window.padding());
    return row * window.width() + column;
  }

  /** For each place of the input, the sum over the windows that hold it. */
  double[] spread(double[] values) {
    double[] sums = new double[input.plane()];
    for (int o = 0; o < values.length; o++) {
      double value = values[o];
      forEach(o, place -> sums[place] += value);
    }
    return sums;
  }

  /** The outputs whose windows hold each place of the input. */
  List<List<Integer>> holders() {
    List<List<Integer>> all = new ArrayList<>();
    for (int place = 0; place < input.plane(); place++) {
      all.add(new ArrayList<>());
    }
    for (int o = 0; o < output.plane(); o++) {
      int at = o;
      forEach(o, place -> all.get(place).add(at));
    }
    return all;
  }

  /** Whether an output's window holds a place. */
  boolean holds(int o, int place) {
    return holds(o / output.width(), place / input.width(), window.height(), input.height())
        && holds(o % output.width(), place % input.width(), window.width(), input.width());
  }

  private boolean holds(int o, int at, int side, int length) {
    return at >= window.from(o) && at < window.to(o, side, length);
  }

  /** The places beside this one, of the input. */
  List<Integer> beside(int place) {
    List<Integer> all = new ArrayList<>();
    int row = place / input.width();
    int column = place % input.width();
    if (row > 0) {
      all.add(place - input.width());
    }
    if (row < input.height() - 1) {
      all.add(place + input.width());
    }
    if (column > 0) {
      all.add(place - 1);
    }
    if (column < input.width() - 1) {
      all.add(place + 1);
    }
    return all;
  }

  /** How many cells two outputs' windows both hold. */
  int common(int a, int b) {
    return both(a / output.width(), b / output.width(), window.height(), input.height())
        * both(a % output.width(), b % output.width(), window.width(), input.width());
  }

  private int both(int a, int b, int side, int length) {
    int to = Math.min(window.to(a, side, length), window.to(b, side, length));
    return Math.max(0, to - Math.max(window.from(a), window.from(b)));
  }
}
