package org.normprop.net.run;

import org.normprop.net.compute.Engine;
import org.normprop.net.compute.Workspace;
import org.normprop.net.layer.Shape;

/**
 * What a layer is bound to besides its input shape.
 *
 * @param engine what computes
 * @param workspace scratch memory that layers share, as they run one after the other
 * @param maxBatch the most images of a pass
 * @param prefix the start of the names of its parameters, such as {@code 3.}
 * @param seed what its random draws start from
 */
public record Binding(Engine engine, Workspace workspace, int maxBatch, String prefix, long seed) {

  /** Checks the batch size. */
  public Binding {
    if (maxBatch < 1) {
      throw new IllegalArgumentException("the batch must be at least 1, got " + maxBatch);
    }
  }

  /**
   * The same for another layer.
   *
   * @param prefix the start of the names of its parameters
   * @return the binding
   */
  public Binding named(String prefix) {
    return new Binding(engine, workspace, maxBatch, prefix, seed);
  }

  /** An array for every image of the largest batch. */
  float[] images(Shape shape) {
    long size = (long) maxBatch * shape.size();
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a batch of " + maxBatch + " images of " + shape + " is too large; choose a smaller one");
    }
    return new float[(int) size];
  }
}
