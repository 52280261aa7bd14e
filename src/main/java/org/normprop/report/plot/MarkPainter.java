package org.normprop.report.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Turns marks into shapes on two scales. */
final class MarkPainter {

  static final double DOT = 3.5;

  private static final double LINE = 2;
  private static final double CAP = 3.5; // half the width of an error bar's end
  private static final double LABEL = 11.5;
  private static final double TALLEST_ATOM = 0.9; // of the plot, to leave room for its label

  private final Scale x;
  private final Scale y;
  private final List<Outline> shapes = new ArrayList<>();

  MarkPainter(Scale x, Scale y) {
    this.x = x;
    this.y = y;
  }

  static Outline.Pen pen(Mark.Line line) {
    return new Outline.Pen(line.colour().paint(), LINE, line.dash());
  }

  static Outline.Pen outline(Colour colour) {
    return new Outline.Pen(colour.paint(0.8), 1);
  }

  static Outline.Pen stem(Colour colour) {
    return new Outline.Pen(colour.paint(), 2.5);
  }

  static Paint fill(Colour colour) {
    return colour.paint(0.22);
  }

  static void whisker(double x, double low, double high, Colour colour, List<Outline> shapes) {
    Outline.Pen pen = new Outline.Pen(colour.paint(), 1.3);
    shapes.add(Outline.Path.line(x, low, x, high, pen));
    shapes.add(Outline.Path.line(x - CAP, low, x + CAP, low, pen));
    shapes.add(Outline.Path.line(x - CAP, high, x + CAP, high, pen));
  }

  List<Outline> paint(List<Mark> marks) {
    for (Mark mark : marks) {
      if (mark instanceof Mark.Line line) {
        line(line);
      } else if (mark instanceof Mark.Band band) {
        band(band);
      } else if (mark instanceof Mark.Points points) {
        points(points);
      } else if (mark instanceof Mark.Histogram histogram) {
        histogram(histogram);
      } else if (mark instanceof Mark.Atoms atoms) {
        atoms(atoms);
      } else if (mark instanceof Mark.HeatMap map) {
        heatMap(map);
      }
    }
    return shapes;
  }

  private void line(Mark.Line line) {
    for (List<Point> run : runs(line.points(), p -> y.at(p.y()))) {
      if (run.size() == 1) {
        Point p = run.get(0);
        shapes.add(new Outline.Dot(x.at(p.x()), y.at(p.y()), LINE, line.colour().paint()));
      } else {
        shapes.add(
            new Outline.Path(
                run.stream().mapToDouble(p -> x.at(p.x())).toArray(),
                run.stream().mapToDouble(p -> y.at(p.y())).toArray(),
                null,
                pen(line)));
      }
    }
  }

  private void band(Mark.Band band) {
    for (List<Point> run : runs(band.points(), p -> y.at(p.low()) + y.at(p.high()))) {
      int n = run.size();
      double[] px = new double[2 * n];
      double[] py = new double[2 * n];
      for (int i = 0; i < n; i++) {
        px[i] = x.at(run.get(i).x());
        py[i] = y.at(run.get(i).high());
        px[2 * n - 1 - i] = px[i];
        py[2 * n - 1 - i] = y.at(run.get(i).low());
      }
      shapes.add(new Outline.Path(px, py, fill(band.colour()), null));
    }
  }

  /** The longest stretches of points that have a place. */
  private List<List<Point>> runs(List<Point> points, ToDoubleFunction<Point> height) {
    List<List<Point>> runs = new ArrayList<>();
    List<Point> run = new ArrayList<>();
    for (Point p : points) {
      if (Double.isNaN(x.at(p.x()) + height.applyAsDouble(p))) {
        if (!run.isEmpty()) {
          runs.add(run);
        }
        run = new ArrayList<>();
      } else {
        run.add(p);
      }
    }
    if (!run.isEmpty()) {
      runs.add(run);
    }
    return runs;
  }

  private void points(Mark.Points points) {
    for (Point p : points.points()) {
      double px = x.at(p.x());
      double low = y.at(p.low());
      double high = y.at(p.high());
      if (!Double.isNaN(px + low + high) && Math.abs(low - high) > 2 * DOT) {
        whisker(px, low, high, points.colour(), shapes);
      }
      if (!Double.isNaN(px + y.at(p.y()))) {
        shapes.add(new Outline.Dot(px, y.at(p.y()), DOT, points.colour().paint()));
      }
    }
  }

  /** One outline around all bars. */
  private void histogram(Mark.Histogram histogram) {
    int bars = histogram.heights().size();
    if (bars == 0) {
      return;
    }
    double base = base();
    double[] px = new double[2 * bars + 2];
    double[] py = new double[2 * bars + 2];
    px[0] = x.at(histogram.edges().get(0));
    py[0] = base;
    for (int i = 0; i < bars; i++) {
      double height = y.at(histogram.heights().get(i));
      px[2 * i + 1] = x.at(histogram.edges().get(i));
      px[2 * i + 2] = x.at(histogram.edges().get(i + 1));
      py[2 * i + 1] = Double.isNaN(height) ? base : height;
      py[2 * i + 2] = py[2 * i + 1];
    }
    px[2 * bars + 1] = px[2 * bars];
    py[2 * bars + 1] = base;
    Colour colour = histogram.colour();
    shapes.add(new Outline.Path(px, py, fill(colour), outline(colour)));
  }

  /** Where bars stand: on the zero line, or at the lower end if that is not shown. */
  private double base() {
    return y.shows(0) ? y.at(0) : y.start();
  }

  private void atoms(Mark.Atoms atoms) {
    List<double[]> taken = new ArrayList<>();
    double base = base();
    for (Point p : atoms.points()) {
      shapes.add(Outline.Path.line(x.at(p.x()), base, x.at(p.x()), top(p), stem(atoms.colour())));
      shapes.add(new Outline.Dot(x.at(p.x()), top(p), DOT + 0.5, atoms.colour().paint()));
    }
    atoms.points().stream()
        .sorted(Comparator.comparingDouble(p -> -p.y())) // the likeliest are named for certain
        .forEach(p -> label(p, taken));
  }

  private double top(Point atom) {
    return base() - TALLEST_ATOM * atom.y() * y.length();
  }

  /** Names an atom's probability above it, if there is room. */
  private void label(Point atom, List<double[]> taken) {
    String text = probability(atom.y());
    double half = Glyphs.width(text, LABEL) * Lines.SLACK / 2 + 2;
    double least = Math.min(x.start(), x.end()) + half;
    double most = Math.max(x.start(), x.end()) - half;
    double center = Math.min(Math.max(x.at(atom.x()), least), most);
    double bottom = top(atom) - DOT - 3;
    for (double[] other : taken) {
      if (Math.abs(other[0] - center) < other[2] + half + 2 && Math.abs(other[1] - bottom) < 14) {
        return;
      }
    }
    taken.add(new double[] {center, bottom, half});
    shapes.add(new Outline.Box(center - half, bottom - 10.5, 2 * half, 13, Paint.HALO));
    shapes.add(
        new Outline.Label(center, bottom, text, LABEL, Outline.Anchor.MIDDLE, Colour.INK.paint()));
  }

  private static String probability(double p) {
    return p < 0.0005
        ? "< 0.001"
        : new BigDecimal(p).round(new MathContext(3)).stripTrailingZeros().toPlainString();
  }

  private void heatMap(Mark.HeatMap map) {
    for (int row = 0; row < map.rows().size(); row++) {
      double top = y.at(row - 0.5);
      double height = y.at(row + 0.5) - top;
      for (int column = 0; column < map.rows().get(row).size(); column++) {
        double left = x.at(column - 0.5);
        double width = x.at(column + 0.5) - left;
        cell(map.rows().get(row).get(column), left, top, width, height);
      }
    }
  }

  private void cell(Mark.Cell cell, double left, double top, double width, double height) {
    Paint paint = Paint.cell(cell.shade());
    shapes.add(
        new Outline.Box(
            left + 0.75,
            top + 0.75,
            Math.max(width - 1.5, 0.5),
            Math.max(height - 1.5, 0.5),
            paint));
    double size = Math.min(12, height * 0.6);
    boolean fits = Glyphs.width(cell.text(), size) * Lines.SLACK <= width - 2;
    if (fits && size >= 7 && !cell.text().isEmpty()) {
      shapes.add(
          new Outline.Label(
              left + width / 2,
              top + height / 2 + 0.36 * size,
              cell.text(),
              size,
              Outline.Anchor.MIDDLE,
              Paint.onCell(cell.shade())));
    }
  }
}
