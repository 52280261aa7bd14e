package org.normprop.train;

/** Training met a number that is not finite. The message says at which step and where. */
public final class DivergedException extends Exception {

  private static final long serialVersionUID = 1L;

  DivergedException(String message) {
    super(message);
  }
}
