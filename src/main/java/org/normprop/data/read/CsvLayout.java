package org.normprop.data.read;

import java.util.List;
import java.util.Optional;
import org.normprop.data.DataSet;
import org.normprop.data.TargetKind;

/**
 * Which columns of a CSV file mean what.
 *
 * @param target the name of the column to predict; empty to read features only
 * @param kind whether the target is a class or a number; empty to tell by its values: text is a
 *     class, and so are whole numbers of at most {@value #MOST_NUMBERED_CLASSES} different values
 * @param features the names of the columns to read as features, in this order, all others being
 *     passed over; empty for all but the target, in the file's order
 * @param classes the names of the classes in the order of their labels, others being refused; empty
 *     for those that occur, sorted
 */
public record CsvLayout(
    Optional<String> target,
    Optional<TargetKind> kind,
    List<String> features,
    List<String> classes) {

  static final int MOST_NUMBERED_CLASSES = 20;

  /** Copies the lists. */
  public CsvLayout {
    features = List.copyOf(features);
    classes = List.copyOf(classes);
    if (kind.isPresent() && kind.get() == TargetKind.NONE) {
      throw new IllegalArgumentException("a target is a class or a number");
    }
  }

  /**
   * A column to predict from all others.
   *
   * @param target its name
   * @return the layout
   */
  public static CsvLayout predicting(String target) {
    return new CsvLayout(Optional.of(target), Optional.empty(), List.of(), List.of());
  }

  /**
   * Features only.
   *
   * @param features the columns' names, in the order wanted
   * @return the layout
   */
  public static CsvLayout featuresOnly(List<String> features) {
    return new CsvLayout(Optional.empty(), Optional.empty(), features, List.of());
  }

  /**
   * The same with the target taken as a class or a number.
   *
   * @param given which of them
   * @return the layout
   */
  public CsvLayout withKind(TargetKind given) {
    return new CsvLayout(target, Optional.of(given), features, classes);
  }

  /**
   * The same columns as those of a data set that was read before, so that what was trained on it
   * can be measured on another file.
   *
   * @param known the data set, of named features
   * @return the layout
   */
  public CsvLayout like(DataSet known) {
    Optional<TargetKind> knownKind =
        Optional.of(known.targetKind()).filter(given -> given != TargetKind.NONE);
    return new CsvLayout(target, knownKind, known.featureNames(), known.classNames());
  }
}
