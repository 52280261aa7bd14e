package org.normprop.train.setting;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.Map;

/** Reads JSON that anybody may have written. */
public final class Json {

  private Json() {}

  /**
   * An object.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public static JsonObject object(String text) {
    JsonElement element;
    try {
      element = JsonParser.parseString(text);
    } catch (JsonParseException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
      throw new IllegalArgumentException("is no JSON: " + message, e);
    }
    if (!element.isJsonObject()) {
      throw new IllegalArgumentException("must be a JSON object, such as {\"epochs\": 10}");
    }
    return element.getAsJsonObject();
  }

  /** What stands where a text or a number should. */
  static String kind(Map.Entry<String, JsonElement> entry) {
    JsonElement value = entry.getValue();
    return value.isJsonNull() ? "null" : value.isJsonArray() ? "an array" : "an object";
  }
}
