package org.normprop.io;

import java.io.IOException;
import java.nio.file.Path;

/** A file whose contents are not what they should be. Its message is for the user. */
public final class BadFileException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * A fault of the whole file.
   *
   * @param file the file
   * @param message what is wrong, and what would be right
   */
  public BadFileException(Path file, String message) {
    super(file + ": " + message);
  }

  /**
   * A fault at a line.
   *
   * @param file the file
   * @param line the line, from 1
   * @param message what is wrong, and what would be right
   */
  public BadFileException(Path file, long line, String message) {
    super(file + ":" + line + ": " + message);
  }

  /**
   * A fault at a place in a line.
   *
   * @param file the file
   * @param line the line, from 1
   * @param column the column, from 1
   * @param message what is wrong, and what would be right
   */
  public BadFileException(Path file, long line, long column, String message) {
    super(file + ":" + line + ":" + column + ": " + message);
  }
}
