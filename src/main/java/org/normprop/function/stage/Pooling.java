package org.normprop.function.stage;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.normprop.text.Numbers;

/**
 * A pooling window over n independent values.
 *
 * @param kind what is taken of the window
 * @param window its sides, one entry a dimension; the product is n, from 1 to {@value #MAX_CELLS}
 * @param p the exponent of {@link Kind#LP}; 2 for the others, where it means nothing
 */
public record Pooling(Kind kind, List<Integer> window, double p) implements Stage {

  /** The most cells of a window. */
  public static final int MAX_CELLS = 1024;

  /** The exponent of {@link Kind#LP} where none is given. */
  public static final double DEFAULT_P = 2;

  /** What is taken of a window. */
  public enum Kind {
    /** The largest value. */
    MAX,
    /** The arithmetic mean. */
    AVG,
    /** (sum |x_i|^p)^(1/p). */
    LP;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks sides and exponent. */
  public Pooling {
    window = List.copyOf(window);
    long cells = 1;
    for (int side : window) {
      if (side < 1) {
        throw new UnitException(
            "every side of a window must be at least 1, got " + text(kind, window));
      }
      cells *= side;
      if (cells > MAX_CELLS) {
        throw new UnitException(
            "a window may have at most " + MAX_CELLS + " cells, got " + text(kind, window));
      }
    }
    if (window.isEmpty()) {
      throw new UnitException(kind.text() + " needs a window, such as " + kind.text() + ":3x3");
    }
    if (kind == Kind.LP && !(p >= 1 && p <= Double.MAX_VALUE)) {
      throw new UnitException("lp p must be at least 1 and finite, got " + Numbers.text(p));
    }
    if (kind != Kind.LP && p != DEFAULT_P) {
      throw new UnitException(kind.text() + " has no p");
    }
  }

  /**
   * A maximum or an average.
   *
   * @param kind what is taken
   * @param window the sides
   * @return the window
   */
  public static Pooling of(Kind kind, Integer... window) {
    return new Pooling(kind, List.of(window), DEFAULT_P);
  }

  private static String text(Kind kind, List<Integer> window) {
    return kind.text()
        + ":"
        + window.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }

  @Override
  public String text() {
    String text = text(kind, window);
    return p == DEFAULT_P ? text : text + ":p=" + Numbers.text(p);
  }

  /**
   * The number of cells n.
   *
   * @return the product of the sides
   */
  public int cells() {
    return window.stream().reduce(1, (a, b) -> a * b);
  }

  @Override
  public int arity() {
    return cells();
  }
}
