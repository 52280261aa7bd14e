package org.normprop.export;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Texts, numbers and lists as Python writes them. */
final class PythonLiterals {

  private PythonLiterals() {}

  /** Text in quotation marks. */
  static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }

  /** A list of things already written. */
  static String list(List<String> items) {
    return "[" + String.join(", ", items) + "]";
  }

  /** A number, by the digits that give it back. */
  static String number(double value) {
    return Double.toString(value);
  }

  /** A list of numbers. */
  static String numbers(double[] values) {
    return Arrays.stream(values)
        .mapToObj(PythonLiterals::number)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
