package org.normprop.net.graph;

/** What constants a pooling of a normalised network takes. */
public enum PoolingRule {
  /** Those of the unit that it makes with the activation before it, such as {@code relu,max:4}. */
  COMPOSED,
  /** Those of the window alone on N(0,1), such as {@code max:4}: the note's. */
  PLAIN,
  /** None: poolings are left as they are, as the paper does. */
  NONE
}
