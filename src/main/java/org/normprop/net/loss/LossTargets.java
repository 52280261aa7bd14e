package org.normprop.net.loss;

/** What a network's outputs should be, image by image. */
public sealed interface LossTargets {

  /**
   * Classes.
   *
   * @param classes the class of each image, from 0; not copied
   */
  record Labels(int[] classes) implements LossTargets {}

  /**
   * Numbers.
   *
   * @param values [batch, outputs], row by row; not copied
   */
  record Values(float[] values) implements LossTargets {}
}
