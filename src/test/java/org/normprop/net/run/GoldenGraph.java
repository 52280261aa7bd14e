package org.normprop.net.run;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.normprop.net.graph.Graph;
import org.normprop.net.layer.Join;
import org.normprop.net.layer.Layer;

/** The graph of a golden net, whose layers may hold layers. */
final class GoldenGraph {

  private final Golden golden;
  private final boolean project;
  private final Graph.Builder builder;
  private final Map<String, String> types = new HashMap<>();
  private final List<Integer> tops = new ArrayList<>();

  GoldenGraph(Golden golden) {
    this.golden = golden;
    this.project = golden.config().has("project") && golden.config().get("project").getAsBoolean();
    this.builder = new Graph.Builder(golden.tensor("x").image());
    int tensor = 0;
    for (JsonElement element : golden.config().getAsJsonArray("layers")) {
      tensor = add(element.getAsJsonObject(), tensor, String.valueOf(tops.size()));
      tops.add(tensor);
    }
  }

  Graph graph() {
    return builder.graph();
  }

  /** The tensors of the outermost layers. */
  List<Integer> tops() {
    return tops;
  }

  String type(String name) {
    return types.get(name);
  }

  /** The golden's tensors of a layer. */
  Map<String, Golden.Values> tensors(String name) {
    String prefix = "L" + name + ".";
    Map<String, Golden.Values> own = new TreeMap<>();
    golden
        .tensors()
        .forEach(
            (key, values) -> {
              if (key.startsWith(prefix)) {
                own.put(key.substring(prefix.length()), values);
              }
            });
    return own;
  }

  private int scale(JsonObject config, int tensor, String name) {
    Layer layer = new Layer.Scale(1 / config.get("beta").getAsDouble(), 0);
    return builder.add(name + ".scale", "x/beta", layer, List.of(tensor));
  }

  private int addAll(JsonArray layers, int tensor, String prefix) {
    int last = tensor;
    int number = 0;
    for (JsonElement element : layers) {
      last = add(element.getAsJsonObject(), last, prefix + number++);
    }
    return last;
  }

  private int add(JsonObject config, int tensor, String name) {
    String type = config.get("type").getAsString();
    if (type.equals("residual")) {
      boolean isScaled = config.has("beta");
      JsonArray own = config.getAsJsonArray("shortcut");
      int entered = isScaled ? scale(config, tensor, name) : tensor;
      int shortcut = addAll(own, own.isEmpty() ? tensor : entered, name + ".shortcut.");
      int body = addAll(config.getAsJsonArray("body"), entered, name + ".body.");
      double a = config.get("branch_scale").getAsDouble();
      double s =
          switch (config.get("sum").getAsString()) {
            case "unit" -> 1 / Math.sqrt(1 + a * a);
            case "sum", "nf" -> 1;
            default -> throw new IllegalArgumentException("unknown sum in " + name);
          };
      return builder.add(name + ".sum", "sum", new Join.Sum(s, s * a), List.of(shortcut, body));
    }
    if (type.equals("concat")) {
      List<Integer> outputs = new ArrayList<>();
      for (JsonElement branch : config.getAsJsonArray("branches")) {
        String prefix = name + ".branch" + outputs.size() + ".";
        outputs.add(addAll(branch.getAsJsonArray(), tensor, prefix));
      }
      return builder.add(name + ".concat", "concat", new Join.Concat(), outputs);
    }
    types.put(name, type);
    return builder.add(
        name,
        type,
        GoldenLayers.layer(type, config, tensors(name), builder.shape(tensor), project),
        List.of(tensor));
  }
}
