package org.normprop.net.onnx.predict.signal;

/** How fine a prediction looks. */
public enum Level {
  /** Every element has its own mean and variance, where a tensor is not too large for that. */
  MAPS,
  /** Every channel has its own, from the file's weights. */
  CHANNELS,
  /**
   * Every channel has its own, and nothing of how channels, places or tokens go together counts. Of
   * weights that are drawn anew only the mean square counts: then it is one number a tensor for the
   * mean, the spread of the channels' means, and the variance within them.
   */
  NUMBERS
}
