package org.normprop.net.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.normprop.net.layer.Shape;

/** A golden case: tensors in float64 that PyTorch computed. Its README defines the kinds. */
record Golden(
    String name,
    String kind,
    JsonObject config,
    Map<String, Values> tensors,
    Map<String, Values> expect) {

  /**
   * The largest error allowed, relative to the tensor's largest entry. float32 rounds to 6e-8; an
   * entry is a sum of up to a few hundred products, whose roundings add up to 1e-6 or so of the
   * largest entry, and the gradients of normalised rows and batches are differences of such sums
   * that cancel to a tenth.
   */
  static final double TOLERANCE = 2e-5;

  /** A tensor. */
  record Values(List<Integer> shape, double[] data) {
    float[] floats() {
      float[] floats = new float[data.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) data[i];
      }
      return floats;
    }

    int[] ints() {
      return Arrays.stream(data).mapToInt(value -> (int) value).toArray();
    }

    /** The shape of one image of a batch. */
    Shape image() {
      return shape.size() == 2
          ? Shape.vector(shape.get(1))
          : new Shape(shape.get(1), shape.get(2), shape.get(3));
    }

    int batch() {
      return shape.get(0);
    }
  }

  static Golden read(Path file) throws IOException {
    JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    return new Golden(
        json.get("case").getAsString(),
        json.get("kind").getAsString(),
        json.getAsJsonObject("config"),
        values(json.getAsJsonObject("tensors")),
        values(json.getAsJsonObject("expect")));
  }

  private static Map<String, Values> values(JsonObject json) {
    Map<String, Values> all = new TreeMap<>();
    for (Map.Entry<String, JsonElement> entry : json.entrySet()) {
      JsonObject tensor = entry.getValue().getAsJsonObject();
      all.put(
          entry.getKey(),
          new Values(
              tensor.getAsJsonArray("shape").asList().stream().map(JsonElement::getAsInt).toList(),
              tensor.getAsJsonArray("data").asList().stream()
                  .mapToDouble(JsonElement::getAsDouble)
                  .toArray()));
    }
    return all;
  }

  Values tensor(String tensor) {
    Values values = tensors.get(tensor);
    assertNotNull(values, name + " has no tensor " + tensor);
    return values;
  }

  /** Checks a tensor against what is expected of it. */
  void check(String tensor, float[] got) {
    check(tensor, got, TOLERANCE);
  }

  void check(String tensor, float[] got, double tolerance) {
    double[] wide = new double[expected(tensor).length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = got[i];
    }
    check(tensor, wide, tolerance);
  }

  void check(String tensor, double[] got, double tolerance) {
    double[] expected = expected(tensor);
    // A bias before batch normalisation has the gradient 0 exactly, and float32 sums leave noise.
    double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    largest = Math.max(largest, 1e-2);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], got[i], tolerance * largest, name + ": " + tensor + "[" + i + "]");
    }
  }

  double[] expected(String tensor) {
    Values values = expect.get(tensor);
    assertNotNull(values, name + " expects nothing of " + tensor);
    return values.data();
  }

  int number(String key, int otherwise) {
    return config.has(key) ? config.get(key).getAsInt() : otherwise;
  }
}
