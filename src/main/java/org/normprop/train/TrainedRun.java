package org.normprop.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.normprop.data.DataSet;
import org.normprop.data.Loaded;
import org.normprop.data.TargetKind;
import org.normprop.data.read.CsvLayout;
import org.normprop.data.read.CsvReader;
import org.normprop.data.read.PngReader;
import org.normprop.data.sets.DataSource;
import org.normprop.net.compute.Engine;
import org.normprop.net.run.Network;
import org.normprop.train.setting.Setting;
import org.normprop.train.setting.Settings;

/** A network that was trained, with what it must know of its inputs. Not thread-safe. */
public final class TrainedRun {

  private final Settings settings;
  private final Inputs inputs;
  private final Network network;
  private final int epoch;

  private TrainedRun(Settings settings, Inputs inputs, Network network, int epoch) {
    this.settings = settings;
    this.inputs = inputs;
    this.network = network;
    this.epoch = epoch;
  }

  /**
   * Reads a run's weights: those of its best epoch if one was chosen, else those of its last.
   *
   * @param folder the run
   * @param engine what computes
   * @return the network
   * @throws IOException if the folder holds no run with a checkpoint, or a bad one
   */
  public static TrainedRun open(RunFolder folder, Engine engine) throws IOException {
    Path file = Files.exists(folder.best()) ? folder.best() : folder.checkpoint();
    folder.mustBeRun();
    if (!Files.exists(file)) {
      throw new IOException(
          folder.path() + " has no checkpoint yet; go on with it: train --resume " + folder.path());
    }
    Settings settings = folder.settings();
    Inputs inputs = folder.inputs();
    Model model = Model.of(settings, inputs);
    Checkpoint checkpoint = Checkpoint.read(file);
    checkpoint.mustHoldWeightsOf(model);
    Network network = model.network(folder.allConstants(), engine);
    checkpoint.restore(network);
    return new TrainedRun(settings, inputs, network, checkpoint.epoch());
  }

  /**
   * The settings that it was trained with.
   *
   * @return the settings
   */
  public Settings settings() {
    return settings;
  }

  /**
   * What it knows of a row.
   *
   * @return what is done to inputs and targets
   */
  public Inputs inputs() {
    return inputs;
  }

  /**
   * The epoch behind which the weights were kept.
   *
   * @return its number, from 1
   */
  public int epoch() {
    return epoch;
  }

  /**
   * The network.
   *
   * @return the network itself
   */
  public Network network() {
    return network;
  }

  /**
   * Asks about rows.
   *
   * @param rows rows of the shape that it was trained on
   * @return what it says
   */
  public Predictions predict(DataSet rows) {
    return new Predictor(network, inputs).predict(rows);
  }

  /**
   * Rows with answers to measure on: if it is the data that the run was trained on, the rows that
   * were held out then; of other data the published test rows, or all.
   *
   * @param data a known data set, a CSV file or a folder; empty for the run's own data
   * @param cache the folder of fetched data sets
   * @return rows that fit the network
   * @throws IllegalArgumentException if the data do not fit
   * @throws IOException if the data cannot be read
   */
  public DataSet answered(Optional<String> data, Path cache) throws IOException {
    if (data.isEmpty() || data.get().equals(settings.text(Setting.DATA))) {
      return Problem.open(settings, cache).heldOut();
    }
    String target = settings.text(Setting.TARGET);
    Optional<CsvLayout> layout =
        target.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new CsvLayout(
                    Optional.of(target),
                    Optional.of(inputs.kind()),
                    inputs.featureNames(),
                    inputs.classes()));
    Loaded loaded = DataSource.open(data.get(), cache, layout);
    DataSet rows = loaded.test().orElse(loaded.rows());
    if (rows.targetKind() != inputs.kind()) {
      throw new IllegalArgumentException(
          "the network predicts "
              + (inputs.kind() == TargetKind.CLASS ? "classes" : "numbers")
              + ", which "
              + data.get()
              + " does not have");
    }
    DataSet shaped = shaped(rows);
    return inputs.kind() == TargetKind.CLASS ? shaped.withClassOrder(inputs.classes()) : shaped;
  }

  /**
   * Rows to ask about, without answers.
   *
   * @param file a PNG image or a CSV file of features, in the units of the data trained on
   * @return rows that fit the network
   * @throws IllegalArgumentException if they do not fit
   * @throws IOException if the file cannot be read, or is bad
   */
  public DataSet unanswered(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(
          file + " is a folder; a CSV file or a PNG image is needed");
    }
    String name = String.valueOf(file.getFileName());
    if (name.toLowerCase(Locale.ROOT).endsWith(".png")) {
      return shaped(PngReader.images(name, List.of(file)));
    }
    CsvLayout layout = CsvLayout.featuresOnly(inputs.featureNames());
    return shaped(CsvReader.read(file, layout));
  }

  /** A CSV file has images as rows of plain numbers. */
  private DataSet shaped(DataSet rows) {
    if (rows.shape().equals(inputs.shape())) {
      return rows;
    }
    if (rows.shape().isImage() || rows.shape().size() != inputs.shape().size()) {
      throw new IllegalArgumentException(
          rows.name()
              + " has rows of shape "
              + rows.shape()
              + ", but the network was trained on "
              + inputs.shape());
    }
    float[] features = new float[Math.multiplyExact(rows.size(), inputs.shape().size())];
    int[] labels = new int[rows.size()];
    float[] values = new float[rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      rows.features(i, features, i * inputs.shape().size());
      switch (rows.targetKind()) {
        case CLASS -> labels[i] = rows.label(i);
        case NUMBER -> values[i] = rows.value(i);
        case NONE -> {}
      }
    }
    DataSet shaped = DataSet.ofNumbers(rows.name(), inputs.shape(), features);
    return switch (rows.targetKind()) {
      case CLASS -> shaped.withClasses(labels, rows.classNames());
      case NUMBER -> shaped.withValues(values);
      case NONE -> shaped;
    };
  }
}
