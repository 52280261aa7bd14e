package org.normprop.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.normprop.io.AtomicFile;
import org.normprop.net.compute.Blas;

/** What computed a run: machines of different kinds round matrix products differently. */
public final class RunKernels {

  private static final String FILE = "kernels.txt";

  private RunKernels() {}

  /** Notes what computes now. */
  static void write(RunFolder folder, Blas blas) throws IOException {
    AtomicFile.write(folder.path().resolve(FILE), blas.kernels() + "\n");
  }

  /**
   * What computed a run.
   *
   * @param folder the run
   * @return its kernels in words; empty if an older program trained it
   * @throws IOException if the file cannot be read
   */
  public static String of(RunFolder folder) throws IOException {
    Path file = folder.path().resolve(FILE);
    return Files.exists(file) ? Files.readString(file).strip() : "";
  }
}
