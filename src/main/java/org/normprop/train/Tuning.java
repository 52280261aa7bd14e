package org.normprop.train;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.normprop.json.Json;
import org.normprop.net.file.CalibrationJson;
import org.normprop.net.graph.Calibration;
import org.normprop.net.graph.WindowRho;

/**
 * What settings leave to the data, once they have been looked at.
 *
 * @param rho the correlation in each pooling's window, for {@code --rho auto}, or what was given
 * @param calibration what poolings and sums put out, for {@code --calibrate}
 */
record Tuning(WindowRho rho, Calibration calibration) {

  /** As JSON, with every digit. */
  String toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("rho", rho.text());
    json.add("calibration", CalibrationJson.of(calibration));
    return Json.text(json);
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException if it is no such text
   */
  static Tuning fromJson(String text) {
    JsonObject json = Json.object(text);
    JsonElement rho = json.get("rho");
    JsonElement calibration = json.get("calibration");
    if (rho == null || calibration == null || !rho.isJsonPrimitive()) {
      throw new IllegalArgumentException("tuning lacks rho or calibration");
    }
    return new Tuning(WindowRho.parse(rho.getAsString()), CalibrationJson.parse(calibration));
  }
}
