package org.normprop.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.normprop.cli.line.Arguments;
import org.normprop.cli.onnx.DataRows;
import org.normprop.cli.onnx.OutsideData;
import org.normprop.data.DataSet;
import org.normprop.data.InputNorm;
import org.normprop.data.Loaded;
import org.normprop.data.sets.DataSource;
import org.normprop.data.table.Table;
import org.normprop.data.table.TableReader;
import org.normprop.data.table.TableRequest;
import org.normprop.data.table.TableSource;
import org.normprop.net.onnx.read.OnnxModel;
import org.normprop.net.onnx.take.OwnModel;
import org.normprop.text.ChoiceWords;
import org.normprop.train.TableSettings;
import org.normprop.train.setting.InputRule;
import org.normprop.train.setting.Setting;
import org.normprop.train.setting.Settings;

/** What a command about a model file reads besides it. */
final class ModelFiles {

  private ModelFiles() {}

  /** The model that the operand names. */
  static OnnxModel model(Arguments arguments) throws IOException {
    return OnnxModel.read(Path.of(arguments.operands().get(0)));
  }

  /**
   * The data that options name; scaled as a training would, unless --input says how or the model is
   * one of ours, which scales them itself.
   */
  static OutsideData outside(Arguments arguments, OnnxModel model) throws IOException {
    Optional<DataRows> rows =
        arguments.has("data")
            ? Optional.of(SettingOptions.checked(() -> rows(arguments, model)))
            : Optional.empty();
    return new OutsideData(text -> EmpiricalData.read(text, DataCommand.folder(arguments)), rows);
  }

  private static DataRows rows(Arguments arguments, OnnxModel model) throws IOException {
    Map<Setting, String> given = new EnumMap<>(Setting.class);
    SettingOptions.given(arguments)
        .forEach(
            (setting, text) -> {
              if (TableSettings.ALL.contains(setting)
                  || List.of(Setting.DATA, Setting.SEED, Setting.INPUT_FLOOR).contains(setting)) {
                given.put(setting, text);
              }
            });
    // A model of ours scales its inputs itself.
    if (OwnModel.is(model)) {
      given.put(Setting.INPUT, ChoiceWords.word(InputRule.NONE));
    }
    arguments.texts("input").stream()
        .filter(OutsideData::isRule)
        .forEach(text -> given.put(Setting.INPUT, text));
    Settings settings = Settings.of(given);
    DataSet rows =
        read(settings, new DataSource(settings.text(Setting.DATA), DataCommand.folder(arguments)));
    double floor = settings.input().floor(settings.number(Setting.INPUT_FLOOR));
    InputNorm norm = InputNorm.fit(settings.input().mode(rows.shape()), rows, floor);
    return DataRows.of(rows, norm, settings.seed());
  }

  private static DataSet read(Settings settings, DataSource source) throws IOException {
    TableRequest request = TableSettings.request(settings);
    Optional<Loaded> loaded = source.otherThanTable(request);
    if (loaded.isPresent()) {
      return loaded.get().rows();
    }
    TableSource table = TableSource.of(Path.of(source.text()));
    Table read = TableReader.read(table, TableReader.format(table, request));
    return read.filled(IntStream.range(0, read.rows().size()).toArray()).rows();
  }
}
