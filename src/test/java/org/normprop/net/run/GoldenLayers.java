package org.normprop.net.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.normprop.function.catalogue.Activations;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.Dropout;
import org.normprop.function.stage.Pooling;
import org.normprop.net.layer.Affine;
import org.normprop.net.layer.Borders;
import org.normprop.net.layer.CellConstants;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Nonlinearity;
import org.normprop.net.layer.Scheme;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.WeightLayer;
import org.normprop.net.layer.Window;

/** From the goldens' words for layers and parameters to ours. */
final class GoldenLayers {

  /** Our names, behind the layer's number, for theirs. */
  private static final Map<String, String> PARAMETERS =
      Map.of("a", "prelu.weight", "g", "weight_g", "v", "weight_v", "b", "bias", "W", "weight");

  /** How dropout scales what it keeps. */
  static final Map<String, Dropout.Scaling> SCALINGS =
      Map.of(
          "raw", Dropout.Scaling.NONE,
          "inverted", Dropout.Scaling.INVERSE,
          "unit_variance", Dropout.Scaling.SQRT);

  private GoldenLayers() {}

  static String parameter(String type, String name) {
    if (type.equals("batchnorm") || type.equals("layernorm")) {
      String prefix = type.equals("batchnorm") ? "bn." : "ln.";
      return switch (name) {
        case "gamma" -> prefix + "weight";
        case "beta" -> prefix + "bias";
        default -> prefix + name;
      };
    }
    return PARAMETERS.getOrDefault(name, name);
  }

  /**
   * A layer.
   *
   * @param type as in the README
   * @param config its settings
   * @param tensors its parameters
   * @param input the shape that goes in
   * @param project whether rows are rescaled after each step
   */
  static Layer layer(
      String type,
      JsonObject config,
      Map<String, Golden.Values> tensors,
      Shape input,
      boolean project) {
    Golden.Values weights = tensors.getOrDefault("W", tensors.get("v"));
    int units = weights == null ? 0 : weights.batch();
    return switch (type) {
      case "normprop_dense" ->
          new WeightLayer.Dense(
              units, normProp(config, project), nonlinearity(config, tensors, true));
      case "normprop_conv" ->
          convolution(
              units,
              weights,
              config,
              normProp(config, project),
              nonlinearity(config, tensors, true));
      case "weightnorm_dense" ->
          new WeightLayer.Dense(units, new Scheme.WeightNorm(), new Nonlinearity.Linear());
      case "weightnorm_conv" ->
          convolution(units, weights, config, new Scheme.WeightNorm(), new Nonlinearity.Linear());
      case "dense" ->
          new WeightLayer.Dense(
              units, new Scheme.Plain(tensors.containsKey("b")), new Nonlinearity.Linear());
      case "conv" ->
          convolution(
              units,
              weights,
              config,
              new Scheme.Plain(tensors.containsKey("b")),
              new Nonlinearity.Linear());
      case "batchnorm" ->
          new Layer.Channelwise(
              new Scheme.BatchNorm(
                  config.get("eps").getAsDouble(), config.get("momentum").getAsDouble()),
              new Nonlinearity.Linear());
      case "layernorm" ->
          new Layer.Channelwise(
              new Scheme.LayerNorm(config.get("eps").getAsDouble()), new Nonlinearity.Linear());
      case "dropout" ->
          new Layer.Drop(
              new Dropout(config.get("keep").getAsDouble(), SCALINGS.get(text(config, "scaling"))),
              1);
      case "activation" ->
          new Layer.Channelwise(new Scheme.Plain(false), nonlinearity(config, tensors, false));
      case "normalised_activation" ->
          new Layer.Channelwise(new Scheme.Plain(false), nonlinearity(config, tensors, true));
      case "maxpool" ->
          new Layer.Pool(Pooling.Kind.MAX, poolWindow(config), maxConstants(config, input));
      case "avgpool" -> average(poolWindow(config), input);
      case "global_avgpool" -> average(new Window(input.height(), input.width(), 1, 0), input);
      default -> throw new IllegalArgumentException("unknown layer type " + type);
    };
  }

  private static Scheme normProp(JsonObject config, boolean project) {
    boolean divides = !config.has("mode") || !config.get("mode").getAsString().equals("projection");
    return new Scheme.NormProp(
        !divides
            ? Scheme.Division.PROJECT
            : project ? Scheme.Division.BOTH : Scheme.Division.REPARAM,
        1);
  }

  private static Layer convolution(
      int filters,
      Golden.Values weights,
      JsonObject config,
      Scheme scheme,
      Nonlinearity nonlinearity) {
    int groups = config.has("groups") ? config.get("groups").getAsInt() : 1;
    Window window = window(weights, config);
    Borders borders =
        config.has("borders")
            ? Borders.valueOf(text(config, "borders").toUpperCase(Locale.ROOT))
            : Borders.PLAIN;
    return new WeightLayer.Convolution(filters, window, groups, borders, scheme, nonlinearity);
  }

  private static String text(JsonObject config, String key) {
    return config.get(key).getAsString();
  }

  private static Window window(Golden.Values weights, JsonObject config) {
    List<Integer> shape = weights.shape();
    return new Window(
        shape.get(2), shape.get(3), config.get("stride").getAsInt(), config.get("pad").getAsInt());
  }

  private static Window poolWindow(JsonObject config) {
    return Window.square(
        config.get("kernel").getAsInt(),
        config.get("stride").getAsInt(),
        config.get("pad").getAsInt());
  }

  private static Nonlinearity nonlinearity(
      JsonObject config, Map<String, Golden.Values> tensors, boolean normalised) {
    String name = config.get("activation").getAsString();
    if (name.equals("identity")) {
      return new Nonlinearity.Linear();
    }
    if (name.equals("prelu")) {
      return new Nonlinearity.LearntSlope(
          tensors.get("a").data()[0],
          normalised ? Nonlinearity.SlopeConstants.STD : Nonlinearity.SlopeConstants.NONE);
    }
    return new Nonlinearity.Fixed(
        activation(name),
        normalised
            ? new Affine(config.get("c2").getAsDouble(), config.get("c1").getAsDouble())
            : Affine.IDENTITY);
  }

  /** A name of the catalog, or one followed by its first parameter, as {@code leaky_relu_0.01}. */
  static Activation activation(String name) {
    if (Activations.names().contains(name)) {
      return Activations.of(name);
    }
    int cut = name.lastIndexOf('_');
    String family = name.substring(0, cut);
    String parameter = Activations.parameters(family).get(0).name();
    return Activations.of(family, Map.of(parameter, Double.valueOf(name.substring(cut + 1))));
  }

  private static CellConstants maxConstants(JsonObject config, Shape input) {
    Map<Integer, Affine> table = new HashMap<>();
    for (Map.Entry<String, JsonElement> entry : config.getAsJsonObject("table").entrySet()) {
      List<JsonElement> pair = entry.getValue().getAsJsonArray().asList();
      table.put(
          Integer.valueOf(entry.getKey()),
          new Affine(pair.get(0).getAsDouble(), pair.get(1).getAsDouble()));
    }
    if (config.get("constants").getAsString().equals("full_window")) {
      Window window = poolWindow(config);
      Affine full = table.get(window.cells());
      window.cellCounts(input).forEach(cells -> table.put(cells, full));
    }
    return new CellConstants(table);
  }

  /**
   * y = sqrt(n) * mean: under independent inputs the mean of n has standard deviation 1/sqrt(n).
   */
  private static Layer average(Window window, Shape input) {
    Map<Integer, Affine> table = new HashMap<>();
    for (int cells : window.cellCounts(input)) {
      table.put(cells, new Affine(0, 1 / Math.sqrt(cells)));
    }
    return new Layer.Pool(Pooling.Kind.AVG, window, new CellConstants(table));
  }
}
