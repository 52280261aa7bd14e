package org.normprop.net.layer;

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

  /** For each place of the input, the sum over the windows that hold it. */
  double[] spread(double[] values) {
    double[] sums = new double[input.plane()];
    for (int o = 0; o < values.length; o++) {
      double value = values[o];
      forEach(o, place -> sums[place] += value);
    }
    return sums;
  }
}
