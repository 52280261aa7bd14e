package org.normprop.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import org.normprop.data.DataSet;
import org.normprop.data.InputNorm;
import org.normprop.data.Loaded;
import org.normprop.data.Parts;
import org.normprop.data.Split;
import org.normprop.data.TargetKind;
import org.normprop.data.TargetScale;
import org.normprop.data.sets.DataSource;
import org.normprop.data.sets.DataSource.Opened;
import org.normprop.data.table.Table;
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
 * @param origin where the rows come from
 * @param table how they were read, if they are a table
 */
public record Problem(
    DataSet train,
    Optional<DataSet> validation,
    DataSet heldOut,
    Inputs inputs,
    DataOrigin origin,
    Optional<Table> table) {

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
    return open(settings, Optional.empty(), cache);
  }

  /** The same, of data that are somewhere else than the settings say. */
  static Problem open(Settings settings, Optional<String> place, Path cache) throws IOException {
    if (settings.text(Setting.DATA).isEmpty()) {
      throw new IllegalArgumentException("--data says what to learn from, such as --data digits");
    }
    DataSource source = new DataSource(place.orElse(settings.text(Setting.DATA)), cache);
    return of(settings, source, source.open(TableSettings.request(settings)));
  }

  /**
   * Reads and splits the data of a run as they were read and split then.
   *
   * @param settings the settings
   * @param origin which data they were
   * @param source where they are now
   * @return the problem
   * @throws IOException if they cannot be read, or are others
   */
  static Problem again(Settings settings, DataOrigin origin, DataSource source) throws IOException {
    if (origin.format().isEmpty()) {
      Opened opened = source.open(TableSettings.request(settings));
      origin.mustBe(source.text(), rows(opened.loaded()), opened.checksum());
      return of(settings, source, opened);
    }
    Opened opened;
    try {
      opened = source.open(origin.format().get().withFills(java.util.List.of()));
    } catch (IOException e) {
      // A file that was changed so that it cannot be read is told of as changed.
      if (source.file().isPresent() && !origin.isSame(source.file().get())) {
        origin.mustBeSame(source.file().get(), e);
      }
      throw e;
    }
    origin.mustBe(source.text(), rows(opened.loaded()), opened.checksum());
    return of(settings, source, opened);
  }

  private static int rows(Loaded loaded) {
    return loaded.rows().size() + loaded.test().map(DataSet::size).orElse(0);
  }

  private static Problem of(Settings settings, DataSource source, Opened opened) {
    if (opened.loaded().rows().targetKind() == TargetKind.NONE) {
      throw new IllegalArgumentException(settings.text(Setting.DATA) + " has nothing to predict");
    }
    Parts parts = opened.loaded().parts(settings.number(Setting.HOLD_OUT), settings.seed());
    Optional<Table> table = opened.table().map(read -> read.filled(originalRows(parts.train())));
    if (table.isPresent() && table.get() != opened.table().get()) {
      DataSet filled = table.get().rows();
      DataSet train = filled.select(originalRows(parts.train()));
      return of(
          settings,
          source,
          opened,
          table,
          new Parts(train, filled.select(originalRows(parts.heldOut()))));
    }
    return of(settings, source, opened, table, parts);
  }

  private static int[] originalRows(DataSet part) {
    return IntStream.range(0, part.size()).map(part::originalRow).toArray();
  }

  private static Problem of(
      Settings settings, DataSource source, Opened opened, Optional<Table> table, Parts read) {
    Parts parts = shaped(settings, read);
    double fraction = settings.number(Setting.VALIDATION);
    if (fraction == 0 && settings.whole(Setting.EARLY_STOP) > 0) {
      throw new IllegalArgumentException(
          "--early-stop needs rows to decide by: set some apart with --validation 0.1");
    }
    DataSet train = parts.train();
    Optional<DataSet> validation = Optional.empty();
    if (fraction > 0) {
      Parts inner = Split.of(train, fraction, settings.seed());
      train = inner.train();
      validation = Optional.of(inner.heldOut());
    }
    DataOrigin origin =
        new DataOrigin(
            source.file().map(file -> file.toAbsolutePath().normalize()),
            rows(opened.loaded()),
            opened.checksum(),
            table.map(Table::format));
    return new Problem(train, validation, parts.heldOut(), inputs(settings, train), origin, table);
  }

  private static Parts shaped(Settings settings, Parts parts) {
    return settings
        .shape()
        .map(shape -> new Parts(parts.train().reshaped(shape), parts.heldOut().reshaped(shape)))
        .orElse(parts);
  }

  private static Inputs inputs(Settings settings, DataSet train) {
    // Batches are normalised by their own numbers in training, and by all rows' afterwards.
    InputNorm norm =
        InputNorm.fit(
            settings.input().mode(train.shape()),
            train,
            settings.input().floor(settings.number(Setting.INPUT_FLOOR)));
    Optional<TargetScale> scale =
        train.targetKind() == TargetKind.NUMBER
            ? Optional.of(TargetScale.fit(train))
            : Optional.empty();
    return new Inputs(
        train.name(), train.shape(), train.featureNames(), train.classNames(), norm, scale);
  }

  /** The same with another scale of the inputs. */
  Problem with(InputNorm norm) {
    Inputs other =
        new Inputs(
            inputs.data(),
            inputs.shape(),
            inputs.featureNames(),
            inputs.classes(),
            norm,
            inputs.targetScale());
    return new Problem(train, validation, heldOut, other, origin, table);
  }
}
