package org.normprop.net.graph;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Supplier;
import org.normprop.function.stage.Pooling;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Scheme;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.WeightLayer;
import org.normprop.net.layer.Window;

/**
 * The letters of the notation that stand for a layer each: what they take, how they are written
 * again, and the layer that they make. To add a layer's notation, add its letter here.
 */
abstract class LayerNotation extends NotationCursor {

  /** The letters, in words. */
  static final String LETTERS =
      "C(..) for convolution, P(..) for pooling, D(..) for dropout, F(..) for fully connected, A"
          + " for the activation";

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

  /** How deep blocks may lie in blocks. */
  private static final int MOST_DEPTH = 30;

  private final boolean isStored;
  private int depth;

  /**
   * A place at the start of a text.
   *
   * @param isStored whether a file says it, where {@code D(0.8)} may stand for the keep probability
   */
  LayerNotation(String text, boolean isStored) {
    super(text);
    this.isStored = isStored;
  }

  /** What stands in brackets behind a letter. */
  <E> E inBrackets(String usage, Supplier<E> contents) {
    expect('(', usage);
    if (++depth > MOST_DEPTH) {
      throw wrong(at, "blocks may lie in blocks " + MOST_DEPTH + " deep at most");
    }
    E entry = contents.get();
    depth--;
    expect(')', usage);
    return entry;
  }

  /** The layer of a letter that was just read; empty if it stands for none. */
  Optional<Entry.Leaf> layer(char letter, int start) {
    return switch (letter) {
      case 'C' -> Optional.of(inBrackets(CONVOLUTION, () -> convolution(start)));
      case 'P' -> Optional.of(inBrackets(POOL, () -> pool(start)));
      case 'D' -> Optional.of(inBrackets(DROP, () -> drop(start)));
      case 'F' -> Optional.of(inBrackets(DENSE, () -> dense(start)));
      case 'A' -> Optional.of(activation(start));
      default -> Optional.empty();
    };
  }

  private Entry.Leaf convolution(int start) {
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
    String canonical =
        filters
            + ","
            + window.text()
            + (groups == 1 ? "" : ",groups=" + groups)
            + (isLinear ? ",linear" : "");
    int parts = groups;
    boolean linear = isLinear;
    return new Entry.Leaf(
        start,
        "C(" + canonical + ")",
        true,
        (input, open) ->
            new WeightLayer.Convolution(
                filters, window, parts, open.borders(), open.scheme(), open.nonlinearity(linear)));
  }

  private Entry.Leaf dense(int start) {
    int units = units(DENSE);
    boolean isLinear = take(',');
    int wordAt = at;
    if (isLinear && !word().equals("linear")) {
      throw wrong(wordAt, DENSE);
    }
    return new Entry.Leaf(
        start,
        "F(" + units + (isLinear ? ",linear)" : ")"),
        true,
        (input, open) -> new WeightLayer.Dense(units, open.scheme(), open.nonlinearity(isLinear)));
  }

  private Entry.Leaf activation(int start) {
    if (at < text.length() && text.charAt(at) == '(') {
      throw wrong(at, ACTIVATION);
    }
    return new Entry.Leaf(
        start,
        "A",
        false,
        (input, open) -> new Layer.Channelwise(new Scheme.Plain(false), open.nonlinearity(false)));
  }

  private Entry.Leaf pool(int start) {
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
    Window whole = window;
    String size = window == null ? "global" : window.text();
    return new Entry.Leaf(
        start,
        "P(" + size + (kind == Pooling.Kind.MAX ? ",max)" : ",avg)"),
        false,
        (input, open) -> {
          Window placed = whole == null ? new Window(input.height(), input.width(), 1, 0) : whole;
          return new Layer.Pool(kind, placed, open.windows(kind, placed, input));
        });
  }

  private Entry.Leaf drop(int start) {
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
    return new Entry.Leaf(
        start,
        "D(keep=" + keep + (alpha ? ",alpha)" : ")"),
        false,
        (input, open) -> open.drop(keep, alpha));
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
