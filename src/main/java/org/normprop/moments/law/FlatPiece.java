package org.normprop.moments.law;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.normprop.function.stage.Activation;

/**
 * An interval on which an activation is constant. It makes an atom of a continuous law.
 *
 * @param range the interval; infinite where it goes beyond the range of the law
 * @param value the constant
 */
record FlatPiece(Interval range, double value) {

  private static final int SAMPLES = 256;

  /** Differences that have lost digits by underflow. */
  private static final double UNDERFLOW = 1e-290;

  /** How near to an interval's end a limit is looked for, as a part of the interval. */
  private static final double NEAR = 1e-6;

  /** A larger slope is no constant's, even if the value's last digit does not show it. */
  private static final double STEEPEST = 1e-9;

  /** The intervals between kinks on which f is constant. */
  static List<FlatPiece> of(Activation f, Interval hull, Interval bulk) {
    List<FlatPiece> flats = new ArrayList<>();
    for (Interval range : smooth(f, hull)) {
      double value = f.value(Math.nextUp(range.within(hull).low()));
      if (isConstant(f, value, range.within(bulk)) && isConstant(f, value, range.within(hull))) {
        flats.add(new FlatPiece(range, value));
      }
    }
    return List.copyOf(flats);
  }

  /**
   * The same, and the ends of the other intervals where f has run into a limit: its distribution
   * function cannot tell the values there from each other.
   */
  static List<FlatPiece> withLimits(Activation f, Interval hull, Interval bulk) {
    List<FlatPiece> flats = new ArrayList<>(of(f, hull, bulk));
    List<Interval> constant = flats.stream().map(FlatPiece::range).toList();
    for (Interval range : smooth(f, hull)) {
      Interval inside = range.within(bulk);
      if (!constant.contains(range) && inside.width() > 0) {
        double middle = inside.low() / 2 + inside.high() / 2;
        double left = f.value(Math.nextUp(range.within(hull).low()));
        double start = inside.low() + NEAR * inside.width();
        if (isLimit(f.value(start), left)) {
          flats.add(new FlatPiece(new Interval(range.low(), leaves(f, left, start, middle)), left));
        }
        double right = f.value(Math.nextDown(range.within(hull).high()));
        double end = inside.high() - NEAR * inside.width();
        if (isLimit(f.value(end), right)) {
          flats.add(
              new FlatPiece(new Interval(leaves(f, right, end, middle), range.high()), right));
        }
      }
    }
    return List.copyOf(flats);
  }

  /** The intervals between kinks. */
  private static List<Interval> smooth(Activation f, Interval hull) {
    List<Interval> ranges = new ArrayList<>();
    if (hull.width() > 0) {
      double low = Double.NEGATIVE_INFINITY;
      for (double kink : f.kinks()) {
        if (kink > hull.low() && kink < hull.high()) {
          ranges.add(new Interval(low, kink));
          low = kink;
        }
      }
      ranges.add(new Interval(low, Double.POSITIVE_INFINITY));
    }
    return ranges;
  }

  private static boolean isLimit(double value, double limit) {
    return Math.abs(value - limit) <= UNDERFLOW;
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
      if (isLimit(f.value(middle), value)) {
        a = middle;
      } else {
        b = middle;
      }
    }
  }

  private static boolean isConstant(Activation f, double value, Interval range) {
    if (!Double.isFinite(value)) {
      return false;
    }
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
