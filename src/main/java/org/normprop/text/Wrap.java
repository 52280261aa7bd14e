package org.normprop.text;

/** Words filled into lines, 80 columns wide where nothing else is said. */
public final class Wrap {

  private static final int WIDTH = 80;

  private Wrap() {}

  /**
   * Fills lines of at most 80 columns.
   *
   * @param text words between blanks
   * @param indent how many blanks stand before each line
   * @return the lines, each with its end
   */
  public static String lines(String text, int indent) {
    return lines(text, indent, WIDTH);
  }

  /**
   * Fills lines.
   *
   * @param text words between blanks; one that is wider than a line gets a line of its own
   * @param indent how many blanks stand before each line
   * @param width the most columns of a line
   * @return the lines, each with its end
   */
  public static String lines(String text, int indent, int width) {
    StringBuilder lines = new StringBuilder(" ".repeat(indent));
    int column = indent;
    for (String word : text.split(" ")) {
      if (column > indent && column + 1 + word.length() > width) {
        lines.append('\n').append(" ".repeat(indent));
        column = indent;
      } else if (column > indent) {
        lines.append(' ');
        column++;
      }
      lines.append(word);
      column += word.length();
    }
    return lines.append('\n').toString();
  }
}
