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
import org.normprop.net.graph.Calibration;
import org.normprop.net.graph.Constants;
import org.normprop.net.graph.Plan;
import org.normprop.net.graph.Recipe;
import org.normprop.net.layer.Shape;
import org.normprop.net.run.Initialiser;
import org.normprop.net.run.Network;
import org.normprop.table.Bounded;
import org.normprop.table.ConstantsTable;
import org.normprop.table.Correlation;
import org.normprop.table.CorrelationText;
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
 * @param calibration what was measured in place of constants
 */
public record NetworkDescription(
    Architecture architecture,
    Shape input,
    Recipe recipe,
    Constants constants,
    Calibration calibration) {

  /** A network of constants alone. */
  public NetworkDescription(
      Architecture architecture, Shape input, Recipe recipe, Constants constants) {
    this(architecture, input, recipe, constants, Calibration.NONE);
  }

  /**
   * What a constant is in the metadata.
   *
   * @param rho the correlation of every two inputs, or a text with their number behind a blank
   */
  private record Constant(String unit, String rho, double mean, double std, double backward) {

    static Constant of(Correlation correlation, Row row) {
      String rho =
          correlation instanceof Correlation.Matrix matrix
              ? matrix.text() + " " + matrix.size()
              : String.valueOf(((Correlation.Equal) correlation).rho());
      return new Constant(row.unit().text(), rho, row.mean(), row.std(), row.backward());
    }

    Correlation correlation() {
      int blank = rho.indexOf(' ');
      if (blank < 0) {
        return new Correlation.Equal(Double.parseDouble(rho));
      }
      return CorrelationText.ofSquare(
          rho.substring(0, blank), Integer.parseInt(rho.substring(blank + 1)));
    }

    Row row() {
      Unit of = Unit.parse(unit);
      Exact exact =
          Exact.of(unbounded(mean), unbounded(std), unbounded(backward), of.inputs(), "metadata");
      return new Row(of, Optional.empty(), Optional.of(exact));
    }

    JsonObject toJson() {
      JsonObject json = new JsonObject();
      json.addProperty("unit", unit);
      if (rho.indexOf(' ') < 0) {
        json.addProperty("rho", Double.parseDouble(rho));
      } else {
        json.addProperty("rho", rho);
      }
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
          json.has("rho") ? json.get("rho").getAsString() : "0.0",
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
        Plan.graph(architecture, input, recipe, constants, calibration),
        initialiser,
        seed,
        maxBatch,
        engine);
  }

  /**
   * The description as texts, for the metadata of a file of weights.
   *
   * @return {@code architecture}, {@code input}, {@code recipe} and {@code constants}, the latter
   *     two in JSON; {@code calibration} where there is one
   */
  public Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("architecture", architecture.canonical());
    metadata.put("input", input.channels() + "x" + input.height() + "x" + input.width());
    JsonObject options = new JsonObject();
    recipe.options().forEach(options::addProperty);
    metadata.put("recipe", Json.line(options));
    List<Constant> all = new ArrayList<>();
    Plan.required(architecture, input, recipe)
        .units()
        .forEach(
            (correlation, units) ->
                units.forEach(
                    unit -> all.add(Constant.of(correlation, constants.row(unit, correlation)))));
    all.sort(Comparator.comparing(Constant::unit).thenComparing(Constant::rho));
    JsonArray array = new JsonArray();
    all.forEach(constant -> array.add(constant.toJson()));
    metadata.put("constants", Json.line(array));
    if (!calibration.equals(Calibration.NONE)) {
      metadata.put("calibration", Json.line(CalibrationJson.of(calibration)));
    }
    return metadata;
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
    Map<Correlation, List<Row>> rows = new LinkedHashMap<>(Map.of(Correlation.NONE, List.of()));
    Calibration calibration = Calibration.NONE;
    try {
      for (Map.Entry<String, JsonElement> option : Json.object(metadata.get("recipe")).entrySet()) {
        options.put(option.getKey(), option.getValue().getAsString());
      }
      for (JsonElement element : Json.parse(metadata.get("constants")).getAsJsonArray()) {
        all.add(Constant.parse(element.getAsJsonObject()));
      }
      for (Constant constant : all) {
        rows.merge(constant.correlation(), List.of(constant.row()), NetworkDescription::joined);
      }
      if (metadata.containsKey("calibration")) {
        calibration = CalibrationJson.parse(Json.parse(metadata.get("calibration")));
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
        Constants.of(
            rows.entrySet().stream()
                .map(of -> new ConstantsTable(Input.normal(0, 1, of.getKey()), of.getValue()))
                .toList()),
        calibration);
  }

  private static List<Row> joined(List<Row> some, List<Row> more) {
    List<Row> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
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
