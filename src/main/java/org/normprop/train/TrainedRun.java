package org.normprop.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.normprop.data.DataSet;
import org.normprop.data.Loaded;
import org.normprop.data.TargetKind;
import org.normprop.data.read.IdxReader;
import org.normprop.data.read.ImageFiles;
import org.normprop.data.read.NumpyFiles;
import org.normprop.data.sets.Catalogue;
import org.normprop.data.sets.DataSource;
import org.normprop.data.sets.DataSource.Opened;
import org.normprop.data.table.TableFormat;
import org.normprop.data.table.TableReader;
import org.normprop.data.table.TableRequest;
import org.normprop.data.table.TableSource;
import org.normprop.net.compute.Engine;
import org.normprop.net.file.Safetensors;
import org.normprop.net.run.Network;
import org.normprop.train.setting.Setting;
import org.normprop.train.setting.Settings;

/** A network that was trained, with what it must know of its inputs. Not thread-safe. */
public final class TrainedRun {

  private final RunFolder folder;
  private final Settings settings;
  private final Inputs inputs;
  private final Network network;
  private final int epoch;

  private TrainedRun(
      RunFolder folder, Settings settings, Inputs inputs, Network network, int epoch) {
    this.folder = folder;
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
    Model model = folder.model(inputs);
    Checkpoint checkpoint = Checkpoint.read(file);
    checkpoint.mustHoldWeightsOf(model);
    Network network = model.network(model.description(folder.runConstants().all()), engine);
    checkpoint.restore(network);
    return new TrainedRun(folder, settings, inputs, network, checkpoint.epoch());
  }

  /**
   * Takes other weights: trained further elsewhere, under the names that this run's tensors have.
   *
   * @param file a file of safetensors; what else it holds is passed over
   * @throws IOException if it cannot be read, or lacks a tensor of this network
   */
  public void takeWeights(Path file) throws IOException {
    Safetensors.read(file).copyTo(file, network.state());
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
   * @param data a known data set, a table or a folder; empty for the run's own data
   * @param target the column of a table that holds the answers; empty for that of the run
   * @param cache the folder of fetched data sets
   * @return rows that fit the network
   * @throws IllegalArgumentException if the data do not fit
   * @throws IOException if the data cannot be read, or the run's own data have changed
   */
  public DataSet answered(Optional<String> data, Optional<String> target, Path cache)
      throws IOException {
    if (isOwn(data, cache)) {
      return folder.problem(cache, data.filter(text -> Catalogue.find(text).isEmpty())).heldOut();
    }
    DataSource source = new DataSource(data.get(), cache);
    Optional<TableFormat> format =
        target.isPresent() ? Optional.empty() : folder.origin().flatMap(DataOrigin::format);
    Opened opened = format.isPresent() ? source.open(format.get()) : source.open(request(target));
    Loaded loaded = opened.loaded();
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
   * How many rows are rows that the network was trained on.
   *
   * @param rows rows that fit the network
   * @param cache the folder of fetched data sets
   * @return how many have the inputs of a training row; empty if the run's data are not there
   */
  public OptionalInt trainedOn(DataSet rows, Path cache) {
    Set<Long> seen = new HashSet<>();
    float[] row = new float[inputs.shape().size()];
    try {
      DataSet train = folder.problem(cache).train();
      for (int i = 0; i < train.size(); i++) {
        train.features(i, row, 0);
        seen.add(hash(row));
      }
    } catch (IOException | IllegalArgumentException e) {
      return OptionalInt.empty();
    }
    int count = 0;
    for (int i = 0; i < rows.size(); i++) {
      rows.features(i, row, 0);
      count += seen.contains(hash(row)) ? 1 : 0;
    }
    return OptionalInt.of(count);
  }

  /** Of 64 bits: two rows of a million have the same by chance once in ten million sets. */
  private static long hash(float[] row) {
    long hash = 0;
    for (float value : row) {
      hash = (hash + Float.floatToIntBits(value + 0.0f)) * 0x9E3779B97F4A7C15L; // -0 becomes 0
      hash ^= hash >>> 29;
    }
    return hash;
  }

  /**
   * Whether data are those that the run was trained on.
   *
   * @param data a known data set, a table or a folder; empty for the run's own data
   * @param cache the folder of fetched data sets
   * @return whether they have the same name, or for files the same contents
   * @throws IOException if they cannot be read
   */
  public boolean isOwn(Optional<String> data, Path cache) throws IOException {
    if (data.isEmpty()) {
      return true;
    }
    Optional<DataOrigin> origin = folder.origin();
    boolean sameName = data.get().equals(settings.text(Setting.DATA));
    if (origin.isEmpty() || Catalogue.find(data.get()).isPresent()) {
      return sameName;
    }
    Optional<Path> file = new DataSource(data.get(), cache).file();
    return file.isPresent()
        && (origin.get().isSame(file.get()) || isWhereItWas(origin.get(), file.get()));
  }

  /** A file that has changed is still the run's, and will be refused. */
  private static boolean isWhereItWas(DataOrigin origin, Path file) {
    return origin.path().equals(Optional.of(file.toAbsolutePath().normalize()));
  }

  private TableRequest request(Optional<String> target) {
    TableRequest request =
        TableSettings.request(settings).withKind(inputs.kind()).withInputs(inputs.featureNames());
    return target.map(request::withTarget).orElse(request);
  }

  /**
   * Rows to ask about, without answers.
   *
   * @param file an image, or a table of inputs in the units of the data trained on; "-" for a table
   *     on the standard input
   * @return rows that fit the network
   * @throws IllegalArgumentException if they do not fit
   * @throws IOException if they cannot be read, or are bad
   */
  public DataSet unanswered(Path file) throws IOException {
    if (ImageFiles.isImage(file)) {
      return unanswered(List.of(file));
    }
    if (NumpyFiles.isNumpy(file)) {
      return shaped(NumpyFiles.unanswered(file));
    }
    if (IdxReader.isImages(file)) {
      return shaped(IdxReader.images(file));
    }
    TableSource source = TableSource.of(file);
    Optional<TableFormat> known = folder.origin().flatMap(DataOrigin::format);
    TableFormat format =
        known.isPresent()
            ? known.get()
            : TableReader.format(source, TableReader.asking(source, inputs.featureNames()));
    return shaped(TableReader.read(source, format.withoutAnswer()).rows());
  }

  /**
   * Images to ask about.
   *
   * @param images their files
   * @return rows that fit the network
   * @throws IllegalArgumentException if they do not fit
   * @throws IOException if they cannot be read, or are bad
   */
  public DataSet unanswered(List<Path> images) throws IOException {
    return shaped(ImageFiles.images(String.valueOf(images.get(0).getFileName()), images));
  }

  /** A table has images as rows of plain numbers. */
  private DataSet shaped(DataSet rows) {
    if (rows.shape().equals(inputs.shape())) {
      return inOrder(rows);
    }
    if (rows.shape().isImage() || rows.shape().size() != inputs.shape().size()) {
      throw new IllegalArgumentException(
          rows.name()
              + " has rows of shape "
              + rows.shape()
              + ", but the network was trained on "
              + inputs.shape());
    }
    return rows.reshaped(inputs.shape());
  }

  /** Columns in the order in which the network was trained on them. */
  private DataSet inOrder(DataSet rows) {
    List<String> wanted = inputs.featureNames();
    List<String> names = rows.featureNames();
    return wanted.isEmpty() || names.isEmpty() || names.equals(wanted)
        ? rows
        : rows.withFeatureOrder(wanted);
  }
}
