package org.normprop.net.onnx.write;

import org.normprop.net.layer.Scheme;

/** A scheme as nodes of its own, where it cannot go into the weights before it. */
final class ScaleNodes {

  private ScaleNodes() {}

  /**
   * factor v + shift by channel, with v = u but for layer normalisation.
   *
   * @param u the tensor, [N, features] if {@code isVector}, else [N, channels, height, width]
   * @return the name of what comes out
   */
  static String of(
      GraphBuilder graph,
      String u,
      Scheme scheme,
      TrainedScale scale,
      boolean isVector,
      String prefix) {
    String v =
        scheme instanceof Scheme.LayerNorm norm
            ? standardised(graph, u, norm.epsilon(), isVector, prefix)
            : u;
    long channels = scale.factor().length;
    long[] per = isVector ? new long[] {channels} : new long[] {channels, 1, 1};
    String scaled = graph.node("Mul", v, graph.constant(prefix + "scale", scale.factor(), per));
    return graph.node("Add", scaled, graph.constant(prefix + "shift", scale.shift(), per));
  }

  /**
   * (u - mean)/sqrt(variance + epsilon) over all axes but the batch, written out: {@code
   * LayerNormalization} would want a factor for each place.
   */
  private static String standardised(
      GraphBuilder graph, String u, double epsilon, boolean isVector, String prefix) {
    long[] axes = isVector ? new long[] {1} : new long[] {1, 2, 3};
    String centred = graph.node("Sub", u, graph.with("axes", axes).node("ReduceMean", u));
    String square = graph.node("Mul", centred, centred);
    String variance = graph.with("axes", axes).node("ReduceMean", square);
    String shifted = graph.node("Add", variance, graph.constant(prefix + "epsilon", epsilon));
    return graph.node("Div", centred, graph.node("Sqrt", shifted));
  }
}
