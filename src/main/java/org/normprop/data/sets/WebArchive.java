package org.normprop.data.sets;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.normprop.data.read.Gzip;
import org.normprop.data.sets.client.TarContents;

/**
 * A web address of a tar archive, packed by gzip, that holds the files.
 *
 * @param address the archive's address
 * @param prefix what stands before a file's name in the archive
 * @param unpackedBytes the most that may come out of the archive
 */
record WebArchive(URI address, String prefix, long unpackedBytes) implements Source {

  @Override
  public String text() {
    return address.toString();
  }

  /** The archive's own name. */
  String fileName() {
    return Path.of(address.getPath()).getFileName().toString();
  }

  /** The archive's name while it is downloaded. */
  String part() {
    return fileName() + ".part";
  }

  @Override
  public void bring(Depot depot) throws IOException, InterruptedException {
    Path part = depot.folder().resolve(part());
    Download download =
        new Download(address, part, unpackedBytes, depot.listener(), depot.settings());
    download.runChecked(() -> store(depot, part));
  }

  private void store(Depot depot, Path archive) throws IOException {
    try (InputStream in = Gzip.open(archive, unpackedBytes)) {
      TarContents.store(depot, archive, in, prefix, "");
    }
    if (!depot.missing().isEmpty()) {
      throw new IOException(
          archive.getFileName() + " does not hold " + prefix + depot.missing().get(0).name());
    }
  }

  /** Stores an archive that somebody has put into the folder by hand. */
  void storeFound(Depot depot) throws IOException {
    Path archive = depot.folder().resolve(fileName());
    if (!depot.missing().isEmpty() && Files.isRegularFile(archive)) {
      store(depot, archive);
    }
  }
}
