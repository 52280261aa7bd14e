package org.normprop.data.sets;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.normprop.data.read.Gzip;

/**
 * A web address under which each file lies, packed by gzip.
 *
 * @param base the address, up to the file's name
 */
record WebFiles(URI base) implements Source {

  static final String PACKED = ".gz";

  /** Packed bytes may be a little more than plain ones. */
  private static final long ROOM = 1 << 16;

  @Override
  public String text() {
    return base.toString();
  }

  @Override
  public void bring(Depot depot) throws IOException, InterruptedException {
    for (WantedFile file : depot.missing()) {
      Path part = depot.folder().resolve(part(file));
      Download download =
          new Download(
              base.resolve(file.name() + PACKED),
              part,
              file.bytes() + ROOM,
              depot.listener(),
              depot.settings());
      download.runChecked(() -> store(depot, file, part));
    }
  }

  /** The name of a file while it is downloaded. */
  static String part(WantedFile file) {
    return file.name() + PACKED + ".part";
  }

  /** Unpacks and stores a file. */
  static void store(Depot depot, WantedFile file, Path packed) throws IOException {
    try (InputStream in = Gzip.open(packed, file.bytes() + 1)) {
      depot.store(file, in);
    }
  }

  /** Stores what somebody has put into the folder by hand. */
  static void storeFound(Depot depot) throws IOException {
    for (WantedFile file : depot.missing()) {
      Path packed = depot.folder().resolve(file.name() + PACKED);
      if (Files.isRegularFile(packed)) {
        store(depot, file, packed);
      }
    }
  }
}
