package org.normprop.moments.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.normprop.function.enclosure.Enclosure;
import org.normprop.function.stage.Activation;

/**
 * An interval on which an activation is constant. It makes an atom of a continuous law.
 *
 * @param range the interval; infinite where it goes beyond the range of the law
 * @param value the constant
 * @param error a bound of its rounding error
 */
public record FlatPiece(Interval range, double value, double error) {

  /** How far from a kink rounding may move it. */
  private static final int ULPS = 4;

  /** How far from an interval's ends a formula's constant is looked for: its rounding differs. */
  private static final double[] PLACES = {1e-9, 1e-3, 1, 1000};

  /** A piece with the value that is known best. */
  private static FlatPiece of(Activation f, Interval range, Interval inside) {
    double middle = inside.low() / 2 + inside.high() / 2;
    double value = f.value(middle);
    double error = 0;
    if (Double.isNaN(f.accuracy())) {
      error = Double.POSITIVE_INFINITY;
      double[] candidates =
          DoubleStream.of(PLACES)
              .flatMap(d -> DoubleStream.of(inside.low() + d, inside.high() - d, middle))
              .toArray();
      for (double x : candidates) {
        double width = f.enclose(Enclosure.point(x)).value().width();
        if (width < error && x >= inside.low() && x <= inside.high()) {
          error = width;
          value = f.value(x);
        }
      }
    }
    return new FlatPiece(range, value, error);
  }

  /** The intervals between kinks on which f is proved to be constant. */
  public static List<FlatPiece> of(Activation f, Interval hull) {
    List<FlatPiece> flats = new ArrayList<>();
    for (Interval range : smooth(f, hull)) {
      Optional<FlatPiece> flat = proven(f, range, hull);
      if (flat.isEmpty() && Double.isNaN(f.accuracy())) {
        flat = proven(f, within(range), hull);
      }
      flat.ifPresent(flats::add);
    }
    return List.copyOf(flats);
  }

  private static Optional<FlatPiece> proven(Activation f, Interval range, Interval hull) {
    Interval inside = range.within(hull);
    if (!(inside.low() < inside.high())) {
      return Optional.empty();
    }
    FlatPiece flat = of(f, range, inside);
    Enclosure known = f.enclose(Enclosure.interval(inside.low(), inside.high()));
    boolean isFlat = known.slope().magnitude() == 0 && !known.mayJump();
    return isFlat && Double.isFinite(flat.value) ? Optional.of(flat) : Optional.empty();
  }

  /** Without what rounding may put on the other side of the ends. */
  private static Interval within(Interval range) {
    double low = Double.isInfinite(range.low()) ? 0 : ULPS * Math.ulp(range.low());
    double high = Double.isInfinite(range.high()) ? 0 : ULPS * Math.ulp(range.high());
    return new Interval(range.low() + low, range.high() - high);
  }

  /**
   * The same, and the parts of the other intervals where f has one value to the last digits, such
   * as a limit: its distribution function cannot tell the values there from each other.
   */
  public static List<FlatPiece> withLimits(Activation f, Interval hull, Interval bulk) {
    List<FlatPiece> flats = new ArrayList<>(of(f, hull));
    List<Interval> constant = flats.stream().map(FlatPiece::range).toList();
    for (Interval range : smooth(f, hull)) {
      // what is proved but for the ends is not looked at twice
      if (constant.stream().noneMatch(c -> c.low() >= range.low() && c.high() <= range.high())) {
        Interval inside = range.within(hull);
        double end = Double.NEGATIVE_INFINITY; // of the last one: what two reach is counted once
        for (Cells.Cell cell : Cells.of(f, inside, bulk).flats(f, bulk)) {
          double low =
              cell.low() == inside.low() ? range.low() : Cells.reach(f, cell.low(), inside.low());
          double high =
              cell.high() == inside.high()
                  ? range.high()
                  : Cells.reach(f, cell.high(), inside.high());
          if (Math.max(low, end) < high) {
            Interval own = new Interval(Math.max(low, end), high);
            flats.add(of(f, own, own.within(inside)));
            end = high;
          }
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

  public DoubleStream ends() {
    return DoubleStream.of(range.low(), range.high());
  }

  public boolean contains(double x) {
    return x > range.low() && x < range.high();
  }
}
