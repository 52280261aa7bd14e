package org.normprop.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.normprop.data.Batches;
import org.normprop.data.Epoch;
import org.normprop.data.TargetKind;
import org.normprop.net.compute.Engine;
import org.normprop.net.file.NetworkDescription;
import org.normprop.net.graph.Constants;
import org.normprop.net.graph.Norm;
import org.normprop.net.learn.Schedule;
import org.normprop.net.learn.Stepper;
import org.normprop.net.loss.Loss;
import org.normprop.net.run.Network;
import org.normprop.net.run.Pass;
import org.normprop.train.journal.Journal;
import org.normprop.train.setting.InputRule;
import org.normprop.train.setting.Setting;
import org.normprop.train.setting.Settings;

/**
 * A run under way: epochs of steps, each epoch followed by measuring and a checkpoint. What it
 * computes depends on settings, data and constants alone, not on threads, and not on how often it
 * was stopped and resumed. Not thread-safe.
 */
public final class Training {

  private final RunFolder folder;
  private final Settings settings;
  private final Problem problem;
  private final NetworkDescription description;
  private final Network network;
  private final Stepper stepper;
  private final Schedule schedule;
  private final Loss loss;
  private final Batches batches;
  private final Predictor predictor;
  private final Probe probe;
  private final List<EpochMetrics> history;
  private final Journal times;
  private final List<String> told;

  private Training(
      RunFolder folder, Model model, Problem problem, Constants constants, Engine engine)
      throws IOException {
    this.folder = folder;
    this.settings = model.settings();
    this.problem = problem;
    this.told = Tuner.told(model);
    Optional<Checkpoint> checkpoint = Optional.empty();
    if (Files.exists(folder.checkpoint())) {
      checkpoint = Optional.of(Checkpoint.read(folder.checkpoint()));
      checkpoint.get().mustHoldWeightsOf(model);
    }
    this.description = model.description(constants);
    this.network = model.network(description, engine);
    this.stepper = model.optimiser().bind(network.parameters(), engine);
    this.schedule = model.schedule();
    this.loss = Predictor.loss(problem.inputs());
    this.batches = TrainingRows.batches(settings, problem);
    this.predictor = new Predictor(network, problem.inputs());
    int done = 0;
    if (checkpoint.isPresent()) {
      checkpoint.get().restore(network, stepper);
      done = checkpoint.get().epoch();
    } else if (settings.norm() == Norm.WEIGHTNORM) {
      Feed feed = TrainingRows.first(settings, problem, network.maxBatch());
      network.startFrom(feed.x(), feed.rows());
    }
    history = new ArrayList<>(folder.metrics());
    if (history.size() < done) {
      throw new IOException(
          folder.path() + ": metrics.csv has fewer epochs than the checkpoint; it was edited");
    }
    history.subList(done, history.size()).clear();
    times = folder.timesUntil(done);
    probe = new Probe(folder, network, problem, done);
  }

  /**
   * Starts a run in a folder, or goes on with the one that it holds.
   *
   * @param folder an existing folder with settings, on which the caller holds the lock
   * @param problem what the folder's settings name
   * @param constants where constants come from, if the folder has none yet
   * @param engine what computes
   * @return the training, before its next epoch
   * @throws IOException if a file is bad, or cannot be read or written, or if the folder's settings
   *     do not fit the data
   */
  public static Training in(
      RunFolder folder, Problem problem, ConstantsSource constants, Engine engine)
      throws IOException {
    return in(folder, problem, Optional.empty(), constants, engine);
  }

  /** The same, from weights that are there already: with a checkpoint before the first epoch. */
  public static Training in(
      RunFolder folder,
      Problem given,
      Optional<Start> start,
      ConstantsSource constants,
      Engine engine)
      throws IOException {
    Problem problem = given;
    if (folder.settings().input() == InputRule.KEPT) {
      problem = given.with(start.isPresent() ? start.get().norm() : folder.inputs().norm());
    }
    Model untuned = folder.model(problem.inputs());
    folder.sweep();
    folder.forgetDivergence();
    folder.write(problem.origin());
    RunKernels.write(folder, engine.blas());
    folder.write(problem.inputs());
    RunConstants own = folder.runConstants();
    Model model = own.tuned(untuned, problem, constants, engine);
    Training training = new Training(folder, model, problem, own.of(model, constants), engine);
    if (start.isPresent()) {
      start.get().give(training.network, problem.inputs());
      training.write(folder.checkpoint(), 0);
    }
    return training;
  }

  private void write(Path file, int epoch) throws IOException {
    Checkpoint.write(file, epoch, description, network, stepper);
  }

  /**
   * Reads the data that settings name, and finds contradictions before anything is written.
   *
   * @param settings the settings
   * @param cache the folder of fetched data sets
   * @return the problem
   * @throws IllegalArgumentException if the settings contradict each other or the data
   * @throws IOException if the data cannot be read
   */
  public static Problem checked(Settings settings, Path cache) throws IOException {
    return checked(settings, Problem.open(settings, cache));
  }

  static Problem checked(Settings settings, Problem problem) {
    Model.of(settings, problem.inputs()).needs();
    TrainingRows.batches(settings, problem);
    return problem;
  }

  /**
   * The epochs done so far.
   *
   * @return what is known of each, in order
   */
  public List<EpochMetrics> history() {
    return List.copyOf(history);
  }

  /**
   * What was found in the data before the first step, where settings asked for it.
   *
   * @return a line for each pooling and sum concerned
   */
  public List<String> tuning() {
    return told;
  }

  /** The epochs wanted. */
  public int epochs() {
    return settings.whole(Setting.EPOCHS);
  }

  /**
   * The network, as it is now.
   *
   * @return the network itself
   */
  public Network network() {
    return network;
  }

  /**
   * Asks the network, as it is now, about the held-out rows.
   *
   * @return the rows and what it says
   */
  public HeldOut heldOut() {
    return new HeldOut(
        network.parameters().stream().mapToInt(p -> p.values().length).sum(),
        problem.train().size(),
        problem.heldOut(),
        predictor.predict(problem.heldOut()));
  }

  /**
   * Whether nothing is left to do.
   *
   * @return whether all epochs are done, or patience ran out
   */
  public boolean finished() {
    int patience = settings.whole(Setting.EARLY_STOP);
    return history.size() >= epochs()
        || patience > 0 && best().isPresent() && history.size() - best().get() >= patience;
  }

  /**
   * The epoch with the least loss on the validation rows.
   *
   * @return its number, the first of equal ones; empty without validation rows
   */
  public Optional<Integer> best() {
    Optional<Integer> best = Optional.empty();
    double least = Double.POSITIVE_INFINITY;
    for (EpochMetrics metrics : history) {
      if (metrics.validation().isPresent() && metrics.validationLoss() < least) {
        least = metrics.validationLoss();
        best = Optional.of(metrics.epoch());
      }
    }
    return best;
  }

  /**
   * Trains until all epochs are done.
   *
   * @param listener is told how it goes on
   * @throws DivergedException if a loss, an output or a weight is no finite number; the last
   *     checkpoint stays
   * @throws IOException if a file cannot be written; the last checkpoint stays
   */
  public void run(TrainingListener listener) throws DivergedException, IOException {
    try {
      if (history.isEmpty()) {
        probe.measure(0, true);
      }
      while (!finished()) {
        epoch(listener);
      }
    } catch (DivergedException e) {
      folder.writeDiverged(e.getMessage());
      throw e;
    }
  }

  private void epoch(TrainingListener listener) throws DivergedException, IOException {
    int number = history.size() + 1;
    long start = System.nanoTime();
    Score train = steps(number, listener);
    double seconds = (System.nanoTime() - start) * 1e-9;
    Score heldOut = predictor.score(problem.heldOut());
    Optional<Score> validation = problem.validation().map(predictor::score);
    if (!Double.isFinite(heldOut.loss())) {
      throw DivergedException.of(network, number, "measuring after step " + stepper.steps());
    }
    double factor = schedule.factor(number - 1.0 / batches.count(), epochs());
    history.add(
        new EpochMetrics(
            number,
            stepper.steps(),
            settings.number(Setting.LR) * factor,
            train,
            validation,
            heldOut));
    probe.measure(number, finished());
    times.add(number + "," + Journal.number(seconds) + "\n");
    folder.writeTimes(times);
    folder.writeMetrics(problem.inputs().kind(), history);
    if (best().equals(Optional.of(number))) {
      write(folder.best(), number);
    }
    write(folder.checkpoint(), number);
    listener.epoch(history.get(history.size() - 1), seconds);
  }

  private Score steps(int number, TrainingListener listener) throws DivergedException {
    Epoch epoch = batches.epoch(number);
    boolean ownScale = settings.input() == InputRule.BATCH;
    Feed feed = new Feed(problem.inputs(), settings.whole(Setting.BATCH), ownScale);
    Score.Sum sum = new Score.Sum(problem.inputs().kind() == TargetKind.CLASS);
    double rate = settings.number(Setting.LR);
    for (int batch = 0; batch < epoch.batches(); batch++) {
      feed.read(epoch, batch);
      double done = number - 1 + (double) batch / epoch.batches();
      float[] output = network.forward(feed.x(), feed.rows(), Pass.training(stepper.steps() + 1));
      sum.addQuality(feed, output);
      double value = network.backward(loss, feed.targets());
      sum.addLoss(feed.rows(), value);
      if (!Double.isFinite(value)) {
        throw DivergedException.of(network, number, "step " + (stepper.steps() + 1));
      }
      stepper.step(rate * schedule.factor(done, epochs()));
      listener.batch(number, sum);
    }
    return sum.score();
  }
}
