package org.normprop.net.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.normprop.function.stage.Pooling;
import org.normprop.net.graph.Architecture.Entry;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.Window;

/** Reads the notation of {@link Architecture}, one layer after the other. */
final class ArchitectureParser {

  private static final String CONVOLUTION =
      "C takes filters, size, stride and padding, such as C(32,3,1,1) or C(32,3x5,1,0)";
  private static final String POOL =
      "P takes size, stride, padding and max or avg, such as P(2,2,0,max), or P(global,avg)";
  private static final String DROP = "D takes the keep probability, such as D(0.8) or D(0.9,alpha)";
  private static final String DENSE = "F takes the number of units, such as F(128)";

  private final String text;
  private int at;

  ArchitectureParser(String text) {
    this.text = text;
  }

  List<Entry> parse() {
    List<Entry> entries = new ArrayList<>();
    skipBlanks();
    do {
      int start = at;
      int times = repetitions();
      Entry entry = entry();
      if (entries.size() + times > Architecture.MAX_LAYERS) {
        throw wrong(start, "there may be at most " + Architecture.MAX_LAYERS + " layers");
      }
      for (int i = 0; i < times; i++) {
        entries.add(entry);
      }
    } while (take('-'));
    if (at < text.length()) {
      throw wrong(at, "layers are joined by hyphens, as in F(64)-F(10)");
    }
    return entries;
  }

  /** The number before an x, as in 3xF(64); 1 if there is none. */
  private int repetitions() {
    int start = at;
    if (at == text.length() || !isDigit(text.charAt(at))) {
      return 1;
    }
    int times = integer(1, Architecture.MAX_LAYERS, "how often the layer is repeated");
    if (!take('x')) {
      throw wrong(start, "a layer is C(..), P(..), D(..) or F(..); 3xF(64) stands for three");
    }
    return times;
  }

  private Entry entry() {
    int start = at;
    char letter = at < text.length() ? Character.toUpperCase(text.charAt(at)) : ' ';
    String usage =
        switch (letter) {
          case 'C' -> CONVOLUTION;
          case 'P' -> POOL;
          case 'D' -> DROP;
          case 'F' -> DENSE;
          default ->
              throw wrong(
                  start,
                  (at < text.length() ? "found '" + text.charAt(at) + "', but " : "")
                      + "a layer is C(..) for convolution, P(..) for pooling, D(..) for dropout or"
                      + " F(..) for fully connected");
        };
    at++;
    skipBlanks();
    expect('(', usage);
    Entry entry =
        switch (letter) {
          case 'C' -> convolution(start);
          case 'P' -> pool(start);
          case 'D' -> drop(start);
          default -> new Architecture.Dense(start, units(DENSE));
        };
    expect(')', usage);
    return entry;
  }

  private Entry convolution(int start) {
    int filters = units(CONVOLUTION);
    expect(',', CONVOLUTION);
    return new Architecture.Convolution(start, filters, window(CONVOLUTION));
  }

  private Entry pool(int start) {
    Window window = null;
    if (isWord("global")) {
      word();
    } else {
      window = window(POOL);
    }
    expect(',', POOL);
    int modeAt = at;
    Pooling.Kind kind =
        switch (word()) {
          case "max" -> Pooling.Kind.MAX;
          case "avg" -> Pooling.Kind.AVG;
          default -> throw wrong(modeAt, POOL);
        };
    if (window != null && window.padding() >= Math.min(window.height(), window.width())) {
      throw wrong(
          start, "a pooling's padding must be smaller than its window, got " + window.text());
    }
    return new Architecture.Pool(start, kind, window);
  }

  private Entry drop(int start) {
    int numberAt = at;
    while (at < text.length() && "0123456789.eE+-".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    double keep;
    try {
      keep = Double.parseDouble(text.substring(numberAt, at));
    } catch (NumberFormatException e) {
      throw wrong(numberAt, DROP);
    }
    if (!(keep > 0 && keep <= 1)) {
      throw wrong(numberAt, "the keep probability must be in (0, 1], got " + keep);
    }
    skipBlanks();
    boolean alpha = take(',');
    int wordAt = at;
    if (alpha && !word().equals("alpha")) {
      throw wrong(wordAt, DROP);
    }
    return new Architecture.Drop(start, keep, alpha);
  }

  private Window window(String usage) {
    int height = integer(1, Window.MAX_SIDE, usage);
    int width = take('x') ? integer(1, Window.MAX_SIDE, usage) : height;
    expect(',', usage);
    int stride = integer(1, Window.MAX_SIDE, usage);
    expect(',', usage);
    int padding = integer(0, Window.MAX_SIDE, usage);
    return new Window(height, width, stride, padding);
  }

  private int units(String usage) {
    return integer(1, Shape.MAX_SIZE, usage);
  }

  private int integer(int least, int most, String usage) {
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

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private boolean isWord(String word) {
    return text.regionMatches(true, at, word, 0, word.length());
  }

  private String word() {
    int start = at;
    while (at < text.length() && Character.isLetter(text.charAt(at))) {
      at++;
    }
    String word = text.substring(start, at).toLowerCase(Locale.ROOT);
    skipBlanks();
    return word;
  }

  private boolean take(char c) {
    if (at < text.length() && Character.toLowerCase(text.charAt(at)) == c) {
      at++;
      skipBlanks();
      return true;
    }
    return false;
  }

  private void expect(char c, String usage) {
    if (!take(c)) {
      throw wrong(at, usage);
    }
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private ArchitectureException wrong(int position, String message) {
    return new ArchitectureException(text, position, message);
  }
}
