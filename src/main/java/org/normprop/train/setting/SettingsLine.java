package org.normprop.train.setting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Settings as options of a command line. */
public final class SettingsLine {

  private SettingsLine() {}

  /**
   * The options that make a run of such settings.
   *
   * @param settings the settings
   * @return options and values, quoted for a shell; what is usual is left out
   */
  public static String of(Settings settings) {
    // What is customary depends on the normalisation.
    Settings usual = Settings.of(Map.of(Setting.NORM, settings.text(Setting.NORM)));
    List<String> words = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      String text = settings.text(setting);
      String standard = setting == Setting.NORM ? setting.standard() : usual.text(setting);
      if (!text.equals(standard)) {
        words.add("--" + setting.key());
        words.add(quoted(text));
      }
    }
    return String.join(" ", words);
  }

  private static String quoted(String text) {
    return text.matches("[A-Za-z0-9_.,:/+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
