package org.normprop.data.table;

import java.util.List;
import java.util.Optional;
import org.normprop.data.TargetKind;

/**
 * What a user says of a table; whatever is left open is told by the file. Immutable.
 *
 * @param target the name of the column to predict, or its number from 1 where there is no header;
 *     empty to read inputs alone
 * @param kind whether the target is a class or a number; empty to tell by its values: text is a
 *     class, and so are whole numbers of at most {@value #MOST_NUMBERED_CLASSES} different values
 * @param inputs the names of the columns to read, all others being left out; empty for all
 * @param dropped the names of columns to leave out
 * @param separator what stands between fields
 * @param decimal the decimal sign, a point or a comma
 * @param encoding the name of the character encoding
 * @param header whether the first line names the columns
 * @param missing what is done about cells without a value
 */
public record TableRequest(
    Optional<String> target,
    Optional<TargetKind> kind,
    List<String> inputs,
    List<String> dropped,
    Optional<Character> separator,
    Optional<Character> decimal,
    Optional<String> encoding,
    Optional<Boolean> header,
    MissingRule missing) {

  static final int MOST_NUMBERED_CLASSES = 20;

  /** Nothing is said. */
  public static final TableRequest OPEN =
      new TableRequest(
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          MissingRule.REFUSE);

  /** Copies the lists. */
  public TableRequest {
    inputs = List.copyOf(inputs);
    dropped = List.copyOf(dropped);
    if (kind.isPresent() && kind.get() == TargetKind.NONE) {
      throw new IllegalArgumentException("a target is a class or a number");
    }
  }

  /**
   * A column to predict from all others.
   *
   * @param target its name
   * @return the request
   */
  public static TableRequest predicting(String target) {
    return OPEN.withTarget(target);
  }

  /**
   * Reads the name of an encoding.
   *
   * @param name a name that Java knows, or {@code auto}
   * @return the name; empty if the file tells
   * @throws IllegalArgumentException if there is no such encoding
   */
  public static Optional<String> encoding(String name) {
    if (name.equals("auto")) {
      return Optional.empty();
    }
    TextEncoding.charset(name);
    return Optional.of(name);
  }

  /**
   * Some columns, and nothing to predict.
   *
   * @param names the columns
   * @return the request
   */
  public static TableRequest columns(List<String> names) {
    return OPEN.withInputs(names);
  }

  /**
   * The same with a column to predict.
   *
   * @param name its name
   * @return the request
   */
  public TableRequest withTarget(String name) {
    return new TableRequest(
        Optional.of(name), kind, inputs, dropped, separator, decimal, encoding, header, missing);
  }

  /**
   * The same with the target taken as a class or a number.
   *
   * @param given which of them
   * @return the request
   */
  public TableRequest withKind(TargetKind given) {
    return new TableRequest(
        target, Optional.of(given), inputs, dropped, separator, decimal, encoding, header, missing);
  }

  /**
   * The same with some columns as inputs, all others being left out.
   *
   * @param names the columns
   * @return the request
   */
  public TableRequest withInputs(List<String> names) {
    return new TableRequest(
        target, kind, names, dropped, separator, decimal, encoding, header, missing);
  }

  /**
   * The same with a rule for missing values.
   *
   * @param rule the rule
   * @return the request
   */
  public TableRequest withMissing(MissingRule rule) {
    return new TableRequest(
        target, kind, inputs, dropped, separator, decimal, encoding, header, rule);
  }

  /**
   * The same with a first line that is told to name the columns, or not to.
   *
   * @param named whether it does
   * @return the request
   */
  public TableRequest withHeader(boolean named) {
    return withSigns(separator, decimal, encoding, Optional.of(named));
  }

  /**
   * The same with signs that are known.
   *
   * @param fields what stands between fields, if it is known
   * @param point the decimal sign, if it is known
   * @param charset the encoding, if it is known
   * @param named whether the first line names the columns, if it is known
   * @return the request
   */
  public TableRequest withSigns(
      Optional<Character> fields,
      Optional<Character> point,
      Optional<String> charset,
      Optional<Boolean> named) {
    return new TableRequest(target, kind, inputs, dropped, fields, point, charset, named, missing);
  }
}
