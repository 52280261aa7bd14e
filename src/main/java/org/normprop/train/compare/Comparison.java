package org.normprop.train.compare;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.normprop.io.BadFileException;
import org.normprop.io.FileText;
import org.normprop.json.Json;
import org.normprop.train.Inputs;
import org.normprop.train.Model;
import org.normprop.train.setting.Setting;
import org.normprop.train.setting.Settings;

/**
 * Trainings that differ in a few settings, each with the same seeds.
 *
 * @param base the settings that are given to all
 * @param varied the settings that differ, each with its values, in the order given
 * @param seeds how many seeds, from the base's seed on
 */
public record Comparison(Map<Setting, String> base, List<Variation> varied, int seeds) {

  private static final String SEEDS = "seeds";

  /**
   * One way to train.
   *
   * @param values what is varied, in the order given
   */
  public record Variant(Map<Setting, String> values) {
    /** Copies the map. */
    public Variant {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * What distinguishes it.
     *
     * @return for example {@code norm=none batch=1}
     */
    public String name() {
      return values.entrySet().stream()
          .map(entry -> entry.getKey().key() + "=" + entry.getValue())
          .collect(Collectors.joining(" "));
    }
  }

  /**
   * One training.
   *
   * @param variant the way
   * @param seed the seed
   * @param settings all settings
   * @param folder the name of its folder
   */
  public record Run(Variant variant, long seed, Settings settings, String folder) {}

  /** Checks that something is varied and canonicalises values. */
  public Comparison {
    if (varied.isEmpty()) {
      throw new IllegalArgumentException(
          "name what to vary, such as --vary norm=normprop,batchnorm");
    }
    if (seeds < 1) {
      throw new IllegalArgumentException("--seeds must be at least 1, got " + seeds);
    }
    varied = List.copyOf(varied);
    Set<Setting> met = EnumSet.noneOf(Setting.class);
    for (Setting setting : settings(varied)) {
      if (!met.add(setting)) {
        throw new IllegalArgumentException("--vary names " + setting.key() + " twice");
      }
    }
    base = new EnumMap<>(base);
  }

  private static List<Setting> settings(List<Variation> varied) {
    return varied.stream().flatMap(variation -> variation.settings().stream()).toList();
  }

  /**
   * The settings that differ.
   *
   * @return all of them, in the order given
   */
  public List<Setting> settings() {
    return settings(varied);
  }

  /**
   * All ways, every value with every value.
   *
   * @return the last setting varies fastest
   */
  public List<Variant> variants() {
    List<Map<Setting, String>> all = List.of(new LinkedHashMap<>());
    for (Variation variation : varied) {
      all = all.stream().flatMap(known -> variation.added(known).stream()).toList();
    }
    return all.stream().map(Variant::new).toList();
  }

  /**
   * Why a way cannot be trained: batch normalisation of one row, for example.
   *
   * @param variant the way
   * @param inputs what is known of the data
   * @return the reason; empty if it can be trained
   */
  public Optional<String> refusal(Variant variant, Inputs inputs) {
    try {
      Model.of(settings(variant), inputs);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  /**
   * The settings of a way to train.
   *
   * @param variant the way
   * @return its settings, with the first seed
   */
  public Settings settings(Variant variant) {
    return settings(variant, Settings.of(base).seed());
  }

  private Settings settings(Variant variant, long seed) {
    Map<Setting, String> given = new EnumMap<>(base);
    given.putAll(variant.values());
    given.put(Setting.SEED, String.valueOf(seed));
    return Settings.of(given);
  }

  /**
   * All that decides what is compared, as text.
   *
   * @return equal texts for equal comparisons
   */
  public String toJson() {
    JsonObject json = new JsonObject();
    JsonObject common = new JsonObject();
    base.forEach((setting, value) -> common.addProperty(setting.key(), value));
    json.add("base", common);
    JsonObject different = new JsonObject();
    varied.forEach(variation -> different.add(variation.key(), variation.json()));
    json.add("varied", different);
    json.addProperty(SEEDS, seeds);
    return Json.text(json);
  }

  /**
   * How many seeds a file has of this comparison.
   *
   * @param plan what {@link #toJson} was written to
   * @return the number; empty if something else is compared there
   * @throws IOException if the file cannot be read, or is no such file
   */
  public OptionalInt seedsOf(Path plan) throws IOException {
    try {
      JsonObject there = Json.object(FileText.read(plan));
      JsonObject here = Json.object(toJson());
      here.remove(SEEDS);
      JsonElement number = there.remove(SEEDS);
      if (number == null) {
        throw new IllegalArgumentException("lacks '" + SEEDS + "'");
      }
      return there.equals(here) ? OptionalInt.of(number.getAsInt()) : OptionalInt.empty();
    } catch (IllegalArgumentException | UnsupportedOperationException | IllegalStateException e) {
      throw new BadFileException(plan, "is not as a comparison writes it: " + e.getMessage());
    }
  }

  /**
   * All trainings.
   *
   * @return seed by seed, so that what is there so far can be compared
   */
  public List<Run> runs() {
    long first = Settings.of(base).seed();
    List<Run> runs = new ArrayList<>();
    List<Variant> variants = variants();
    for (int s = 0; s < seeds; s++) {
      for (int v = 0; v < variants.size(); v++) {
        String folder = "variant-" + (v + 1) + "-seed-" + (first + s);
        runs.add(new Run(variants.get(v), first + s, settings(variants.get(v), first + s), folder));
      }
    }
    return runs;
  }
}
