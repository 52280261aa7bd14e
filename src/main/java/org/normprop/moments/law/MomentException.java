package org.normprop.moments.law;

/**
 * A mean or a standard deviation that was asked for and does not exist. The message is for the user
 * and says which moment of which unit.
 */
public final class MomentException extends ArithmeticException {

  private static final long serialVersionUID = 1L;

  /**
   * States what does not exist.
   *
   * @param message which moment of which unit does not exist, and why
   */
  public MomentException(String message) {
    super(message);
  }
}
