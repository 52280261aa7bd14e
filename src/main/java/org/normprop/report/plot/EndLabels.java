package org.normprop.report.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Names at the right ends of lines, which a reader finds without going to and fro between lines and
 * a legend. Each stands beside a sample of its line, as near to the line's end as the others allow.
 *
 * @param lines what is named
 * @param width what the names take from the plot
 */
record EndLabels(List<Mark.Line> lines, double width) {

  /** No names. */
  static final EndLabels NONE = new EndLabels(List.of(), 0);

  private static final double SIZE = 12;
  private static final double ROW = 14.5;
  private static final double KEY = 16;
  private static final double GAP = 6;
  private static final double AWAY = 3.5 * ROW; // the furthest from its end
  private static final double WIDEST = 0.28; // of the chart
  private static final double LEAST_CHART = 300;
  private static final int MOST = 8;

  /**
   * The lines that can be named at their ends: all lines whose name no other has, if they are two
   * to {@value #MOST}, end on the right, and have short names; none beside areas and bars, where a
   * line's end tells little.
   */
  static EndLabels of(Chart chart) {
    Map<String, Mark.Line> byName = new LinkedHashMap<>();
    Map<String, Long> count =
        chart.marks().stream()
            .filter(Mark.Line.class::isInstance)
            .collect(Collectors.groupingBy(Mark::name, Collectors.counting()));
    for (Mark mark : chart.marks()) {
      if (mark instanceof Mark.Line line && !line.name().isEmpty() && count.get(line.name()) == 1) {
        byName.put(line.name(), line);
      }
    }
    boolean others =
        chart.marks().stream()
            .anyMatch(mark -> mark instanceof Mark.Histogram || mark instanceof Mark.Atoms);
    double widest =
        byName.keySet().stream()
            .mapToDouble(n -> Glyphs.width(n, SIZE) * Lines.SLACK)
            .max()
            .orElse(0);
    boolean suits =
        !others
            && byName.size() >= 2
            && byName.size() <= MOST
            && chart.width() >= LEAST_CHART
            && widest <= WIDEST * chart.width();
    return suits ? new EndLabels(List.copyOf(byName.values()), GAP + KEY + GAP + widest) : NONE;
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /** What a legend need not name any more. */
  Set<String> names() {
    return lines.stream().map(Mark::name).collect(Collectors.toSet());
  }

  /** Where a name stands: the height of its middle, and that of its line's end. */
  private record Place(Mark.Line line, double end, double middle) {}

  /** Where the names stand; empty if one would be too far from its line. */
  private Optional<List<Place>> places(Scale x, Scale y) {
    List<Place> ends = new ArrayList<>();
    for (Mark.Line line : lines) {
      Optional<Point> last =
          line.points().stream()
              .filter(p -> Double.isFinite(x.at(p.x()) + y.at(p.y())))
              .reduce((before, after) -> after);
      if (last.isEmpty() || x.end() - x.at(last.get().x()) > 0.1 * x.length()) {
        return Optional.empty();
      }
      double end = y.at(last.get().y());
      ends.add(new Place(line, end, end));
    }
    ends.sort(Comparator.comparingDouble(Place::end));
    double top = Math.min(y.start(), y.end()) + ROW / 2;
    double bottom = Math.max(y.start(), y.end()) - ROW / 2;
    double[] middle = ends.stream().mapToDouble(Place::end).toArray();
    spread(middle, top, bottom);
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < middle.length; i++) {
      Place of = ends.get(i);
      if (Math.abs(middle[i] - of.end()) > AWAY || middle[i] < top - 0.5) {
        return Optional.empty();
      }
      places.add(new Place(of.line(), of.end(), middle[i]));
    }
    return Optional.of(places);
  }

  /** Moves ascending heights apart by a row: groups that touch stand around their own mean. */
  private static void spread(double[] middle, double top, double bottom) {
    List<double[]> groups = new ArrayList<>(); // sum of (height - index in the group), count
    for (double height : middle) {
      double[] group = {height, 1};
      while (!groups.isEmpty()) {
        double[] before = groups.get(groups.size() - 1);
        if (first(before, top, bottom) + ROW * before[1] <= first(group, top, bottom)) {
          break;
        }
        groups.remove(groups.size() - 1);
        group =
            new double[] {before[0] + group[0] - ROW * before[1] * group[1], before[1] + group[1]};
      }
      groups.add(group);
    }
    int i = 0;
    for (double[] group : groups) {
      double first = first(group, top, bottom);
      for (int k = 0; k < group[1]; k++) {
        middle[i++] = first + ROW * k;
      }
    }
  }

  /**
   * Where a group's first stands: its members' mean distance is least, and none leaves the plot.
   */
  private static double first(double[] group, double top, double bottom) {
    double wanted = group[0] / group[1];
    return Math.max(top, Math.min(wanted, bottom - ROW * (group[1] - 1)));
  }

  /** Whether every name has a place near its line. */
  boolean fit(Scale x, Scale y) {
    return places(x, y).isPresent();
  }

  void draw(Scale x, Scale y, List<Outline> shapes) {
    for (Place place : places(x, y).orElse(List.of())) {
      double left = x.end() + GAP;
      Outline.Pen pen = MarkPainter.pen(place.line());
      shapes.add(Outline.Path.line(left, place.middle(), left + KEY, place.middle(), pen));
      shapes.add(
          new Outline.Label(
              left + KEY + GAP,
              place.middle() + 0.36 * SIZE,
              place.line().name(),
              SIZE,
              Outline.Anchor.START,
              Colour.INK.paint()));
    }
  }
}
