package org.normprop.text;

import java.util.Arrays;
import java.util.List;

/** Columns of text, aligned. */
public final class TextTable {

  private static final int WIDTH = 80;

  private TextTable() {}

  /** The first column to the left, the others to the right. */
  public static String aligned(List<String[]> rows) {
    return aligned(rows, 1);
  }

  /** The first {@code left} columns to the left, the others to the right. */
  public static String aligned(List<String[]> rows, int left) {
    int[] widths = new int[rows.get(0).length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.length; i++) {
        String pad = " ".repeat(widths[i] - row[i].length());
        line.append(i == 0 ? "" : "  ").append(i < left ? row[i] + pad : pad + row[i]);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /**
   * A table of at most 80 columns, if the numbers allow it: where it would be wider, the left
   * columns stand on a line of their own above the others.
   *
   * @param rows the rows, a heading first
   * @param left how many columns name a row
   * @return the lines
   */
  public static String fitted(List<String[]> rows, int left) {
    String table = aligned(rows, left);
    if (table.lines().allMatch(line -> line.length() <= WIDTH)) {
      return table;
    }
    List<String[]> bare =
        rows.stream().map(row -> Arrays.copyOfRange(row, left, row.length)).toList();
    List<String> lines = aligned(bare, 0).lines().toList();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      String name = String.join("  ", Arrays.copyOf(rows.get(i), left));
      text.append(name).append("\n    ").append(lines.get(i)).append('\n');
    }
    return text.toString();
  }
}
