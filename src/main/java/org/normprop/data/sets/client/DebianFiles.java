package org.normprop.data.sets.client;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A Debian package that holds the files, packed by gzip.
 *
 * @param packageName its name
 * @param prefix what stands before a file's name in the package
 */
record DebianFiles(String packageName, String prefix) implements PackagedFiles {

  @Override
  public String text() {
    return "apt-get download " + packageName;
  }

  @Override
  public void bring(Shelf shelf, Programs programs) throws IOException, InterruptedException {
    Path folder = shelf.workFolder();
    ProgramRun.run(folder, List.of(programs.aptGet(), "download", packageName));
    Path archive = ProgramRun.made(folder, ".deb");
    ProgramRun.run(
        folder,
        List.of(programs.dpkgDeb(), "--fsys-tarfile", archive.toString()),
        in -> {
          TarContents.store(shelf, archive, in, prefix, ".gz");
          in.transferTo(java.io.OutputStream.nullOutputStream()); // lets the program end
        });
    if (!shelf.lacking().isEmpty()) {
      throw new IOException("does not hold " + prefix + shelf.lacking().get(0));
    }
  }
}
