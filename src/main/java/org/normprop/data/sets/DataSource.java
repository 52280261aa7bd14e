package org.normprop.data.sets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.normprop.data.Loaded;
import org.normprop.data.read.CifarReader;
import org.normprop.data.read.CsvLayout;
import org.normprop.data.read.CsvReader;
import org.normprop.data.read.IdxReader;
import org.normprop.data.read.PngReader;
import org.normprop.io.BadFileException;
import org.normprop.text.Nearest;

/** Opens whatever a user may name as data. */
public final class DataSource {

  private DataSource() {}

  /**
   * Reads a known set, a CSV file, a folder of IDX files, of CIFAR-10's binary files, or of PNG
   * images by class, told apart by what is there.
   *
   * @param text the name of a set of the {@link Catalogue}, or a path
   * @param cache the folder that holds a folder for each fetched set
   * @param layout which columns of a CSV file mean what; needed for CSV files only
   * @return the rows
   * @throws IllegalArgumentException if there is no such set and no such file, or a CSV file comes
   *     without layout
   * @throws BadFileException if a file is not as it should be, or a set has not been fetched
   * @throws IOException if a file cannot be read
   */
  public static Loaded open(String text, Path cache, Optional<CsvLayout> layout)
      throws IOException {
    Optional<KnownSet> known = Catalogue.find(text);
    if (known.isPresent()) {
      return known.get().load(cache.resolve(text));
    }
    Path path = path(text);
    if (Files.isDirectory(path)) {
      return folder(path);
    }
    CsvLayout columns =
        layout.orElseThrow(
            () ->
                new IllegalArgumentException(
                    text + ": name the column that is to be predicted, by --target COLUMN"));
    return new Loaded(CsvReader.read(path, columns), Optional.empty());
  }

  private static Path path(String text) {
    try {
      Path path = Path.of(text);
      if (!text.isEmpty() && Files.exists(path)) {
        return path;
      }
    } catch (InvalidPathException e) {
      // Then it is no file either.
    }
    String question = Nearest.question(text, Catalogue.names());
    throw new IllegalArgumentException(
        "there is no data set and no file '"
            + text
            + "'"
            + (question.isEmpty()
                ? "; the sets are " + String.join(", ", Catalogue.names())
                : question));
  }

  private static Loaded folder(Path path) throws IOException {
    String name = path.toAbsolutePath().normalize().getFileName().toString();
    if (IdxReader.isFolder(path)) {
      return IdxReader.folder(name, path, List.of());
    }
    if (CifarReader.isFolder(path)) {
      return CifarReader.folder(name, path);
    }
    return PngReader.folder(name, path);
  }
}
