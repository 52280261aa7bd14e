package org.normprop.cli;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.normprop.data.sets.Catalogue;
import org.normprop.function.UnitText;
import org.normprop.function.catalogue.Activations;
import org.normprop.train.setting.Demo;
import org.normprop.train.setting.Setting;

/** Values that a shell can offer. */
final class Words {

  private Words() {}

  /** How many there are: 1 unit, 2 units. */
  static String counted(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  static List<String> activations() {
    return Activations.names().stream().sorted().toList();
  }

  /** Activations, and how other stages begin. */
  static List<String> units() {
    return UnitText.beginnings();
  }

  static List<String> demos() {
    return Arrays.stream(Demo.values()).map(Demo::key).toList();
  }

  /** How a --vary begins, and its values where they are known. */
  static List<String> settings() {
    return Arrays.stream(Setting.values())
        .flatMap(
            setting ->
                Stream.concat(Stream.of(""), of(setting).stream())
                    .map(value -> setting.key() + "=" + value))
        .toList();
  }

  /** The values of a setting, or the usual ones. */
  static List<String> of(Setting setting) {
    return switch (setting) {
      case DATA -> Catalogue.names();
      case ACTIVATION -> activations();
      default -> setting.offered();
    };
  }
}
