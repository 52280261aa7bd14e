package org.normprop.moments.law;

import org.normprop.moments.ExactMoments;

/** Thrown, and caught by {@link ExactMoments}, where no deterministic route goes on. */
public final class OutOfReachException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public OutOfReachException(String why) {
    super(why, null, false, false);
  }
}
