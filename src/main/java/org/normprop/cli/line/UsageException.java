package org.normprop.cli.line;

/** A command line that cannot be carried out. Its message is for the user. */
public final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }
}
