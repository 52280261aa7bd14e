package org.normprop.moments.law;

/**
 * A mean or a standard deviation that was asked for and does not exist. The message is for the user
 * and says which moment of which unit.
 */
public final class MomentException extends ArithmeticException {

  private static final long serialVersionUID = 1L;

  /** The lowest moment that is missing. */
  private final int power;

  /**
   * States what does not exist.
   *
   * @param message which moment of which unit does not exist, and why
   * @param power 1 if it is the mean, 2 if it is the standard deviation
   */
  public MomentException(String message, int power) {
    super(message);
    this.power = power;
  }

  /**
   * Which moment does not exist.
   *
   * @return 1 for the mean, 2 if that may exist and the standard deviation does not
   */
  public int power() {
    return power;
  }
}
