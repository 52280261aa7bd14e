package org.normprop.train.setting;

import org.normprop.data.InputNorm;

/** What shares the mean and the standard deviation of the input. */
public enum InputRule {
  /** Nothing is done. */
  NONE(InputNorm.Mode.NONE),
  /** All values. */
  GLOBAL(InputNorm.Mode.GLOBAL),
  /** The values of a channel. */
  CHANNEL(InputNorm.Mode.CHANNEL),
  /** Each value of a row has its own. */
  ELEMENT(InputNorm.Mode.ELEMENT),
  /** All values of a batch; after training, all values. */
  BATCH(InputNorm.Mode.GLOBAL);

  private final InputNorm.Mode mode;

  InputRule(InputNorm.Mode mode) {
    this.mode = mode;
  }

  /**
   * The constants that are measured on the training rows.
   *
   * @return what shares them
   */
  public InputNorm.Mode mode() {
    return mode;
  }
}
