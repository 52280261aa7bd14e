package org.normprop.net.run;

import java.util.List;
import org.normprop.net.compute.Engine;
import org.normprop.net.compute.Workspace;
import org.normprop.net.graph.Graph;
import org.normprop.net.graph.TakenShifts;
import org.normprop.net.layer.Join;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.WeightLayer;
import org.normprop.net.run.memory.StepLives;

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
      case DENSE -> new BoundDense((WeightLayer.Dense) layer, input, binding);
      case CONVOLUTION -> new BoundConvolution((WeightLayer.Convolution) layer, input, binding);
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

  /** Makes all nodes of a graph, with outputs that share arrays where they may. */
  static BackwardPass.Bound[] bind(
      Graph graph, long seed, int maxBatch, Engine engine, StepLives lives) {
    Workspace workspace = new Workspace(engine.workers().count());
    BackwardPass.Bound[] bound = new BackwardPass.Bound[graph.nodes().size()];
    boolean[] takenShifts = TakenShifts.of(graph);
    for (int i = 0; i < bound.length; i++) {
      Graph.Node node = graph.nodes().get(i);
      float[] output = lives.output(i);
      Binding binding = new Binding(engine, workspace, maxBatch, node.name() + ".", seed, output);
      List<Shape> inputs = node.inputs().stream().map(graph::shape).toList();
      bound[i] =
          node.layer() instanceof Join join
              ? new BackwardPass.Bound(null, bind(join, inputs, binding))
              : new BackwardPass.Bound(bind(node.layer(), inputs.get(0), binding), null);
      if (takenShifts[i] && bound[i].layer() instanceof EpilogueLayer layer) {
        layer.epilogue.takeOutShift();
      }
    }
    return bound;
  }
}
