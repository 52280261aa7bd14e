package org.normprop.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.normprop.cli.line.Arguments;
import org.normprop.cli.line.UsageException;
import org.normprop.report.plot.PictureFile;

/** The option --plot. */
final class Plots {

  private Plots() {}

  /** Where to draw to; what is wrong with it is said before the work is done. */
  static Optional<PictureFile> file(Arguments arguments) throws IOException {
    String name = arguments.text("plot", null);
    if (name == null) {
      return Optional.empty();
    }
    try {
      PictureFile file = new PictureFile(Path.of(name));
      Path folder = file.path().toAbsolutePath().getParent();
      if (!Files.isDirectory(folder)) {
        throw new IOException("cannot write " + name + ": its folder does not exist");
      }
      return Optional.of(file);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--plot: " + e.getMessage());
    }
  }
}
