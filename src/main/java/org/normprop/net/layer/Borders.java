package org.normprop.net.layer;

/** What a convolution does where padding cuts the windows of its filters. */
public enum Borders {
  /** Nothing: fewer products are summed there, and the output is smaller. */
  PLAIN,
  /**
   * Divides at each place by the root of the share of the filter's cells that lie inside the image,
   * 4/9 at a corner of 3x3, so that the output of random weights is as large there as elsewhere.
   */
  CORRECTED
}
