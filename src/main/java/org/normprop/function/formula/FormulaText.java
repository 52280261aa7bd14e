package org.normprop.function.formula;

import java.util.Collection;
import java.util.Optional;
import org.normprop.function.stage.UnitException;
import org.normprop.text.Nearest;

/** The text of a formula, a place in it, and what is wrong there. */
final class FormulaText {

  private static final int SHOWN = 60;
  private static final int LONGEST_NAME = 30;

  /** Signs of papers and word processors, and the one that each stands for. */
  private static final String SIGNS =
      "\u00d7\u00b7\u22c5\u2219\u2217\u2212\u2013\u2010\u2011\u00f7\u2215\u2044\uff0d\uff0b";

  private static final String PLAIN = "*****----///-+";

  private static final String RAISED =
      "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207a\u207b";
  private static final String RAISED_PLAIN = "0123456789+-";

  /** As it was written, for messages. */
  private final String written;

  /** The same with plain signs, character by character. */
  private final String text;

  private int position;

  FormulaText(String written) {
    this.written = written;
    StringBuilder plain = new StringBuilder(written);
    for (int i = 0; i < plain.length(); i++) {
      int sign = SIGNS.indexOf(plain.charAt(i));
      if (sign >= 0) {
        plain.setCharAt(i, PLAIN.charAt(sign));
      }
    }
    this.text = plain.toString();
    skipSpace();
  }

  /** Reads an exponent in raised digits, such as \u00b2; empty if none stands here. */
  Optional<Double> raised() {
    StringBuilder digits = new StringBuilder();
    int start = position;
    while (RAISED.indexOf(peek()) >= 0 && !atEnd()) {
      digits.append(RAISED_PLAIN.charAt(RAISED.indexOf(peek())));
      position++;
    }
    if (digits.isEmpty()) {
      return Optional.empty();
    }
    if (!digits.toString().matches("[+-]?[0-9]{1,9}")) {
      throw error("no whole number is raised", start);
    }
    skipSpace();
    return Optional.of(Double.valueOf(digits.toString()));
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

  /** Reads a word if it stands here, and not the beginning of a longer one. */
  boolean takeWord(String word) {
    int end = position + word.length();
    if (!text.startsWith(word, position)
        || end < text.length() && (isNamePart(text.charAt(end)) || text.charAt(end) == '.')) {
      return false;
    }
    position = end;
    skipSpace();
    return true;
  }

  /** Reads a name before an equals sign: the name of an argument. */
  Optional<String> argumentName() {
    int start = position;
    if (atName()) {
      String name = name();
      if (peek() == '=' && !text.startsWith("==", position)) {
        position++;
        skipSpace();
        return Optional.of(name);
      }
    }
    position = start;
    return Optional.empty();
  }

  /** Reads a word in quotes, or None, True or False. */
  Optional<String> word() {
    for (String word : new String[] {"None", "True", "False"}) {
      if (takeWord(word)) {
        return Optional.of(word);
      }
    }
    char quote = peek();
    int end = quote == '\'' || quote == '"' ? text.indexOf(quote, position + 1) : -1;
    if (end < 0) {
      return Optional.empty();
    }
    String word = text.substring(position + 1, end);
    position = end + 1;
    skipSpace();
    return Optional.of(word);
  }

  /** Reads the point before the name of a method. */
  boolean takeMethodPoint() {
    boolean isMethod =
        peek() == '.'
            && position + 1 < text.length()
            && isNamePart(text.charAt(position + 1))
            && !isDigit(position + 1);
    if (isMethod) {
      position++;
    }
    return isMethod;
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

  /** A name with the modules before it, such as np.maximum; the modules are no variables. */
  String dottedName(String variable) {
    int start = position;
    while (isNamePart(peek())
        || peek() == '.'
            && position + 1 < text.length()
            && Character.isLetter(text.charAt(position + 1))
            && !text.substring(start, position).equals(variable)) {
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
    int c = written.codePointAt(position);
    boolean isPlain = c >= ' ' && Character.isDefined(c) && !Character.isISOControl(c);
    return isPlain && Character.getType(c) != Character.SURROGATE
        ? "'" + Character.toString(c) + "'"
        : String.format(java.util.Locale.ROOT, "U+%04X", c);
  }

  /** A name, no longer than a message bears. */
  static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...";
  }

  /** The mistake, and the text that it is in. */
  UnitException error(String mistake, int at) {
    return error(mistake, at, "");
  }

  UnitException error(String mistake, int at, String advice) {
    int character = written.codePointCount(0, at) + 1;
    return new UnitException(
        "expr:" + excerpt(at) + ": " + mistake + " at character " + character + advice);
  }

  /** A name that nothing goes by, and the nearest that something does. */
  UnitException unknown(String mistake, String name, int at, Collection<String> known) {
    return error(mistake, at, Nearest.question(name, known));
  }

  /** The text around a place, on one line. */
  private String excerpt(int at) {
    int from = written.length() <= SHOWN ? 0 : Math.max(0, at - SHOWN / 2);
    int to =
        written.length() <= SHOWN ? written.length() : Math.min(written.length(), at + SHOWN / 2);
    StringBuilder shown = new StringBuilder(from > 0 ? "..." : "");
    written
        .substring(from, to)
        .codePoints()
        .map(c -> Character.isISOControl(c) ? ' ' : c)
        .forEach(shown::appendCodePoint);
    return shown.append(to < written.length() ? "..." : "").toString();
  }
}
