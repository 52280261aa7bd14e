package org.normprop.net.graph;

/** How a network is normalised. */
public enum Norm {
  /** Normalization Propagation: by constants, layer by layer. */
  NORMPROP,
  /** By the statistics of the batch. */
  BATCHNORM,
  /** Rows of unit length with a learnt gain, started from data. */
  WEIGHTNORM,
  /** Not at all. */
  NONE
}
