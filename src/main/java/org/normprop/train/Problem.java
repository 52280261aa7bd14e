package org.normprop.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.normprop.data.DataSet;
import org.normprop.data.InputNorm;
import org.normprop.data.Loaded;
import org.normprop.data.Parts;
import org.normprop.data.Split;
import org.normprop.data.TargetKind;
import org.normprop.data.TargetScale;
import org.normprop.data.read.CsvLayout;
import org.normprop.data.sets.DataSource;
import org.normprop.train.setting.Setting;
import org.normprop.train.setting.Settings;

/**
 * What is to be learnt: rows to learn from, rows to measure on, and what is done to inputs and
 * targets. All constants are measured on the training rows alone. Immutable.
 *
 * @param train the rows to learn from
 * @param validation the rows to choose the best epoch by, if any were set apart
 * @param heldOut the rows that decide nothing and are only measured on
 * @param inputs what is known of a row, and done to it
 */
public record Problem(DataSet train, Optional<DataSet> validation, DataSet heldOut, Inputs inputs) {

  /**
   * Reads and splits the data that settings name.
   *
   * @param settings the settings
   * @param cache the folder of fetched data sets
   * @return the problem
   * @throws IllegalArgumentException if the settings do not fit the data
   * @throws IOException if the data cannot be read
   */
  public static Problem open(Settings settings, Path cache) throws IOException {
    Loaded loaded = load(settings, cache);
    Parts parts = loaded.parts(settings.number(Setting.HOLD_OUT), settings.seed());
    double fraction = settings.number(Setting.VALIDATION);
    if (fraction == 0 && settings.whole(Setting.EARLY_STOP) > 0) {
      throw new IllegalArgumentException(
          "--early-stop needs rows to decide by: set some apart with --validation 0.1");
    }
    if (fraction == 0) {
      return of(settings, parts.train(), Optional.empty(), parts.heldOut());
    }
    Parts inner = Split.of(parts.train(), fraction, settings.seed());
    return of(settings, inner.train(), Optional.of(inner.heldOut()), parts.heldOut());
  }

  private static Loaded load(Settings settings, Path cache) throws IOException {
    if (settings.text(Setting.DATA).isEmpty()) {
      throw new IllegalArgumentException("--data says what to learn from, such as --data digits");
    }
    Loaded loaded = DataSource.open(settings.text(Setting.DATA), cache, layout(settings));
    if (loaded.rows().targetKind() == TargetKind.NONE) {
      throw new IllegalArgumentException(settings.text(Setting.DATA) + " has nothing to predict");
    }
    return loaded;
  }

  private static Optional<CsvLayout> layout(Settings settings) {
    if (settings.text(Setting.TARGET).isEmpty()) {
      return Optional.empty();
    }
    CsvLayout layout = CsvLayout.predicting(settings.text(Setting.TARGET));
    return Optional.of(settings.task().kind().map(layout::withKind).orElse(layout));
  }

  private static Problem of(
      Settings settings, DataSet train, Optional<DataSet> validation, DataSet heldOut) {
    // Batches are normalised by their own numbers in training, and by all rows' afterwards.
    InputNorm norm =
        InputNorm.fit(settings.input().mode(), train, settings.number(Setting.INPUT_FLOOR));
    Optional<TargetScale> scale =
        train.targetKind() == TargetKind.NUMBER
            ? Optional.of(TargetScale.fit(train))
            : Optional.empty();
    Inputs inputs =
        new Inputs(
            train.name(), train.shape(), train.featureNames(), train.classNames(), norm, scale);
    return new Problem(train, validation, heldOut, inputs);
  }
}
