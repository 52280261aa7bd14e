package org.normprop.data.read;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.normprop.data.DataSet;
import org.normprop.data.Loaded;
import org.normprop.data.SampleShape;
import org.normprop.io.BadFileException;

/**
 * Reads images and labels from IDX files of unsigned bytes, packed by gzip or not, as MNIST comes.
 *
 * <p>Format (Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits"): two zero
 * bytes, the type (8 for unsigned bytes), the number of dimensions, each dimension as four bytes,
 * the highest first; then the values, row-major.
 */
public final class IdxReader {

  private static final int UNSIGNED_BYTES = 8;
  private static final int WHITE = 255;

  private static final List<String> PARTS = List.of("train", "t10k");

  private IdxReader() {}

  /** What a file holds. */
  private record Idx(int[] dimensions, byte[] values) {}

  /**
   * Reads a folder of four files, or two, named as MNIST's: {@code train-images-idx3-ubyte}, {@code
   * train-labels-idx1-ubyte}, and for a test part the same with {@code t10k}; or with {@code .gz}.
   *
   * @param name what to call the data
   * @param folder the folder
   * @param classes the classes' names; empty to name them by their numbers
   * @return training rows, and test rows if there are any
   * @throws BadFileException if a file is missing or not as it should be
   * @throws IOException if a file cannot be read
   */
  public static Loaded folder(String name, Path folder, List<String> classes) throws IOException {
    DataSet[] parts = new DataSet[2];
    List<String> names = classes;
    for (int part = 0; part < 2; part++) {
      Optional<Path> images = find(folder, PARTS.get(part) + "-images-idx3-ubyte");
      Optional<Path> labels = find(folder, PARTS.get(part) + "-labels-idx1-ubyte");
      if (part == 1 && images.isEmpty() && labels.isEmpty()) {
        return new Loaded(parts[0], Optional.empty());
      }
      if (images.isEmpty() || labels.isEmpty()) {
        throw new BadFileException(
            folder,
            "has no "
                + PARTS.get(part)
                + (images.isEmpty() ? "-images-idx3-ubyte" : "-labels-idx1-ubyte")
                + ", nor the same with .gz");
      }
      parts[part] = read(name, images.get(), labels.get(), names);
      names = parts[part].classNames(); // the test part has those of the training part
    }
    if (!parts[0].shape().equals(parts[1].shape())) {
      throw new BadFileException(
          folder,
          "has training images of " + parts[0].shape() + " and test images of " + parts[1].shape());
    }
    return new Loaded(parts[0], Optional.of(parts[1]));
  }

  /**
   * Whether a folder looks like one that {@link #folder} reads.
   *
   * @param folder the folder
   * @return whether its first file is there
   */
  public static boolean isFolder(Path folder) {
    return find(folder, PARTS.get(0) + "-images-idx3-ubyte").isPresent();
  }

  private static Optional<Path> find(Path folder, String name) {
    String pointed = name.replace("-idx", ".idx"); // as Kaggle spells it
    return Stream.of(name, name + ".gz", pointed, pointed + ".gz")
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /**
   * Whether a file holds images in this format.
   *
   * @param file the file
   * @return whether it begins as such files do
   * @throws IOException if it cannot be read
   */
  public static boolean isImages(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Gzip.open(file)) {
      return Arrays.equals(in.readNBytes(4), new byte[] {0, 0, UNSIGNED_BYTES, 3});
    } catch (BadFileException e) {
      return false; // packed, and damaged: told by whoever reads it
    }
  }

  /**
   * Reads a file of images and the file of labels beside it, of the same name but for {@code
   * labels} in place of {@code images} and {@code idx1} of {@code idx3}.
   *
   * @param images the file of images
   * @return grey images with a class each
   * @throws BadFileException if there are no labels, or a file is not as it should be
   * @throws IOException if a file cannot be read
   */
  public static DataSet withLabels(Path images) throws IOException {
    String name = images.getFileName().toString();
    Path labels = images.resolveSibling(name.replace("images", "labels").replace("idx3", "idx1"));
    if (labels.equals(images) || !Files.isRegularFile(labels)) {
      throw new BadFileException(
          images,
          "is an IDX file of images, and there are no labels beside it: put them into "
              + labels.getFileName().toString().replace("images", "labels")
              + ", or name the folder of both");
    }
    return read(name, images, labels, List.of());
  }

  /**
   * Reads images alone.
   *
   * @param file a file of three dimensions: rows, height, width
   * @return grey images with nothing to predict
   * @throws BadFileException if the file is not as it should be
   * @throws IOException if it cannot be read
   */
  public static DataSet images(Path file) throws IOException {
    Idx pixels = read(file, 3);
    SampleShape shape = new SampleShape(1, pixels.dimensions()[1], pixels.dimensions()[2]);
    return DataSet.ofPixels(file.getFileName().toString(), shape, pixels.values(), WHITE);
  }

  /**
   * Reads a pair of files.
   *
   * @param name what to call the data
   * @param images a file of three dimensions: rows, height, width
   * @param labels a file of one dimension: rows
   * @param classes the classes' names; empty to name them by their numbers
   * @return grey images with a class each
   * @throws BadFileException if a file is not as it should be, or they do not match
   * @throws IOException if a file cannot be read
   */
  public static DataSet read(String name, Path images, Path labels, List<String> classes)
      throws IOException {
    Idx pixels = read(images, 3);
    Idx answers = read(labels, 1);
    int rows = pixels.dimensions()[0];
    if (rows != answers.dimensions()[0]) {
      throw new BadFileException(
          labels,
          "has "
              + answers.dimensions()[0]
              + " labels, but "
              + images.getFileName()
              + " has "
              + rows
              + " images");
    }
    int[] codes = new int[rows];
    int most = 0;
    for (int i = 0; i < rows; i++) {
      codes[i] = answers.values()[i] & 0xFF;
      most = Math.max(most, codes[i]);
      if (!classes.isEmpty() && codes[i] >= classes.size()) {
        throw new BadFileException(
            labels,
            "label "
                + i
                + " is "
                + codes[i]
                + ", but there are "
                + classes.size()
                + " classes, from 0");
      }
    }
    List<String> names = new ArrayList<>(classes);
    if (names.isEmpty()) {
      IntStream.rangeClosed(0, most).forEach(c -> names.add(Integer.toString(c)));
    }
    SampleShape shape = new SampleShape(1, pixels.dimensions()[1], pixels.dimensions()[2]);
    return DataSet.ofPixels(name, shape, pixels.values(), WHITE).withClasses(codes, names);
  }

  private static Idx read(Path file, int rank) throws IOException {
    try (DataInputStream in = new DataInputStream(Gzip.open(file))) {
      int magic = in.readInt();
      if (magic >>> 16 != 0) {
        throw new BadFileException(
            file, String.format(Locale.ROOT, "is no IDX file: it begins with %08x", magic));
      }
      int type = magic >>> 8 & 0xFF;
      if (type != UNSIGNED_BYTES) {
        throw new BadFileException(
            file, "has values of type " + type + "; only unsigned bytes (type 8) are read");
      }
      if ((magic & 0xFF) != rank) {
        throw new BadFileException(
            file, "has " + (magic & 0xFF) + " dimensions instead of " + rank);
      }
      int[] dimensions = new int[rank];
      long count = 1;
      for (int d = 0; d < rank; d++) {
        dimensions[d] = in.readInt();
        if (dimensions[d] < 1 || count > Integer.MAX_VALUE / dimensions[d]) {
          throw new BadFileException(
              file,
              "declares a dimension of "
                  + (dimensions[d] & 0xFFFFFFFFL)
                  + ": no file can hold that");
        }
        count *= dimensions[d];
      }
      return new Idx(dimensions, values(file, in, 4 + 4 * rank, count));
    } catch (EOFException e) {
      throw new BadFileException(file, "is cut off within its header, or while it was read");
    }
  }

  /** What a file declares is held against its length before memory is taken. */
  private static byte[] values(Path file, DataInputStream in, int header, long count)
      throws IOException {
    byte[] values;
    if (Gzip.isPacked(file)) {
      values = in.readNBytes((int) count); // grows with what really comes
      checkEnough(file, count, values.length);
    } else {
      checkEnough(file, count, Files.size(file) - header);
      values = Heap.bytes(file, count);
      in.readFully(values);
    }
    if (in.read() >= 0) {
      throw new BadFileException(file, "goes on behind the " + count + " values it declares");
    }
    return values;
  }

  private static void checkEnough(Path file, long declared, long there) throws BadFileException {
    if (there < declared) {
      throw new BadFileException(
          file, "declares " + declared + " values, but has only " + there + ": is it cut off?");
    }
  }
}
