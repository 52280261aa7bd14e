package org.normprop.net.layer;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A layer that makes one tensor of several. */
public sealed interface Join extends Layer {

  /**
   * A sum of two tensors of one shape: y = first x_0 + second x_1.
   *
   * @param first factor of the first, a shortcut
   * @param second factor of the second, a residual branch
   */
  record Sum(double first, double second) implements Join {
    @Override
    public Type type() {
      return Type.SUM;
    }

    @Override
    public Shape output(List<Shape> inputs) {
      if (!inputs.get(0).equals(inputs.get(1))) {
        throw new IllegalArgumentException(
            "the body makes "
                + inputs.get(1)
                + ", but the shortcut "
                + inputs.get(0)
                + "; shapes that are added must be equal: give the block a shortcut of its own, as"
                + " in R(C(32,3,2,1)-C(32,3,1,1,linear)|C(32,1,2,0,linear))");
      }
      return inputs.get(0);
    }

    @Override
    public String text() {
      return String.format(Locale.ROOT, "sum %.6g shortcut + %.6g body", first, second);
    }

    @Override
    public StepUse stepUse() {
      return StepUse.IN_PLACE;
    }

    @Override
    public FlowStep flow(Flow flow) {
      return FlowJoins.sum(this, flow);
    }
  }

  /** Tensors of equal height and width, one after the other along channels. */
  record Concat() implements Join {
    @Override
    public Type type() {
      return Type.CONCAT;
    }

    @Override
    public Shape output(List<Shape> inputs) {
      Shape first = inputs.get(0);
      int channels = 0;
      for (Shape input : inputs) {
        if (input.height() != first.height() || input.width() != first.width()) {
          throw new IllegalArgumentException(
              "branches must agree in height and width, got "
                  + inputs.stream().map(Shape::toString).collect(Collectors.joining(" and ")));
        }
        channels += input.channels();
      }
      return new Shape(channels, first.height(), first.width());
    }

    @Override
    public String text() {
      return "concat";
    }

    @Override
    public StepUse stepUse() {
      return StepUse.GATHERS;
    }

    @Override
    public FlowStep flow(Flow flow) {
      return FlowJoins.concat(flow);
    }
  }
}
