package org.normprop.train;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.normprop.data.TargetKind;
import org.normprop.io.AtomicFile;
import org.normprop.io.BadFileException;
import org.normprop.io.Csv;
import org.normprop.io.FileText;
import org.normprop.train.journal.Histogram;
import org.normprop.train.journal.Journal;
import org.normprop.train.journal.LayerReading;
import org.normprop.train.setting.Setting;
import org.normprop.train.setting.Settings;

/**
 * The folder that a run leaves. Every file in it is written whole or not at all.
 *
 * <ul>
 *   <li>{@code config.json}: every {@link Setting}
 *   <li>{@code data.json}: where the data come from, their checksum, and how a table was read
 *   <li>{@code inputs.json}: what is done to inputs and targets, and the classes' names
 *   <li>{@code constants.csv}: the constants in use; {@code constants-rho.csv} with {@code --rho}
 *   <li>{@code tuning.json}: what {@code --rho auto} and {@code --calibrate} found in the data
 *   <li>{@code metrics.csv}: a line an epoch
 *   <li>{@code layers.csv}: a line a layer and epoch, from epoch 0, before training
 *   <li>{@code histograms.csv}: pre-activations of each layer, before and after training
 *   <li>{@code kernels.txt}: what computed the products, whose last bits depend on it
 *   <li>{@code times.csv}: seconds an epoch; alone in not being reproducible
 *   <li>{@code checkpoint.safetensors}: weights, optimiser and counters
 *   <li>{@code best.safetensors}: the weights of the best epoch, with {@code --validation}
 *   <li>{@code diverged.txt}: where the first value arose that is no finite number, if one did
 * </ul>
 *
 * @param path the folder
 */
public record RunFolder(Path path) {

  private static final String CONFIG = "config.json";
  private static final String ORIGIN = "data.json";
  private static final String METRICS = "metrics.csv";
  private static final String LAYERS = "layers.csv";
  private static final String HISTOGRAMS = "histograms.csv";
  private static final String TIMES = "times.csv";
  private static final String TIMES_HEADER = "epoch,seconds\n";

  /** Whether the folder holds a run: whether it has settings. */
  public boolean isRun() {
    return Files.isRegularFile(path.resolve(CONFIG));
  }

  /**
   * Refuses a folder without a run.
   *
   * @throws IOException if the folder does not exist or holds no run
   */
  public void mustBeRun() throws IOException {
    if (!isRun()) {
      throw new IOException(path + " holds no run: it has no " + CONFIG);
    }
  }

  /**
   * The settings of the run.
   *
   * @return the settings
   * @throws IOException if there are none, or bad ones
   */
  public Settings settings() throws IOException {
    mustBeRun();
    Path file = path.resolve(CONFIG);
    try {
      return Settings.fromJson(FileText.read(file));
    } catch (IllegalArgumentException e) {
      throw new BadFileException(file, e.getMessage());
    }
  }

  /**
   * Makes the folder a run that can be resumed.
   *
   * @param settings the settings
   * @throws IOException if they cannot be written
   */
  public void start(Settings settings) throws IOException {
    AtomicFile.write(path.resolve(CONFIG), settings.toJson());
  }

  /**
   * What the network must know of a row.
   *
   * @return what is done to inputs and targets
   * @throws IOException if it is not there, or bad
   */
  public Inputs inputs() throws IOException {
    mustBeRun();
    Path file = path.resolve("inputs.json");
    try {
      return Inputs.fromJson(FileText.read(file));
    } catch (IllegalArgumentException e) {
      throw new BadFileException(file, e.getMessage());
    }
  }

  /**
   * Reads the data that the run was trained on.
   *
   * @param cache the folder of fetched data sets
   * @return the problem
   * @throws IOException as {@link #problem(Path, Optional)}
   */
  public Problem problem(Path cache) throws IOException {
    return problem(cache, Optional.empty());
  }

  /**
   * Reads the data that the run was trained on, from wherever they are now.
   *
   * @param cache the folder of fetched data sets
   * @param data where they are; empty for where they were
   * @return the problem
   * @throws IOException if the data cannot be read or are others, or the settings contradict each
   *     other or them
   */
  public Problem problem(Path cache, Optional<String> data) throws IOException {
    return RunData.problem(this, cache, data);
  }

  /**
   * Which data the run was trained on.
   *
   * @return where they come from; empty if no epoch was begun, or an older program began it
   * @throws IOException if the file is bad
   */
  public Optional<DataOrigin> origin() throws IOException {
    Path file = path.resolve(ORIGIN);
    return Files.exists(file) ? Optional.of(DataOrigin.read(file)) : Optional.empty();
  }

  void write(DataOrigin origin) throws IOException {
    AtomicFile.write(path.resolve(ORIGIN), origin.toJson(path));
  }

  /** A fault of the settings, to be thrown. */
  BadFileException badSettings(IllegalArgumentException e) {
    return new BadFileException(path.resolve(CONFIG), e.getMessage());
  }

  /** The model of the run's settings on such inputs, with what they left to the data, if known. */
  Model model(Inputs inputs) throws IOException {
    Settings settings = settings();
    try {
      Model model = Model.of(settings, inputs);
      Optional<Tuning> tuning = runConstants().tuning();
      return tuning.isPresent() ? model.with(tuning.get()) : model;
    } catch (IllegalArgumentException e) {
      throw badSettings(e);
    }
  }

  void write(Inputs inputs) throws IOException {
    AtomicFile.write(path.resolve("inputs.json"), inputs.toJson());
  }

  /** The constants of the run's network. */
  RunConstants runConstants() {
    return new RunConstants(path);
  }

  /**
   * The file of the last epoch's weights.
   *
   * @return the path, whether it exists or not
   */
  public Path checkpoint() {
    return path.resolve("checkpoint.safetensors");
  }

  /**
   * The file of the best epoch's weights.
   *
   * @return the path, whether it exists or not
   */
  public Path best() {
    return path.resolve("best.safetensors");
  }

  /**
   * The metrics so far.
   *
   * @return an entry an epoch; none before the first
   * @throws IOException if the file is bad
   */
  public List<EpochMetrics> metrics() throws IOException {
    List<EpochMetrics> metrics = new ArrayList<>();
    Path file = path.resolve(METRICS);
    if (!Files.exists(file)) {
      return metrics;
    }
    try (Csv csv = new Csv(file, new ByteArrayInputStream(Files.readAllBytes(file)))) {
      csv.next();
      while (csv.next()) {
        try {
          metrics.add(EpochMetrics.parse(csv.fields()));
        } catch (IllegalArgumentException e) {
          throw csv.bad(e.getMessage());
        }
      }
    }
    return metrics;
  }

  void writeMetrics(TargetKind kind, List<EpochMetrics> metrics) throws IOException {
    StringBuilder text = new StringBuilder(EpochMetrics.header(kind));
    metrics.forEach(entry -> text.append(entry.line()));
    AtomicFile.write(path.resolve(METRICS), text.toString());
  }

  /** The statistics of layers so far: layers.csv, its header first; none before training. */
  public List<List<String>> layers() throws IOException {
    return Journal.records(path.resolve(LAYERS), LayerReading.HEADER);
  }

  /**
   * The histograms of pre-activations so far: histograms.csv, its header first; none before
   * training.
   */
  public List<List<String>> histograms() throws IOException {
    return Journal.records(path.resolve(HISTOGRAMS), Histogram.HEADER);
  }

  /** The seconds of each epoch so far: times.csv, its header first; none before the first epoch. */
  public List<List<String>> times() throws IOException {
    return Journal.records(path.resolve(TIMES), TIMES_HEADER);
  }

  void writeLayers(Journal journal) throws IOException {
    AtomicFile.write(path.resolve(LAYERS), journal.text());
  }

  void writeHistograms(Journal journal) throws IOException {
    AtomicFile.write(path.resolve(HISTOGRAMS), journal.text());
  }

  void writeTimes(Journal journal) throws IOException {
    AtomicFile.write(path.resolve(TIMES), journal.text());
  }

  Journal layersUntil(int epoch) throws IOException {
    return until(LAYERS, LayerReading.HEADER, epoch);
  }

  Journal histogramsUntil(int epoch) throws IOException {
    return until(HISTOGRAMS, Histogram.HEADER, epoch);
  }

  Journal timesUntil(int epoch) throws IOException {
    return until(TIMES, TIMES_HEADER, epoch);
  }

  private Journal until(String name, String header, int epoch) throws IOException {
    return Journal.of(header, Journal.records(path.resolve(name), header), epoch);
  }

  private Path divergedFile() {
    return path.resolve("diverged.txt");
  }

  /**
   * Whether the run ended because it diverged.
   *
   * @return whether it did
   */
  public boolean diverged() {
    return Files.exists(divergedFile());
  }

  void writeDiverged(String where) throws IOException {
    AtomicFile.write(divergedFile(), where + "\n");
  }

  void forgetDivergence() throws IOException {
    Files.deleteIfExists(divergedFile());
  }

  /** Removes what a process left that died while it wrote; the caller holds the lock. */
  void sweep() throws IOException {
    AtomicFile.sweep(path);
  }
}
