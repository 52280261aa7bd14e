package org.normprop.net.layer;

import org.normprop.function.stage.Noisy;
import org.normprop.function.stage.Pooling;

/** A layer as a value: what it computes, without its input's shape and without weights. */
public sealed interface Layer {

  /**
   * The shape that comes out.
   *
   * @param input the shape that goes in
   * @return the shape
   * @throws IllegalArgumentException if the layer cannot take that shape
   */
  Shape output(Shape input);

  /**
   * A dense layer: W [units, inputs] times the image as a vector.
   *
   * @param units the outputs
   * @param scheme what is done with weights and result
   * @param nonlinearity what follows
   */
  record Dense(int units, Scheme scheme, Nonlinearity nonlinearity) implements Layer {
    @Override
    public Shape output(Shape input) {
      return Shape.vector(units);
    }
  }

  /**
   * A convolution: W [filters, channels, height, width], cross-correlated with the image padded
   * with zeros.
   *
   * @param filters the channels that come out
   * @param window size, stride and padding
   * @param scheme what is done with weights and result
   * @param nonlinearity what follows
   */
  record Convolution(int filters, Window window, Scheme scheme, Nonlinearity nonlinearity)
      implements Layer {
    @Override
    public Shape output(Shape input) {
      return window.output(input, filters);
    }
  }

  /**
   * Scale, shift and activation for each channel, without weights: a batch normalisation or an
   * activation on its own.
   *
   * @param scheme {@link Scheme.Plain} or {@link Scheme.BatchNorm}
   * @param nonlinearity what follows
   */
  record Channelwise(Scheme scheme, Nonlinearity nonlinearity) implements Layer {
    /** Checks that the scheme needs no weights. */
    public Channelwise {
      if (scheme instanceof Scheme.NormProp || scheme instanceof Scheme.WeightNorm) {
        throw new IllegalArgumentException(scheme + " needs weights");
      }
    }

    @Override
    public Shape output(Shape input) {
      return input;
    }
  }

  /**
   * Max or average pooling. Padded cells are never chosen and not counted.
   *
   * @param kind maximum or average
   * @param window size, stride and padding; the padding smaller than the window
   * @param constants what a window's value is shifted and divided by, by the cells it has
   */
  record Pool(Pooling.Kind kind, Window window, CellConstants constants) implements Layer {
    /** Checks kind and padding. */
    public Pool {
      if (kind == Pooling.Kind.LP) {
        throw new IllegalArgumentException("layers pool by max or avg");
      }
      if (window.padding() >= Math.min(window.height(), window.width())) {
        throw new IllegalArgumentException(
            "a pooling's padding must be smaller than its window, got " + window.text());
      }
    }

    @Override
    public Shape output(Shape input) {
      return window.output(input, input.channels());
    }
  }

  /**
   * Dropout in training; a factor in evaluation.
   *
   * @param dropout {@link org.normprop.function.stage.Dropout} or {@link
   *     org.normprop.function.stage.AlphaDropout}
   * @param evaluationFactor what values are multiplied by in evaluation
   */
  record Drop(Noisy dropout, double evaluationFactor) implements Layer {
    @Override
    public Shape output(Shape input) {
      return input;
    }
  }
}
