package org.normprop.train.compare;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.normprop.train.setting.Setting;

/**
 * What a comparison varies: a setting, or several that change together, as a norm and the rate that
 * suits it.
 *
 * @param settings the settings, at least one, none twice
 * @param values what they are in turn, an entry for each setting; canonical, no two alike
 */
public record Variation(List<Setting> settings, List<List<String>> values) {

  /** Checks the settings and canonicalises values. */
  public Variation {
    settings = List.copyOf(settings);
    if (settings.contains(Setting.SEED)) {
      throw new IllegalArgumentException("--seeds says how many seeds; --vary seed is not needed");
    }
    if (settings.stream().distinct().count() < settings.size()) {
      throw new IllegalArgumentException("--vary " + key(settings) + " names an option twice");
    }
    List<List<String>> canonical = new ArrayList<>();
    for (List<String> each : values) {
      if (each.size() != settings.size()) {
        throw new IllegalArgumentException(
            "--vary "
                + key(settings)
                + " takes "
                + settings.size()
                + " values together, in brackets and joined by commas, got ("
                + String.join(",", each)
                + ")");
      }
      List<String> one = new ArrayList<>();
      for (int i = 0; i < each.size(); i++) {
        one.add(settings.get(i).rule().canonical(settings.get(i).key(), each.get(i)));
      }
      canonical.add(List.copyOf(one));
    }
    if (canonical.stream().distinct().count() < canonical.size()) {
      throw new IllegalArgumentException("--vary " + key(settings) + " names a value twice");
    }
    values = List.copyOf(canonical);
  }

  /**
   * One setting.
   *
   * @param setting the setting
   * @param values its values
   * @return the variation
   */
  public static Variation of(Setting setting, List<String> values) {
    return new Variation(List.of(setting), values.stream().map(List::of).toList());
  }

  private static String key(List<Setting> settings) {
    return settings.stream().map(Setting::key).collect(Collectors.joining(","));
  }

  /** Its name: that of the setting, or those of all joined by commas. */
  String key() {
    return key(settings);
  }

  /** A map with these settings too, for each of their values. */
  List<Map<Setting, String>> added(Map<Setting, String> known) {
    List<Map<Setting, String>> longer = new ArrayList<>();
    for (List<String> each : values) {
      Map<Setting, String> one = new LinkedHashMap<>(known);
      for (int i = 0; i < each.size(); i++) {
        one.put(settings.get(i), each.get(i));
      }
      longer.add(one);
    }
    return longer;
  }

  /** Texts for one setting, arrays of them for several. */
  JsonArray json() {
    JsonArray array = new JsonArray();
    for (List<String> each : values) {
      array.add(each.size() == 1 ? new JsonPrimitive(each.get(0)) : json(each));
    }
    return array;
  }

  private static JsonElement json(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }
}
