package org.normprop.function;

/**
 * A unit that cannot be: an unknown name, a parameter out of range, a text that does not parse. Its
 * message is for the user.
 */
public final class UnitException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /**
   * States what is wrong.
   *
   * @param message what was wrong, where, and what would be right
   */
  public UnitException(String message) {
    super(message);
  }
}
