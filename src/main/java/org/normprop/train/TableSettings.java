package org.normprop.train;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.normprop.data.SampleShape;
import org.normprop.data.TargetKind;
import org.normprop.data.table.ColumnList;
import org.normprop.data.table.MissingRule;
import org.normprop.data.table.TableRequest;
import org.normprop.train.setting.Setting;
import org.normprop.train.setting.Settings;

/** What settings say of a table. */
public final class TableSettings {

  /** The settings that say how a table is read. */
  public static final List<Setting> ALL =
      List.of(
          Setting.TARGET,
          Setting.TASK,
          Setting.SEPARATOR,
          Setting.DECIMAL,
          Setting.ENCODING,
          Setting.HEADER,
          Setting.MISSING,
          Setting.DROP);

  private TableSettings() {}

  /**
   * What is known of a table.
   *
   * @param settings the settings
   * @return the request
   * @throws IllegalArgumentException if a setting is not understood
   */
  public static TableRequest request(Settings settings) {
    return new TableRequest(
        given(settings, Setting.TARGET),
        given(settings, Setting.TASK)
            .map(task -> task.equals("class") ? TargetKind.CLASS : TargetKind.NUMBER),
        List.of(),
        given(settings, Setting.DROP).map(ColumnList::parse).orElse(List.of()),
        given(settings, Setting.SEPARATOR).map(TableSettings::separator),
        given(settings, Setting.DECIMAL).map(word -> word.equals("point") ? '.' : ','),
        given(settings, Setting.ENCODING).map(TableSettings::encoding),
        given(settings, Setting.HEADER).map(word -> word.equals("yes")),
        MissingRule.valueOf(settings.text(Setting.MISSING).toUpperCase(Locale.ROOT)));
  }

  /** What is set, and not left to be told by the data. */
  private static Optional<String> given(Settings settings, Setting setting) {
    return Optional.of(settings.text(setting))
        .filter(text -> !text.isEmpty() && !text.equals("auto"));
  }

  private static String encoding(String name) {
    TableRequest.mustBeEncoding(name);
    return name;
  }

  private static char separator(String word) {
    return switch (word) {
      case "comma" -> ',';
      case "semicolon" -> ';';
      case "tab" -> '\t';
      case "bar" -> '|';
      default -> ' ';
    };
  }

  /**
   * The shape that rows are to have.
   *
   * @param text CxHxW, or the number of values
   * @return the shape
   * @throws IllegalArgumentException if it is none
   */
  public static SampleShape shape(String text) {
    String[] sides = text.strip().split("x", -1);
    try {
      int[] n = new int[sides.length];
      for (int i = 0; i < n.length; i++) {
        n[i] = Integer.parseInt(sides[i].strip());
      }
      switch (n.length) {
        case 1:
          return SampleShape.flat(n[0]);
        case 3:
          return new SampleShape(n[0], n[1], n[2]);
        default: // told below
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new IllegalArgumentException(
        "--shape is channels x height x width, such as 1x28x28, or a number; got '" + text + "'");
  }
}
