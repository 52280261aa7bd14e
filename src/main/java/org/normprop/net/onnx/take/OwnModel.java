package org.normprop.net.onnx.take;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.normprop.io.BadFileException;
import org.normprop.net.graph.Graph;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Scheme;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.WeightLayer;
import org.normprop.net.onnx.operator.InputShapes;
import org.normprop.net.onnx.read.OnnxGraph;
import org.normprop.net.onnx.read.OnnxModel;
import org.normprop.net.run.Network;

/**
 * A model that this program wrote: its metadata say what makes the network, its constants are
 * weights with their scale. A batch normalisation's constants are in the weights, and stay there.
 * Immutable, if nobody writes to its arrays.
 */
public final class OwnModel {

  /** The metadata's key: settings, a line {@code name=value} each. */
  public static final String KEY = "normprop";

  private static final double[] NONE = {};

  private final OnnxModel model;
  private final Map<String, String> settings;

  private OwnModel(OnnxModel model, Map<String, String> settings) {
    this.model = model;
    this.settings = settings;
  }

  /**
   * Whether this program wrote a model: then inputs go in as the data have them.
   *
   * @param model any model
   * @return whether its metadata say so
   */
  public static boolean is(OnnxModel model) {
    return model.proto().getMetadataPropsList().stream()
        .anyMatch(entry -> entry.getKey().equals(KEY));
  }

  /**
   * The network of a model that this program wrote.
   *
   * @param model any model
   * @return the network; empty for other models
   * @throws IOException if its metadata are damaged
   */
  public static Optional<TakenNetwork> of(OnnxModel model) throws IOException {
    for (OnnxMl.StringStringEntryProto entry : model.proto().getMetadataPropsList()) {
      if (entry.getKey().equals(KEY)) {
        return Optional.of(new OwnModel(model, settings(model, entry.getValue())).network());
      }
    }
    return Optional.empty();
  }

  private static Map<String, String> settings(OnnxModel model, String text) throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String line : text.split("\n", -1)) {
      int at = line.indexOf('=');
      if (at < 1) {
        throw new BadFileException(
            model.file(), "its metadata '" + KEY + "' have a line without name=value");
      }
      settings.put(line.substring(0, at), line.substring(at + 1));
    }
    if ("batchnorm".equals(settings.get("norm"))) {
      settings.put("norm", "none");
    }
    return settings;
  }

  private TakenNetwork network() throws IOException {
    int[] dims =
        InputShapes.of(model.graph().inputs(), Map.of(), Map.of()).values().iterator().next();
    Shape input =
        dims.length == 4 ? new Shape(dims[1], dims[2], dims[3]) : new Shape(dims[1], 1, 1);
    double[] means = constant("input_mean");
    double[] stds = Arrays.stream(constant("input_scale")).map(scale -> 1 / scale).toArray();
    double[] mean = constant("target_mean");
    double[] std = constant("target_std");
    return new TakenNetwork(
        settings,
        input,
        means,
        stds,
        mean.length == 1 ? mean[0] : 0,
        std.length == 1 ? std[0] : 1,
        this::give);
  }

  private double[] constant(String name) {
    OnnxGraph.Initializer found = model.graph().initializers().get(name);
    if (found == null || found.value() == null) {
      return NONE;
    }
    float[] values = found.value().asReals();
    double[] wide = new double[values.length];
    Arrays.setAll(wide, i -> values[i]);
    return wide;
  }

  private void give(Network network) {
    Map<String, float[]> state = new HashMap<>();
    network.state().forEach(tensor -> state.put(tensor.name(), tensor.values()));
    for (Graph.Node node : network.graph().nodes()) {
      String prefix = node.name() + ".";
      if (node.layer() instanceof WeightLayer layer) {
        weights(layer.scheme(), prefix, state);
      }
      if (node.layer() instanceof WeightLayer || node.layer() instanceof Layer.Channelwise) {
        put(state, prefix + "prelu.weight", constant(prefix + "slope"));
      }
    }
  }

  private void weights(Scheme scheme, String prefix, Map<String, float[]> state) {
    double[] w = constant(prefix + "weight");
    double[] bias = constant(prefix + "bias");
    if (scheme instanceof Scheme.LayerNorm) {
      put(state, prefix + "weight", w);
      put(state, prefix + "ln.weight", constant(prefix + "scale"));
      put(state, prefix + "ln.bias", constant(prefix + "shift"));
      return;
    }
    boolean own = scheme instanceof Scheme.NormProp;
    if (!own && !(scheme instanceof Scheme.WeightNorm)) {
      put(state, prefix + "weight", w);
      put(state, prefix + "bias", bias);
      return;
    }
    // Rows of length 1, and their length as the gain.
    double[] gain = new double[bias.length];
    int row = w.length / Math.max(1, bias.length);
    for (int i = 0; i < w.length; i++) {
      gain[i / row] += w[i] * w[i];
    }
    for (int i = 0; i < w.length; i++) {
      double length = Math.sqrt(gain[i / row]);
      w[i] = length > 0 ? w[i] / length : 0;
    }
    put(state, prefix + (own ? "weight" : "weight_v"), w);
    put(
        state,
        prefix + (own ? "gamma" : "weight_g"),
        Arrays.stream(gain).map(Math::sqrt).toArray());
    put(state, prefix + (own ? "beta" : "bias"), bias);
  }

  private void put(Map<String, float[]> state, String name, double[] values) {
    float[] to = state.get(name);
    if (to == null) {
      return; // the layer has none, such as a bias before a normalisation
    }
    if (to.length != values.length) {
      throw new IllegalArgumentException(
          model.file()
              + ": "
              + name
              + " has "
              + values.length
              + " numbers where the layers in its metadata need "
              + to.length);
    }
    for (int i = 0; i < to.length; i++) {
      to[i] = (float) values[i];
    }
  }
}
