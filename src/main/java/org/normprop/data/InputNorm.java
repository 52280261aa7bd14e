package org.normprop.data;

import java.util.Arrays;
import java.util.Locale;

/**
 * Brings inputs to mean 0 and standard deviation 1 by constants that were measured once, on the
 * training part: {@code (x - mean) / std}. Immutable.
 *
 * <p>The standard deviation is the population's (divided by n).
 */
public final class InputNorm {

  /** What shares a mean and a standard deviation. */
  public enum Mode {
    /** Nothing is done. */
    NONE,
    /** All values: one mean and one standard deviation, as "global" in Arpit et al. 2016. */
    GLOBAL,
    /** The values of a channel: a colour, or a column of plain numbers. */
    CHANNEL,
    /** Each value of a row has its own. */
    ELEMENT;

    /**
     * The mode of a name.
     *
     * @param text the name in lower case
     * @return the mode
     * @throws IllegalArgumentException if there is none
     */
    public static Mode of(String text) {
      for (Mode mode : values()) {
        if (mode.text().equals(text)) {
          return mode;
        }
      }
      throw new IllegalArgumentException(
          "input normalisation must be none, global, channel or element, got '" + text + "'");
    }

    /**
     * The name in lower case.
     *
     * @return what {@link #of} reads
     */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    private int groups(SampleShape shape) {
      return switch (this) {
        case NONE -> 0;
        case GLOBAL -> 1;
        case CHANNEL -> shape.channels();
        case ELEMENT -> shape.size();
      };
    }
  }

  private final Mode mode;
  private final SampleShape shape;
  private final double[] means;
  private final double[] stds;
  private final double[] scales;

  /**
   * Takes constants measured before, to restore what was saved.
   *
   * @param mode what shares a constant
   * @param shape the shape of a row
   * @param means none, one, one a channel or one a value, by the mode; copied
   * @param stds as many, positive; copied
   * @throws IllegalArgumentException if the numbers are too many, too few, not finite or not
   *     positive
   */
  public InputNorm(Mode mode, SampleShape shape, double[] means, double[] stds) {
    int groups = mode.groups(shape);
    if (means.length != groups || stds.length != groups) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "input normalisation %s of shape %s needs %d means and stds, got %d and %d",
              mode.text(),
              shape,
              groups,
              means.length,
              stds.length));
    }
    for (int g = 0; g < groups; g++) {
      if (!(Math.abs(means[g]) <= Double.MAX_VALUE)
          || !(stds[g] > 0 && stds[g] <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "input normalisation needs finite means and positive stds, got "
                + means[g]
                + " and "
                + stds[g]);
      }
    }
    this.mode = mode;
    this.shape = shape;
    this.means = means.clone();
    this.stds = stds.clone();
    this.scales = Arrays.stream(stds).map(std -> 1 / std).toArray();
  }

  /**
   * Does nothing to rows of a shape.
   *
   * @param shape the shape
   * @return the identity
   */
  public static InputNorm none(SampleShape shape) {
    return new InputNorm(Mode.NONE, shape, new double[0], new double[0]);
  }

  /**
   * Measures a data set.
   *
   * @param mode what shares a constant
   * @param train the training part, of one row at least
   * @param floor the least standard deviation to divide by, in units of the features; it keeps
   *     values that hardly ever differ from being blown up. 0 sets no floor; a constant value is
   *     then divided by 1 and becomes 0.
   * @return the constants
   * @throws IllegalArgumentException if there are no rows or the floor is negative
   */
  public static InputNorm fit(Mode mode, DataSet train, double floor) {
    if (train.size() == 0) {
      throw new IllegalArgumentException(train.name() + " has no rows to normalise by");
    }
    if (!(floor >= 0 && floor <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "the floor of the standard deviation must be 0 or more, got " + floor);
    }
    int groups = mode.groups(train.shape());
    if (groups == 0) {
      return none(train.shape());
    }
    double count = (double) train.size() * train.shape().size() / groups;
    // Deviations from the first value, so that a constant has exactly no variance.
    double[] first = new double[groups];
    float[] row = new float[train.shape().size()];
    train.features(0, row, 0);
    for (int g = 0; g < groups; g++) {
      first[g] = row[g * (row.length / groups)];
    }
    double[] shifts = sums(train, groups, (g, x) -> x - first[g]);
    double[] means = new double[groups];
    for (int g = 0; g < groups; g++) {
      shifts[g] /= count;
      means[g] = first[g] + shifts[g];
    }
    double[] squares =
        sums(
            train,
            groups,
            (g, x) -> {
              double deviation = x - first[g] - shifts[g];
              return deviation * deviation;
            });
    double[] stds = new double[groups];
    for (int g = 0; g < groups; g++) {
      double std = Math.max(floor, Math.sqrt(squares[g] / count));
      stds[g] = std > 0 ? std : 1;
    }
    return new InputNorm(mode, train.shape(), means, stds);
  }

  /** What a value of a group adds to the group's sum. */
  @FunctionalInterface
  private interface Term {
    double of(int group, double value);
  }

  private static double[] sums(DataSet data, int groups, Term term) {
    double[] sums = new double[groups];
    float[] row = new float[data.shape().size()];
    int run = row.length / groups; // values side by side that share a constant
    for (int i = 0; i < data.size(); i++) {
      data.features(i, row, 0);
      for (int g = 0, j = 0; g < groups; g++) {
        double sum = sums[g];
        for (int end = j + run; j < end; j++) {
          sum += term.of(g, row[j]);
        }
        sums[g] = sum;
      }
    }
    return sums;
  }

  /**
   * What shares a constant.
   *
   * @return the mode
   */
  public Mode mode() {
    return mode;
  }

  /**
   * The shape of the rows that it is for.
   *
   * @return the shape
   */
  public SampleShape shape() {
    return shape;
  }

  /**
   * The means.
   *
   * @return a copy: none, one, one a channel or one a value
   */
  public double[] means() {
    return means.clone();
  }

  /**
   * The standard deviations, floored.
   *
   * @return a copy: as many as means
   */
  public double[] stds() {
    return stds.clone();
  }

  /**
   * Normalises rows in place.
   *
   * @param x holds the rows, one behind the other
   * @param offset where the first begins
   * @param rows how many
   */
  public void apply(float[] x, int offset, int rows) {
    if (mode == Mode.NONE) {
      return;
    }
    int run = shape.size() / groups();
    for (int i = 0; i < rows; i++) {
      for (int g = 0; g < groups(); g++) {
        apply(g, x, offset + i * shape.size() + g * run, run);
      }
    }
  }

  /** Normalises values, side by side, that share the constants of a group. */
  void apply(int group, float[] x, int offset, int count) {
    if (mode == Mode.NONE) {
      return;
    }
    double mean = means[group];
    double scale = scales[group];
    for (int i = offset; i < offset + count; i++) {
      x[i] = (float) ((x[i] - mean) * scale);
    }
  }

  /** How many means and standard deviations there are. */
  int groups() {
    return means.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof InputNorm that
        && mode == that.mode
        && shape.equals(that.shape)
        && Arrays.equals(means, that.means)
        && Arrays.equals(stds, that.stds);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * mode.hashCode() + shape.hashCode()) + Arrays.hashCode(means);
  }

  @Override
  public String toString() {
    return mode.text() + " of " + shape;
  }
}
