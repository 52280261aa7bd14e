package org.normprop.text;

/**
 * What somebody wrote, a unit or an architecture, cannot be; the message says what would be right.
 */
public abstract class MistakeException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /**
   * States what is wrong.
   *
   * @param message what is wrong, and what would be right
   */
  protected MistakeException(String message) {
    super(message);
  }
}
