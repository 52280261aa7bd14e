package org.normprop.data.sets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A Debian package that holds the files, packed by gzip.
 *
 * @param packageName its name
 * @param prefix what stands before a file's name in the package
 */
record DebianFiles(String packageName, String prefix) implements Source {

  @Override
  public String text() {
    return "apt-get download " + packageName;
  }

  @Override
  public void bring(Depot depot) throws IOException, InterruptedException {
    Path folder = depot.workFolder();
    PackageClient.run(folder, List.of(depot.settings().aptGet(), "download", packageName));
    Path archive = PackageClient.made(folder, ".deb");
    PackageClient.run(
        folder,
        List.of(depot.settings().dpkgDeb(), "--fsys-tarfile", archive.toString()),
        in -> {
          WebArchive.storeAll(depot, archive, in, prefix, WebFiles.PACKED);
          in.transferTo(java.io.OutputStream.nullOutputStream()); // lets the program end
        });
    if (!depot.missing().isEmpty()) {
      throw new IOException("does not hold " + prefix + depot.missing().get(0).name());
    }
  }
}
