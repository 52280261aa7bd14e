package org.normprop.cli;

/** A command line that cannot be carried out. Its message is for the user. */
final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
