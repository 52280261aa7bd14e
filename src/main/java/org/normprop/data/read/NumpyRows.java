package org.normprop.data.read;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.normprop.data.DataSet;
import org.normprop.data.SampleShape;
import org.normprop.data.TargetKind;
import org.normprop.io.BadFileException;

/** Makes data sets of arrays: rows by the first axis, and answers. */
final class NumpyRows {

  private static final int WHITE = 255;
  private static final int MOST_NUMBERED_CLASSES = 20;

  private NumpyRows() {}

  /** Rows of an array: plain numbers, or images. */
  static DataSet of(Path file, Npy array) throws BadFileException {
    if (array.texts() != null) {
      throw new BadFileException(file, "has texts where rows of numbers are expected");
    }
    int[] shape = array.shape();
    String name = String.valueOf(file.getFileName());
    boolean last = shape.length == 4 && isChannels(shape[3]);
    boolean first = shape.length == 4 && isChannels(shape[1]);
    if (shape.length > 4 || shape.length == 4 && first == last) {
      throw new BadFileException(
          file,
          "has rows of shape "
              + Arrays.toString(Arrays.copyOfRange(shape, 1, shape.length))
              + ": images are height x width, or have 1 or 3 channels either first or last");
    }
    if (shape.length < 3) {
      float[] all = array.numbers();
      if (all == null) {
        all = Heap.floats(file, array.bytes().length);
        for (int i = 0; i < all.length; i++) {
          all[i] = array.number(i);
        }
      }
      return DataSet.ofNumbers(name, SampleShape.flat(array.width()), all);
    }
    SampleShape sample =
        shape.length == 3
            ? new SampleShape(1, shape[1], shape[2])
            : last
                ? new SampleShape(shape[3], shape[1], shape[2])
                : new SampleShape(shape[1], shape[2], shape[3]);
    int channels = last ? sample.channels() : 1;
    int pixels = sample.size() / channels;
    byte[] bytes = array.bytes() == null ? null : Heap.bytes(file, array.bytes().length);
    float[] numbers = bytes == null ? Heap.floats(file, array.numbers().length) : null;
    for (int row = 0, to = 0; row < array.rows(); row++) {
      for (int c = 0; c < channels; c++) {
        for (int p = 0; p < pixels; p++, to++) {
          int from = row * sample.size() + p * channels + c;
          if (bytes != null) {
            bytes[to] = array.bytes()[from];
          } else {
            numbers[to] = array.numbers()[from];
          }
        }
      }
    }
    return bytes == null
        ? DataSet.ofNumbers(name, sample, numbers)
        : DataSet.ofPixels(name, sample, bytes, WHITE);
  }

  private static boolean isChannels(int length) {
    return length == 1 || length == 3;
  }

  /** Texts are classes. */
  static DataSet withClasses(DataSet data, String[] texts) {
    List<String> classes = List.copyOf(new TreeSet<>(List.of(texts)));
    int[] labels = new int[texts.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = classes.indexOf(texts[i]);
    }
    return data.withClasses(labels, classes);
  }

  /** A few whole numbers are classes, as in a table. */
  static DataSet withAnswers(DataSet data, float[] values, Optional<TargetKind> kind) {
    TreeMap<Float, Integer> labelOf = new TreeMap<>();
    boolean whole = true;
    for (float value : values) {
      whole &= value == Math.rint(value);
      labelOf.put(value + 0.0f, 0);
    }
    boolean few = labelOf.size() <= MOST_NUMBERED_CLASSES;
    boolean classes = kind.map(given -> given == TargetKind.CLASS).orElse(whole && few);
    if (!classes) {
      return data.withValues(values);
    }
    List<String> names = new ArrayList<>();
    for (Map.Entry<Float, Integer> entry : labelOf.entrySet()) {
      entry.setValue(names.size());
      float value = entry.getKey();
      names.add(value == Math.rint(value) ? Long.toString((long) value) : Float.toString(value));
    }
    int[] labels = new int[values.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = labelOf.get(values[i] + 0.0f);
    }
    return data.withClasses(labels, names);
  }
}
