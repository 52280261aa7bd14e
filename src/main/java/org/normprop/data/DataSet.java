package org.normprop.data;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows of features, each with a class, a number, or nothing to predict. Immutable and safe for use
 * by many threads.
 *
 * <p>Pixels are kept as bytes and handed out as numbers in [0, 1]; a part of a data set shares the
 * rows of the whole.
 */
public final class DataSet {

  private final String name;
  private final SampleShape shape;
  private final List<String> featureNames;
  private final Features features;
  private final Targets targets;

  /** For each row of this part, its row in the whole. */
  private final int[] rows;

  private DataSet(
      String name,
      SampleShape shape,
      List<String> featureNames,
      Features features,
      Targets targets,
      int[] rows) {
    this.name = name;
    this.shape = shape;
    this.featureNames = featureNames;
    this.features = features;
    this.targets = targets;
    this.rows = rows;
  }

  /**
   * A data set of numbers with nothing to predict.
   *
   * @param name what to call it
   * @param shape the shape of a row
   * @param features finite numbers, row after row; kept, so leave the array alone afterwards
   * @return the data set
   * @throws IllegalArgumentException if they are no whole rows, or a number is not finite
   */
  public static DataSet ofNumbers(String name, SampleShape shape, float[] features) {
    return whole(name, shape, features.length, new Features.Floats(name, shape.size(), features));
  }

  /**
   * A data set of images with nothing to predict.
   *
   * @param name what to call it
   * @param shape the shape of an image
   * @param pixels bytes from 0 to 255, image after image; kept, so leave the array alone afterwards
   * @param white the byte that stands for 1
   * @return the data set
   * @throws IllegalArgumentException if they are no whole images
   */
  public static DataSet ofPixels(String name, SampleShape shape, byte[] pixels, int white) {
    return whole(name, shape, pixels.length, new Features.Pixels(shape.size(), pixels, white));
  }

  private static DataSet whole(String name, SampleShape shape, int values, Features features) {
    if (values % shape.size() != 0) {
      throw new IllegalArgumentException(
          name + ": " + values + " numbers are no whole rows of " + shape);
    }
    int[] all = IntStream.range(0, features.rows()).toArray();
    return new DataSet(name, shape, List.of(), features, new Targets.None(), all);
  }

  /**
   * The same rows with a class each.
   *
   * @param labels the class of each row, from 0; copied
   * @param classes the classes' names
   * @return the data set
   * @throws IllegalArgumentException if there are not as many labels as rows, or one is no class
   * @throws IllegalStateException if this is a part of a data set
   */
  public DataSet withClasses(int[] labels, List<String> classes) {
    checkTargets(labels.length);
    return with(new Targets.Classes(labels.clone(), classes));
  }

  /**
   * The same rows with a number to predict each.
   *
   * @param values finite numbers; copied
   * @return the data set
   * @throws IllegalArgumentException if there are not as many values as rows, or one is not finite
   * @throws IllegalStateException if this is a part of a data set
   */
  public DataSet withValues(float[] values) {
    checkTargets(values.length);
    return with(new Targets.Numbers(name, values.clone()));
  }

  private void checkTargets(int given) {
    if (rows.length != features.rows()) {
      throw new IllegalStateException(name + " is a part: give targets to the whole");
    }
    if (given != rows.length) {
      throw new IllegalArgumentException(
          name + " has " + rows.length + " rows and " + given + " targets");
    }
  }

  /**
   * The same rows with names for their features.
   *
   * @param names one for each value of a row
   * @return the data set
   * @throws IllegalArgumentException if there are more or fewer
   */
  public DataSet withFeatureNames(List<String> names) {
    if (names.size() != shape.size()) {
      throw new IllegalArgumentException(
          name + " has " + shape.size() + " features and " + names.size() + " names");
    }
    return new DataSet(name, shape, List.copyOf(names), features, targets, rows);
  }

  /**
   * The same rows in another shape of as many values, row-major.
   *
   * @param other the shape
   * @return the data set, without names for features
   * @throws IllegalArgumentException if it has more or fewer values
   */
  public DataSet reshaped(SampleShape other) {
    if (other.size() != shape.size()) {
      throw new IllegalArgumentException(
          name + " has rows of " + shape.size() + " values, not " + other.size() + " of " + other);
    }
    return new DataSet(name, other, List.of(), features, targets, rows);
  }

  /**
   * The same rows with their features in another order.
   *
   * @param names all names, in the order wanted
   * @return the data set
   * @throws IllegalArgumentException if a name is missing
   */
  public DataSet withFeatureOrder(List<String> names) {
    int[] places = new int[names.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = featureNames.indexOf(names.get(i));
      if (places[i] < 0) {
        throw new IllegalArgumentException(name + " has no column '" + names.get(i) + "'");
      }
    }
    Features moved = new Features.Picked(features, places);
    return new DataSet(
        name, SampleShape.flat(places.length), List.copyOf(names), moved, targets, rows);
  }

  private DataSet with(Targets others) {
    return new DataSet(name, shape, featureNames, features, others, rows);
  }

  /**
   * What it is called.
   *
   * @return a name for messages and reports
   */
  public String name() {
    return name;
  }

  /**
   * The number of rows.
   *
   * @return the number, 0 or more
   */
  public int size() {
    return rows.length;
  }

  /**
   * The shape of a row.
   *
   * @return the shape
   */
  public SampleShape shape() {
    return shape;
  }

  /**
   * The names of the features, where they have names.
   *
   * @return one name for each value of a row, or an empty list
   */
  public List<String> featureNames() {
    return featureNames;
  }

  /**
   * What is to be predicted.
   *
   * @return the kind
   */
  public TargetKind targetKind() {
    return targets.kind();
  }

  /**
   * The names of the classes.
   *
   * @return the names, in the order of the labels; empty unless classes are predicted
   */
  public List<String> classNames() {
    return targets instanceof Targets.Classes classes ? classes.names() : List.of();
  }

  /**
   * Writes the features of a row into an array.
   *
   * @param row the row, from 0
   * @param to where to
   * @param offset the place of the first value
   */
  public void features(int row, float[] to, int offset) {
    features.copy(rows[row], to, offset);
  }

  /**
   * The class of a row.
   *
   * @param row the row, from 0
   * @return an index into {@link #classNames}
   * @throws IllegalStateException unless classes are predicted
   */
  public int label(int row) {
    if (targets instanceof Targets.Classes classes) {
      return classes.labels()[rows[row]];
    }
    throw new IllegalStateException(name + " has no classes");
  }

  /**
   * The number to be predicted for a row.
   *
   * @param row the row, from 0
   * @return the number
   * @throws IllegalStateException unless numbers are predicted
   */
  public float value(int row) {
    if (targets instanceof Targets.Numbers numbers) {
      return numbers.values()[rows[row]];
    }
    throw new IllegalStateException(name + " has no numbers to predict");
  }

  /**
   * Where a row stood in the data set that this one is a part of, and its parts' parts.
   *
   * @param row the row, from 0
   * @return its row in the whole, from 0; its own if this is the whole
   */
  public int originalRow(int row) {
    return rows[row];
  }

  /**
   * Some of the rows, sharing memory with these.
   *
   * @param selected rows of this data set, in the order wanted
   * @return the part
   */
  public DataSet select(int[] selected) {
    int[] of = IntStream.of(selected).map(i -> rows[i]).toArray();
    return new DataSet(name, shape, featureNames, features, targets, of);
  }

  /** The same rows, normalised as they are read. */
  DataSet normalised(InputNorm norm) {
    return new DataSet(name, shape, featureNames, features.normalised(norm), targets, rows);
  }

  /**
   * The same rows with their classes numbered in another order, so that a trained network and a new
   * file agree.
   *
   * @param names the classes in the order wanted; it may have classes that do not occur here
   * @return the data set, whose {@link #classNames} are the given ones
   * @throws IllegalArgumentException if a class of this data set is missing from the names
   */
  public DataSet withClassOrder(List<String> names) {
    if (!(targets instanceof Targets.Classes classes)) {
      throw new IllegalArgumentException(name + " has no classes");
    }
    return with(classes.inOrder(name, names));
  }
}
