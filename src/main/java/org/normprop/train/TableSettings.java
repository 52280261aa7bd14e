package org.normprop.train;

import java.util.List;
import java.util.Optional;
import org.normprop.data.table.ColumnList;
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
        settings.task().kind(),
        List.of(),
        given(settings, Setting.DROP).map(ColumnList::parse).orElse(List.of()),
        settings.separator().character(),
        settings.decimal().character(),
        settings.encoding(),
        settings.header().named(),
        settings.missing());
  }

  /** What is said, where there is no default. */
  private static Optional<String> given(Settings settings, Setting setting) {
    return settings.has(setting) ? Optional.of(settings.text(setting)) : Optional.empty();
  }
}
