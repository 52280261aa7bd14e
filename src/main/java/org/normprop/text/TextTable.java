package org.normprop.text;

import java.util.List;

/** Columns of text, aligned. */
public final class TextTable {

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
}
