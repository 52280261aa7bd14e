package org.normprop.data.sets.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** Takes files, and says which are missing. */
public interface Shelf {

  /**
   * The files that are not there yet.
   *
   * @return their names
   */
  List<String> lacking();

  /**
   * How long a file is.
   *
   * @param name a file that is missing
   * @return its bytes, as its authors published it
   */
  long bytes(String name);

  /**
   * Stores a file if its bytes are the right ones.
   *
   * @param name a file that is missing
   * @param in its bytes; read to the end, and no further than the file is long
   * @throws IOException if they cannot be read or written, or are not the right ones
   */
  void put(String name, InputStream in) throws IOException;

  /**
   * An empty folder to work in, removed by the shelf's owner.
   *
   * @return the folder
   * @throws IOException if it cannot be made
   */
  Path workFolder() throws IOException;
}
