package org.normprop.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.normprop.function.math.Special;
import org.normprop.moments.Distribution;
import org.normprop.moments.law.MomentException;
import org.normprop.moments.pair.PairMap;
import org.normprop.moments.pair.Rho;
import org.normprop.report.plot.Axis;
import org.normprop.report.plot.Chart;
import org.normprop.report.plot.Colour;
import org.normprop.report.plot.Dash;
import org.normprop.report.plot.Mark;
import org.normprop.report.plot.Point;
import org.normprop.table.Input;
import org.normprop.table.Row;

/** A unit's density beside the normal's, and its correlation map, small. */
public final class UnitCharts {

  private static final int WIDTH = 400;
  private static final int HEIGHT = 280;
  private static final int POINTS = 32;
  private static final double REACH = 3.2; // standard deviations
  private static final double TOP = 3; // of the normal's peak

  private UnitCharts() {}

  /**
   * The charts of a unit under N(0, 1).
   *
   * @param row what is known of it
   * @return its density and its correlation map, where exact routes reach them
   */
  public static List<Chart> of(Row row) {
    List<Chart> charts = new ArrayList<>();
    density(row).ifPresent(charts::add);
    map(row).ifPresent(charts::add);
    return charts;
  }

  private static Optional<Chart> density(Row row) {
    if (!(row.std() > 0 && Double.isFinite(row.mean()))) {
      return Optional.empty();
    }
    double low = row.mean() - REACH * row.std();
    double high = row.mean() + REACH * row.std();
    Optional<Distribution> known =
        Distribution.exact(row.unit(), Input.STANDARD, low, high, POINTS);
    if (known.isEmpty()) {
      return Optional.empty();
    }
    List<Mark> marks = new ArrayList<>();
    List<Point> normal = new ArrayList<>();
    for (int i = -POINTS / 2; i <= POINTS / 2; i++) {
      double z = 2 * REACH * i / POINTS;
      normal.add(new Point(row.mean() + z * row.std(), Special.normalDensity(z) / row.std()));
    }
    marks.add(new Mark.Line("normal", Colour.GREY, Dash.DASHED, normal));
    for (List<Distribution.Value> stretch : known.get().curve()) {
      marks.add(new Mark.Line("density", Colour.BLUE, points(stretch)));
    }
    if (!known.get().atoms().isEmpty()) {
      marks.add(
          new Mark.Atoms(
              "probability of one value", Colour.VERMILION, points(known.get().atoms())));
    }
    Axis axis = Axis.linear("density");
    // A density may rise to infinity; what counts is seen below that.
    double top = TOP * Special.normalDensity(0) / row.std();
    boolean tall =
        known.get().curve().stream().flatMap(List::stream).anyMatch(v -> v.density() > top);
    return Optional.of(
        new Chart(
                "density, beside the normal of its mean and std",
                Axis.linear("output"),
                tall ? axis.range(0, top) : axis,
                marks)
            .sized(WIDTH, HEIGHT));
  }

  private static List<Point> points(List<Distribution.Value> values) {
    return values.stream().map(v -> new Point(v.y(), v.density())).toList();
  }

  private static Optional<Chart> map(Row row) {
    try {
      return PairMap.of(row.unit(), Input.STANDARD).map(UnitCharts::map);
    } catch (MomentException e) {
      return Optional.empty();
    }
  }

  private static Chart map(PairMap map) {
    List<Point> points = new ArrayList<>();
    for (int i = -POINTS / 2; i <= POINTS / 2; i++) {
      double r = 2.0 * i / POINTS;
      points.add(new Point(r, map.at(Rho.of(r)).correlation().value()));
    }
    List<Point> same = List.of(new Point(-1, -1), new Point(1, 1));
    return new Chart(
            "correlation map C(r)",
            Axis.linear("correlation of two inputs"),
            Axis.linear("correlation of the outputs"),
            List.of(
                new Mark.Line("C = r", Colour.GREY, Dash.DASHED, same),
                new Mark.Line("C(r)", Colour.BLUE, points)))
        .sized(WIDTH, HEIGHT);
  }
}
