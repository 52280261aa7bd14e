package org.normprop.moments.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.normprop.function.enclosure.Enclosure;
import org.normprop.function.stage.Activation;

/**
 * An interval on which an activation is constant. It makes an atom of a continuous law.
 *
 * @param range the interval; infinite where it goes beyond the range of the law
 * @param value the constant
 */
public record FlatPiece(Interval range, double value) {

  /** The intervals between kinks on which f is proved to be constant. */
  public static List<FlatPiece> of(Activation f, Interval hull) {
    List<FlatPiece> flats = new ArrayList<>();
    for (Interval range : smooth(f, hull)) {
      Interval inside = range.within(hull);
      double value = f.value(inside.low() / 2 + inside.high() / 2);
      Enclosure known = f.enclose(Enclosure.interval(inside.low(), inside.high()));
      if (known.slope().magnitude() == 0 && !known.mayJump() && Double.isFinite(value)) {
        flats.add(new FlatPiece(range, value));
      }
    }
    return List.copyOf(flats);
  }

  /**
   * The same, and the parts of the other intervals where f has one value to the last digits, such
   * as a limit: its distribution function cannot tell the values there from each other.
   */
  public static List<FlatPiece> withLimits(Activation f, Interval hull, Interval bulk) {
    List<FlatPiece> flats = new ArrayList<>(of(f, hull));
    List<Interval> constant = flats.stream().map(FlatPiece::range).toList();
    for (Interval range : smooth(f, hull)) {
      if (!constant.contains(range)) {
        Interval inside = range.within(hull);
        for (Cells.Cell cell : Cells.of(f, inside, bulk).cells()) {
          if (cell.kind() == Cells.Kind.FLAT) {
            double low =
                cell.low() == inside.low() ? range.low() : Cells.reach(f, cell.low(), inside.low());
            double high =
                cell.high() == inside.high()
                    ? range.high()
                    : Cells.reach(f, cell.high(), inside.high());
            double value = f.value(cell.low() / 2 + cell.high() / 2);
            flats.add(new FlatPiece(new Interval(low, high), value));
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
