package org.normprop.moments.law;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.normprop.function.enclosure.Enclosure;
import org.normprop.function.stage.Activation;
import org.normprop.moments.shape.FlatPiece;

/**
 * Applies a function to points, with what it loses by rounding; by the distance from cuts, where
 * that keeps more digits. Remembers the last point; for one thread.
 */
final class Mover {

  /** A larger part of a slope is not what it changes by within rounding. */
  private static final double MUCH = 1e-13;

  private final Activation f;
  private final Map<Double, Optional<Activation>> near = new HashMap<>(); // by the cut
  private double lastX = Double.NaN;
  private double lastValue = Double.NaN;
  private double lastSlope = Double.NaN;

  Mover(Activation f) {
    this.f = f;
  }

  /** The function near a cut; nothing for NaN, which is no cut. */
  Optional<Activation> near(double cut) {
    return Double.isNaN(cut) ? Optional.empty() : near.computeIfAbsent(cut, f::near);
  }

  /** The last point that was moved. */
  double lastX() {
    return lastX;
  }

  /** Its value. */
  double lastValue() {
    return lastValue;
  }

  /** Applies the function to a point's value, and carries its errors along. */
  void move(PathPoint point) {
    double x = point.value;
    Optional<Activation> g = near(point.anchor);
    double y = g.isPresent() ? g.get().value(point.offset) : f.value(x);
    double slope = g.isPresent() ? g.get().derivative(point.offset) : f.derivative(x);
    double valueError = f.accuracy() * Math.abs(y) + underflow(y);
    // x is rounded, and the slope changes with it: by as much as since the last point, in
    // proportion
    double bent = Math.abs((slope - lastSlope) / (x - lastX)) * point.valueError;
    if (bent > MUCH * Math.abs(slope) && !g.isPresent()) { // the last point may be far away
      double off = point.valueError;
      bent = Math.min(bent, f.enclose(Enclosure.interval(x - off, x + off)).slope().width());
    }
    double slopeError =
        2 * f.accuracy() * Math.abs(slope)
            + underflow(slope)
            + (bent <= Double.MAX_VALUE ? bent : 0);
    if (Double.isNaN(f.accuracy())) {
      double off = point.valueError; // x itself is not exact, and slopes may change fast
      Enclosure known =
          g.isPresent()
              ? g.get().enclose(around(point))
              : f.enclose(Enclosure.interval(x - off, x + off));
      valueError = orElse(known.value().width(), Math.abs(y));
      slopeError = orElse(known.slope().width(), 2 * Math.abs(slope));
    }
    point.cutDoubt = g.isPresent() ? g.get().doubt() : point.cutDoubt;
    lastX = x;
    lastValue = y;
    lastSlope = slope;
    double moved = g.isPresent() ? 0 : Math.abs(slope) * point.valueError;
    point.anchor = Double.NaN;
    // A slope that is infinite or unknown says nothing of the value's error.
    point.valueError = valueError + (moved <= Double.MAX_VALUE ? moved : 0);
    point.slopeError = Math.abs(slope) * point.slopeError + slopeError * Math.abs(point.slope);
    point.value = y;
    point.slope *= slope;
  }

  /** Moves a point on to the constant that the function is around it. */
  void rest(PathPoint point, FlatPiece flat) {
    lastX = point.value;
    lastValue = flat.value();
    lastSlope = 0;
    point.anchor = Double.NaN;
    point.value = flat.value();
    point.valueError = flat.error();
    point.slope = 0;
    point.slopeError = 0;
  }

  private static Enclosure around(PathPoint point) {
    double off = point.offsetError;
    return Enclosure.interval(point.offset - off, point.offset + off);
  }

  /** Numbers that are nearly 0 have fewer digits. */
  private static double underflow(double y) {
    return y != 0 && Math.abs(y) < Double.MIN_NORMAL ? 8 * Double.MIN_VALUE : 0;
  }

  /** The width of an enclosure, or what the catalog's functions lose where there is none. */
  private static double orElse(double width, double size) {
    return width <= Double.MAX_VALUE ? width : Activation.CATALOGUE_ACCURACY * size;
  }
}
