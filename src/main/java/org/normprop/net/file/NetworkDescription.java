package org.normprop.net.file;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import com.google.gson.reflect.TypeToken;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.normprop.function.Unit;
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
  private record Constant(String unit, double rho, double mean, double std, double backward) {}

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
        Plan.layers(architecture, input, recipe, constants),
        input,
        initialiser,
        seed,
        maxBatch,
        engine);
  }

  /** How many weights the network has, without making it. */
  double weights() {
    return architecture.weights(input);
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
    Gson gson = new Gson();
    metadata.put("recipe", gson.toJson(recipe.options()));
    List<Constant> all = new ArrayList<>();
    Plan.Required required = Plan.required(architecture, input, recipe);
    required.standard().forEach(unit -> all.add(constant(unit, false)));
    required.correlated().forEach(unit -> all.add(constant(unit, true)));
    all.sort(Comparator.comparing(Constant::unit).thenComparingDouble(Constant::rho));
    metadata.put("constants", gson.toJson(all));
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
    Gson gson = new Gson();
    Map<String, String> options;
    List<Constant> all;
    try {
      options = gson.fromJson(metadata.get("recipe"), new TypeToken<Map<String, String>>() {});
      all = gson.fromJson(metadata.get("constants"), new TypeToken<List<Constant>>() {});
    } catch (JsonSyntaxException e) {
      throw new IllegalArgumentException("recipe and constants in the metadata are no JSON", e);
    }
    if (options == null || all == null || all.contains(null)) {
      throw new IllegalArgumentException("recipe and constants in the metadata are empty");
    }
    Recipe recipe = Recipe.parse(options);
    return new NetworkDescription(
        Architecture.parse(metadata.get("architecture")),
        shape(metadata.get("input")),
        recipe,
        new Constants(table(all, 0), table(all, recipe.rho())));
  }

  private static ConstantsTable table(List<Constant> all, double rho) {
    List<Row> rows = new ArrayList<>();
    for (Constant constant : all) {
      if (constant.rho == rho && constant.unit != null) {
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
    return new ConstantsTable(new Input(0, 1, rho), rows);
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
