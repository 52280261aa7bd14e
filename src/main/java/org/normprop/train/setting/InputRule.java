package org.normprop.train.setting;

import org.normprop.data.InputNorm;
import org.normprop.data.SampleShape;

/** What shares the mean and the standard deviation of the input. */
public enum InputRule {
  /** Columns of a table have units of their own, pixels of an image one. */
  AUTO,
  /** Nothing is done. */
  NONE,
  /** All values. */
  GLOBAL,
  /** The values of a channel: a colour, or a column of plain numbers. */
  CHANNEL,
  /** Each value of a row has its own. */
  ELEMENT,
  /** As element, but pixels that are hardly ever lit stay small: no std is below 0.1. */
  MEAN_IMAGE,
  /** All values of a batch in training, and of all rows afterwards. */
  BATCH,

  /** What the model did that training went on from. */
  KEPT;

  private static final double MEAN_IMAGE_FLOOR = 0.1;

  /**
   * The constants that are measured on the training rows.
   *
   * @param shape the shape of a row
   * @return what shares them
   */
  public InputNorm.Mode mode(SampleShape shape) {
    return switch (this) {
      case AUTO -> shape.isImage() ? InputNorm.Mode.GLOBAL : InputNorm.Mode.CHANNEL;
      case NONE, KEPT -> InputNorm.Mode.NONE;
      case GLOBAL, BATCH -> InputNorm.Mode.GLOBAL;
      case CHANNEL -> InputNorm.Mode.CHANNEL;
      case ELEMENT, MEAN_IMAGE -> InputNorm.Mode.ELEMENT;
    };
  }

  /**
   * The least standard deviation that inputs are divided by.
   *
   * @param given what the user wants
   * @return that, or what this rule wants where it is 0
   */
  public double floor(double given) {
    return this == MEAN_IMAGE && given == 0 ? MEAN_IMAGE_FLOOR : given;
  }
}
