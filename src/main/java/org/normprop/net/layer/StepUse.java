package org.normprop.net.layer;

/**
 * What a layer at work needs of the arrays of a training step, and so how long they must last.
 *
 * @param input when, behind the pass forward, it reads what went in
 * @param readsOutput whether the pass back reads what came out
 * @param writesOver whether the pass forward may write over an input that nobody needs any more
 * @param returnsInPlace whether the pass back makes the gradient of the input, of several of the
 *     last, of the output's where that lies
 */
public record StepUse(
    Reading input, boolean readsOutput, boolean writesOver, boolean returnsInPlace) {

  /** When something is read for the last time. */
  public enum Reading {
    /** On the way forward. */
    AHEAD,
    /** On the way back. */
    BACK,
    /** By the optimiser, which forms a gradient that is a product. */
    BEHIND
  }

  /** Values that move from one array to another. */
  static final StepUse MOVES = new StepUse(Reading.AHEAD, false, false, false);

  /** Values that depend on those of the same place alone, by factors that the layer keeps. */
  static final StepUse IN_PLACE = new StepUse(Reading.AHEAD, false, true, true);

  /** A scheme and an activation on their own. */
  static StepUse channelwise(Scheme scheme, Nonlinearity nonlinearity) {
    return new StepUse(
        scheme instanceof Scheme.BatchNorm ? Reading.BACK : Reading.AHEAD,
        !(nonlinearity instanceof Nonlinearity.Linear),
        false,
        true);
  }

  /** Products with weights, and an activation. */
  static StepUse weights(Layer.Type type, Nonlinearity nonlinearity) {
    // Of a single image a dense layer's gradient is a product that the optimiser forms.
    Reading input = type == Layer.Type.DENSE ? Reading.BEHIND : Reading.BACK;
    return new StepUse(input, !(nonlinearity instanceof Nonlinearity.Linear), false, false);
  }
}
