package org.normprop.data.sets.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.normprop.data.read.Gzip;
import org.normprop.data.read.Tar;

/** Puts what a tar archive holds on a shelf. Not thread-safe, but for its static method. */
public final class TarContents {

  private TarContents() {}

  /**
   * Stores all missing files that a tar archive holds.
   *
   * @param shelf says which are missing, and takes them
   * @param archive what to call the archive in messages
   * @param in its bytes, unpacked
   * @param prefix what stands before a file's name
   * @param ending what stands behind it: nothing, or ".gz" if the file is packed in its turn
   * @throws IOException if the archive is bad, or a file is not the right one
   */
  public static void store(Shelf shelf, Path archive, InputStream in, String prefix, String ending)
      throws IOException {
    Tar tar = new Tar(archive, in);
    for (String name = tar.next(); name != null; name = tar.next()) {
      if (!name.startsWith(prefix) || !name.endsWith(ending)) {
        continue;
      }
      int end = Math.max(prefix.length(), name.length() - ending.length());
      String file = name.substring(prefix.length(), end);
      if (shelf.lacking().contains(file)) {
        shelf.put(
            file,
            ending.isEmpty()
                ? tar.file()
                : Gzip.unpacked(archive, tar.file(), shelf.bytes(file) + 1));
      }
    }
  }
}
