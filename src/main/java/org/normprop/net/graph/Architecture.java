package org.normprop.net.graph;

import java.util.List;
import org.normprop.net.layer.Shape;

/**
 * A network in the paper's notation (Arpit et al. 2016, section 5), layers joined by hyphens, with
 * branches:
 *
 * <pre>
 * C(filters,size,stride,padding)   convolution; the size 3, or 3x5 for 3 rows and 5 columns
 * C(...,groups=G)                  its channels in G parts that do not see each other
 * P(size,stride,padding,max)       max pooling; avg for average pooling
 * P(global,avg)                    one window over the whole image
 * D(keep=0.8), D(drop=0.2)         dropout; D(keep=0.9,alpha) for alpha dropout
 * F(units)                         fully connected
 * C(...,linear), F(...,linear)     without the activation that otherwise follows every C and F
 * A                                the activation on its own
 * R(BODY), R(BODY|SHORTCUT)        what the body makes is added to the input, or to the shortcut
 * B(BRANCH|BRANCH|...)             branches side by side, concatenated; an empty one is the input
 * 3xF(64), 3xR(...), 3x(R(...)-A)  the same three times
 * </pre>
 *
 * <p>The last C or F is linear without being told.
 *
 * @param text as it was written
 * @param entries what it is made of, at least one
 */
public record Architecture(String text, List<Entry> entries) {

  /** The most layers. */
  public static final int MAX_LAYERS = 1000;

  /** Checks that there is a layer with weights. */
  public Architecture {
    entries = List.copyOf(entries);
    if (entries.stream().noneMatch(Entry::hasWeights)) {
      throw new ArchitectureException(
          text, 0, "a network needs at least one C or F, such as F(10)");
    }
  }

  /**
   * Reads an architecture that somebody writes now.
   *
   * @param text the notation
   * @return the layers
   * @throws ArchitectureException if the text is none; the message shows the place
   */
  public static Architecture parse(String text) {
    return new Architecture(text, new ArchitectureParser(text, false).parse());
  }

  /**
   * Reads an architecture that a file holds, which may be of the time when {@code D(0.8)} stood for
   * {@code D(keep=0.8)}.
   *
   * @param text the notation
   * @return the layers
   * @throws ArchitectureException if the text is none; the message shows the place
   */
  public static Architecture stored(String text) {
    return new Architecture(text, new ArchitectureParser(text, true).parse());
  }

  /**
   * What a file holds, as it is written now.
   *
   * @param text the notation, maybe with a bare {@code D(0.8)}
   * @return the text itself, if it is fine, or what stands for the same layers
   * @throws ArchitectureException if the text is none
   */
  public static String modern(String text) {
    Architecture architecture = stored(text);
    try {
      return parse(text).text();
    } catch (ArchitectureException e) {
      return architecture.canonical();
    }
  }

  /**
   * The canonical text, from which {@link #parse} makes the same layers.
   *
   * @return the layers' texts, joined by hyphens
   */
  public String canonical() {
    return Entry.text(entries);
  }

  /**
   * The shape that comes out.
   *
   * @param input the shape of an image that goes in
   * @return the shape
   * @throws ArchitectureException if a layer does not fit the shape that reaches it
   */
  public Shape output(Shape input) {
    return new Sizes(this).walk(entries, input, "", true);
  }

  /**
   * How many weights such a network has, biases and gains left out, without making it.
   *
   * @param input the shape of an image
   * @return the number, which may be far too large for any memory
   * @throws ArchitectureException if a layer does not fit
   */
  public double weights(Shape input) {
    Sizes sizes = new Sizes(this);
    sizes.walk(entries, input, "", true);
    return sizes.weights();
  }

  /** Walks over the layers. */
  <T> T fold(Fold<T> fold, T start) {
    return fold.walk(entries, start, "", true);
  }

  /** A fault of an entry, given the shape that reaches it; to be thrown. */
  ArchitectureException wrong(Entry entry, Shape shape, String message) {
    return new ArchitectureException(
        text, entry.position(), entry.text() + " on a shape of " + shape + ": " + message);
  }
}
