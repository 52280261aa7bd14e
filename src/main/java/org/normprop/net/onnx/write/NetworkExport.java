package org.normprop.net.onnx.write;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.normprop.function.stage.Pooling;
import org.normprop.net.layer.Affine;
import org.normprop.net.layer.CellConstants;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Nonlinearity;
import org.normprop.net.layer.Scheme;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.Window;
import org.normprop.net.onnx.read.OnnxModel;
import org.normprop.net.run.BoundLayer;
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

  private NetworkExport(Network network) {
    network.state().forEach(tensor -> state.put(tensor.name(), tensor.values()));
    this.shape = network.input();
  }

  /**
   * What goes in and what comes out, besides the network.
   *
   * @param means subtracted from the input: none, one, one a channel or one an element
   * @param stds the input is divided by
   * @param classes names of the classes; empty where a number is predicted
   * @param targetMean added to a predicted number
   * @param targetStd a predicted number is multiplied by
   */
  public record Surroundings(
      double[] means, double[] stds, List<String> classes, double targetMean, double targetStd) {}

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
    NetworkExport export = new NetworkExport(network);
    export.input(around);
    List<BoundLayer> layers = network.layers();
    for (int i = 0; i < layers.size(); i++) {
      export.layer(layers.get(i).layer(), i + ".");
    }
    export.output(around);
    OnnxMl.ModelProto.Builder model = export.graph.model();
    model.addMetadataProps(
        OnnxMl.StringStringEntryProto.newBuilder()
            .setKey("classes")
            .setValue(String.join("\n", around.classes())));
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

  private void layer(Layer layer, String prefix) {
    Shape out = layer.output(shape);
    if (layer instanceof Layer.Dense dense) {
      dense(dense, prefix);
    } else if (layer instanceof Layer.Convolution convolution) {
      convolution(convolution, prefix);
    } else if (layer instanceof Layer.Channelwise channelwise) {
      Scale scale = scale(channelwise.scheme(), prefix, null, shape.channels(), 0);
      long[] per = isVector() ? new long[] {shape.channels()} : new long[] {shape.channels(), 1, 1};
      last = graph.node("Mul", last, graph.constant(prefix + "scale", scale.factor, per));
      last = graph.node("Add", last, graph.constant(prefix + "shift", scale.shift, per));
      activation(channelwise.nonlinearity(), prefix);
    } else if (layer instanceof Layer.Pool pool) {
      pool(pool, prefix, out);
    } else if (layer instanceof Layer.Drop drop) {
      if (drop.evaluationFactor() != 1) {
        double[] factor = {drop.evaluationFactor()};
        last = graph.node("Mul", last, graph.constant(prefix + "keep", factor, 1));
      }
    }
    shape = out;
  }

  /** pre = factor u + shift by channel. */
  private record Scale(double[] factor, double[] shift) {}

  private Scale scale(Scheme scheme, String prefix, float[] weights, int channels, int row) {
    double[] factor = new double[channels];
    double[] shift = new double[channels];
    Arrays.fill(factor, 1);
    if (scheme instanceof Scheme.BatchNorm norm) {
      for (int c = 0; c < channels; c++) {
        double variance = state.get(prefix + "bn.running_var")[c];
        factor[c] = state.get(prefix + "bn.weight")[c] / Math.sqrt(variance + norm.epsilon());
        shift[c] =
            state.get(prefix + "bn.bias")[c] - state.get(prefix + "bn.running_mean")[c] * factor[c];
      }
      return new Scale(factor, shift);
    }
    boolean own = scheme instanceof Scheme.NormProp;
    if (own || scheme instanceof Scheme.WeightNorm) {
      float[] gain = state.get(prefix + (own ? "gamma" : "weight_g"));
      float[] added = state.get(prefix + (own ? "beta" : "bias"));
      boolean divides = !(scheme instanceof Scheme.NormProp n) || n.division().divides();
      for (int c = 0; c < channels; c++) {
        double square = 0;
        for (int k = 0; k < row; k++) {
          double w = weights[c * row + k];
          square += w * w;
        }
        factor[c] = gain[c] / (divides && square > 0 ? Math.sqrt(square) : 1);
        shift[c] = added[c];
      }
      return new Scale(factor, shift);
    }
    float[] bias = state.get(prefix + "bias");
    for (int c = 0; bias != null && c < channels; c++) {
      shift[c] = bias[c];
    }
    return new Scale(factor, shift);
  }

  private float[] weights(String prefix) {
    float[] plain = state.get(prefix + "weight");
    float[] weights = plain != null ? plain : state.get(prefix + "weight_v");
    if (weights == null) {
      throw new IllegalArgumentException("layer " + prefix + " has no weights");
    }
    return weights;
  }

  private static double[] times(float[] weights, double[] factor) {
    int row = weights.length / factor.length;
    double[] scaled = new double[weights.length];
    Arrays.setAll(scaled, i -> weights[i] * factor[i / row]);
    return scaled;
  }

  private void dense(Layer.Dense dense, String prefix) {
    int inputs = shape.size();
    if (!isVector()) {
      last = graph.with("axis", 1L).node("Flatten", last);
    }
    float[] w = weights(prefix);
    Scale scale = scale(dense.scheme(), prefix, w, dense.units(), inputs);
    String weight =
        graph.constant(prefix + "weight", times(w, scale.factor), dense.units(), inputs);
    String bias = graph.constant(prefix + "bias", scale.shift, dense.units());
    last = graph.with("transB", 1L).node("Gemm", last, weight, bias);
    activation(dense.nonlinearity(), prefix);
  }

  private void convolution(Layer.Convolution layer, String prefix) {
    Window window = layer.window();
    float[] w = weights(prefix);
    int row = w.length / layer.filters();
    Scale scale = scale(layer.scheme(), prefix, w, layer.filters(), row);
    long channels = row / window.cells();
    String weight =
        graph.constant(
            prefix + "weight",
            times(w, scale.factor),
            layer.filters(),
            channels,
            window.height(),
            window.width());
    String bias = graph.constant(prefix + "bias", scale.shift, layer.filters());
    last =
        window(window).with("group", shape.channels() / channels).node("Conv", last, weight, bias);
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
            length(window, y, window.height(), shape.height())
                * length(window, x, window.width(), shape.width());
        Affine own = pool.constants().of(cells);
        scale[y * out.width() + x] = own.inverseAsFloat();
        shift[y * out.width() + x] = own.meanAsFloat();
      }
    }
    long[] plane = {1, out.height(), out.width()};
    last = graph.node("Sub", last, graph.constant(prefix + "mean", shift, plane));
    last = graph.node("Mul", last, graph.constant(prefix + "scale", scale, plane));
  }

  private static int length(Window window, int o, int side, int length) {
    return window.to(o, side, length) - Math.max(0, window.from(o));
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
