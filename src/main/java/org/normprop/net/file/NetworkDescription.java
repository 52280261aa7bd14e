package org.normprop.net.file;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.normprop.function.Unit;
import org.normprop.json.Json;
import org.normprop.net.compute.Engine;
import org.normprop.net.graph.Architecture;
import org.normprop.net.graph.Constants;
import org.normprop.net.graph.Plan;
import org.normprop.net.graph.Recipe;
import org.normprop.net.layer.Shape;
import org.normprop.net.run.Initialiser;
import org.normprop.net.run.Network;
import org.normprop.table.Bounded;
import org.normprop.table.ConstantsTable;
import org.normprop.table.Exact;
import org.normprop.table.Input;
import org.normprop.table.Row;

/**
 * All that makes a network but its weights.
 *
 * @param architecture the layers' sizes
 * @param input the shape of an image
 * @param recipe what the architecture leaves open
 * @param constants the tables
 */
public record NetworkDescription(
    Architecture architecture, Shape input, Recipe recipe, Constants constants) {

  /** What a constant is in the metadata. */
  private record Constant(String unit, double rho, double mean, double std, double backward) {

    JsonObject toJson() {
      JsonObject json = new JsonObject();
      json.addProperty("unit", unit);
      add(json, "rho", rho);
      add(json, "mean", mean);
      add(json, "std", std);
      add(json, "backward", backward);
      return json;
    }

    /** JSON has no infinity, which the backward of sqrt(abs(x)) is: it is written as a text. */
    private static void add(JsonObject json, String name, double value) {
      if (Double.isFinite(value)) {
        json.addProperty(name, value);
      } else {
        json.addProperty(name, String.valueOf(value));
      }
    }

    static Constant parse(JsonObject json) {
      if (!json.has("unit")) {
        throw new IllegalArgumentException("a constant lacks its unit");
      }
      return new Constant(
          json.get("unit").getAsString(),
          number(json, "rho"),
          number(json, "mean"),
          number(json, "std"),
          number(json, "backward"));
    }

    private static double number(JsonObject json, String name) {
      return json.has(name) ? json.get(name).getAsDouble() : 0;
    }
  }

  /**
   * Makes the network, with weights at their start.
   *
   * @param initialiser where weights start
   * @param seed what weights and dropout masks are drawn from
   * @param maxBatch the most images of a pass
   * @param engine what computes
   * @return the network
   */
  public Network network(Initialiser initialiser, long seed, int maxBatch, Engine engine) {
    return new Network(
        Plan.graph(architecture, input, recipe, constants), initialiser, seed, maxBatch, engine);
  }

  /**
   * The description as texts, for the metadata of a file of weights.
   *
   * @return {@code architecture}, {@code input}, {@code recipe} and {@code constants}, the latter
   *     two in JSON
   */
  public Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("architecture", architecture.canonical());
    metadata.put("input", input.channels() + "x" + input.height() + "x" + input.width());
    JsonObject options = new JsonObject();
    recipe.options().forEach(options::addProperty);
    metadata.put("recipe", Json.line(options));
    List<Constant> all = new ArrayList<>();
    Plan.Required required = Plan.required(architecture, input, recipe);
    required.standard().forEach(unit -> all.add(constant(unit, false)));
    required.correlated().forEach(unit -> all.add(constant(unit, true)));
    all.sort(Comparator.comparing(Constant::unit).thenComparingDouble(Constant::rho));
    JsonArray array = new JsonArray();
    all.forEach(constant -> array.add(constant.toJson()));
    metadata.put("constants", Json.line(array));
    return metadata;
  }

  private Constant constant(Unit unit, boolean isCorrelated) {
    Row row = constants.row(unit, isCorrelated);
    return new Constant(
        unit.text(), isCorrelated ? recipe.rho() : 0, row.mean(), row.std(), row.backward());
  }

  /**
   * Reads what {@link #metadata} wrote.
   *
   * @param metadata the texts
   * @return the description
   * @throws IllegalArgumentException if a text is missing or makes no sense
   */
  public static NetworkDescription parse(Map<String, String> metadata) {
    for (String name : List.of("architecture", "input", "recipe", "constants")) {
      if (!metadata.containsKey(name)) {
        throw new IllegalArgumentException("the metadata say nothing of " + name);
      }
    }
    Map<String, String> options = new LinkedHashMap<>();
    List<Constant> all = new ArrayList<>();
    try {
      for (Map.Entry<String, JsonElement> option : Json.object(metadata.get("recipe")).entrySet()) {
        options.put(option.getKey(), option.getValue().getAsString());
      }
      for (JsonElement element : Json.parse(metadata.get("constants")).getAsJsonArray()) {
        all.add(Constant.parse(element.getAsJsonObject()));
      }
    } catch (IllegalArgumentException | IllegalStateException | UnsupportedOperationException e) {
      throw new IllegalArgumentException(
          "recipe or constants in the metadata: " + e.getMessage(), e);
    }
    // Before there were corrected borders, files said nothing of borders.
    options.putIfAbsent("borders", "plain");
    Recipe recipe = Recipe.parse(options);
    return new NetworkDescription(
        Architecture.stored(metadata.get("architecture")),
        shape(metadata.get("input")),
        recipe,
        new Constants(table(all, 0), table(all, recipe.rho())));
  }

  private static ConstantsTable table(List<Constant> all, double rho) {
    List<Row> rows = new ArrayList<>();
    for (Constant constant : all) {
      if (constant.rho == rho) {
        Unit unit = Unit.parse(constant.unit);
        Exact exact =
            Exact.of(
                unbounded(constant.mean),
                unbounded(constant.std),
                unbounded(constant.backward),
                unit.inputs(),
                "metadata");
        rows.add(new Row(unit, Optional.empty(), Optional.of(exact)));
      }
    }
    return new ConstantsTable(Input.normal(0, 1, rho), rows);
  }

  private static Bounded unbounded(double value) {
    return new Bounded(value, Double.NaN);
  }

  private static Shape shape(String text) {
    String[] sides = text.split("x", -1);
    try {
      if (sides.length == 3) {
        return new Shape(
            Integer.parseInt(sides[0]), Integer.parseInt(sides[1]), Integer.parseInt(sides[2]));
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("an input shape is like 1x28x28, not '" + text + "'", e);
    }
    throw new IllegalArgumentException("an input shape is like 1x28x28, not '" + text + "'");
  }
}
