package org.normprop.report.plot;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names of the marks beside samples of their colours, in rows. */
final class Legend {

  static final double ROW = 19;

  private static final double SIZE = 12.5;
  private static final double KEY = 22;
  private static final double KEY_GAP = 6;
  private static final double ENTRY_GAP = 18;

  private final List<List<String>> rows = new ArrayList<>();
  private final Map<String, List<Mark>> byName = new LinkedHashMap<>();
  private final double width;

  /** Of all marks that have a name, but for those that are named elsewhere. */
  Legend(List<Mark> marks, Set<String> elsewhere, double width) {
    this.width = width;
    for (Mark mark : marks) {
      if (!mark.name().isEmpty() && !elsewhere.contains(mark.name())) {
        byName.computeIfAbsent(mark.name(), name -> new ArrayList<>()).add(mark);
      }
    }
    double used = width + 1;
    for (String name : byName.keySet()) {
      double entry = KEY + KEY_GAP + Glyphs.width(shown(name), SIZE) * Lines.SLACK;
      if (used + entry > width) {
        rows.add(new ArrayList<>());
        used = 0;
      }
      rows.get(rows.size() - 1).add(name);
      used += entry + ENTRY_GAP;
    }
  }

  double height() {
    return rows.size() * ROW;
  }

  private String shown(String name) {
    return Lines.cut(name, SIZE, width - KEY - KEY_GAP);
  }

  /** Draws the legend with its upper left corner at a point. */
  void draw(double left, double top, List<Outline> shapes) {
    double y = top;
    for (List<String> row : rows) {
      double x = left;
      for (String name : row) {
        Set<Object> drawn = new HashSet<>();
        for (Mark mark : byName.get(name)) {
          // Stretches of one line look alike.
          if (drawn.add(mark instanceof Mark.Line line ? MarkPainter.pen(line) : mark)) {
            key(mark, x, y + ROW / 2, shapes);
          }
        }
        x += KEY + KEY_GAP;
        shapes.add(
            new Outline.Label(
                x, y + 13.5, shown(name), SIZE, Outline.Anchor.START, Colour.INK.paint()));
        x += Glyphs.width(shown(name), SIZE) * Lines.SLACK + ENTRY_GAP;
      }
      y += ROW;
    }
  }

  /** A sample of a mark, around a height. */
  private static void key(Mark mark, double x, double y, List<Outline> shapes) {
    double right = x + KEY;
    double middle = x + KEY / 2;
    if (mark instanceof Mark.Line line) {
      shapes.add(Outline.Path.line(x, y, right, y, MarkPainter.pen(line)));
    } else if (mark instanceof Mark.Band band) {
      shapes.add(new Outline.Box(x, y - 5, KEY, 10, MarkPainter.fill(band.colour())));
    } else if (mark instanceof Mark.Histogram histogram) {
      shapes.add(
          new Outline.Path(
              new double[] {x + 2, x + 2, right - 2, right - 2},
              new double[] {y + 5, y - 5, y - 5, y + 5},
              MarkPainter.fill(histogram.colour()),
              MarkPainter.outline(histogram.colour())));
    } else if (mark instanceof Mark.Points points) {
      MarkPainter.whisker(middle, y - 6, y + 6, points.colour(), shapes);
      shapes.add(new Outline.Dot(middle, y, MarkPainter.DOT, points.colour().paint()));
    } else if (mark instanceof Mark.Atoms atoms) {
      shapes.add(Outline.Path.line(middle, y + 6, middle, y - 4, MarkPainter.stem(atoms.colour())));
      shapes.add(new Outline.Dot(middle, y - 4, MarkPainter.DOT, atoms.colour().paint()));
    }
  }
}
