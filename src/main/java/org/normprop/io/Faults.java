package org.normprop.io;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
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
      return "there is no file or folder " + e.getMessage();
    }
    if (e instanceof AccessDeniedException) {
      return "no permission to use " + e.getMessage();
    }
    if (e instanceof FileAlreadyExistsException) {
      return e.getMessage() + " is a file, and a folder is needed";
    }
    if (e instanceof FileSystemException disk) {
      // The message is file and reason, where there is a reason.
      return disk.getReason() == null ? "cannot use " + disk.getFile() : disk.getMessage();
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /**
   * Why a file could not be written, for a message that names it: the system's own may name a
   * temporary file, which means nothing to the user.
   *
   * @param e a fault of files
   * @return the reason alone
   */
  public static String reason(IOException e) {
    if (e instanceof FileSystemException disk && disk.getReason() != null) {
      return disk.getReason();
    }
    if (e instanceof NoSuchFileException) {
      return "its folder does not exist";
    }
    return e instanceof AccessDeniedException ? "no permission" : text(e);
  }
}
