package org.normprop.data.read;

import java.util.Locale;
import java.util.Set;
import org.normprop.io.BadFileException;
import org.normprop.io.Csv;

/** Reads numbers from fields, and says of each other field what is wrong with it. */
final class CsvNumbers {

  private static final Set<String> MISSING =
      Set.of("", "?", "na", "n/a", "#n/a", "<na>", "nan", "null");

  private CsvNumbers() {}

  static boolean isMissing(String text) {
    return MISSING.contains(text.toLowerCase(Locale.ROOT));
  }

  /** Whether a text is a decimal number, with or without exponent. */
  static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
        return false; // among them what Float.parseFloat takes and no other program: 1f, 0x1p3
      }
    }
    try {
      Float.parseFloat(text);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** The finite number in a field. */
  static float number(Csv csv, int index, String column) throws BadFileException {
    String text = csv.field(index).strip();
    if (isNumber(text)) {
      float value = Float.parseFloat(text);
      if (Math.abs(value) <= Float.MAX_VALUE) {
        return value;
      }
    }
    throw refused(csv, index, column, text);
  }

  static BadFileException missing(Csv csv, int index, String column, String text) {
    String found = text.isEmpty() ? "" : " ('" + text + "')";
    return csv.bad(
        index,
        "a missing value in column '" + column + "'" + found + ": fill it in or leave the row out");
  }

  private static BadFileException refused(Csv csv, int index, String column, String text) {
    if (isMissing(text)) {
      return missing(csv, index, column, text);
    }
    String shown = text.length() > 40 ? text.substring(0, 40) + "..." : text;
    if (isNumber(text) || text.toLowerCase(Locale.ROOT).matches("[+-]?inf(inity)?")) {
      return csv.bad(
          index,
          "column '" + column + "' must hold finite numbers up to 3.4e38, got '" + shown + "'");
    }
    return csv.bad(
        index,
        "column '" + column + "' must hold numbers such as -1.5 or 2e-3, got '" + shown + "'");
  }
}
