package org.normprop.data.read;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.normprop.data.DataSet;
import org.normprop.data.Loaded;
import org.normprop.data.SampleShape;
import org.normprop.data.TargetKind;
import org.normprop.io.BadFileException;

/**
 * Reads data sets from NumPy files: a {@code .npy} array of rows, or a {@code .npz} of several,
 * such as {@code x_train}, {@code y_train}, {@code x_test} and {@code y_test}, or {@code x} and
 * {@code y}.
 *
 * <p>The first axis counts rows. Two axes are rows of plain numbers, three are grey images, four
 * are images whose channels, 1 or 3, come first or last; unsigned bytes in images become numbers in
 * [0, 1]. Safe for use by many threads.
 */
public final class NumpyFiles {

  /** Names that people give to inputs and answers, for training and for testing. */
  private static final String[][] NAMES = {
    {"x_train", "y_train", "x_test", "y_test"},
    {"train_images", "train_labels", "test_images", "test_labels"},
    {"train_data", "train_labels", "test_data", "test_labels"},
    {"x", "y", "x_test", "y_test"},
    {"data", "target", "", ""},
    {"data", "labels", "", ""},
    {"images", "labels", "", ""},
    {"features", "labels", "", ""},
    {"features", "targets", "", ""},
    {"inputs", "targets", "", ""},
  };

  private NumpyFiles() {}

  /**
   * Whether a file is called as NumPy's are.
   *
   * @param file the file
   * @return whether its name ends in .npy or .npz
   */
  public static boolean isNumpy(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".npy") || name.endsWith(".npz");
  }

  /**
   * Reads rows with their answers.
   *
   * @param file a .npz, or a .npy of two axes
   * @param target of a .npz the name of the array of answers, of a .npy the number of their column,
   *     from 1; empty to go by the names that are usual
   * @param kind whether answers are classes or numbers; empty to tell by the values
   * @return training rows, and test rows if there are any
   * @throws BadFileException if it is damaged, or does not have what is wanted
   * @throws IOException if it cannot be read
   */
  public static Loaded answered(Path file, Optional<String> target, Optional<TargetKind> kind)
      throws IOException {
    String name = String.valueOf(file.getFileName());
    if (name.toLowerCase(Locale.ROOT).endsWith(".npy")) {
      Npy array = array(file);
      if (target.isEmpty()) {
        throw new BadFileException(
            file,
            "is one array, with nothing to predict: put rows and answers into one .npz, as x and y"
                + (array.shape().length == 2 ? ", or say --target with a column's number" : ""));
      }
      return new Loaded(byColumn(file, array, target.get(), kind), Optional.empty());
    }
    Map<String, Npy> arrays = arrays(file);
    String[] names = names(file, arrays, target);
    DataSet train = pair(file, arrays, names[0], names[1], kind);
    if (names[2].isEmpty() || !arrays.containsKey(names[2]) || !arrays.containsKey(names[3])) {
      return new Loaded(train, Optional.empty());
    }
    DataSet test = pair(file, arrays, names[2], names[3], Optional.of(train.targetKind()));
    if (!test.shape().equals(train.shape())) {
      throw new BadFileException(
          file, "has training rows of " + train.shape() + " and test rows of " + test.shape());
    }
    try {
      return new Loaded(
          train,
          Optional.of(
              train.targetKind() == TargetKind.CLASS
                  ? test.withClassOrder(train.classNames())
                  : test));
    } catch (IllegalArgumentException e) {
      throw new BadFileException(file, e.getMessage());
    }
  }

  /**
   * Reads rows without answers.
   *
   * @param file a .npy, or a .npz with one array of rows, or one that is called x
   * @return the rows
   * @throws BadFileException if it is damaged, or does not have what is wanted
   * @throws IOException if it cannot be read
   */
  public static DataSet unanswered(Path file) throws IOException {
    if (file.toString().toLowerCase(Locale.ROOT).endsWith(".npy")) {
      return NumpyRows.of(file, array(file));
    }
    Map<String, Npy> arrays = arrays(file);
    Optional<Npy> x =
        arrays.size() == 1
            ? arrays.values().stream().findFirst()
            : Optional.ofNullable(arrays.get("x"));
    return NumpyRows.of(
        file,
        x.orElseThrow(
            () ->
                new BadFileException(
                    file, "has " + list(arrays) + ": call the array of rows to ask about x")));
  }

  private static String list(Map<String, Npy> arrays) {
    return (arrays.size() == 1 ? "the array " : "the arrays ") + String.join(", ", arrays.keySet());
  }

  private static String[] names(Path file, Map<String, Npy> arrays, Optional<String> target)
      throws BadFileException {
    if (target.isPresent()) {
      Npy answers = arrays.get(target.get());
      if (answers == null) {
        throw new BadFileException(file, "has no array " + target.get() + ", but " + list(arrays));
      }
      List<String> others = new ArrayList<>();
      arrays.forEach(
          (name, array) -> {
            if (array.rows() == answers.rows() && array != answers && array.texts() == null) {
              others.add(name);
            }
          });
      if (others.size() == 1) {
        return new String[] {others.get(0), target.get(), "", ""};
      }
      throw new BadFileException(
          file,
          "has "
              + list(arrays)
              + ", of which "
              + (others.isEmpty() ? "none has" : String.join(" and ", others) + " have")
              + " as many rows as "
              + target.get()
              + ": one must");
    }
    for (String[] names : NAMES) {
      if (arrays.containsKey(names[0]) && arrays.containsKey(names[1])) {
        return names;
      }
    }
    throw new BadFileException(
        file,
        "has "
            + list(arrays)
            + ": call them x and y, or x_train, y_train, x_test and y_test, or name the array of"
            + " answers by --target");
  }

  private static DataSet pair(
      Path file, Map<String, Npy> arrays, String x, String y, Optional<TargetKind> kind)
      throws BadFileException {
    Npy rows = arrays.get(x);
    Npy answers = arrays.get(y);
    if (rows.rows() != answers.rows() || answers.width() != 1) {
      throw new BadFileException(
          file,
          "has "
              + rows.rows()
              + " rows in "
              + x
              + ", but "
              + y
              + " has "
              + answers.rows()
              + " of "
              + answers.width()
              + ": one answer a row is needed");
    }
    DataSet data = NumpyRows.of(file, rows);
    if (answers.texts() != null) {
      return NumpyRows.withClasses(data, answers.texts());
    }
    float[] values = new float[answers.rows()];
    for (int i = 0; i < values.length; i++) {
      values[i] = answers.number(i);
    }
    return NumpyRows.withAnswers(data, values, kind);
  }

  private static DataSet byColumn(Path file, Npy array, String target, Optional<TargetKind> kind)
      throws BadFileException {
    int width = array.width();
    boolean named = target.matches("[1-9][0-9]{0,8}") && Integer.parseInt(target) <= width;
    if (array.shape().length != 2 || !named || width < 2 || array.texts() != null) {
      throw new BadFileException(
          file,
          "is an array of "
              + array.shape().length
              + " axes: --target is the number of a column, from 1, of an array of two axes; or"
              + " put rows and answers into one .npz, as x and y");
    }
    int column = Integer.parseInt(target) - 1;
    float[] values = new float[array.rows()];
    float[] rows = Heap.floats(file, (long) array.rows() * (width - 1));
    for (int i = 0, to = 0; i < values.length; i++) {
      for (int j = 0; j < width; j++) {
        if (j == column) {
          values[i] = array.number(i * width + j);
        } else {
          rows[to++] = array.number(i * width + j);
        }
      }
    }
    String name = String.valueOf(file.getFileName());
    return NumpyRows.withAnswers(
        DataSet.ofNumbers(name, SampleShape.flat(width - 1), rows), values, kind);
  }

  private static Npy array(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      return Npy.read(file, in, Files.size(file));
    }
  }

  /** The arrays of a .npz, by their names in lower case. */
  private static Map<String, Npy> arrays(Path file) throws IOException {
    Map<String, Npy> arrays = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    long left = Gzip.believable(Files.size(file));
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        if (!entry.getName().endsWith(".npy")) {
          continue;
        }
        left -= entry.getSize();
        if (entry.getSize() < 0 || left < 0) {
          throw new BadFileException(file, "unpacks to more than is believable");
        }
        String name = entry.getName().substring(0, entry.getName().length() - 4);
        try (InputStream in = new BufferedInputStream(zip.getInputStream(entry), 1 << 16)) {
          String shown = name.replaceAll("[^A-Za-z0-9_.-]", "_");
          arrays.put(name, Npy.read(Path.of(file + ":" + shown), in, entry.getSize()));
        }
      }
    } catch (ZipException | EOFException e) {
      throw new BadFileException(file, "is no intact .npz file: " + e.getMessage());
    }
    if (arrays.isEmpty()) {
      throw new BadFileException(file, "has no arrays");
    }
    return arrays;
  }
}
