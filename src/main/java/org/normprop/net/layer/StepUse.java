package org.normprop.net.layer;

/**
 * What a layer at work needs of the arrays of a training step, and so how long they must last.
 *
 * @param input when, behind the pass forward, it reads what went in
 * @param readsOutput whether the pass back reads what came out
 * @param writesOver whether the pass forward may write over an input that nobody needs any more
 * @param returning where the pass back makes the gradient of the input, of several of one
 */
public record StepUse(Reading input, boolean readsOutput, boolean writesOver, Returning returning) {

  /** When something is read for the last time. */
  public enum Reading {
    /** On the way forward. */
    AHEAD,
    /** On the way back. */
    BACK,
    /** By the optimiser, which forms a gradient that is a product. */
    BEHIND
  }

  /** Where a gradient that is sent back is made. */
  public enum Returning {
    /** In an array of its own. */
    APART,
    /** Of the output's, where that lies. */
    IN_PLACE,
    /** Either way. */
    EITHER,
    /** Either way if an image's input and output have as many values, else apart. */
    EITHER_IF_EQUAL
  }

  /**
   * Whether the gradient of what goes in is made where that of what comes out lies.
   *
   * @param input the shape of an image that goes in
   * @param output the shape of what comes out
   * @param shares whether it is where both ways are possible
   */
  public boolean returnsInPlace(Shape input, Shape output, boolean shares) {
    return switch (returning) {
      case APART -> false;
      case IN_PLACE -> true;
      case EITHER -> shares;
      case EITHER_IF_EQUAL -> shares && input.size() == output.size();
    };
  }

  /**
   * Values of several images that move together, and on the way back to the front of their array.
   */
  static final StepUse GATHERS = new StepUse(Reading.AHEAD, false, false, Returning.EITHER);

  /** Values that move from one array to another. */
  static final StepUse MOVES = new StepUse(Reading.AHEAD, false, false, Returning.APART);

  /** Values that depend on those of the same place alone, by factors that the layer keeps. */
  static final StepUse IN_PLACE = new StepUse(Reading.AHEAD, false, true, Returning.IN_PLACE);

  /** A scheme and an activation on their own. */
  static StepUse channelwise(Scheme scheme, Nonlinearity nonlinearity) {
    return new StepUse(
        scheme instanceof Scheme.BatchNorm ? Reading.BACK : Reading.AHEAD,
        !(nonlinearity instanceof Nonlinearity.Linear),
        false,
        Returning.IN_PLACE);
  }

  /** Products with weights, and an activation. */
  static StepUse weights(Layer.Type type, Nonlinearity nonlinearity) {
    boolean isDense = type == Layer.Type.DENSE;
    // Of a single image a dense layer's gradient is a product that the optimiser forms. A
    // convolution is done with an image's gradient, or that of a group, before it writes back.
    return new StepUse(
        isDense ? Reading.BEHIND : Reading.BACK,
        !(nonlinearity instanceof Nonlinearity.Linear),
        false,
        isDense ? Returning.APART : Returning.EITHER_IF_EQUAL);
  }
}
