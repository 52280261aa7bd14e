package org.normprop.data.read;

import java.io.IOException;
import java.nio.file.Path;
import org.normprop.data.DataSet;
import org.normprop.data.SampleShape;

/** The pixels of images of one shape: bytes, or numbers if one of them has 16 bits. */
final class ImagePixels {

  private static final int WHITE = 255;

  private final Path first;
  private final SampleShape shape;
  private final long size;
  private byte[] bytes;
  private float[] numbers;
  private int count;

  /**
   * Takes memory.
   *
   * @param first a file, for messages
   * @param size how many samples there will be, held against the files' sizes
   */
  ImagePixels(Path first, long size, SampleShape shape) throws IOException {
    this.first = first;
    this.size = size;
    this.shape = shape;
    bytes = Heap.bytes(first, size);
  }

  /** Takes an image; pixel by pixel in the file, channel by channel here. */
  void take(ImageLines image) throws IOException {
    if (image.white() != WHITE && numbers == null) {
      numbers = Heap.floats(first, size);
      for (int i = 0; i < count; i++) {
        numbers[i] = (bytes[i] & 0xFF) / (float) WHITE;
      }
      bytes = null;
    }
    int channels = shape.channels();
    int[] line = new int[channels * shape.width()];
    for (int y = 0; y < shape.height(); y++) {
      image.readLine(line);
      for (int c = 0; c < channels; c++) {
        int to = count + (c * shape.height() + y) * shape.width();
        for (int x = 0; x < shape.width(); x++) {
          put(to + x, line[x * channels + c], image.white());
        }
      }
    }
    count += shape.size();
  }

  private void put(int index, int sample, int white) {
    if (numbers == null) {
      bytes[index] = (byte) sample;
    } else {
      numbers[index] = sample / (float) white;
    }
  }

  DataSet data(String name) {
    return numbers == null
        ? DataSet.ofPixels(name, shape, bytes, WHITE)
        : DataSet.ofNumbers(name, shape, numbers);
  }
}
