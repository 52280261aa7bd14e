package org.normprop.moments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.normprop.function.Activation;

/**
 * An interval on which an activation is constant. It makes an atom of a continuous law.
 *
 * @param range the interval; infinite where it goes beyond the range of the law
 * @param value the constant
 */
record LawFlat(LawRange range, double value) {

  private static final int SAMPLES = 256;

  /** Differences that have lost digits by underflow. */
  private static final double UNDERFLOW = 1e-290;

  /** A larger slope is no constant's, even if the value's last digit does not show it. */
  private static final double STEEPEST = 1e-9;

  /** The intervals between kinks on which f is constant. */
  static List<LawFlat> of(Activation f, LawRange hull, LawRange bulk) {
    if (hull.width() == 0) {
      return List.of();
    }
    double[] ends =
        DoubleStream.concat(
                DoubleStream.of(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
                Arrays.stream(f.kinks()).filter(x -> x > hull.low() && x < hull.high()))
            .sorted()
            .toArray();
    List<LawFlat> flats = new ArrayList<>();
    for (int i = 0; i + 1 < ends.length; i++) {
      LawRange range = new LawRange(ends[i], ends[i + 1]);
      double value = f.value(Math.nextUp(range.within(hull).low()));
      if (isConstant(f, value, range.within(bulk)) && isConstant(f, value, range.within(hull))) {
        flats.add(new LawFlat(range, value));
      }
    }
    return List.copyOf(flats);
  }

  /**
   * The same, and the ends of the range where f has run into its limit: its distribution function
   * cannot tell the values there from each other.
   */
  static List<LawFlat> withLimits(Activation f, LawRange hull, LawRange bulk) {
    List<LawFlat> flats = new ArrayList<>(of(f, hull, bulk));
    double left = f.value(hull.low());
    double right = f.value(hull.high());
    double middle = bulk.low() / 2 + bulk.high() / 2;
    if (f.value(bulk.low()) == left && flats.stream().noneMatch(t -> t.contains(bulk.low()))) {
      double end = leaves(f, left, bulk.low(), middle);
      flats.add(new LawFlat(new LawRange(Double.NEGATIVE_INFINITY, end), left));
    }
    if (f.value(bulk.high()) == right && flats.stream().noneMatch(t -> t.contains(bulk.high()))) {
      double end = leaves(f, right, bulk.high(), middle);
      flats.add(new LawFlat(new LawRange(end, Double.POSITIVE_INFINITY), right));
    }
    return List.copyOf(flats);
  }

  /** Where f leaves a value that it has at the one end and not at the other. */
  private static double leaves(Activation f, double value, double at, double other) {
    double a = at;
    double b = other;
    while (true) {
      double middle = a / 2 + b / 2;
      if (middle == a || middle == b) {
        return a;
      }
      if (Math.abs(f.value(middle) - value) <= UNDERFLOW) {
        a = middle;
      } else {
        b = middle;
      }
    }
  }

  private static boolean isConstant(Activation f, double value, LawRange range) {
    for (int i = 0; i < SAMPLES; i++) {
      double x = range.low() + range.width() * ((i + 0.5) / SAMPLES);
      if (f.value(x) != value || Math.abs(f.derivative(x)) > STEEPEST) {
        return false;
      }
    }
    return true;
  }

  DoubleStream ends() {
    return DoubleStream.of(range.low(), range.high());
  }

  boolean contains(double x) {
    return x > range.low() && x < range.high();
  }
}
