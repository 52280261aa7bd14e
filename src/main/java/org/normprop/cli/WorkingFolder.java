package org.normprop.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.normprop.cli.line.UsageException;

/**
 * Makes sure that Java knows the folder it was started in. Where the locale cannot write the
 * folder's name, Java takes another name for it without a word, and every relative path leads
 * there.
 */
final class WorkingFolder {

  /** Where Linux says which folder it is. */
  private static final Path TRUE_ONE = Path.of("/proc/self/cwd");

  private WorkingFolder() {}

  static void check() {
    String name = System.getProperty("user.dir", "");
    boolean doubtful = name.chars().anyMatch(c -> c == '?' || c > '~');
    if (doubtful && !isTrue(Path.of("").toAbsolutePath())) {
      throw new UsageException(
          "the folder this was started in has a name that the locale cannot write: Java takes it for "
              + name
              + "; set LC_ALL=C.UTF-8");
    }
  }

  private static boolean isTrue(Path folder) {
    try {
      return !Files.exists(TRUE_ONE) || Files.isSameFile(folder, TRUE_ONE);
    } catch (IOException e) {
      return false; // there is no folder of that name
    }
  }
}
