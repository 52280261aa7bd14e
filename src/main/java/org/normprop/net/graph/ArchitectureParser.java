package org.normprop.net.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the notation of {@link Architecture}: how layers follow one another, repeat and branch;
 * what each letter stands for is in {@link LayerNotation}.
 */
final class ArchitectureParser extends LayerNotation {

  private static final String RESIDUAL =
      "R takes a body, and a shortcut if it has layers, such as R(F(64)-F(64,linear)) or"
          + " R(C(32,3,2,1)-C(32,3,1,1,linear)|C(32,1,2,0,linear))";
  private static final String BRANCHES =
      "B takes two branches or more, such as B(C(8,1,1,0)|C(8,3,1,1)); an empty one is the input";
  private static final String GROUP =
      "layers in brackets, as in 3x(F(64)-D(drop=0.1)), end with a bracket";

  /**
   * A parser at the start of its text.
   *
   * @param isStored whether a file says it, where {@code D(0.8)} may stand for the keep probability
   */
  ArchitectureParser(String text, boolean isStored) {
    super(text, isStored);
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
      List<Entry> more = isAt('(') ? inBrackets(GROUP, this::list) : List.of(entry());
      // Counted before they are made: repetitions in repetitions grow fast.
      layers += times * more.stream().mapToInt(Entry::layers).sum();
      if (layers > Architecture.MAX_LAYERS) {
        throw wrong(start, "there may be at most " + Architecture.MAX_LAYERS + " layers");
      }
      for (int i = 0; i < times; i++) {
        entries.addAll(more);
      }
    } while (take('-'));
    return entries;
  }

  /** The number before an x, as in 3xF(64) or 3x(R(..)-A); 1 if there is none. */
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
      case 'R' -> inBrackets(RESIDUAL, () -> residual(start));
      case 'B' -> inBrackets(BRANCHES, () -> branches(start));
      default ->
          layer(letter, start)
              .orElseThrow(
                  () ->
                      wrong(
                          start,
                          (start < text.length() ? "found '" + text.charAt(start) + "', but " : "")
                              + "a layer is "
                              + LETTERS
                              + ", R(..) for a residual block or B(..) for branches"));
    };
  }

  private Entry residual(int start) {
    if (at < text.length() && "|)".indexOf(text.charAt(at)) >= 0) {
      throw wrong(at, "a residual block needs a body; " + RESIDUAL);
    }
    List<Entry> body = list();
    List<Entry> shortcut = List.of();
    if (take('|')) {
      if (isAt(')')) {
        throw wrong(
            at, "leave the | out where the shortcut is the input itself, as in R(F(64,linear))");
      }
      shortcut = list();
    }
    if (isAt('|')) {
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
}
