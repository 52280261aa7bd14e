package org.normprop.net.graph;

import java.util.List;
import java.util.stream.Collectors;
import org.normprop.function.stage.Pooling;
import org.normprop.net.layer.Borders;
import org.normprop.net.layer.CellConstants;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Nonlinearity;
import org.normprop.net.layer.Scheme;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.WeightLayer;
import org.normprop.net.layer.Window;

/** What stands between two hyphens of an {@link Architecture}. */
public sealed interface Entry {

  /**
   * Where it stands.
   *
   * @return the index of its first character, from 0
   */
  int position();

  /**
   * The canonical text.
   *
   * @return for example {@code C(32,3,1,1)}
   */
  String text();

  /**
   * Whether it has weights, or holds a layer that has.
   *
   * @return true for C and F
   */
  boolean hasWeights();

  /**
   * How many layers it stands for.
   *
   * @return 1, or those inside
   */
  default int layers() {
    return 1;
  }

  /** An entry that is one layer. */
  sealed interface Leaf extends Entry {
    /**
     * The layer that it stands for.
     *
     * @param input the shape that goes in
     * @param parts what the notation leaves open
     */
    Layer layer(Shape input, Parts parts);
  }

  /** What the notation leaves open of a layer. */
  interface Parts {
    Scheme scheme();

    Nonlinearity nonlinearity(boolean isLinear);

    Borders borders();

    CellConstants windows(Pooling.Kind kind, Window window, Shape input);

    Layer drop(Drop drop);
  }

  /**
   * A convolution.
   *
   * @param position where it stands
   * @param filters the channels that come out
   * @param window size, stride and padding
   * @param groups into how many parts the channels fall
   * @param isLinear whether no activation follows
   */
  record Convolution(int position, int filters, Window window, int groups, boolean isLinear)
      implements Leaf {
    @Override
    public String text() {
      return "C("
          + filters
          + ","
          + window.text()
          + (groups == 1 ? "" : ",groups=" + groups)
          + (isLinear ? ",linear" : "")
          + ")";
    }

    @Override
    public Layer layer(Shape input, Parts parts) {
      return new WeightLayer.Convolution(
          filters, window, groups, parts.borders(), parts.scheme(), parts.nonlinearity(isLinear));
    }

    @Override
    public boolean hasWeights() {
      return true;
    }
  }

  /**
   * A fully connected layer.
   *
   * @param position where it stands
   * @param units the outputs
   * @param isLinear whether no activation follows
   */
  record Dense(int position, int units, boolean isLinear) implements Leaf {
    @Override
    public String text() {
      return "F(" + units + (isLinear ? ",linear" : "") + ")";
    }

    @Override
    public Layer layer(Shape input, Parts parts) {
      return new WeightLayer.Dense(units, parts.scheme(), parts.nonlinearity(isLinear));
    }

    @Override
    public boolean hasWeights() {
      return true;
    }
  }

  /**
   * A pooling.
   *
   * @param position where it stands
   * @param kind maximum or average
   * @param window size, stride and padding; null for one window over the whole image
   */
  record Pool(int position, Pooling.Kind kind, Window window) implements Leaf {
    @Override
    public String text() {
      String mode = kind == Pooling.Kind.MAX ? "max" : "avg";
      return "P(" + (window == null ? "global" : window.text()) + "," + mode + ")";
    }

    @Override
    public Layer layer(Shape input, Parts parts) {
      Window placed = window == null ? new Window(input.height(), input.width(), 1, 0) : window;
      return new Layer.Pool(kind, placed, parts.windows(kind, placed, input));
    }

    @Override
    public boolean hasWeights() {
      return false;
    }
  }

  /**
   * A dropout.
   *
   * @param position where it stands
   * @param keep the keep probability
   * @param alpha whether it is alpha dropout
   */
  record Drop(int position, double keep, boolean alpha) implements Leaf {
    @Override
    public String text() {
      return "D(keep=" + keep + (alpha ? ",alpha)" : ")");
    }

    @Override
    public Layer layer(Shape input, Parts parts) {
      return parts.drop(this);
    }

    @Override
    public boolean hasWeights() {
      return false;
    }
  }

  /**
   * The activation on its own.
   *
   * @param position where it stands
   */
  record Activate(int position) implements Leaf {
    @Override
    public String text() {
      return "A";
    }

    @Override
    public Layer layer(Shape input, Parts parts) {
      return new Layer.Channelwise(new Scheme.Plain(false), parts.nonlinearity(false));
    }

    @Override
    public boolean hasWeights() {
      return false;
    }
  }

  /**
   * A residual block: what the body makes is added to the shortcut.
   *
   * @param position where it stands
   * @param body the branch, at least one entry
   * @param shortcut the shortcut's own layers; none for the input itself
   */
  record Residual(int position, List<Entry> body, List<Entry> shortcut) implements Entry {
    /** Copies the lists. */
    public Residual {
      body = List.copyOf(body);
      shortcut = List.copyOf(shortcut);
    }

    @Override
    public String text() {
      return "R(" + Entry.text(body) + (shortcut.isEmpty() ? "" : "|" + Entry.text(shortcut)) + ")";
    }

    @Override
    public boolean hasWeights() {
      return Entry.hasWeights(body) || Entry.hasWeights(shortcut);
    }

    @Override
    public int layers() {
      return 1 + Entry.layers(body) + Entry.layers(shortcut);
    }
  }

  /**
   * Branches side by side, whose outputs follow one another along channels.
   *
   * @param position where it stands
   * @param branches at least two; an empty one is the input itself
   */
  record Branches(int position, List<List<Entry>> branches) implements Entry {
    /** Copies the lists. */
    public Branches {
      branches = branches.stream().map(List::copyOf).toList();
    }

    @Override
    public String text() {
      return branches.stream().map(Entry::text).collect(Collectors.joining("|", "B(", ")"));
    }

    @Override
    public boolean hasWeights() {
      return branches.stream().anyMatch(Entry::hasWeights);
    }

    @Override
    public int layers() {
      return 1 + branches.stream().mapToInt(Entry::layers).sum();
    }
  }

  /** The canonical texts, joined by hyphens. */
  static String text(List<Entry> entries) {
    return entries.stream().map(Entry::text).collect(Collectors.joining("-"));
  }

  private static boolean hasWeights(List<Entry> entries) {
    return entries.stream().anyMatch(Entry::hasWeights);
  }

  private static int layers(List<Entry> entries) {
    return entries.stream().mapToInt(Entry::layers).sum();
  }
}
