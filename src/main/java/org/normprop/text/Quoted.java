package org.normprop.text;

import java.util.regex.Pattern;

/** What somebody wrote, as a message repeats it. */
public final class Quoted {

  private static final int MOST = 60;

  private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

  private static final Pattern CONTROL_IN_LINES = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]");

  private Quoted() {}

  /**
   * A text in quotes.
   *
   * @param text what was written, however long
   * @return the text, or its beginning and an ellipsis, in single quotes
   */
  public static String of(String text) {
    String plain = plain(text);
    return plain.length() <= MOST ? "'" + plain + "'" : "'" + plain.substring(0, MOST) + "...'";
  }

  /**
   * A text from a file, fit for a terminal: a name that holds a line's end or an escape sequence
   * neither breaks a table nor moves the cursor.
   *
   * @param text any text
   * @return the same text with a question mark for each control character
   */
  public static String plain(String text) {
    return CONTROL.matcher(text).replaceAll("?");
  }

  /**
   * The same of a text of several lines.
   *
   * @param text any text
   * @return the text, with line ends and tabs as they are
   */
  public static String lines(String text) {
    return CONTROL_IN_LINES.matcher(text).replaceAll("?");
  }
}
