package org.normprop.train.setting;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.normprop.data.SampleShape;
import org.normprop.data.table.MissingRule;
import org.normprop.data.table.TableRequest;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.Dropout;
import org.normprop.json.Json;
import org.normprop.net.graph.Architecture;
import org.normprop.net.graph.DropoutEvaluation;
import org.normprop.net.graph.Gamma;
import org.normprop.net.graph.Norm;
import org.normprop.net.graph.PoolingRule;
import org.normprop.net.graph.Recipe;
import org.normprop.net.graph.ResidualRule;
import org.normprop.net.graph.ScaleRule;
import org.normprop.net.graph.WindowRho;
import org.normprop.net.layer.Borders;
import org.normprop.net.layer.Scheme;
import org.normprop.net.learn.Schedule;
import org.normprop.net.run.Initialiser;
import org.normprop.text.ChoiceWords;

/**
 * A value for every {@link Setting}, read from text once. Immutable; equal settings give equal
 * results.
 */
public final class Settings {

  private final Map<Setting, Object> values;
  private final Map<Setting, String> texts;

  private Settings(Map<Setting, Object> values, Map<Setting, String> texts) {
    this.values = values;
    this.texts = texts;
  }

  /**
   * The defaults, with some values given.
   *
   * @param given texts as a user writes them
   * @return the settings
   * @throws IllegalArgumentException if a text is no value of its setting, or one for models
   */
  public static Settings of(Map<Setting, String> given) {
    Settings settings = goingOn(given);
    boolean isIdle = settings.whole(Setting.EPOCHS) == 0;
    if (isIdle || settings.input() == InputRule.KEPT) {
      throw new IllegalArgumentException(
          (isIdle ? "--epochs 0" : "--input kept") + " is for train --from MODEL.onnx alone");
    }
    return settings;
  }

  /** The same for a training that may have gone on from a model: with no epoch, and its inputs. */
  public static Settings goingOn(Map<Setting, String> given) {
    Map<Setting, String> all = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      all.put(setting, given.getOrDefault(setting, setting.standard()));
    }
    // What is customary differs between networks normalised by constants and others.
    Norm norm = (Norm) Setting.NORM.rule().parse(Setting.NORM.key(), all.get(Setting.NORM));
    Recipe usual = Recipe.of(norm, Recipe.DEFAULT.activation());
    if (!given.containsKey(Setting.DROPOUT_SCALE)) {
      all.put(Setting.DROPOUT_SCALE, ChoiceWords.word(usual.dropout()));
    }
    if (!given.containsKey(Setting.RESIDUAL)) {
      all.put(Setting.RESIDUAL, ChoiceWords.word(usual.residual()));
    }
    if (!given.containsKey(Setting.BRANCH_SCALE)) {
      ResidualRule rule =
          ChoiceWords.parse("--residual", ResidualRule.class, all.get(Setting.RESIDUAL));
      all.put(Setting.BRANCH_SCALE, String.valueOf(rule.usualScale()));
    }
    if (!given.containsKey(Setting.BORDERS)) {
      all.put(Setting.BORDERS, ChoiceWords.word(usual.borders()));
    }
    if (!given.containsKey(Setting.INIT)) {
      Initialiser start = norm == Norm.NONE ? Initialiser.HE : Initialiser.GAUSSIAN;
      all.put(Setting.INIT, ChoiceWords.word(start));
    }
    Map<Setting, Object> values = new EnumMap<>(Setting.class);
    Map<Setting, String> texts = new EnumMap<>(Setting.class);
    all.forEach((setting, text) -> put(setting, setting.rule(), text, values, texts));
    return new Settings(values, texts);
  }

  /** Where there is no default, an empty text stands for none. */
  private static <T> void put(
      Setting setting,
      Rule<T> rule,
      String text,
      Map<Setting, Object> values,
      Map<Setting, String> texts) {
    if (text.isBlank() && setting.standard().isEmpty()) {
      texts.put(setting, "");
      return;
    }
    T value = rule.parse(setting.key(), text);
    values.put(setting, value);
    texts.put(setting, rule.text(value));
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
    Map<Setting, String> changed = new EnumMap<>(texts);
    changed.put(setting, text);
    return goingOn(changed);
  }

  /** A value as canonical text; empty where there is none. */
  public String text(Setting setting) {
    return texts.get(setting);
  }

  /** Whether there is a value. */
  public boolean has(Setting setting) {
    return values.containsKey(setting);
  }

  /** A value as a number. */
  public double number(Setting setting) {
    return get(setting, BigDecimal.class).doubleValue();
  }

  /** A value as a whole number. */
  public int whole(Setting setting) {
    return Math.toIntExact(get(setting, Long.class));
  }

  /** The seed of every draw. */
  public long seed() {
    return get(Setting.SEED, Long.class);
  }

  /** Whether a setting says yes. */
  public boolean yes(Setting setting) {
    return get(setting, Boolean.class);
  }

  /** What a CSV file's target is. */
  public TargetRule task() {
    return get(Setting.TASK, TargetRule.class);
  }

  /** What stands between a table's fields. */
  public SeparatorSign separator() {
    return get(Setting.SEPARATOR, SeparatorSign.class);
  }

  /** The encoding of a table. */
  public Optional<String> encoding() {
    return TableRequest.encoding(text(Setting.ENCODING));
  }

  /** The decimal sign of a table. */
  public DecimalSign decimal() {
    return get(Setting.DECIMAL, DecimalSign.class);
  }

  /** Whether a table names its columns. */
  public HeaderRule header() {
    return get(Setting.HEADER, HeaderRule.class);
  }

  /** What is done about cells without a value. */
  public MissingRule missing() {
    return get(Setting.MISSING, MissingRule.class);
  }

  /** What rows are reshaped to. */
  public Optional<SampleShape> shape() {
    return has(Setting.SHAPE)
        ? Optional.of(get(Setting.SHAPE, SampleShape.class))
        : Optional.empty();
  }

  /** How inputs are normalised. */
  public InputRule input() {
    return get(Setting.INPUT, InputRule.class);
  }

  /** The layers. */
  public Optional<Architecture> architecture() {
    return has(Setting.ARCH)
        ? Optional.of(get(Setting.ARCH, Architecture.class))
        : Optional.empty();
  }

  /** How layers are normalised. */
  public Norm norm() {
    return get(Setting.NORM, Norm.class);
  }

  /** All that an architecture leaves open. */
  public Recipe recipe() {
    return new Recipe(
        norm(),
        get(Setting.WEIGHTS, Scheme.Division.class),
        get(Setting.ACTIVATION, Activation.class),
        get(Setting.POOLING, PoolingRule.class),
        get(Setting.RHO, WindowRho.class),
        get(Setting.DROPOUT_SCALE, Dropout.Scaling.class),
        get(Setting.DROPOUT_EVAL, DropoutEvaluation.class),
        get(Setting.SCALE, ScaleRule.class),
        get(Setting.GAMMA, Gamma.class),
        get(Setting.RESIDUAL, ResidualRule.class),
        number(Setting.BRANCH_SCALE),
        get(Setting.BORDERS, Borders.class));
  }

  /** Where weights start. */
  public Initialiser initialiser() {
    return get(Setting.INIT, Initialiser.class);
  }

  /** How the learning rate falls. */
  public Schedule schedule() {
    return get(Setting.SCHEDULE, Schedule.class);
  }

  /** What makes the steps. */
  public OptimiserKind optimiser() {
    return get(Setting.OPTIMIZER, OptimiserKind.class);
  }

  private <T> T get(Setting setting, Class<T> type) {
    return type.cast(values.get(setting));
  }

  /** All values. */
  public String toJson() {
    JsonObject json = new JsonObject();
    texts.forEach(
        (setting, text) -> {
          if (setting.rule().isNumber()) {
            json.addProperty(setting.key(), new BigDecimal(text));
          } else {
            json.addProperty(setting.key(), text);
          }
        });
    return Json.text(json);
  }

  /**
   * Reads what {@link #toJson} wrote, maybe by a version that knew fewer settings: those that are
   * not there take their defaults, but borders, which were plain. A bare {@code D(0.8)} of that
   * time is {@code D(keep=0.8)}.
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
    given.putIfAbsent(Setting.BORDERS, ChoiceWords.word(Borders.PLAIN));
    given.computeIfPresent(
        Setting.ARCH, (arch, written) -> written.isEmpty() ? "" : Architecture.modern(written));
    return goingOn(given);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Settings that && texts.equals(that.texts);
  }

  @Override
  public int hashCode() {
    return texts.hashCode();
  }

  @Override
  public String toString() {
    return texts.toString();
  }
}
