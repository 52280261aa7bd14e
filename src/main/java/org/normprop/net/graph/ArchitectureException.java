package org.normprop.net.graph;

import org.normprop.text.MistakeException;

/** An architecture that cannot be. Its message, which shows the place, is for the user. */
public final class ArchitectureException extends MistakeException {

  private static final long serialVersionUID = 1L;

  /** How much of the text is shown on either side of the place. */
  private static final int SHOWN = 36;

  /**
   * States what is wrong.
   *
   * @param text the architecture
   * @param position where, from 0
   * @param message what is wrong, and what would be right
   */
  public ArchitectureException(String text, int position, String message) {
    super("architecture, column " + (position + 1) + ": " + message + excerpt(text, position));
  }

  private static String excerpt(String text, int position) {
    int from = Math.max(0, position - SHOWN);
    int to = Math.min(text.length(), position + SHOWN);
    String shown = text.substring(from, to).replaceAll("\\p{Cntrl}", " ");
    return "\n  " + shown + "\n  " + " ".repeat(position - from) + "^";
  }
}
