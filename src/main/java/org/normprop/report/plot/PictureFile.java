package org.normprop.report.plot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.normprop.io.AtomicFile;

/**
 * A file that a drawing goes to; its ending says in which format.
 *
 * @param path the file, ending in .svg or .png
 */
public record PictureFile(Path path) {

  /** Checks the ending. */
  public PictureFile {
    if (!isA(path, ".svg") && !isA(path, ".png")) {
      throw new IllegalArgumentException(
          "a picture's name must end in .svg or .png, got '" + path + "'");
    }
  }

  private static boolean isA(Path path, String ending) {
    return path.toString().toLowerCase(Locale.ROOT).endsWith(ending);
  }

  /**
   * Writes a drawing, whole or not at all.
   *
   * @param drawing the drawing
   * @throws IOException if writing fails; then the old file is untouched
   */
  public void write(Drawing drawing) throws IOException {
    if (isA(path, ".svg")) {
      AtomicFile.write(path, drawing.svg());
    } else {
      AtomicFile.write(path, drawing::writePng);
    }
  }
}
