package org.normprop.text;

/** What somebody wrote, as a message repeats it. */
public final class Quoted {

  private static final int MOST = 60;

  private Quoted() {}

  /**
   * A text in quotes.
   *
   * @param text what was written, however long
   * @return the text, or its beginning and an ellipsis, in single quotes
   */
  public static String of(String text) {
    return text.length() <= MOST ? "'" + text + "'" : "'" + text.substring(0, MOST) + "...'";
  }
}
