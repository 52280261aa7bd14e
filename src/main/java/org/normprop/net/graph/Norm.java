package org.normprop.net.graph;

/** How a network is normalised. */
public enum Norm {
  /** Normalization Propagation: by constants, layer by layer. */
  NORMPROP,
  /** By the statistics of the batch. */
  BATCHNORM,
  /** By the statistics of each image, over all channels and places of a layer. */
  LAYERNORM,
  /** Rows of unit length with a learnt gain, started from data. */
  WEIGHTNORM,
  /** Not at all. */
  NONE
}
