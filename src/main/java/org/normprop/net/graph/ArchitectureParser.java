package org.normprop.net.graph;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.normprop.function.stage.Pooling;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.Window;

/** Reads the notation of {@link Architecture}, one layer after the other. */
final class ArchitectureParser extends NotationCursor {

  private static final String CONVOLUTION =
      "C takes filters, size, stride and padding, such as C(32,3,1,1) or C(32,3x5,1,0), and then"
          + " linear or groups=4 if wanted";
  private static final String POOL =
      "P takes size, stride, padding and max or avg, such as P(2,2,0,max), or P(global,avg)";
  private static final String DROP =
      "D takes the probability, such as D(keep=0.8), D(drop=0.2) or D(keep=0.9,alpha)";
  private static final String DENSE =
      "F takes the number of units, such as F(128) or F(128,linear)";
  private static final String ACTIVATION = "A, the activation on its own, takes nothing";
  private static final String RESIDUAL =
      "R takes a body, and a shortcut if it has layers, such as R(F(64)-F(64,linear)) or"
          + " R(C(32,3,2,1)-C(32,3,1,1,linear)|C(32,1,2,0,linear))";
  private static final String BRANCHES =
      "B takes two branches or more, such as B(C(8,1,1,0)|C(8,3,1,1)); an empty one is the input";

  /** How deep blocks may lie in blocks. */
  private static final int MOST_DEPTH = 30;

  private final boolean isStored;
  private int depth;

  /**
   * A parser at the start of its text.
   *
   * @param isStored whether a file says it, where {@code D(0.8)} may stand for the keep probability
   */
  ArchitectureParser(String text, boolean isStored) {
    super(text);
    this.isStored = isStored;
  }

  List<Entry> parse() {
    skipBlanks();
    List<Entry> entries = list();
    if (at < text.length()) {
      throw wrong(at, "layers are joined by hyphens, as in F(64)-F(10)");
    }
    return entries;
  }

  private List<Entry> list() {
    List<Entry> entries = new ArrayList<>();
    int layers = 0;
    do {
      int start = at;
      int times = repetitions();
      Entry entry = entry();
      // Counted before they are made: repetitions in repetitions grow fast.
      layers += times * entry.layers();
      if (layers > Architecture.MAX_LAYERS) {
        throw wrong(start, "there may be at most " + Architecture.MAX_LAYERS + " layers");
      }
      for (int i = 0; i < times; i++) {
        entries.add(entry);
      }
    } while (take('-'));
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
    at++;
    skipBlanks();
    return switch (letter) {
      case 'C' -> inBrackets(CONVOLUTION, () -> convolution(start));
      case 'P' -> inBrackets(POOL, () -> pool(start));
      case 'D' -> inBrackets(DROP, () -> drop(start));
      case 'F' -> inBrackets(DENSE, () -> dense(start));
      case 'A' -> activation(start);
      case 'R' -> inBrackets(RESIDUAL, () -> residual(start));
      case 'B' -> inBrackets(BRANCHES, () -> branches(start));
      default ->
          throw wrong(
              start,
              (start < text.length() ? "found '" + text.charAt(start) + "', but " : "")
                  + "a layer is C(..) for convolution, P(..) for pooling, D(..) for dropout, F(..)"
                  + " for fully connected, A for the activation, R(..) for a residual block or"
                  + " B(..) for branches");
    };
  }

  private Entry inBrackets(String usage, Supplier<Entry> contents) {
    expect('(', usage);
    if (++depth > MOST_DEPTH) {
      throw wrong(at, "blocks may lie in blocks " + MOST_DEPTH + " deep at most");
    }
    Entry entry = contents.get();
    depth--;
    expect(')', usage);
    return entry;
  }

  private Entry convolution(int start) {
    int filters = units(CONVOLUTION);
    expect(',', CONVOLUTION);
    Window window = window(CONVOLUTION);
    int groups = 1;
    boolean isLinear = false;
    while (take(',')) {
      int wordAt = at;
      String word = word();
      if (word.equals("linear") && !isLinear) {
        isLinear = true;
      } else if (word.equals("groups") && groups == 1) {
        expect('=', CONVOLUTION);
        int numberAt = at;
        groups = units(CONVOLUTION);
        if (filters % groups != 0) {
          throw wrong(
              numberAt, "groups must divide the filters, got " + groups + " for " + filters);
        }
      } else {
        throw wrong(wordAt, CONVOLUTION);
      }
    }
    return new Entry.Convolution(start, filters, window, groups, isLinear);
  }

  private Entry dense(int start) {
    int units = units(DENSE);
    boolean isLinear = take(',');
    int wordAt = at;
    if (isLinear && !word().equals("linear")) {
      throw wrong(wordAt, DENSE);
    }
    return new Entry.Dense(start, units, isLinear);
  }

  private Entry activation(int start) {
    if (at < text.length() && text.charAt(at) == '(') {
      throw wrong(at, ACTIVATION);
    }
    return new Entry.Activate(start);
  }

  private Entry residual(int start) {
    if (at < text.length() && "|)".indexOf(text.charAt(at)) >= 0) {
      throw wrong(at, "a residual block needs a body; " + RESIDUAL);
    }
    List<Entry> body = list();
    List<Entry> shortcut = List.of();
    if (take('|')) {
      if (at < text.length() && text.charAt(at) == ')') {
        throw wrong(
            at, "leave the | out where the shortcut is the input itself, as in R(F(64,linear))");
      }
      shortcut = list();
    }
    if (at < text.length() && text.charAt(at) == '|') {
      throw wrong(at, "a residual block has a body and one shortcut; B(..|..|..) has branches");
    }
    return new Entry.Residual(start, body, shortcut);
  }

  private Entry branches(int start) {
    List<List<Entry>> branches = new ArrayList<>();
    do {
      boolean isEmpty = at < text.length() && "|)".indexOf(text.charAt(at)) >= 0;
      branches.add(isEmpty ? List.of() : list());
    } while (take('|'));
    if (branches.size() < 2) {
      throw wrong(start, BRANCHES);
    }
    if (branches.size() > Architecture.MAX_LAYERS) {
      throw wrong(start, "there may be at most " + Architecture.MAX_LAYERS + " branches");
    }
    return new Entry.Branches(start, branches);
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
    return new Entry.Pool(start, kind, window);
  }

  private Entry drop(int start) {
    boolean isDrop = isWord("drop=");
    if (isDrop || isWord("keep=")) {
      word();
      expect('=', DROP);
    } else if (!isStored) {
      throw bareDrop();
    }
    int numberAt = at;
    double given = decimal(DROP);
    double keep = isDrop ? keep(given) : given;
    if (!(keep > 0 && keep <= 1)) {
      throw wrong(
          numberAt,
          isDrop
              ? "the drop probability must be in [0, 1), got " + given
              : "the keep probability must be in (0, 1], got " + given);
    }
    boolean alpha = take(',');
    int wordAt = at;
    if (alpha && !word().equals("alpha")) {
      throw wrong(wordAt, DROP);
    }
    return new Entry.Drop(start, keep, alpha);
  }

  /** 1 - drop in decimals, so that 0.2 and 0.8 are the same layer. */
  private static double keep(double drop) {
    return Double.isFinite(drop)
        ? BigDecimal.ONE.subtract(BigDecimal.valueOf(drop)).doubleValue()
        : drop;
  }

  /** A number alone could be either probability. */
  private ArchitectureException bareDrop() {
    int numberAt = at;
    double number = decimal(DROP);
    if (!(number > 0 && number < 1)) {
      return wrong(numberAt, DROP);
    }
    return wrong(
        numberAt,
        "say which probability this is: D(keep="
            + number
            + ") keeps that share, D(drop="
            + number
            + ") drops it");
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
}
