package org.normprop.io;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says in words what Java says in class names. */
public final class Faults {

  private Faults() {}

  /**
   * What went wrong, for a message.
   *
   * @param e a fault of files or network
   * @return its message, with the words that its class stands for
   */
  public static String text(IOException e) {
    if (e instanceof UnknownHostException) {
      return "no such host: " + e.getMessage() + " (is there a network?)";
    }
    if (e instanceof SocketTimeoutException) {
      return "no answer in time";
    }
    if (e instanceof ConnectException) {
      return "no connection: " + e.getMessage();
    }
    if (e instanceof NoSuchFileException) {
      return "no such file or folder: " + e.getMessage();
    }
    if (e instanceof AccessDeniedException) {
      return "access denied: " + e.getMessage();
    }
    if (e instanceof FileSystemException disk && disk.getReason() != null) {
      return disk.getMessage(); // file: reason
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
