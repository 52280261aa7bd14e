package org.normprop.net.onnx.write;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.normprop.function.stage.Pooling;
import org.normprop.net.graph.Graph;
import org.normprop.net.graph.Surroundings;
import org.normprop.net.layer.Affine;
import org.normprop.net.layer.Borders;
import org.normprop.net.layer.CellConstants;
import org.normprop.net.layer.Join;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Nonlinearity;
import org.normprop.net.layer.Scheme;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.WeightLayer;
import org.normprop.net.layer.Window;
import org.normprop.net.onnx.read.OnnxModel;
import org.normprop.net.run.Network;

/**
 * A network of ours as a model: what it computes when it is asked, with weights that are scaled,
 * normalised and shifted already. Not thread-safe.
 */
public final class NetworkExport {

  private final GraphBuilder graph = new GraphBuilder();
  private final Map<String, float[]> state = new HashMap<>();
  private String last = "input";
  private Shape shape;

  /** Whether the last tensor is [N, features], and not [N, channels, height, width]. */
  private boolean flat;

  private NetworkExport(Network network) {
    network.state().forEach(tensor -> state.put(tensor.name(), tensor.values()));
    this.shape = network.input();
  }

  /**
   * Makes the model.
   *
   * @param network a network with its weights
   * @param around what goes in and comes out
   * @return a model with input {@code input} [N, channels, height, width] or [N, features], and
   *     output {@code probabilities} or {@code value}
   * @throws IllegalArgumentException for what has no operator in ONNX
   * @throws IOException if it would not be a model that this program reads
   */
  public static OnnxModel of(Network network, Surroundings around) throws IOException {
    return of(network, around, Map.of());
  }

  /** The same, with metadata that say of it what makes the network. */
  public static OnnxModel of(Network network, Surroundings around, Map<String, String> metadata)
      throws IOException {
    NetworkExport export = new NetworkExport(network);
    export.input(around);
    export.graph(network.graph());
    export.output(around);
    OnnxMl.ModelProto.Builder model = export.graph.model();
    model.addMetadataProps(
        OnnxMl.StringStringEntryProto.newBuilder()
            .setKey("classes")
            .setValue(String.join("\n", around.classes())));
    metadata.forEach(
        (key, value) ->
            model.addMetadataProps(
                OnnxMl.StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return OnnxModel.of(Path.of("network.onnx"), model.build());
  }

  private long[] dims(Shape of) {
    return of.height() == 1 && of.width() == 1
        ? new long[] {of.channels()}
        : new long[] {of.channels(), of.height(), of.width()};
  }

  private boolean isVector() {
    return shape.height() == 1 && shape.width() == 1;
  }

  private void input(Surroundings around) {
    graph.input("input", dims(shape));
    int n = around.means().length;
    if (n == 0) {
      return;
    }
    int channels = shape.channels();
    long[] per =
        n == 1
            ? new long[] {1}
            : n == channels && !isVector() ? new long[] {channels, 1, 1} : dims(shape);
    double[] scales = Arrays.stream(around.stds()).map(std -> 1 / std).toArray();
    last = graph.node("Sub", last, graph.constant("input_mean", around.means(), per));
    last = graph.node("Mul", last, graph.constant("input_scale", scales, per));
  }

  private void output(Surroundings around) {
    if (around.classes().isEmpty()) {
      double[] std = {around.targetStd()};
      double[] mean = {around.targetMean()};
      last = graph.node("Mul", last, graph.constant("target_std", std, 1));
      graph.nodeAs("value", "Add", last, graph.constant("target_mean", mean, 1));
      graph.output("value", 1);
      return;
    }
    graph.with("axis", -1L).nodeAs("probabilities", "Softmax", last);
    graph.output("probabilities", around.classes().size());
  }

  /** Node by node; tensor 0 is the input. */
  private void graph(Graph nodes) {
    List<String> tensors = new ArrayList<>(List.of(last));
    List<Boolean> flats = new ArrayList<>(List.of(isVector()));
    for (Graph.Node node : nodes.nodes()) {
      String prefix = node.name() + ".";
      int first = node.inputs().get(0);
      last = tensors.get(first);
      shape = nodes.shape(first);
      flat = flats.get(first);
      if (node.layer() instanceof Join join) {
        last = joined(join, node.inputs().stream().map(tensors::get).toList(), prefix);
      } else {
        layer(node.layer(), prefix, node.output());
      }
      tensors.add(last);
      flats.add(flat || node.layer() instanceof WeightLayer.Dense);
    }
    shape = nodes.output();
  }

  private String joined(Join join, List<String> branches, String prefix) {
    if (join instanceof Join.Sum sum) {
      String left = times(branches.get(0), sum.first(), prefix + "first");
      return graph.node("Add", left, times(branches.get(1), sum.second(), prefix + "second"));
    }
    return graph.with("axis", 1L).node("Concat", branches.toArray(new String[0]));
  }

  private String times(String x, double factor, String name) {
    return factor == 1 ? x : graph.node("Mul", x, graph.constant(name, factor));
  }

  private void layer(Layer layer, String prefix, Shape out) {
    if (layer instanceof WeightLayer.Dense dense) {
      dense(dense, prefix);
    } else if (layer instanceof WeightLayer.Convolution convolution) {
      convolution(convolution, prefix);
    } else if (layer instanceof Layer.Channelwise channelwise) {
      TrainedScale scale =
          TrainedScale.of(state, channelwise.scheme(), prefix, null, shape.channels(), 0);
      last = ScaleNodes.of(graph, last, channelwise.scheme(), scale, flat, prefix);
      activation(channelwise.nonlinearity(), prefix);
    } else if (layer instanceof Layer.Pool pool) {
      pool(pool, prefix, out);
    } else if (layer instanceof Layer.Drop drop) {
      last = times(last, drop.evaluationFactor(), prefix + "keep");
    } else if (layer instanceof Layer.Scale scale) {
      last = times(last, scale.factor(), prefix + "factor");
      if (scale.shift() != 0) {
        last = graph.node("Add", last, graph.constant(prefix + "shift", scale.shift()));
      }
    } else {
      throw new IllegalArgumentException(layer.text() + " is not written as ONNX");
    }
  }

  private void dense(WeightLayer.Dense dense, String prefix) {
    int inputs = shape.size();
    if (!flat) {
      last = graph.with("axis", 1L).node("Flatten", last);
    }
    float[] w = TrainedScale.weights(state, prefix);
    TrainedScale scale = TrainedScale.of(state, dense.scheme(), prefix, w, dense.units(), inputs);
    if (dense.scheme() instanceof Scheme.LayerNorm) {
      double[] own = TrainedScale.wide(w);
      String plain = graph.constant(prefix + "weight", own, dense.units(), inputs);
      last = graph.with("transB", 1L).node("Gemm", last, plain);
      last = ScaleNodes.of(graph, last, dense.scheme(), scale, true, prefix);
      activation(dense.nonlinearity(), prefix);
      return;
    }
    String weight = graph.constant(prefix + "weight", scale.times(w), dense.units(), inputs);
    String bias = graph.constant(prefix + "bias", scale.shift(), dense.units());
    last = graph.with("transB", 1L).node("Gemm", last, weight, bias);
    activation(dense.nonlinearity(), prefix);
  }

  private void convolution(WeightLayer.Convolution layer, String prefix) {
    Window window = layer.window();
    float[] w = TrainedScale.weights(state, prefix);
    int row = w.length / layer.filters();
    TrainedScale scale = TrainedScale.of(state, layer.scheme(), prefix, w, layer.filters(), row);
    long channels = row / window.cells();
    boolean standardises = layer.scheme() instanceof Scheme.LayerNorm;
    String weight =
        graph.constant(
            prefix + "weight",
            standardises ? TrainedScale.wide(w) : scale.times(w),
            layer.filters(),
            channels,
            window.height(),
            window.width());
    window(window).with("group", (long) layer.groups());
    boolean corrects = layer.borders() == Borders.CORRECTED && window.padding() > 0;
    if (!corrects && !standardises) {
      String bias = graph.constant(prefix + "bias", scale.shift(), layer.filters());
      last = graph.node("Conv", last, weight, bias);
    } else {
      last = graph.node("Conv", last, weight);
      if (corrects) {
        // What the padding takes is given back before the shift.
        Shape out = layer.output(shape);
        String factors =
            graph.constant(
                prefix + "borders",
                CutWindows.borders(window, shape, out),
                1,
                out.height(),
                out.width());
        last = graph.node("Mul", last, factors);
      }
      if (standardises) {
        last = ScaleNodes.of(graph, last, layer.scheme(), scale, false, prefix);
      } else {
        long[] per = {layer.filters(), 1, 1};
        last = graph.node("Add", last, graph.constant(prefix + "bias", scale.shift(), per));
      }
    }
    activation(layer.nonlinearity(), prefix);
  }

  private GraphBuilder window(Window window) {
    long p = window.padding();
    long s = window.stride();
    return graph
        .with("kernel_shape", new long[] {window.height(), window.width()})
        .with("strides", new long[] {s, s})
        .with("pads", new long[] {p, p, p, p});
  }

  private void pool(Layer.Pool pool, String prefix, Shape out) {
    String operator = pool.kind() == Pooling.Kind.MAX ? "MaxPool" : "AveragePool";
    last = window(pool.window()).node(operator, last);
    if (pool.constants().equals(CellConstants.NONE)) {
      return;
    }
    // Windows cut by padding have the constants of the cells that they have.
    Window window = pool.window();
    double[] scale = new double[out.plane()];
    double[] shift = new double[out.plane()];
    for (int y = 0; y < out.height(); y++) {
      for (int x = 0; x < out.width(); x++) {
        int cells =
            CutWindows.length(window, y, window.height(), shape.height())
                * CutWindows.length(window, x, window.width(), shape.width());
        Affine own = pool.constants().of(cells);
        scale[y * out.width() + x] = own.inverseAsFloat();
        shift[y * out.width() + x] = own.meanAsFloat();
      }
    }
    long[] plane = {1, out.height(), out.width()};
    last = graph.node("Sub", last, graph.constant(prefix + "mean", shift, plane));
    last = graph.node("Mul", last, graph.constant(prefix + "scale", scale, plane));
  }

  private void activation(Nonlinearity nonlinearity, String prefix) {
    if (nonlinearity instanceof Nonlinearity.Fixed fixed) {
      last = ActivationNodes.of(graph, fixed.activation(), last, prefix);
      constants(fixed.constants(), prefix);
    } else if (nonlinearity instanceof Nonlinearity.LearntSlope learnt) {
      double a = state.get(prefix + "prelu.weight")[0];
      last = graph.node("PRelu", last, graph.constant(prefix + "slope", new double[] {a}, 1));
      constants(learnt.constants().at(a), prefix);
    }
  }

  private void constants(Affine affine, String prefix) {
    if (!affine.equals(Affine.IDENTITY)) {
      double[] mean = {affine.mean()};
      double[] scale = {1 / affine.scale()};
      last = graph.node("Sub", last, graph.constant(prefix + "constant_mean", mean, 1));
      last = graph.node("Mul", last, graph.constant(prefix + "constant_scale", scale, 1));
    }
  }
}
