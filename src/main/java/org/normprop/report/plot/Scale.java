package org.normprop.report.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where the values of an axis lie.
 *
 * @param axis the axis
 * @param from the least value shown
 * @param to the largest value shown
 * @param start the pixel of {@code from}
 * @param end the pixel of {@code to}
 */
record Scale(Axis axis, double from, double to, double start, double end) {

  /** Pixels further out than any page; keeps absurd values from becoming absurd numbers. */
  private static final double FAR = 1e5;

  /** The pixel of a value; NaN where it has none. */
  double at(double value) {
    double share;
    if (axis.kind() == Axis.Kind.LOG) {
      double low = StrictMath.log10(from);
      share =
          value > 0 ? (StrictMath.log10(value) - low) / (StrictMath.log10(to) - low) : Double.NaN;
    } else {
      double half = to / 2 - from / 2; // the difference itself may overflow
      share = (value / 2 - from / 2) / half;
    }
    return Double.isFinite(value)
        ? Math.min(Math.max(start + share * (end - start), -FAR), FAR)
        : Double.NaN;
  }

  boolean shows(double value) {
    return value >= from && value <= to;
  }

  double length() {
    return Math.abs(end - start);
  }

  /** What to name, at most so many. */
  List<Tick> ticks(int most) {
    return switch (axis.kind()) {
      case LINEAR -> Ticks.linear(from, to, most);
      case WHOLE -> Ticks.whole(from, to, most);
      case LOG -> Ticks.logarithmic(from, to, most);
      case CATEGORIES -> names(most);
    };
  }

  /** Every name, or every second, ... */
  private List<Tick> names(int most) {
    int size = axis.categories().size();
    int every = (size + most - 1) / most;
    return IntStream.range(0, size)
        .filter(i -> i % every == 0)
        .mapToObj(i -> new Tick(i, axis.categories().get(i)))
        .toList();
  }

  /** The part of an axis that shows data: its own range, else that of the data with some air. */
  static Scale of(Axis axis, List<Extent> extents, double start, double end) {
    if (axis.kind() == Axis.Kind.CATEGORIES) {
      double last = axis.categories().size() - 0.5;
      return new Scale(axis, -0.5, last, start, end);
    }
    Extent extent = Extent.union(extents, axis.kind() == Axis.Kind.LOG);
    double from = Double.isNaN(axis.from()) ? extent.low() : axis.from();
    double to = Double.isNaN(axis.to()) ? extent.high() : axis.to();
    if (!(from < to)) { // one end is given and lies beyond all data
      if (Double.isNaN(axis.to())) {
        to = axis.kind() == Axis.Kind.LOG ? from * 10 : from + Math.max(1, Math.abs(from));
      } else {
        from = axis.kind() == Axis.Kind.LOG ? to / 10 : to - Math.max(1, Math.abs(to));
      }
    }
    return new Scale(axis, from, to, start, end);
  }

  /** The scale of another stretch of pixels. */
  Scale over(double newStart, double newEnd) {
    return new Scale(axis, from, to, newStart, newEnd);
  }

  /** Ticks whose labels, written side by side, leave a gap; none where even two do not. */
  List<Tick> ticksSideBySide(double size, double gap) {
    List<Tick> ticks = List.of();
    for (int most = Math.max(2, (int) (length() / 30)); most >= 2; most--) {
      ticks = ticks(most);
      if (areApart(ticks, size, gap)) {
        return ticks;
      }
    }
    return ticks.isEmpty() ? ticks : new ArrayList<>(ticks.subList(0, 1));
  }

  private boolean areApart(List<Tick> ticks, double size, double gap) {
    for (int i = 1; i < ticks.size(); i++) {
      double distance = Math.abs(at(ticks.get(i).value()) - at(ticks.get(i - 1).value()));
      double half = Glyphs.width(ticks.get(i).label(), size) / 2;
      double halfBefore = Glyphs.width(ticks.get(i - 1).label(), size) / 2;
      if ((half + halfBefore) * Lines.SLACK + gap > distance) {
        return false;
      }
    }
    return true;
  }
}
