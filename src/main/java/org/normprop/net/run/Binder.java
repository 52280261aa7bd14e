package org.normprop.net.run;

import org.normprop.function.stage.Pooling;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Shape;

/** Makes of a layer, which is a value, the object that computes. */
public final class Binder {

  private Binder() {}

  /**
   * Makes the object that computes.
   *
   * @param layer what it computes
   * @param input the shape that goes in
   * @param binding what computes, for how many images, under which name
   * @return the layer with its buffers and parameters; weights are 0
   */
  public static BoundLayer bind(Layer layer, Shape input, Binding binding) {
    if (layer instanceof Layer.Dense dense) {
      return new BoundDense(dense, input, binding);
    }
    if (layer instanceof Layer.Convolution convolution) {
      return new BoundConvolution(convolution, input, binding);
    }
    if (layer instanceof Layer.Channelwise channelwise) {
      return new BoundChannelwise(channelwise, input, binding);
    }
    if (layer instanceof Layer.Pool pool) {
      return pool.kind() == Pooling.Kind.MAX
          ? new BoundMaxPool(pool, input, binding)
          : new BoundAveragePool(pool, input, binding);
    }
    return new BoundDropout((Layer.Drop) layer, input, binding);
  }
}
