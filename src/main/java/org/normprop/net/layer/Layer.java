package org.normprop.net.layer;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.normprop.function.stage.Noisy;
import org.normprop.function.stage.Pooling;

/**
 * A layer as a value: what it computes, without its input's shape and without weights.
 *
 * <p>A layer says three things of itself: what shape comes out, what it is in words, and how
 * statistics pass through it. Its runtime is found by a switch over {@link #type} without default
 * ({@code net.run.Binder}), so that the compiler names the place when a kind is added.
 */
public sealed interface Layer
    permits WeightLayer, Layer.Channelwise, Layer.Pool, Layer.Drop, Layer.Scale, Join {

  /** The types of layers; each belongs to one record. */
  enum Type {
    /** {@link WeightLayer.Dense}. */
    DENSE,
    /** {@link WeightLayer.Convolution}. */
    CONVOLUTION,
    /** {@link Channelwise}. */
    CHANNELWISE,
    /** {@link Pool}. */
    POOL,
    /** {@link Drop}. */
    DROP,
    /** {@link Scale}. */
    SCALE,
    /** {@link Join.Sum}. */
    SUM,
    /** {@link Join.Concat}. */
    CONCAT
  }

  /**
   * Which record it is.
   *
   * @return the type
   */
  Type type();

  /**
   * The shape that comes out.
   *
   * @param inputs the shapes that go in, one but for {@link Join}
   * @return the shape
   * @throws IllegalArgumentException if the layer cannot take those shapes
   */
  Shape output(List<Shape> inputs);

  /**
   * The shape that comes out of a layer of one input.
   *
   * @param input the shape that goes in
   * @return the shape
   * @throws IllegalArgumentException if the layer cannot take that shape
   */
  default Shape output(Shape input) {
    return output(List.of(input));
  }

  /**
   * What it is, in a line for people.
   *
   * @return for example {@code C(32,3,1,1) normprop both relu}
   */
  String text();

  /**
   * What normalises its output, in a line for people.
   *
   * @return for example {@code mean 0.398942, scale 0.583819}; empty if nothing does
   */
  default String constantsText() {
    return "";
  }

  /**
   * How mean and standard deviation pass through it, forward and backward.
   *
   * @param flow what arrives, and how the layer stands in its network
   * @return what comes out; unknown if there is no rule
   */
  FlowStep flow(Flow flow);

  /**
   * The activation that it ends in.
   *
   * @return the activation, maybe none at all; empty for a layer that has no place for one
   */
  default Optional<Nonlinearity> activation() {
    return Optional.empty();
  }

  /** Whether what comes out is what went in. */
  default boolean changesNothing() {
    return false;
  }

  /** What it needs of the arrays of a training step. */
  StepUse stepUse();

  /**
   * Scale, shift and activation for each channel, without weights: a batch or layer normalisation
   * or an activation on its own.
   *
   * @param scheme {@link Scheme.Plain}, {@link Scheme.BatchNorm} or {@link Scheme.LayerNorm}
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
    public Type type() {
      return Type.CHANNELWISE;
    }

    @Override
    public Shape output(List<Shape> inputs) {
      return scheme.checked(inputs.get(0));
    }

    @Override
    public StepUse stepUse() {
      return StepUse.channelwise(scheme, nonlinearity);
    }

    @Override
    public String text() {
      return "A" + scheme.text() + nonlinearity.text();
    }

    @Override
    public FlowStep flow(Flow flow) {
      return FlowRules.channelwise(this, flow);
    }

    @Override
    public Optional<Nonlinearity> activation() {
      return Optional.of(nonlinearity);
    }

    @Override
    public String constantsText() {
      return nonlinearity.constantsText();
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
    public Type type() {
      return Type.POOL;
    }

    @Override
    public Shape output(List<Shape> inputs) {
      return window.output(inputs.get(0), inputs.get(0).channels());
    }

    @Override
    public String text() {
      return "P(" + window.text() + (kind == Pooling.Kind.MAX ? ",max)" : ",avg)");
    }

    @Override
    public StepUse stepUse() {
      return StepUse.MOVES;
    }

    @Override
    public FlowStep flow(Flow flow) {
      return FlowPools.pool(this, flow);
    }

    @Override
    public String constantsText() {
      return constants.text();
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
    public Type type() {
      return Type.DROP;
    }

    @Override
    public Shape output(List<Shape> inputs) {
      return inputs.get(0);
    }

    @Override
    public String text() {
      return dropout.text();
    }

    @Override
    public StepUse stepUse() {
      return StepUse.IN_PLACE;
    }

    @Override
    public FlowStep flow(Flow flow) {
      return FlowRules.drop(this, flow);
    }

    @Override
    public boolean changesNothing() {
      return dropout.thinning().orElseThrow().keep() == 1;
    }

    @Override
    public String constantsText() {
      return evaluationFactor == 1
          ? ""
          : String.format(Locale.ROOT, "x %.6g in evaluation", evaluationFactor);
    }
  }

  /**
   * Multiplies by a number and adds another.
   *
   * @param factor the first, positive
   * @param shift the second
   */
  record Scale(double factor, double shift) implements Layer {

    /** The map that it is, in the form that constants have. */
    Affine map() {
      return new Affine(-shift / factor, 1 / factor);
    }

    @Override
    public Type type() {
      return Type.SCALE;
    }

    @Override
    public Shape output(List<Shape> inputs) {
      return inputs.get(0);
    }

    @Override
    public String text() {
      return shift == 0 ? String.format(Locale.ROOT, "x %.6g", factor) : map().text();
    }

    @Override
    public StepUse stepUse() {
      return StepUse.IN_PLACE;
    }

    @Override
    public FlowStep flow(Flow flow) {
      return FlowRules.scale(map(), flow);
    }

    @Override
    public boolean changesNothing() {
      return factor == 1 && shift == 0;
    }
  }
}
