package org.normprop.data.read;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.normprop.data.DataSet;
import org.normprop.data.Loaded;
import org.normprop.data.SampleShape;
import org.normprop.io.BadFileException;

/**
 * Reads the binary version of CIFAR-10.
 *
 * <p>Format (A. Krizhevsky, "The CIFAR-10 dataset"): for each image a byte for the class, 0 to 9,
 * then 1,024 bytes each of red, green and blue, row-major.
 */
public final class CifarReader {

  /** The classes, in the order of their labels. */
  public static final List<String> CLASSES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  /** The shape of an image. */
  public static final SampleShape SHAPE = new SampleShape(3, 32, 32);

  private static final int WHITE = 255;

  private CifarReader() {}

  /**
   * Reads a folder: {@code data_batch_1.bin} to {@code data_batch_5.bin}, or the first of them, and
   * {@code test_batch.bin}, if it is there, as the test part.
   *
   * @param name what to call the data
   * @param folder the folder
   * @return training rows, and test rows if there are any
   * @throws BadFileException if a file is not as it should be
   * @throws IOException if a file cannot be read
   */
  public static Loaded folder(String name, Path folder) throws IOException {
    List<Path> batches =
        IntStream.rangeClosed(1, 5)
            .mapToObj(k -> folder.resolve("data_batch_" + k + ".bin"))
            .takeWhile(Files::isRegularFile)
            .toList();
    if (batches.isEmpty()) {
      throw new BadFileException(folder, "has no data_batch_1.bin");
    }
    Path test = folder.resolve("test_batch.bin");
    return new Loaded(
        read(name, batches),
        Files.isRegularFile(test) ? Optional.of(read(name, List.of(test))) : Optional.empty());
  }

  /**
   * Whether a folder looks like one that {@link #folder} reads.
   *
   * @param folder the folder
   * @return whether its first file is there
   */
  public static boolean isFolder(Path folder) {
    return Files.isRegularFile(folder.resolve("data_batch_1.bin"));
  }

  /**
   * Reads files, one behind the other.
   *
   * @param name what to call the data
   * @param files the files, at least one
   * @return coloured images, 3x32x32, with a class each
   * @throws BadFileException if a file is not as it should be
   * @throws IOException if a file cannot be read
   */
  public static DataSet read(String name, List<Path> files) throws IOException {
    int record = 1 + SHAPE.size();
    long rows = 0;
    for (Path file : files) {
      long size = Files.size(file);
      if (size == 0 || size % record != 0) {
        throw new BadFileException(
            file,
            "has "
                + size
                + " bytes, which is no whole number of images of "
                + record
                + ": is it cut off?");
      }
      rows += size / record;
    }
    byte[] pixels = Heap.bytes(files.get(0), rows * SHAPE.size());
    int[] labels = new int[(int) rows];
    int row = 0;
    for (Path file : files) {
      row = read(file, row, pixels, labels);
    }
    if (row != rows) {
      throw new BadFileException(files.get(0), "or a file beside it changed while it was read");
    }
    return DataSet.ofPixels(name, SHAPE, pixels, WHITE).withClasses(labels, CLASSES);
  }

  /** Reads a file's images from a row on, and gives back the row behind them. */
  private static int read(Path file, int first, byte[] pixels, int[] labels) throws IOException {
    int row = first;
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      for (int label = in.read(); label >= 0 && row < labels.length; label = in.read()) {
        if (label >= CLASSES.size()) {
          throw new BadFileException(
              file, "image " + (row - first) + " has class " + label + " of 10, counted from 0");
        }
        labels[row] = label;
        in.readFully(pixels, row * SHAPE.size(), SHAPE.size());
        row++;
      }
    } catch (EOFException e) {
      throw new BadFileException(file, "was cut off while it was read");
    }
    return row;
  }
}
