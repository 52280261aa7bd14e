package org.normprop.report.plot;

import java.util.List;

/** Writes drawings as SVG, with a title that screen readers read and without identifiers. */
final class Svg {

  /** Widths are laid out for {@link Glyphs}' font; these are as wide or narrower. */
  private static final String FONTS =
      "'Helvetica Neue',Helvetica,Arial,'DejaVu Sans Condensed','Liberation Sans',sans-serif";

  private final StringBuilder text = new StringBuilder();

  private Svg() {}

  static String of(Drawing drawing) {
    Svg svg = new Svg();
    svg.open(drawing);
    svg.text.append("<title>").append(escape(drawing.title())).append("</title>\n");
    if (!drawing.description().isEmpty()) {
      svg.text.append("<desc>").append(escape(drawing.description())).append("</desc>\n");
    }
    svg.append(new Outline.Box(0, 0, drawing.width(), drawing.height(), Paint.WHITE));
    svg.append(drawing.shapes());
    return svg.text.append("</svg>\n").toString();
  }

  private void open(Drawing drawing) {
    String width = number(drawing.width());
    String height = number(drawing.height());
    text.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 ")
        .append(width)
        .append(' ')
        .append(height)
        .append("\" width=\"")
        .append(width)
        .append("\" height=\"")
        .append(height)
        .append("\" style=\"max-width:100%;height:auto\" font-family=\"")
        .append(FONTS)
        .append("\">\n");
  }

  private void append(List<Outline> shapes) {
    shapes.forEach(this::append);
  }

  private void append(Outline shape) {
    if (shape instanceof Outline.Path path) {
      path(path);
    } else if (shape instanceof Outline.Box box) {
      text.append("<rect");
      attribute("x", box.x());
      attribute("y", box.y());
      attribute("width", box.width());
      attribute("height", box.height());
      fill(box.fill());
      text.append("/>\n");
    } else if (shape instanceof Outline.Dot dot) {
      text.append("<circle");
      attribute("cx", dot.x());
      attribute("cy", dot.y());
      attribute("r", dot.radius());
      fill(dot.fill());
      text.append("/>\n");
    } else if (shape instanceof Outline.Label label) {
      label(label);
    } else if (shape instanceof Outline.Clip clip) {
      // An inner svg element cuts off what lies outside of it, and needs no identifier for that.
      text.append("<svg");
      attribute("x", clip.x());
      attribute("y", clip.y());
      attribute("width", clip.width());
      attribute("height", clip.height());
      text.append(" viewBox=\"")
          .append(number(clip.x()))
          .append(' ')
          .append(number(clip.y()))
          .append(' ')
          .append(number(clip.width()))
          .append(' ')
          .append(number(clip.height()))
          .append("\">\n");
      append(clip.shapes());
      text.append("</svg>\n");
    } else if (shape instanceof Outline.Moved moved) {
      text.append("<g transform=\"translate(")
          .append(number(moved.dx()))
          .append(' ')
          .append(number(moved.dy()))
          .append(")\">\n");
      append(moved.shapes());
      text.append("</g>\n");
    }
  }

  private void path(Outline.Path path) {
    text.append("<path d=\"");
    for (int i = 0; i < path.x().length; i++) {
      text.append(i == 0 ? "M" : i == 1 ? "L" : " ")
          .append(number(path.x()[i]))
          .append(' ')
          .append(number(path.y()[i]));
    }
    text.append('"');
    fill(path.fill());
    Outline.Pen pen = path.pen();
    if (pen != null) {
      text.append(" stroke=\"").append(colour(pen.paint())).append('"');
      if (pen.paint().opacity() < 1) {
        attribute("stroke-opacity", pen.paint().opacity());
      }
      attribute("stroke-width", pen.width());
      text.append(" stroke-linejoin=\"round\"");
      double[] dash = pen.dash().lengths();
      if (dash.length > 0) {
        text.append(" stroke-dasharray=\"")
            .append(number(dash[0]))
            .append(' ')
            .append(number(dash[1]))
            .append('"');
      }
    }
    text.append("/>\n");
  }

  private void label(Outline.Label label) {
    text.append("<text");
    if (label.degrees() == 0) {
      attribute("x", label.x());
      attribute("y", label.y());
    } else {
      text.append(" transform=\"translate(")
          .append(number(label.x()))
          .append(' ')
          .append(number(label.y()))
          .append(") rotate(")
          .append(number(-label.degrees()))
          .append(")\"");
    }
    attribute("font-size", label.size());
    switch (label.anchor()) {
      case START -> {}
      case MIDDLE -> text.append(" text-anchor=\"middle\"");
      case END -> text.append(" text-anchor=\"end\"");
    }
    fill(label.paint());
    text.append('>').append(escape(label.text())).append("</text>\n");
  }

  private void fill(Paint paint) {
    text.append(" fill=\"").append(paint == null ? "none" : colour(paint)).append('"');
    if (paint != null && paint.opacity() < 1) {
      attribute("fill-opacity", paint.opacity());
    }
  }

  private void attribute(String name, double value) {
    text.append(' ').append(name).append("=\"").append(number(value)).append('"');
  }

  private static String colour(Paint paint) {
    String hex = Integer.toHexString(paint.rgb());
    return "#" + "0".repeat(6 - hex.length()) + hex;
  }

  /** To a hundredth of a pixel, without trailing zeros; the same in every locale. */
  static String number(double value) {
    long hundredths = Math.round(value * 100);
    StringBuilder digits = new StringBuilder(hundredths < 0 ? "-" : "");
    long absolute = Math.abs(hundredths);
    digits.append(absolute / 100);
    if (absolute % 100 != 0) {
      digits.append('.').append(absolute % 100 / 10);
      if (absolute % 10 != 0) {
        digits.append(absolute % 10);
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
