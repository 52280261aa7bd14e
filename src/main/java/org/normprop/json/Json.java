package org.normprop.json;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.Map;

/** JSON as RFC 8259 has it: no comments, no bare names, one value and nothing behind it. */
public final class Json {

  private static final Gson PRETTY =
      new GsonBuilder()
          .setPrettyPrinting()
          .disableHtmlEscaping()
          .setStrictness(Strictness.STRICT)
          .create();

  private static final Gson COMPACT =
      new GsonBuilder().disableHtmlEscaping().setStrictness(Strictness.STRICT).create();

  private Json() {}

  /**
   * Writes for people and programs: two blanks a level, a line break at the end.
   *
   * @param json what to write
   * @return the text
   */
  public static String text(JsonElement json) {
    return PRETTY.toJson(json) + "\n";
  }

  /**
   * Writes in one line.
   *
   * @param json what to write
   * @return the text, without a line break
   */
  public static String line(JsonElement json) {
    return COMPACT.toJson(json);
  }

  /**
   * Reads what anybody may have written.
   *
   * @param text one JSON value
   * @return the value
   * @throws IllegalArgumentException if the text is none; the message says where
   */
  public static JsonElement parse(String text) {
    try (JsonReader reader = new JsonReader(new StringReader(text))) {
      reader.setStrictness(Strictness.STRICT);
      JsonElement element = COMPACT.getAdapter(JsonElement.class).read(reader);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new IllegalArgumentException("is no JSON: there is more behind the end");
      }
      return element;
    } catch (IOException | JsonParseException | IllegalStateException e) {
      String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new IllegalArgumentException("is no JSON: " + message, e);
    }
  }

  /**
   * Reads an object.
   *
   * @param text a JSON object
   * @return the object
   * @throws IllegalArgumentException if the text is none
   */
  public static JsonObject object(String text) {
    JsonElement element = parse(text);
    if (!element.isJsonObject()) {
      throw new IllegalArgumentException("must be a JSON object, such as {\"epochs\": 10}");
    }
    return element.getAsJsonObject();
  }

  /**
   * What stands where a text or a number should, for a message.
   *
   * @param entry a member of an object
   * @return for example {@code an array}
   */
  public static String kind(Map.Entry<String, JsonElement> entry) {
    JsonElement value = entry.getValue();
    return value.isJsonNull() ? "null" : value.isJsonArray() ? "an array" : "an object";
  }
}
