package org.normprop.train.setting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.net.graph.Norm;
import org.normprop.net.graph.Recipe;
import org.normprop.text.ChoiceWords;

class SettingsTest {

  @ParameterizedTest
  @EnumSource(Demo.class)
  void everyDemoIsReadAndComesBackFromItsJson(Demo demo) {
    Settings settings = Settings.of(demo.settings());
    assertEquals(settings, Settings.fromJson(settings.toJson()));
    assertEquals(demo, Demo.named(demo.key()));
  }

  @Test
  void jsonHoldsEverySettingAndNumbersAsNumbers() {
    var json = JsonParser.parseString(Settings.of(Map.of()).toJson()).getAsJsonObject();
    assertEquals(
        Arrays.stream(Setting.values()).map(Setting::key).toList(),
        json.keySet().stream().toList());
    assertEquals(64, json.get("batch").getAsInt());
    assertTrue(json.get("lr").getAsJsonPrimitive().isNumber());
  }

  @ParameterizedTest
  @CsvSource({
    "batch,1e3,1000",
    "batch,32,32",
    "lr,.03,0.03",
    "lr,3e-2,0.03",
    "lr,1e6,1E+6",
    "momentum,0,0",
    "norm, batchnorm ,batchnorm",
    "seed,-5,-5"
  })
  void valuesHaveOneText(String key, String given, String canonical) {
    Setting setting = Setting.named(key);
    assertEquals(canonical, Settings.of(Map.of(setting, given)).text(setting));
  }

  @ParameterizedTest
  @CsvSource({
    "batch,0,from 1 to",
    "batch,1.5,whole number",
    "batch,1e999999999,whole number",
    "lr,0,above 0",
    "lr,NaN,above 0",
    "lr,1e999,above 0",
    "momentum,1,at most",
    "hold-out,-0.1,above 0",
    "norm,batchnrm,did you mean batchnorm",
    "seed,x,whole number"
  })
  void badValuesAreRefusedWithTheirName(String key, String given, String hint) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> Settings.of(Map.of(Setting.named(key), given)));
    assertTrue(e.getMessage().contains("--" + key), e::getMessage);
    assertTrue(e.getMessage().contains(hint), e::getMessage);
    assertTrue(e.getMessage().contains(given), e::getMessage);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"batch\": []}",
        "{\"batch\": null}",
        "{batch: 3}",
        "{\"batch\": 3} // three",
        "{'batch': 3}",
        "{\"batch\": 3} {}",
        "{\"btch\": 3}",
        "null",
        "3"
      })
  void badJsonIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Settings.fromJson(text));
  }

  @Test
  void deepJsonIsRefusedWithoutOverflow() {
    assertThrows(IllegalArgumentException.class, () -> Settings.fromJson("[".repeat(1_000_000)));
    assertThrows(
        IllegalArgumentException.class, () -> Settings.fromJson("{\"a\":".repeat(1_000_000)));
  }

  @Test
  void whatIsCustomaryFollowsTheNormalisation() {
    assertEquals("sqrt", Settings.of(Map.of()).text(Setting.DROPOUT_SCALE));
    Settings plain = Settings.of(Map.of(Setting.NORM, "none"));
    assertEquals("inverse", plain.text(Setting.DROPOUT_SCALE));
    assertEquals("he", plain.text(Setting.INIT));
    assertEquals(
        "glorot",
        Settings.of(Map.of(Setting.NORM, "none", Setting.INIT, "glorot")).text(Setting.INIT));
  }

  /** The same words train the same network, from the library and from the command line. */
  @ParameterizedTest
  @EnumSource(Norm.class)
  void theLibrarysRecipeIsTheCommandLines(Norm norm) {
    Settings settings = Settings.of(Map.of(Setting.NORM, ChoiceWords.word(norm)));
    assertEquals(settings.recipe(), Recipe.of(norm, Recipe.DEFAULT.activation()));
    assertEquals(settings.recipe(), Recipe.parse(Map.of("norm", ChoiceWords.word(norm))));
    assertEquals(Settings.of(Map.of()).recipe(), Recipe.DEFAULT);
  }

  /** Help, completion and parser read the same words. */
  @ParameterizedTest
  @EnumSource(Setting.class)
  void helpNamesEveryWordThatIsTaken(Setting setting) {
    for (String word : setting.words()) {
      assertTrue(setting.help().contains(word), setting.help());
      assertEquals(word, Settings.goingOn(Map.of(setting, word)).text(setting));
    }
  }

  @ParameterizedTest
  @CsvSource({"activation,gelo,gelu", "gamma,jacobean,jacobian", "schedule,cosin,cosine"})
  void notationsAreReadAtOnce(String key, String given, String hint) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> Settings.of(Map.of(Setting.named(key), given)));
    assertTrue(e.getMessage().contains(hint), e::getMessage);
  }

  /** What a shell makes of the line gives the settings again. */
  @ParameterizedTest
  @EnumSource(Demo.class)
  void theCommandToRepeatARunMakesItsSettings(Demo demo) {
    Settings settings = Settings.of(demo.settings());
    Map<Setting, String> given = new EnumMap<>(Setting.class);
    String[] words = SettingsLine.of(settings).split(" ");
    for (int i = 0; i < words.length; i += 2) {
      given.put(Setting.named(words[i].substring(2)), words[i + 1].replace("'", ""));
    }
    assertEquals(settings, Settings.of(given));
  }
}
