package org.normprop.report.plot;

import java.util.ArrayList;
import java.util.List;

/** Text that has to fit into a width. */
final class Lines {

  /** What a font other than ours may be wider by. */
  static final double SLACK = 1.06;

  private Lines() {}

  /** Breaks a text at blanks; a word that is too long for a line is cut. */
  static List<String> wrap(String text, double size, double width) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : text.strip().split("\\s+")) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (fits(longer, size, width)) {
        line = longer;
      } else {
        if (!line.isEmpty()) {
          lines.add(line);
        }
        line = cut(word, size, width);
      }
    }
    if (!line.isEmpty()) {
      lines.add(line);
    }
    return lines;
  }

  /** The text, or its beginning and an ellipsis. */
  static String cut(String text, double size, double width) {
    if (fits(text, size, width)) {
      return text;
    }
    int end = text.length();
    while (end > 0 && !fits(text.substring(0, end) + "\u2026", size, width)) {
      end = text.offsetByCodePoints(end, -1);
    }
    return text.substring(0, end).stripTrailing() + "\u2026";
  }

  static boolean fits(String text, double size, double width) {
    return Glyphs.width(text, size) * SLACK <= width;
  }
}
