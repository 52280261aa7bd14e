package org.normprop.train.compare;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;

/** Brings files to where trainings are done. */
public interface Shipping {

  /**
   * Sends a file, on this side.
   *
   * @param file the file
   * @return what it is called on the other side
   * @throws IOException if it cannot be sent
   */
  String send(Path file) throws IOException;

  /**
   * What finds the files on the other side.
   *
   * @return a value that travels
   */
  Delivery delivery();

  /** Finds files that were sent. */
  @FunctionalInterface
  interface Delivery extends Serializable {

    /**
     * Where a file is here.
     *
     * @param name what it is called
     * @return its path
     * @throws IOException if it did not come
     */
    Path find(String name) throws IOException;
  }
}
