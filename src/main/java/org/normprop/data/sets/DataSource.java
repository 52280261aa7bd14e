package org.normprop.data.sets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.normprop.data.Loaded;
import org.normprop.data.read.CifarReader;
import org.normprop.data.read.IdxReader;
import org.normprop.data.read.ImageFiles;
import org.normprop.data.read.NumpyFiles;
import org.normprop.data.table.Table;
import org.normprop.data.table.TableFormat;
import org.normprop.data.table.TableReader;
import org.normprop.data.table.TableRequest;
import org.normprop.data.table.TableSource;
import org.normprop.io.BadFileException;
import org.normprop.text.Nearest;

/**
 * Opens whatever a user may name as data: a known set, a table, or a folder of IDX files, of
 * CIFAR-10's binary files, or of images by class, told apart by what is there. Immutable.
 *
 * @param text the name of a set of the {@link Catalogue}, a path, or "-" for a table on the
 *     standard input
 * @param cache the folder that holds a folder for each fetched set
 */
public record DataSource(String text, Path cache) {

  /**
   * What was opened.
   *
   * @param loaded the rows
   * @param table how they were read, if they are a table
   * @param checksum of the file or folder; empty for known sets, whose files are checked when they
   *     are fetched
   */
  public record Opened(Loaded loaded, Optional<Table> table, Optional<String> checksum) {}

  /**
   * Reads data.
   *
   * @param request what is known of a table; it needs a target if it is one
   * @return the rows
   * @throws IllegalArgumentException if there is no such set and no such file, or a table comes
   *     without a target
   * @throws BadFileException if a file is not as it should be, or a set has not been fetched
   * @throws IOException if a file cannot be read
   */
  public Opened open(TableRequest request) throws IOException {
    Optional<Loaded> loaded = otherThanTable(request);
    if (loaded.isPresent()) {
      return other(loaded.get());
    }
    TableSource source = TableSource.of(path());
    if (request.target().isEmpty()) {
      List<String> names = TableReader.names(source, request);
      int shown = Math.min(20, names.size());
      throw new IllegalArgumentException(
          text
              + ": name the column that is to be predicted, by --target COLUMN; the columns are "
              + String.join(", ", names.subList(0, shown))
              + (shown < names.size() ? ", ..." : ""));
    }
    return opened(source, TableReader.read(source, TableReader.format(source, request)));
  }

  /**
   * Reads data, a table as one was read before.
   *
   * @param format how a table is read
   * @return the rows
   * @throws IllegalArgumentException if there is no such set and no such file
   * @throws BadFileException if a file is not as it should be, or a set has not been fetched
   * @throws IOException if a file cannot be read
   */
  public Opened open(TableFormat format) throws IOException {
    Optional<Loaded> loaded = otherThanTable(TableRequest.OPEN);
    if (loaded.isPresent()) {
      return other(loaded.get());
    }
    TableSource source = TableSource.of(path());
    return opened(source, TableReader.read(source, format));
  }

  private Opened other(Loaded loaded) throws IOException {
    Optional<Path> file = file();
    return new Opened(
        loaded,
        Optional.empty(),
        file.isPresent() ? Optional.of(Checksum.of(file.get())) : Optional.empty());
  }

  private static Opened opened(TableSource source, Table table) throws IOException {
    return new Opened(
        new Loaded(table.rows(), Optional.empty()),
        Optional.of(table),
        Optional.of(
            source.held() == null ? Checksum.of(source.name()) : Checksum.of(source.held())));
  }

  /**
   * The file or folder.
   *
   * @return the path; empty if it is a known set, or the standard input
   */
  public Optional<Path> file() {
    return Catalogue.find(text).isPresent() || TableSource.isStandardInput(text)
        ? Optional.empty()
        : Optional.of(path());
  }

  /**
   * Reads data that are no table.
   *
   * @param request what is known of a table; its target may name an array of a NumPy file
   * @return the rows; empty if they are a table, or nothing that is known
   * @throws IllegalArgumentException if there is no such set and no such file
   * @throws IOException if a file cannot be read, or is bad
   */
  public Optional<Loaded> otherThanTable(TableRequest request) throws IOException {
    Optional<KnownSet> known = Catalogue.find(text);
    if (known.isPresent()) {
      return Optional.of(known.get().load(cache.resolve(text)));
    }
    Path path = path();
    if (Files.isDirectory(path)) {
      return Optional.of(folder(path));
    }
    if (NumpyFiles.isNumpy(path)) {
      return Optional.of(NumpyFiles.answered(path, request.target(), request.kind()));
    }
    return IdxReader.isImages(path)
        ? Optional.of(new Loaded(IdxReader.withLabels(path), Optional.empty()))
        : Optional.empty();
  }

  private Path path() {
    try {
      Path path = Path.of(text);
      if (TableSource.isStandardInput(text) || !text.isEmpty() && Files.exists(path)) {
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
    return ImageFiles.folder(name, path);
  }
}
