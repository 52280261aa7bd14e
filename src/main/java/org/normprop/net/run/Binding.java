package org.normprop.net.run;

import org.normprop.net.compute.Engine;
import org.normprop.net.compute.Workspace;
import org.normprop.net.layer.Shape;
import org.normprop.net.run.memory.BufferPlan;

/**
 * What a layer is bound to besides its input shape. As thread-safe as its engine.
 *
 * @param engine what computes
 * @param workspace scratch memory that layers share, as they run one after the other
 * @param maxBatch the most images of a pass
 * @param prefix the start of the names of its parameters, such as {@code 3.}
 * @param seed what its random draws start from
 * @param output where it writes what it puts out; null for an array of its own
 */
public record Binding(
    Engine engine, Workspace workspace, int maxBatch, String prefix, long seed, float[] output) {

  /** Checks the batch size. */
  public Binding {
    if (maxBatch < 1) {
      throw new IllegalArgumentException("the batch must be at least 1, got " + maxBatch);
    }
  }

  /** A binding of a layer that owns its output. */
  public Binding(Engine engine, Workspace workspace, int maxBatch, String prefix, long seed) {
    this(engine, workspace, maxBatch, prefix, seed, null);
  }

  /** The array for the layer's output. */
  float[] output(Shape shape) {
    return output == null ? images(shape) : output;
  }

  /** An array for every image of the largest batch. */
  float[] images(Shape shape) {
    return new float[BufferPlan.size(maxBatch, shape)];
  }
}
