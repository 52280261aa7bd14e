package org.normprop.function.stage;

import org.normprop.text.MistakeException;

/**
 * A unit that cannot be: an unknown name, a parameter out of range, a text that does not parse. Its
 * message is for the user.
 */
public final class UnitException extends MistakeException {

  private static final long serialVersionUID = 1L;

  private static final int LONGEST = 2000;

  /**
   * States what is wrong.
   *
   * @param message what was wrong, where, and what would be right; its middle goes where it quotes
   *     without end
   */
  public UnitException(String message) {
    super(shortened(message));
  }

  private static String shortened(String message) {
    int end = LONGEST / 4;
    return message.length() <= LONGEST
        ? message
        : message.substring(0, LONGEST - end) + " ... " + message.substring(message.length() - end);
  }
}
