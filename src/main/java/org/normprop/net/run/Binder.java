package org.normprop.net.run;

import java.util.List;
import org.normprop.net.layer.Join;
import org.normprop.net.layer.Weighted;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.Weighted;

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
    return switch (layer.type()) {
      case DENSE -> new BoundDense((Weighted.Dense) layer, input, binding);
      case CONVOLUTION -> new BoundConvolution((Weighted.Convolution) layer, input, binding);
      case CHANNELWISE -> new BoundChannelwise((Layer.Channelwise) layer, input, binding);
      case POOL -> pool((Layer.Pool) layer, input, binding);
      case DROP -> new BoundDropout((Layer.Drop) layer, input, binding);
      case SCALE -> new BoundScale((Layer.Scale) layer, input, binding);
      case SUM, CONCAT -> throw new IllegalArgumentException(layer.text() + " has several inputs");
    };
  }

  private static BoundLayer pool(Layer.Pool pool, Shape input, Binding binding) {
    return switch (pool.kind()) {
      case MAX -> new BoundMaxPool(pool, input, binding);
      case AVG -> new BoundAveragePool(pool, input, binding);
      case LP -> throw new IllegalArgumentException("layers pool by max or avg");
    };
  }

  /**
   * Makes the object that joins.
   *
   * @param join what it computes
   * @param inputs the shapes that go in
   * @param binding what computes, for how many images
   */
  static BoundJoin bind(Join join, List<Shape> inputs, Binding binding) {
    return switch (join.type()) {
      case SUM -> new BoundSum((Join.Sum) join, inputs, binding);
      case CONCAT -> new BoundConcat((Join.Concat) join, inputs, binding);
      case DENSE, CONVOLUTION, CHANNELWISE, POOL, DROP, SCALE ->
          throw new IllegalArgumentException(join.text() + " has one input");
    };
  }
}
