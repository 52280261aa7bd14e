package org.normprop.data.table;

import java.util.ArrayList;
import java.util.List;

/** Tells by the beginning of a table what stands between its fields. */
final class Separators {

  private static final char[] CANDIDATES = {',', ';', '\t', '|', ' '};
  private static final int MOST_LINES = 200;

  private Separators() {}

  /**
   * The separator that an Excel line {@code sep=;} names, or by which all lines have as many
   * fields, at least two, most of them numbers or plain words; a comma if there is none.
   *
   * @param head the beginning of the text
   * @param whole whether it is all of the text
   */
  static char of(String head, boolean whole) {
    List<String> lines = lines(head, whole);
    if (!lines.isEmpty() && isSepLine(lines.get(0))) {
      return lines.get(0).charAt(4);
    }
    char best = ',';
    double most = 0;
    for (char candidate : CANDIDATES) {
      double score = score(lines, candidate);
      if (score > most) {
        most = score;
        best = candidate;
      }
    }
    return best;
  }

  /** Whether a line is Excel's {@code sep=,}. */
  static boolean isSepLine(String line) {
    return line.length() == 5 && line.toLowerCase(java.util.Locale.ROOT).startsWith("sep=");
  }

  /** The lines in front of the header that are remarks: {@code # ...} or {@code sep=,}. */
  static int preamble(String head) {
    int count = 0;
    for (String line : head.lines().toList()) {
      boolean passed = line.startsWith("#") || count == 0 && isSepLine(line) || line.isBlank();
      if (!passed) {
        return count;
      }
      count++;
    }
    return count;
  }

  private static List<String> lines(String head, boolean whole) {
    List<String> all = new ArrayList<>(head.lines().limit(MOST_LINES + 1L).toList());
    if (!whole && all.size() > 1) {
      all.remove(all.size() - 1); // cut off
    }
    int preamble = preamble(head);
    boolean sep = !all.isEmpty() && isSepLine(all.get(0));
    List<String> lines = new ArrayList<>();
    for (int i = sep ? 0 : Math.min(preamble, all.size()); i < all.size(); i++) {
      if (!all.get(i).isBlank()) {
        lines.add(all.get(i));
      }
    }
    return lines;
  }

  /**
   * How well a separator explains the lines: the share of lines that have as many fields as most,
   * times the share of fields that hold no other separator.
   */
  private static double score(List<String> lines, char separator) {
    int[] widths = new int[lines.size()];
    int clean = 0;
    int fields = 0;
    for (int i = 0; i < widths.length; i++) {
      List<String> parts = split(lines.get(i), separator);
      widths[i] = parts.size();
      fields += parts.size();
      clean += (int) parts.stream().filter(part -> isClean(part, separator)).count();
    }
    int width = widths.length == 0 ? 0 : widths[0];
    if (width < 2) {
      return 0;
    }
    int same = 0;
    for (int w : widths) {
      same += w == width ? 1 : 0;
    }
    double even = (double) same / widths.length;
    double share = (double) clean / fields;
    // Blanks stand in words too: they separate only where every line says so.
    boolean doubtful = separator == ' ' && (even < 1 || share < 1);
    return doubtful ? 0 : even * even * share * (separator == ' ' ? 0.5 : 1);
  }

  private static boolean isClean(String field, char separator) {
    if (field.startsWith("\"") || NumberText.sign(field) != NumberText.Sign.NONE) {
      boolean comma = separator == ',' && field.indexOf(',') >= 0;
      return !comma;
    }
    for (char other : CANDIDATES) {
      if (other != separator && other != ' ' && field.indexOf(other) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** Splits outside quotes. */
  private static List<String> split(String line, char separator) {
    List<String> parts = new ArrayList<>();
    String text = separator == ' ' ? line.strip().replaceAll("[ \t]+", " ") : line;
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted ^= c == '"';
      if (c == separator && !quoted) {
        parts.add(text.substring(from, i).strip());
        from = i + 1;
      }
    }
    parts.add(text.substring(from).strip());
    return parts;
  }
}
