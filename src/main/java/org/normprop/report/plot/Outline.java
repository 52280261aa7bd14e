package org.normprop.report.plot;

import java.util.List;

/**
 * One thing drawn. Lengths are pixels of the SVG, x to the right and y downwards; {@code null}
 * stands for no fill or no line.
 */
sealed interface Outline {

  /** How a line is drawn. */
  record Pen(Paint paint, double width, Dash dash) {
    Pen(Paint paint, double width) {
      this(paint, width, Dash.SOLID);
    }
  }

  /** Where a label stands relative to its point. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /** A line through points x[i], y[i], or the area that it encloses. */
  record Path(double[] x, double[] y, Paint fill, Pen pen) implements Outline {
    static Path line(double x1, double y1, double x2, double y2, Pen pen) {
      return new Path(new double[] {x1, x2}, new double[] {y1, y2}, null, pen);
    }
  }

  /** A rectangle. */
  record Box(double x, double y, double width, double height, Paint fill) implements Outline {}

  /** A filled circle. */
  record Dot(double x, double y, double radius, Paint fill) implements Outline {}

  /** A line of text whose baseline goes through the point; turned counter-clockwise around it. */
  record Label(
      double x, double y, String text, double size, Anchor anchor, Paint paint, double degrees)
      implements Outline {
    Label(double x, double y, String text, double size, Anchor anchor, Paint paint) {
      this(x, y, text, size, anchor, paint, 0);
    }
  }

  /** Shapes of which only what lies inside a rectangle is seen. */
  record Clip(double x, double y, double width, double height, List<Outline> shapes)
      implements Outline {}

  /** Shapes, moved to the right and down. */
  record Moved(double dx, double dy, List<Outline> shapes) implements Outline {}
}
