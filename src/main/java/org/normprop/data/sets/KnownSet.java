package org.normprop.data.sets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.normprop.data.DataSet;
import org.normprop.data.Loaded;
import org.normprop.data.SampleShape;
import org.normprop.data.read.CifarReader;
import org.normprop.data.read.Gzip;
import org.normprop.data.read.IdxReader;
import org.normprop.data.table.TableReader;
import org.normprop.data.table.TableRequest;
import org.normprop.data.table.TableSource;
import org.normprop.io.BadFileException;
import org.normprop.io.Csv;

/** A data set that can be had by name: embedded in the program, or fetched. Immutable. */
public final class KnownSet {

  /** How the set is read. */
  enum Layout {
    DIGITS,
    CONCRETE,
    IDX,
    CIFAR
  }

  private final Description description;
  private final Layout layout;
  private final List<WantedFile> files;
  private final List<Source> sources;

  /**
   * What there is to know about a set.
   *
   * @param name its name on the command line
   * @param about what it holds, in a line
   * @param licence its licence and where it comes from
   * @param shape the shape of a row
   * @param trainRows the number of training rows, or of all rows
   * @param testRows the number of published test rows, 0 if none
   * @param classes the names of the classes; empty if numbers are to be predicted
   */
  public record Description(
      String name,
      String about,
      String licence,
      SampleShape shape,
      int trainRows,
      int testRows,
      List<String> classes) {}

  KnownSet(Description description, Layout layout, List<WantedFile> files, List<Source> sources) {
    this.description = description;
    this.layout = layout;
    this.files = List.copyOf(files);
    this.sources = List.copyOf(sources);
  }

  /**
   * What there is to know about it.
   *
   * @return the description
   */
  public Description description() {
    return description;
  }

  /**
   * Its name.
   *
   * @return the name on the command line
   */
  public String name() {
    return description.name();
  }

  /**
   * Whether it is part of the program and need not be fetched.
   *
   * @return whether it has no files
   */
  public boolean isEmbedded() {
    return files.isEmpty();
  }

  /**
   * The files it consists of.
   *
   * @return the files, none if it is embedded
   */
  public List<WantedFile> files() {
    return files;
  }

  /**
   * Where it is fetched from.
   *
   * @return addresses and commands, in the order in which they are tried
   */
  public List<String> places() {
    return sources.stream().map(Source::text).toList();
  }

  List<Source> sources() {
    return sources;
  }

  /**
   * The files that a folder lacks, or has in another length.
   *
   * @param folder where it was fetched to; need not exist
   * @return the missing files; none if the set can be loaded
   */
  public List<WantedFile> missing(Path folder) {
    return files.stream().filter(file -> !isThere(folder.resolve(file.name()), file)).toList();
  }

  private static boolean isThere(Path path, WantedFile file) {
    try {
      return Files.isRegularFile(path) && Files.size(path) == file.bytes();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Reads it.
   *
   * @param folder where it was fetched to; of no interest if it is embedded
   * @return its rows
   * @throws BadFileException if files are missing or not as they should be
   * @throws IOException if a file cannot be read
   */
  public Loaded load(Path folder) throws IOException {
    List<WantedFile> missing = missing(folder);
    if (!missing.isEmpty()) {
      throw new BadFileException(
          folder,
          "lacks "
              + missing.get(0).name()
              + " of "
              + name()
              + ", or has it in a wrong length; run 'data fetch "
              + name()
              + "' first");
    }
    return switch (layout) {
      case DIGITS -> new Loaded(digits(), Optional.empty());
      case CONCRETE -> new Loaded(concrete(), Optional.empty());
      case IDX -> IdxReader.folder(name(), folder, description.classes());
      case CIFAR -> CifarReader.folder(name(), folder);
    };
  }

  /** Pixels of 0 to 16, 64 in a line, and the digit behind them. */
  private DataSet digits() throws IOException {
    int size = description.shape().size();
    byte[] pixels = new byte[description.trainRows() * size];
    int[] labels = new int[description.trainRows()];
    Path file = Path.of("digits.csv.gz");
    try (InputStream raw = resource(file);
        Csv csv = new Csv(file, Gzip.unpacked(file, raw, 1 << 20))) {
      for (int row = 0; csv.next(); row++) {
        for (int i = 0; i < size; i++) {
          pixels[row * size + i] = Byte.parseByte(csv.field(i));
        }
        labels[row] = Integer.parseInt(csv.field(size));
      }
    }
    return DataSet.ofPixels(name(), description.shape(), pixels, 16)
        .withClasses(labels, description.classes());
  }

  private DataSet concrete() throws IOException {
    try (InputStream in = resource(Path.of("concrete.csv"))) {
      TableSource source = new TableSource(Path.of(name()), in.readAllBytes());
      TableRequest request = TableRequest.predicting("compressive_strength");
      return TableReader.read(source, TableReader.format(source, request)).rows();
    }
  }

  private static InputStream resource(Path file) {
    InputStream in = KnownSet.class.getResourceAsStream(file.toString());
    if (in == null) {
      throw new IllegalStateException("the program's " + file + " is missing");
    }
    return in;
  }
}
