package org.normprop.net.layer;

import java.util.List;
import java.util.Optional;

/** A layer with a weight matrix. */
public sealed interface WeightLayer extends Layer {

  /** What is done with weights and result. */
  Scheme scheme();

  /** What follows. */
  Nonlinearity nonlinearity();

  /**
   * The shape of the weights: outputs first, then what an output reads.
   *
   * @param input the shape that goes in
   * @return [units, inputs] or [filters, channels of a group, rows, columns]
   */
  List<Integer> weights(Shape input);

  @Override
  default StepUse stepUse() {
    return StepUse.weights(type(), nonlinearity());
  }

  @Override
  default FlowStep flow(Flow flow) {
    return FlowRules.weights(this, flow);
  }

  @Override
  default Optional<Nonlinearity> activation() {
    return Optional.of(nonlinearity());
  }

  @Override
  default String constantsText() {
    return nonlinearity().constantsText();
  }

  /**
   * A dense layer: W [units, inputs] times the image as a vector.
   *
   * @param units the outputs
   * @param scheme what is done with weights and result
   * @param nonlinearity what follows
   */
  record Dense(int units, Scheme scheme, Nonlinearity nonlinearity) implements WeightLayer {
    @Override
    public Type type() {
      return Type.DENSE;
    }

    @Override
    public Shape output(List<Shape> inputs) {
      return scheme.checked(Shape.vector(units));
    }

    @Override
    public List<Integer> weights(Shape input) {
      return List.of(units, input.size());
    }

    @Override
    public String text() {
      return "F(" + units + ")" + scheme.text() + nonlinearity.text();
    }
  }

  /**
   * A convolution: W [filters, channels of a group, height, width], cross-correlated with the image
   * padded with zeros. Filters 0 to filters/groups - 1 see channels 0 to channels/groups - 1, and
   * so on.
   *
   * @param filters the channels that come out
   * @param window size, stride and padding
   * @param groups into how many parts the channels fall
   * @param borders what is done where padding cuts a filter's window
   * @param scheme what is done with weights and result
   * @param nonlinearity what follows
   */
  record Convolution(
      int filters,
      Window window,
      int groups,
      Borders borders,
      Scheme scheme,
      Nonlinearity nonlinearity)
      implements WeightLayer {

    /** Checks that filters fall into groups. */
    public Convolution {
      if (groups < 1 || filters % groups != 0) {
        throw new IllegalArgumentException(
            "groups must divide the filters, got " + groups + " groups of " + filters);
      }
    }

    /** A convolution of one group with plain borders. */
    public Convolution(int filters, Window window, Scheme scheme, Nonlinearity nonlinearity) {
      this(filters, window, 1, Borders.PLAIN, scheme, nonlinearity);
    }

    @Override
    public Type type() {
      return Type.CONVOLUTION;
    }

    @Override
    public Shape output(List<Shape> inputs) {
      Shape input = inputs.get(0);
      if (input.channels() % groups != 0) {
        throw new IllegalArgumentException(
            "groups must divide the channels, got "
                + groups
                + " groups of "
                + input.channels()
                + " channels");
      }
      return scheme.checked(window.output(input, filters));
    }

    @Override
    public List<Integer> weights(Shape input) {
      return List.of(filters, input.channels() / groups, window.height(), window.width());
    }

    @Override
    public String text() {
      String parts = groups == 1 ? "" : ",groups=" + groups;
      String corrected =
          borders == Borders.CORRECTED && window.padding() > 0 ? " corrected borders" : "";
      return "C("
          + filters
          + ","
          + window.text()
          + parts
          + ")"
          + scheme.text()
          + corrected
          + nonlinearity.text();
    }
  }
}
