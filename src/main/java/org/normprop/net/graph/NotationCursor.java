package org.normprop.net.graph;

import java.util.Locale;

/** A place in a text of the notation, and the words and numbers from there on. */
abstract class NotationCursor {

  final String text;
  int at;

  NotationCursor(String text) {
    this.text = text;
  }

  int integer(int least, int most, String usage) {
    int start = at;
    long value = 0;
    while (at < text.length() && isDigit(text.charAt(at))) {
      value = Math.min(value * 10 + (text.charAt(at) - '0'), 1L << 40);
      at++;
    }
    if (at == start) {
      throw wrong(start, usage);
    }
    if (value < least || value > most) {
      throw wrong(start, "a number from " + least + " to " + most + " is needed here; " + usage);
    }
    skipBlanks();
    return (int) value;
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  boolean isWord(String word) {
    return text.regionMatches(true, at, word, 0, word.length());
  }

  String word() {
    int start = at;
    while (at < text.length() && Character.isLetter(text.charAt(at))) {
      at++;
    }
    String word = text.substring(start, at).toLowerCase(Locale.ROOT);
    skipBlanks();
    return word;
  }

  boolean take(char c) {
    if (at < text.length() && Character.toLowerCase(text.charAt(at)) == c) {
      at++;
      skipBlanks();
      return true;
    }
    return false;
  }

  boolean isAt(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  void expect(char c, String usage) {
    if (!take(c)) {
      throw wrong(at, usage);
    }
  }

  void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  ArchitectureException wrong(int position, String message) {
    return new ArchitectureException(text, position, message);
  }

  double decimal(String usage) {
    int numberAt = at;
    while (at < text.length() && "0123456789.eE+-".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    double number;
    try {
      number = Double.parseDouble(text.substring(numberAt, at));
    } catch (NumberFormatException e) {
      throw wrong(numberAt, usage);
    }
    skipBlanks();
    return number;
  }
}
