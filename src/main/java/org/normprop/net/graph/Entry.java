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

  /**
   * An entry that is one layer. Two are equal if they stand at one place and say the same.
   *
   * @param position where it stands
   * @param text the canonical text
   * @param hasWeights whether the layer has weights
   * @param maker the layer that it stands for
   */
  record Leaf(int position, String text, boolean hasWeights, Maker maker) implements Entry {
    @Override
    public boolean equals(Object other) {
      return other instanceof Leaf that && position == that.position && text.equals(that.text);
    }

    @Override
    public int hashCode() {
      return text.hashCode();
    }
  }

  /** Makes a layer for the shape that goes in, and what the notation leaves open. */
  @FunctionalInterface
  interface Maker {
    Layer layer(Shape input, Parts parts);
  }

  /** What the notation leaves open of a layer. */
  interface Parts {
    Scheme scheme();

    Nonlinearity nonlinearity(boolean isLinear);

    Borders borders();

    CellConstants windows(Pooling.Kind kind, Window window, Shape input);

    Layer drop(double keep, boolean alpha);
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
