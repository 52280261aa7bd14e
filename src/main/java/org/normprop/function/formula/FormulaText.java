package org.normprop.function.formula;

import java.util.Collection;
import org.normprop.function.stage.UnitException;
import org.normprop.text.Nearest;

/** The text of a formula, a place in it, and what is wrong there. */
final class FormulaText {

  private static final int SHOWN = 60;

  private final String text;
  private int position;

  FormulaText(String text) {
    this.text = text;
    skipSpace();
  }

  /** The next character, or 0 at the end. */
  char peek() {
    return position < text.length() ? text.charAt(position) : 0;
  }

  boolean atEnd() {
    return position == text.length();
  }

  int position() {
    return position;
  }

  /** Reads a symbol if it stands here. */
  boolean take(String symbol) {
    if (!text.startsWith(symbol, position)) {
      return false;
    }
    position += symbol.length();
    skipSpace();
    return true;
  }

  boolean atNumber() {
    return isDigit(position) || (peek() == '.' && isDigit(position + 1));
  }

  /** Reads digits, a point, digits, and an exponent if there is a whole one. */
  double number() {
    int start = position;
    skipDigits();
    if (peek() == '.') {
      position++;
      skipDigits();
    }
    if (peek() == 'e' || peek() == 'E') {
      char sign = position + 1 < text.length() ? text.charAt(position + 1) : 0;
      int digits = position + (sign == '+' || sign == '-' ? 2 : 1);
      if (isDigit(digits)) {
        position = digits;
        skipDigits();
      }
    }
    double value = Double.parseDouble(text.substring(start, position));
    if (Double.isInfinite(value)) {
      throw error("the number is too large", start);
    }
    skipSpace();
    return value;
  }

  boolean atName() {
    return isNamePart(peek()) && !isDigit(position);
  }

  String name() {
    int start = position;
    while (isNamePart(peek())) {
      position++;
    }
    String name = text.substring(start, position);
    skipSpace();
    return name;
  }

  private static boolean isNamePart(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }

  private boolean isDigit(int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private void skipDigits() {
    while (isDigit(position)) {
      position++;
    }
  }

  private void skipSpace() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
  }

  /** What stands here, in words. */
  String found() {
    if (atEnd()) {
      return "the end";
    }
    int c = text.codePointAt(position);
    boolean isPlain = c >= ' ' && Character.isDefined(c) && !Character.isISOControl(c);
    return isPlain && Character.getType(c) != Character.SURROGATE
        ? "'" + Character.toString(c) + "'"
        : String.format(java.util.Locale.ROOT, "U+%04X", c);
  }

  /** The mistake, and the text that it is in. */
  UnitException error(String mistake, int at) {
    return error(mistake, at, "");
  }

  UnitException error(String mistake, int at, String advice) {
    int character = text.codePointCount(0, at) + 1;
    return new UnitException(
        "expr:" + excerpt(at) + ": " + mistake + " at character " + character + advice);
  }

  /** A name that nothing goes by, and the nearest that something does. */
  UnitException unknown(String mistake, String name, int at, Collection<String> known) {
    return error(mistake, at, Nearest.question(name, known));
  }

  /** The text around a place, on one line. */
  private String excerpt(int at) {
    int from = text.length() <= SHOWN ? 0 : Math.max(0, at - SHOWN / 2);
    int to = text.length() <= SHOWN ? text.length() : Math.min(text.length(), at + SHOWN / 2);
    StringBuilder shown = new StringBuilder(from > 0 ? "..." : "");
    text.substring(from, to)
        .codePoints()
        .map(c -> Character.isISOControl(c) ? ' ' : c)
        .forEach(shown::appendCodePoint);
    return shown.append(to < text.length() ? "..." : "").toString();
  }
}
