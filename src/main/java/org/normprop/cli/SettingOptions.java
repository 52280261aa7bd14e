package org.normprop.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.normprop.cli.line.Arguments;
import org.normprop.cli.line.Option;
import org.normprop.cli.line.UsageException;
import org.normprop.net.compute.Engine;
import org.normprop.train.RunFolder;
import org.normprop.train.TrainedRun;
import org.normprop.train.setting.Demo;
import org.normprop.train.setting.Setting;

/** The settings of a training as options of the command line. */
final class SettingOptions {

  /** Weights that came back from another program. */
  static final Option WEIGHTS_FROM =
      Option.of(
          "weights-from",
          "FILE",
          "weights from this safetensors file instead, under the names that the run's have");

  private static final Map<Setting, String> LETTERS =
      Map.of(
          Setting.DATA, "d",
          Setting.ARCH, "a",
          Setting.NORM, "n",
          Setting.BATCH, "b",
          Setting.EPOCHS, "e",
          Setting.SEED, "s");

  private SettingOptions() {}

  /** An option for each setting. */
  static List<Option> all() {
    List<Option> options = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      options.add(
          Option.of(setting.key(), LETTERS.get(setting), setting.valueName(), setting.help())
              .offering(() -> Words.of(setting)));
    }
    return options;
  }

  /** What the user gave, setting by setting. */
  static Map<Setting, String> given(Arguments arguments) {
    Map<Setting, String> given = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      if (arguments.has(setting.key())) {
        given.put(setting, arguments.text(setting.key(), ""));
      }
    }
    return given;
  }

  /** What the user gave on top of the demo, if one was named. */
  static Map<Setting, String> withDemo(Arguments arguments) {
    Map<Setting, String> all = new EnumMap<>(Setting.class);
    if (arguments.has("demo")) {
      try {
        all.putAll(Demo.named(arguments.text("demo", "")).settings());
      } catch (IllegalArgumentException e) {
        throw new UsageException(e.getMessage());
      }
    }
    all.putAll(given(arguments));
    return all;
  }

  /** Something that settings may make impossible. */
  @FunctionalInterface
  interface Attempt<T> {
    T make() throws IOException;
  }

  /** Makes it; settings that contradict each other, or the data, are the user's mistake. */
  static <T> T checked(Attempt<T> attempt) throws IOException {
    try {
      return attempt.make();
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  /** A trained network, with other weights where they are named. */
  static TrainedRun opened(RunFolder folder, Arguments arguments, Engine engine)
      throws IOException {
    TrainedRun run = checked(() -> TrainedRun.open(folder, engine));
    if (arguments.has(WEIGHTS_FROM.name())) {
      run.takeWeights(Path.of(arguments.text(WEIGHTS_FROM.name(), "")));
    }
    return run;
  }
}
