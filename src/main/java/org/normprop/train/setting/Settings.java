package org.normprop.train.setting;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * A value for every {@link Setting}, each in its canonical text. Immutable; equal settings give
 * equal results.
 */
public final class Settings {

  private final Map<Setting, String> values;

  private Settings(Map<Setting, String> values) {
    this.values = Collections.unmodifiableMap(values);
  }

  /**
   * The defaults, with some values given.
   *
   * @param given texts as a user writes them
   * @return the settings
   * @throws IllegalArgumentException if a text is no value of its setting
   */
  public static Settings of(Map<Setting, String> given) {
    Map<Setting, String> values = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      String text = given.get(setting);
      values.put(
          setting,
          text == null ? setting.standard() : setting.rule().canonical(setting.key(), text));
    }
    // What is customary differs between networks normalised by constants and others.
    String norm = values.get(Setting.NORM);
    if (!given.containsKey(Setting.DROPOUT_SCALE)) {
      values.put(Setting.DROPOUT_SCALE, norm.equals("normprop") ? "sqrt" : "inverse");
    }
    if (!given.containsKey(Setting.INIT)) {
      values.put(Setting.INIT, norm.equals("none") ? "he" : "gaussian");
    }
    return new Settings(values);
  }

  /**
   * The same with another value.
   *
   * @param setting which
   * @param text the value as a user writes it
   * @return the settings
   * @throws IllegalArgumentException if the text is no value of the setting
   */
  public Settings with(Setting setting, String text) {
    Map<Setting, String> changed = new EnumMap<>(values);
    changed.put(setting, setting.rule().canonical(setting.key(), text));
    return new Settings(changed);
  }

  /**
   * A value as text.
   *
   * @param setting which
   * @return its canonical text
   */
  public String text(Setting setting) {
    return values.get(setting);
  }

  /**
   * A value as a number.
   *
   * @param setting which
   * @return the number
   */
  public double number(Setting setting) {
    return Double.parseDouble(values.get(setting));
  }

  /**
   * A value as a whole number.
   *
   * @param setting which
   * @return the number
   */
  public int whole(Setting setting) {
    return Integer.parseInt(values.get(setting));
  }

  /**
   * The seed of every draw.
   *
   * @return the seed
   */
  public long seed() {
    return Long.parseLong(values.get(Setting.SEED));
  }

  /**
   * Whether a setting says yes.
   *
   * @param setting which
   * @return whether it does
   */
  public boolean yes(Setting setting) {
    return values.get(setting).equals("yes");
  }

  /** A value as an enum constant of the same name. */
  public <E extends Enum<E>> E choice(Setting setting, Class<E> type) {
    return Enum.valueOf(type, values.get(setting).toUpperCase(Locale.ROOT));
  }

  /**
   * All values.
   *
   * @return a JSON object with a key for each setting, numbers as numbers
   */
  public String toJson() {
    JsonObject json = new JsonObject();
    values.forEach(
        (setting, text) -> {
          if (setting.rule().isNumber()) {
            json.addProperty(setting.key(), new BigDecimal(text));
          } else {
            json.addProperty(setting.key(), text);
          }
        });
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json) + "\n";
  }

  /**
   * Reads what {@link #toJson} wrote. Settings that are not there take their defaults.
   *
   * @param text a JSON object
   * @return the settings
   * @throws IllegalArgumentException if it is no such object, with a message that says why
   */
  public static Settings fromJson(String text) {
    Map<Setting, String> given = new EnumMap<>(Setting.class);
    for (Map.Entry<String, JsonElement> entry : Json.object(text).entrySet()) {
      if (!entry.getValue().isJsonPrimitive()) {
        throw new IllegalArgumentException(
            "'" + entry.getKey() + "' must be a text or a number, got " + Json.kind(entry));
      }
      given.put(Setting.named(entry.getKey()), entry.getValue().getAsString());
    }
    return of(given);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Settings that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
