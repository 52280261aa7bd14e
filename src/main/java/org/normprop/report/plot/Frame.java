package org.normprop.report.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * A chart's layout, from top to bottom: title, legend of what is not named at its line's end, the y
 * axis' label, the plot with its ticks, the x axis' label. All text stands horizontally but for
 * long names below the x axis.
 */
final class Frame {

  private static final double MARGIN = Chart.MARGIN;
  private static final double TITLE = 15.5;
  private static final double TITLE_ROW = 20;
  private static final double AXIS_LABEL = 12;
  private static final double AXIS_LABEL_ROW = 19;
  private static final double LEAST_PLOT = 60;
  private static final double NUMBER_DISTANCE = 34; // of a y axis
  private static final double NAME_DISTANCE = 14;
  private static final Outline.Pen GRID = new Outline.Pen(Paint.GRID, 1);
  private static final Outline.Pen AXIS = new Outline.Pen(Paint.AXIS, 1);

  private final Chart chart;
  private final List<String> title;
  private final EndLabels ends;
  private final Legend legend;
  private final boolean onlyCells;
  private final double plotTop;
  private final double plotBottom;
  private final double height;
  private final Scale x;
  private final Scale y;
  private final List<Tick> yTicks;
  private final XLabels xLabels;

  /** Names stand at their lines where there is room. */
  static Frame of(Chart chart) {
    EndLabels ends = EndLabels.of(chart);
    Frame frame = new Frame(chart, ends);
    return ends.isEmpty() || ends.fit(frame.x, frame.y) ? frame : new Frame(chart, EndLabels.NONE);
  }

  private Frame(Chart chart, EndLabels ends) {
    this.chart = chart;
    this.ends = ends;
    double width = chart.width() - 2 * MARGIN;
    title = Lines.wrap(chart.title(), TITLE, width);
    legend = new Legend(chart.marks(), ends.names(), width);
    onlyCells =
        !chart.marks().isEmpty() && chart.marks().stream().allMatch(Mark.HeatMap.class::isInstance);
    plotTop = yLabelTop() + (chart.y().label().isEmpty() ? 0 : AXIS_LABEL_ROW) + 8;
    // The y axis' labels say how wide the plot is; the x axis' how tall, and so which labels the
    // y axis has: their width is taken from a plot as tall as can be.
    Scale tallest = yScale(Math.max(chart.height() - MARGIN, plotTop + LEAST_PLOT));
    double left = MARGIN + XLabels.GAP + XLabels.widest(yTicks(tallest));
    double right = chart.width() - MARGIN - ends.width();
    boolean log = chart.x().kind() == Axis.Kind.LOG;
    List<Extent> extents = chart.marks().stream().map(mark -> Extent.x(mark, log)).toList();
    xLabels = XLabels.of(Scale.of(chart.x(), extents, left, right), MARGIN, right + MARGIN);
    x = xLabels.scale();
    double below =
        xLabels.height() + (chart.x().label().isEmpty() ? 0 : AXIS_LABEL_ROW) + MARGIN / 2;
    plotBottom = Math.max(chart.height() - below, plotTop + LEAST_PLOT);
    height = plotBottom + below;
    y = yScale(plotBottom);
    yTicks = yTicks(y);
  }

  /** The height of all, at least the chart's own. */
  double height() {
    return height;
  }

  List<Outline> shapes() {
    List<Outline> shapes = new ArrayList<>();
    heading(shapes);
    yAxis(shapes);
    List<Outline> marks = new MarkPainter(x, y).paint(chart.marks());
    if (isCut(chart.x()) || isCut(chart.y())) {
      shapes.add(new Outline.Clip(x.start(), plotTop, x.length(), y.length(), marks));
    } else {
      shapes.addAll(marks);
    }
    xAxis(shapes);
    ends.draw(x, y, shapes);
    return shapes;
  }

  /** Where values lie. */
  Drawing.Plane plane() {
    return new Drawing.Plane(x, y);
  }

  private static boolean isCut(Axis axis) {
    return !Double.isNaN(axis.from()) || !Double.isNaN(axis.to());
  }

  private double legendTop() {
    return 12 + title.size() * TITLE_ROW;
  }

  private double yLabelTop() {
    return legendTop() + (legend.height() > 0 ? legend.height() + 3 : 0);
  }

  /** Numbers grow upwards, names are read downwards. */
  private Scale yScale(double bottom) {
    boolean log = chart.y().kind() == Axis.Kind.LOG;
    List<Extent> extents = chart.marks().stream().map(mark -> Extent.y(mark, log)).toList();
    return chart.y().kind() == Axis.Kind.CATEGORIES
        ? Scale.of(chart.y(), extents, plotTop, bottom)
        : Scale.of(chart.y(), extents, bottom, plotTop);
  }

  private static List<Tick> yTicks(Scale scale) {
    boolean names = scale.axis().kind() == Axis.Kind.CATEGORIES;
    int most = (int) (scale.length() / (names ? NAME_DISTANCE : NUMBER_DISTANCE));
    return scale.ticks(Math.max(2, most)).stream().map(XLabels::shortened).toList();
  }

  private void heading(List<Outline> shapes) {
    for (int i = 0; i < title.size(); i++) {
      double base = 12 + TITLE + i * TITLE_ROW;
      shapes.add(label(MARGIN, base, title.get(i), TITLE, Outline.Anchor.START, Colour.INK));
    }
    legend.draw(MARGIN, legendTop(), shapes);
  }

  private void yAxis(List<Outline> shapes) {
    String text = Lines.cut(chart.y().label(), AXIS_LABEL, chart.width() - 2 * MARGIN);
    if (!text.isEmpty()) {
      double base = yLabelTop() + 14;
      shapes.add(label(MARGIN, base, text, AXIS_LABEL, Outline.Anchor.START, Colour.GREY));
    }
    if (chart.y().kind() != Axis.Kind.CATEGORIES) {
      for (Tick tick : yTicks) {
        double at = y.at(tick.value());
        shapes.add(Outline.Path.line(x.start(), at, x.end(), at, GRID));
      }
    }
    for (Tick tick : yTicks) {
      double base = y.at(tick.value()) + 0.36 * XLabels.SIZE;
      shapes.add(
          label(
              x.start() - XLabels.GAP,
              base,
              tick.label(),
              XLabels.SIZE,
              Outline.Anchor.END,
              Colour.GREY));
    }
  }

  private void xAxis(List<Outline> shapes) {
    if (!onlyCells) {
      shapes.add(Outline.Path.line(x.start(), plotBottom, x.end(), plotBottom, AXIS));
      if (chart.y().kind() == Axis.Kind.LINEAR && y.from() < 0 && y.to() > 0) {
        shapes.add(Outline.Path.line(x.start(), y.at(0), x.end(), y.at(0), AXIS));
      }
      for (Tick tick : xLabels.ticks()) {
        double at = x.at(tick.value());
        shapes.add(Outline.Path.line(at, plotBottom, at, plotBottom + 4, AXIS));
      }
    }
    xLabels.draw(plotBottom, shapes);
    String text = Lines.cut(chart.x().label(), AXIS_LABEL, chart.width() - 2 * MARGIN);
    if (!text.isEmpty()) {
      double half = Glyphs.width(text, AXIS_LABEL) * Lines.SLACK / 2;
      double middle = (x.start() + x.end()) / 2;
      double center = Math.min(Math.max(middle, MARGIN + half), chart.width() - MARGIN - half);
      double base = plotBottom + xLabels.height() + 13;
      shapes.add(label(center, base, text, AXIS_LABEL, Outline.Anchor.MIDDLE, Colour.GREY));
    }
  }

  private static Outline label(
      double x, double y, String text, double size, Outline.Anchor anchor, Colour colour) {
    return new Outline.Label(x, y, text, size, anchor, colour.paint());
  }
}
