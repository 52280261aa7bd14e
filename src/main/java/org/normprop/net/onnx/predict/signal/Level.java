package org.normprop.net.onnx.predict.signal;

/** How fine a prediction looks. */
public enum Level {
  /** Every element has its own mean and variance, where a tensor is not too large for that. */
  MAPS,
  /** Every channel has its own, from the file's weights. */
  CHANNELS,
  /**
   * One number a tensor for the mean, the spread of the channels' means, and the variance within
   * them: for weights that are drawn anew, of which only the mean square counts.
   */
  NUMBERS
}
