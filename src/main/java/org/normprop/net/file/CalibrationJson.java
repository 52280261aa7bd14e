package org.normprop.net.file;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.normprop.net.graph.Calibration;
import org.normprop.net.layer.Affine;

/** A {@link Calibration} as JSON: nodes with mean and std of what they put out. */
public final class CalibrationJson {

  private CalibrationJson() {}

  /**
   * The JSON of a calibration.
   *
   * @param calibration what was measured
   * @return an array of nodes
   */
  public static JsonArray of(Calibration calibration) {
    JsonArray nodes = new JsonArray();
    calibration
        .byNode()
        .forEach(
            (name, measured) -> {
              JsonObject node = new JsonObject();
              node.addProperty("node", name);
              node.addProperty("mean", measured.mean());
              node.addProperty("std", measured.scale());
              nodes.add(node);
            });
    return nodes;
  }

  /**
   * Reads what {@link #of} made.
   *
   * @param json the array
   * @return the calibration
   * @throws IllegalArgumentException if it makes no sense
   */
  public static Calibration parse(JsonElement json) {
    Calibration all = Calibration.NONE;
    try {
      for (JsonElement element : json.getAsJsonArray()) {
        JsonObject node = element.getAsJsonObject();
        double mean = node.get("mean").getAsDouble();
        double std = node.get("std").getAsDouble();
        all = all.and(node.get("node").getAsString(), new Affine(mean, std));
      }
    } catch (IllegalStateException
        | NullPointerException
        | UnsupportedOperationException
        | NumberFormatException e) {
      throw new IllegalArgumentException("a calibration lists nodes with mean and std", e);
    }
    return all;
  }
}
