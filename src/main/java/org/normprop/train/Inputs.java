package org.normprop.train;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.normprop.data.DataSet;
import org.normprop.data.InputNorm;
import org.normprop.data.SampleShape;
import org.normprop.data.TargetKind;
import org.normprop.data.TargetScale;
import org.normprop.json.Json;
import org.normprop.net.graph.Surroundings;

/**
 * What a trained network must know of a row to be asked about it. Immutable.
 *
 * @param data the name of the data that it was trained on
 * @param shape the shape of a row
 * @param featureNames the names of the features, where they have names
 * @param classes the names of the classes; empty if numbers are predicted
 * @param norm what is done to inputs, measured on the training rows
 * @param targetScale the unit of the numbers to be predicted; empty for classes
 */
public record Inputs(
    String data,
    SampleShape shape,
    List<String> featureNames,
    List<String> classes,
    InputNorm norm,
    Optional<TargetScale> targetScale) {

  /** Copies the lists. */
  public Inputs {
    featureNames = List.copyOf(featureNames);
    classes = List.copyOf(classes);
    if (classes.isEmpty() == targetScale.isEmpty()) {
      throw new IllegalArgumentException("a network predicts classes or a number, one of them");
    }
  }

  /**
   * What is predicted.
   *
   * @return classes or a number
   */
  public TargetKind kind() {
    return classes.isEmpty() ? TargetKind.NUMBER : TargetKind.CLASS;
  }

  /**
   * What surrounds the network where it is written for another program.
   *
   * @return what is done to inputs, and what outputs mean
   */
  public Surroundings surroundings() {
    return new Surroundings(
        featureNames,
        norm.means(),
        norm.stds(),
        classes,
        targetScale.map(TargetScale::mean).orElse(0.0),
        targetScale.map(TargetScale::std).orElse(1.0));
  }

  /**
   * The outputs that a network needs.
   *
   * @return one a class, or one
   */
  public int outputs() {
    return Math.max(1, classes.size());
  }

  /**
   * Normalised features, as a network takes them.
   *
   * @param rows rows of this shape
   * @param most the most rows wanted
   * @return the first rows, one behind the other
   */
  public float[] features(DataSet rows, int most) {
    int n = Math.min(most, rows.size());
    float[] x = new float[Math.multiplyExact(n, shape.size())];
    for (int i = 0; i < n; i++) {
      rows.features(i, x, i * shape.size());
    }
    norm.apply(x, 0, n);
    return x;
  }

  /** As JSON, with every digit. */
  String toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("data", data);
    JsonArray sides = new JsonArray();
    List.of(shape.channels(), shape.height(), shape.width()).forEach(sides::add);
    json.add("shape", sides);
    json.add("features", texts(featureNames));
    json.add("classes", texts(classes));
    json.addProperty("input", norm.mode().text());
    json.add("means", numbers(norm.means()));
    json.add("stds", numbers(norm.stds()));
    targetScale.ifPresent(
        scale -> {
          json.addProperty("target_mean", scale.mean());
          json.addProperty("target_std", scale.std());
        });
    return Json.text(json);
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException if it is no such text
   */
  static Inputs fromJson(String text) {
    JsonObject json = Json.object(text);
    try {
      double[] sides = numbers(json, "shape");
      if (sides.length != 3) {
        throw new IllegalArgumentException("a shape has 3 sides, got " + sides.length);
      }
      SampleShape shape = new SampleShape((int) sides[0], (int) sides[1], (int) sides[2]);
      InputNorm norm =
          new InputNorm(
              InputNorm.Mode.of(member(json, "input").getAsString()),
              shape,
              numbers(json, "means"),
              numbers(json, "stds"));
      Optional<TargetScale> scale =
          json.has("target_mean")
              ? Optional.of(
                  new TargetScale(
                      member(json, "target_mean").getAsDouble(),
                      member(json, "target_std").getAsDouble()))
              : Optional.empty();
      return new Inputs(
          member(json, "data").getAsString(),
          shape,
          texts(json, "features"),
          texts(json, "classes"),
          norm,
          scale);
    } catch (UnsupportedOperationException | IllegalStateException e) {
      throw new IllegalArgumentException("holds something else than expected: " + e.getMessage());
    }
  }

  private static JsonElement member(JsonObject json, String key) {
    if (!json.has(key)) {
      throw new IllegalArgumentException("lacks '" + key + "'");
    }
    return json.get(key);
  }

  private static JsonArray numbers(double... values) {
    JsonArray array = new JsonArray();
    for (double value : values) {
      array.add(value);
    }
    return array;
  }

  private static JsonArray texts(List<String> values) {
    JsonArray array = new JsonArray();
    values.forEach(array::add);
    return array;
  }

  private static double[] numbers(JsonObject json, String key) {
    return elements(json, key).mapToDouble(JsonElement::getAsDouble).toArray();
  }

  private static List<String> texts(JsonObject json, String key) {
    return elements(json, key).map(JsonElement::getAsString).toList();
  }

  private static Stream<JsonElement> elements(JsonObject json, String key) {
    return member(json, key).getAsJsonArray().asList().stream();
  }
}
