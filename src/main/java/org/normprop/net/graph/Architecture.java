package org.normprop.net.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.normprop.function.stage.Pooling;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.Window;

/**
 * The layers of a network in the paper's notation (Arpit et al. 2016, section 5), joined by
 * hyphens:
 *
 * <pre>
 * C(filters,size,stride,padding)   convolution; the size 3, or 3x5 for 3 rows and 5 columns
 * P(size,stride,padding,max)       max pooling; avg for average pooling
 * P(global,avg)                    one window over the whole image
 * D(keep)                          dropout, with the keep probability; D(keep,alpha) for alpha
 * F(units)                         fully connected
 * 3xF(64)                          the same layer three times
 * </pre>
 *
 * <p>Every C and F is followed by the activation, but for the last, which is linear.
 *
 * @param text as it was written
 * @param entries the layers, at least one
 */
public record Architecture(String text, List<Entry> entries) {

  /** The most layers. */
  public static final int MAX_LAYERS = 1000;

  /** A layer of the notation. */
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
     * The shape that comes out.
     *
     * @param input the shape that goes in
     * @return the shape
     * @throws IllegalArgumentException if the layer cannot take that shape
     */
    Shape output(Shape input);

    /**
     * Whether it has weights.
     *
     * @return true for C and F
     */
    default boolean hasWeights() {
      return false;
    }
  }

  /**
   * A convolution.
   *
   * @param position where it stands
   * @param filters the channels that come out
   * @param window size, stride and padding
   */
  public record Convolution(int position, int filters, Window window) implements Entry {
    @Override
    public String text() {
      return "C(" + filters + "," + window.text() + ")";
    }

    @Override
    public Shape output(Shape input) {
      return window.output(input, filters);
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
  public record Pool(int position, Pooling.Kind kind, Window window) implements Entry {
    @Override
    public String text() {
      String mode = kind == Pooling.Kind.MAX ? "max" : "avg";
      return "P(" + (window == null ? "global" : window.text()) + "," + mode + ")";
    }

    @Override
    public Shape output(Shape input) {
      return windowOn(input).output(input, input.channels());
    }

    /** The window, once the image is known. */
    Window windowOn(Shape input) {
      return window == null ? new Window(input.height(), input.width(), 1, 0) : window;
    }
  }

  /**
   * A dropout.
   *
   * @param position where it stands
   * @param keep the keep probability
   * @param alpha whether it is alpha dropout
   */
  public record Drop(int position, double keep, boolean alpha) implements Entry {
    @Override
    public String text() {
      return "D(" + keep + (alpha ? ",alpha)" : ")");
    }

    @Override
    public Shape output(Shape input) {
      return input;
    }
  }

  /**
   * A fully connected layer.
   *
   * @param position where it stands
   * @param units the outputs
   */
  public record Dense(int position, int units) implements Entry {
    @Override
    public String text() {
      return "F(" + units + ")";
    }

    @Override
    public Shape output(Shape input) {
      return Shape.vector(units);
    }

    @Override
    public boolean hasWeights() {
      return true;
    }
  }

  /** Checks that there is a layer with weights. */
  public Architecture {
    entries = List.copyOf(entries);
    if (entries.stream().noneMatch(Entry::hasWeights)) {
      throw new ArchitectureException(
          text, 0, "a network needs at least one C or F, such as F(10)");
    }
  }

  /**
   * How many weights such a network has, biases and gains left out, without making it.
   *
   * @param input the shape of an image
   * @return the number, which may be far too large for any memory
   * @throws ArchitectureException if a layer does not fit
   */
  public double weights(Shape input) {
    List<Shape> shapes = shapes(input);
    double count = 0;
    for (int i = 0; i < entries.size(); i++) {
      Shape in = shapes.get(i);
      if (entries.get(i) instanceof Dense dense) {
        count += (double) dense.units() * in.size();
      } else if (entries.get(i) instanceof Convolution conv) {
        count += (double) conv.filters() * in.channels() * conv.window().cells();
      }
    }
    return count;
  }

  /**
   * Reads an architecture.
   *
   * @param text the notation
   * @return the layers
   * @throws ArchitectureException if the text is none; the message shows the place
   */
  public static Architecture parse(String text) {
    return new Architecture(text, new ArchitectureParser(text).parse());
  }

  /**
   * The canonical text, from which {@link #parse} makes the same layers.
   *
   * @return the layers' texts, joined by hyphens
   */
  public String canonical() {
    return entries.stream().map(Entry::text).collect(Collectors.joining("-"));
  }

  /**
   * The shapes between the layers.
   *
   * @param input the shape of an image that goes in
   * @return the input's shape, then each layer's output
   * @throws ArchitectureException if a layer does not fit the shape that reaches it
   */
  public List<Shape> shapes(Shape input) {
    List<Shape> shapes = new ArrayList<>(List.of(input));
    for (Entry entry : entries) {
      Shape before = shapes.get(shapes.size() - 1);
      try {
        shapes.add(entry.output(before));
      } catch (IllegalArgumentException e) {
        throw wrong(entry, before, e.getMessage());
      }
    }
    return shapes;
  }

  /** A fault of a layer, given the shape that reaches it; to be thrown. */
  ArchitectureException wrong(Entry entry, Shape shape, String message) {
    return new ArchitectureException(
        text, entry.position(), entry.text() + " on a shape of " + shape + ": " + message);
  }
}
