package org.normprop.moments.quadrature;

/** Thrown, and caught by the face, where no deterministic route goes on. */
public final class OutOfReachException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public OutOfReachException(String why) {
    super(why, null, false, false);
  }
}
