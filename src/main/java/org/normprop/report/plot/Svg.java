package org.normprop.report.plot;

import java.util.List;
import java.util.Locale;

/**
 * Writes drawings as SVG without identifiers: files with a title that screen readers read, and
 * parts of pages with a label, since a title would come up under the mouse.
 */
final class Svg {

  /** Widths are laid out for {@link Glyphs}' font; these are as wide or narrower. */
  private static final String FONTS =
      "'Helvetica Neue',Helvetica,Arial,'DejaVu Sans Condensed','Liberation Sans',sans-serif";

  private final StringBuilder text = new StringBuilder();
  private final SvgLook look;

  private Svg(SvgLook look) {
    this.look = look;
  }

  /** A file. */
  static String of(Drawing drawing) {
    Svg svg = new Svg(SvgLook.FILE);
    String width = svg.look.number(drawing.width());
    String height = svg.look.number(drawing.height());
    svg.text.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"");
    svg.viewBox(0, 0, drawing.width(), drawing.height());
    svg.text.append(" width=\"").append(width).append("\" height=\"").append(height);
    svg.text.append("\" style=\"max-width:100%;height:auto\" font-family=\"").append(FONTS);
    svg.text.append("\">\n<title>").append(escape(drawing.title())).append("</title>\n");
    if (!drawing.description().isEmpty()) {
      svg.text.append("<desc>").append(escape(drawing.description())).append("</desc>\n");
    }
    svg.append(new Outline.Box(0, 0, drawing.width(), drawing.height(), Paint.WHITE));
    svg.append(drawing.shapes());
    return svg.text.append("</svg>\n").toString();
  }

  /** A part of a page; where axes of numbers lie is said in {@code data-x} and {@code data-y}. */
  static String inPage(Drawing drawing) {
    Svg svg = new Svg(SvgLook.PAGE);
    svg.text.append("<svg class=\"plot\" role=\"img\" aria-label=\"");
    svg.text.append(escape(drawing.title() + ". " + drawing.description())).append('"');
    svg.viewBox(0, 0, drawing.width(), drawing.height());
    drawing
        .plane()
        .filter(plane -> plane.x().axis().kind() != Axis.Kind.CATEGORIES)
        .ifPresent(
            plane -> {
              svg.axis("x", plane.x());
              svg.axis("y", plane.y());
            });
    svg.text.append(">\n");
    svg.append(drawing.shapes());
    return svg.text.append("</svg>\n").toString();
  }

  private void axis(String name, Scale scale) {
    text.append(" data-").append(name).append("=\"");
    text.append(scale.axis().kind() == Axis.Kind.LOG ? "log " : "linear ");
    text.append(String.format(Locale.ROOT, "%.7g %.7g ", scale.from(), scale.to()));
    text.append(look.number(scale.start())).append(' ').append(look.number(scale.end()));
    text.append('"');
  }

  private void viewBox(double x, double y, double width, double height) {
    text.append(" viewBox=\"")
        .append(look.number(x))
        .append(' ')
        .append(look.number(y))
        .append(' ')
        .append(look.number(width))
        .append(' ')
        .append(look.number(height))
        .append('"');
  }

  /** One after the other; straight lines of one look that follow each other are one path. */
  private void append(List<Outline> shapes) {
    Outline.Pen last = null;
    for (Outline shape : shapes) {
      boolean isSegment =
          shape instanceof Outline.Path path && path.x().length == 2 && path.fill() == null;
      Outline.Pen pen = isSegment ? ((Outline.Path) shape).pen() : null;
      if (isSegment && pen.equals(last) && pen.dash() == Dash.SOLID) {
        int end = text.length() - ("\"" + look.shape(null, pen) + "/>\n").length();
        text.insert(end, points((Outline.Path) shape));
      } else {
        append(shape);
      }
      last = pen;
    }
  }

  private void append(Outline shape) {
    if (shape instanceof Outline.Path path) {
      text.append("<path d=\"").append(points(path)).append('"');
      text.append(look.shape(path.fill(), path.pen())).append("/>\n");
    } else if (shape instanceof Outline.Box box) {
      text.append("<rect");
      attribute("x", box.x());
      attribute("y", box.y());
      attribute("width", box.width());
      attribute("height", box.height());
      text.append(look.shape(box.fill(), null)).append("/>\n");
    } else if (shape instanceof Outline.Dot dot) {
      text.append("<circle");
      attribute("cx", dot.x());
      attribute("cy", dot.y());
      attribute("r", dot.radius());
      text.append(look.shape(dot.fill(), null)).append("/>\n");
    } else if (shape instanceof Outline.Label label) {
      label(label);
    } else if (shape instanceof Outline.Clip clip) {
      // An inner svg element cuts off what lies outside of it, and needs no identifier for that.
      text.append("<svg");
      attribute("x", clip.x());
      attribute("y", clip.y());
      attribute("width", clip.width());
      attribute("height", clip.height());
      viewBox(clip.x(), clip.y(), clip.width(), clip.height());
      text.append(">\n");
      append(clip.shapes());
      text.append("</svg>\n");
    } else if (shape instanceof Outline.Moved moved) {
      text.append("<g transform=\"translate(")
          .append(look.number(moved.dx()))
          .append(' ')
          .append(look.number(moved.dy()))
          .append(")\">\n");
      append(moved.shapes());
      text.append("</g>\n");
    }
  }

  /** A path's points, in as few characters as the look allows. */
  private String points(Outline.Path path) {
    double[] x = path.x();
    double[] y = path.y();
    StringBuilder points = new StringBuilder();
    if (x.length == 2 && (x[0] == x[1] || y[0] == y[1])) {
      points.append('M').append(look.number(x[0])).append(' ').append(look.number(y[0]));
      points.append(x[0] == x[1] ? 'V' : 'H');
      return points.append(look.number(x[0] == x[1] ? y[1] : x[1])).toString();
    }
    if (look == SvgLook.PAGE) {
      return steps(x, y);
    }
    for (int i = 0; i < x.length; i++) {
      points
          .append(i == 0 ? "M" : i == 1 ? "L" : " ")
          .append(look.number(x[i]))
          .append(' ')
          .append(look.number(y[i]));
    }
    return points.toString();
  }

  /** From point to point, in tenths of a pixel that are counted, so that no rounding adds up. */
  private static String steps(double[] x, double[] y) {
    StringBuilder steps = new StringBuilder();
    long atX = 0;
    long atY = 0;
    for (int i = 0; i < x.length; i++) {
      long toX = Math.round(10 * x[i]);
      long toY = Math.round(10 * y[i]);
      steps.append(i == 0 ? "M" : i == 1 ? "l" : "");
      step(steps, toX - atX);
      step(steps, toY - atY);
      atX = toX;
      atY = toY;
    }
    return steps.toString();
  }

  /** A signed number needs no blank before it, and none before the point is needed, either. */
  private static void step(StringBuilder steps, long tenths) {
    boolean follows = steps.length() > 0 && Character.isDigit(steps.charAt(steps.length() - 1));
    steps.append(tenths < 0 ? "-" : follows ? " " : "");
    long size = Math.abs(tenths);
    if (size == 0 || size >= 10) {
      steps.append(size / 10);
    }
    if (size % 10 != 0) {
      steps.append('.').append(size % 10);
    }
  }

  private void label(Outline.Label label) {
    text.append("<text");
    if (label.degrees() == 0) {
      attribute("x", label.x());
      attribute("y", label.y());
    } else {
      text.append(" transform=\"translate(")
          .append(look.number(label.x()))
          .append(' ')
          .append(look.number(label.y()))
          .append(") rotate(")
          .append(look.number(-label.degrees()))
          .append(")\"");
    }
    text.append(look.label(label));
    text.append('>').append(escape(label.text())).append("</text>\n");
  }

  private void attribute(String name, double value) {
    text.append(' ').append(name).append("=\"").append(look.number(value)).append('"');
  }

  /** Decimals to a part of a pixel, without trailing zeros; the same in every locale. */
  static String decimal(double value, int parts) {
    long units = Math.round(value * parts);
    StringBuilder digits = new StringBuilder(units < 0 ? "-" : "");
    long absolute = Math.abs(units);
    digits.append(absolute / parts);
    long rest = absolute % parts;
    if (rest != 0) {
      digits.append('.');
      for (int part = parts / 10; rest != 0; part /= 10) {
        digits.append(rest / part);
        rest %= part;
      }
    }
    return digits.toString();
  }

  /** XML text: markup characters replaced, characters that XML forbids left out. */
  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                default -> {
                  if (isXml(c)) {
                    escaped.appendCodePoint(c);
                  }
                }
              }
            });
    return escaped.toString();
  }

  private static boolean isXml(int c) {
    return c == '\t'
        || c == '\n'
        || c >= ' ' && c <= 0xd7ff
        || c >= 0xe000 && c <= 0xfffd
        || c >= 0x10000;
  }
}
