package org.normprop.cli.onnx;

import java.util.Optional;
import java.util.function.Function;
import org.normprop.table.Empirical;

/**
 * What the user's files have to give to a model.
 *
 * @param numbers finds the numbers of the distribution {@code data:...}
 * @param rows of {@code --data}
 */
public record OutsideData(Function<String, Empirical> numbers, Optional<DataRows> rows) {

  /** Whether a value of {@code --input} is a word for how data are scaled, no distribution. */
  public static boolean isRule(String text) {
    return text.matches("[a-z-]+");
  }
}
