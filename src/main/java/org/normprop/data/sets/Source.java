package org.normprop.data.sets;

import java.io.IOException;

/** A place that the files of a data set can be had from. */
sealed interface Source permits WebFiles, WebArchive, PackageSource {

  /** The place, for messages: an address, or a command. */
  String text();

  /**
   * Stores missing files.
   *
   * @param depot says which are missing, and takes them
   * @throws IOException if it cannot store all; what it has stored stays
   */
  void bring(Depot depot) throws IOException, InterruptedException;
}
