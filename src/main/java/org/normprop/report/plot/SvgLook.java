package org.normprop.report.plot;

import java.util.Locale;

/** How an SVG says what its shapes look like. */
enum SvgLook {
  /** In full, for a file of its own. */
  FILE {
    @Override
    String shape(Paint fill, Outline.Pen pen) {
      StringBuilder text = new StringBuilder();
      paint(text, "fill", fill);
      if (pen != null) {
        paint(text, "stroke", pen.paint());
        text.append(" stroke-width=\"").append(number(pen.width())).append('"');
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
      return text.toString();
    }

    private void paint(StringBuilder text, String property, Paint paint) {
      text.append(' ').append(property).append("=\"");
      if (paint == null) {
        text.append("none\"");
        return;
      }
      String hex = Integer.toHexString(paint.rgb());
      text.append('#').append("0".repeat(6 - hex.length())).append(hex).append('"');
      if (paint.opacity() < 1) {
        text.append(' ').append(property).append("-opacity=\"");
        text.append(number(paint.opacity())).append('"');
      }
    }

    @Override
    String label(Outline.Label label) {
      return " font-size=\""
          + number(label.size())
          + '"'
          + anchor(label)
          + shape(label.paint(), null);
    }

    @Override
    String number(double value) {
      return Svg.decimal(value, 100);
    }
  },

  /**
   * By classes, for a page whose stylesheet knows them, light and dark: {@code line} or {@code
   * area} with a colour's name; text of size 12 in grey is what the stylesheet makes of text
   * without a class. Lengths to a tenth of a pixel.
   */
  PAGE {
    @Override
    String shape(Paint fill, Outline.Pen pen) {
      if (fill != null) {
        String outlined = pen == null ? "area " : "area edge ";
        String opacity =
            fill.opacity() < 1 ? " fill-opacity=\"" + Svg.decimal(fill.opacity(), 100) + '"' : "";
        return " class=\"" + outlined + fill.name() + '"' + opacity;
      }
      if (pen.paint() == Paint.GRID || pen.paint() == Paint.AXIS) {
        return " class=\"" + pen.paint().name() + '"';
      }
      String dash =
          pen.dash() == Dash.SOLID ? "" : " " + pen.dash().name().toLowerCase(Locale.ROOT);
      String width = pen.width() == 2 ? "" : " stroke-width=\"" + number(pen.width()) + '"';
      return " class=\"line " + pen.paint().name() + dash + '"' + width;
    }

    @Override
    String label(Outline.Label label) {
      String size =
          label.size() == XLabels.SIZE ? "" : " font-size=\"" + number(label.size()) + '"';
      String anchor =
          switch (label.anchor()) {
            case START -> "";
            case MIDDLE -> "m ";
            case END -> "e ";
          };
      String colour = label.paint().name().equals("grey") ? "" : label.paint().name();
      String names = (anchor + colour).strip();
      return size + (names.isEmpty() ? "" : " class=\"" + names + '"');
    }

    @Override
    String number(double value) {
      return Svg.decimal(value, 10);
    }
  };

  /** Attributes of a path, a box or a dot; {@code null} stands for no fill or no line. */
  abstract String shape(Paint fill, Outline.Pen pen);

  /** Attributes of a text. */
  abstract String label(Outline.Label label);

  /** A length. */
  abstract String number(double value);

  private static String anchor(Outline.Label label) {
    return switch (label.anchor()) {
      case START -> "";
      case MIDDLE -> " text-anchor=\"middle\"";
      case END -> " text-anchor=\"end\"";
    };
  }
}
