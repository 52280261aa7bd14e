package org.normprop.train.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.normprop.data.TargetKind;
import org.normprop.net.compute.Engine;
import org.normprop.run.Runner;
import org.normprop.train.DivergedException;
import org.normprop.train.EpochMetrics;
import org.normprop.train.Problem;
import org.normprop.train.RunFolder;
import org.normprop.train.Score;
import org.normprop.train.Training;
import org.normprop.train.TrainingListener;
import org.normprop.train.setting.Setting;
import org.normprop.train.setting.Settings;

/**
 * Trainings that are done somewhere else: a run is its settings, and comes back as the files of its
 * folder. Immutable.
 */
final class TravellingRuns implements Runner.Work<PackedRun> {

  private static final long serialVersionUID = 1;

  private final ArrayList<Job> jobs;
  private final HashMap<String, Cargo> cargo;
  private final Shipping.Delivery delivery;
  private final RunOutfit outfit;
  private final int threads;

  /**
   * A training to be done.
   *
   * @param index which of the comparison's trainings
   * @param settings as JSON
   * @param begun what there is of the run already
   */
  record Job(int index, String settings, PackedRun begun) implements java.io.Serializable {}

  TravellingRuns(
      List<Job> jobs,
      Map<String, Cargo> cargo,
      Shipping.Delivery delivery,
      RunOutfit outfit,
      int threads) {
    this.jobs = new ArrayList<>(jobs);
    this.cargo = new HashMap<>(cargo);
    this.delivery = delivery;
    this.outfit = outfit;
    this.threads = threads;
  }

  @Override
  public Runner.Worker<PackedRun> begin(Runner.Place place) {
    return new Trainer(place);
  }

  private final class Trainer implements Runner.Worker<PackedRun>, TrainingListener {
    private final Engine engine = Engine.start(threads);
    private final Runner.Place place;

    Trainer(Runner.Place place) {
      this.place = place;
    }

    @Override
    public PackedRun work(long task) throws IOException {
      Job job = jobs.get((int) task);
      Settings settings = Settings.fromJson(job.settings());
      Path here = Files.createTempDirectory("normprop-run-");
      try {
        Cargo.Unloaded data =
            cargo.get(settings.text(Setting.DATA)).unload(here.resolve("in"), delivery);
        Path path = Files.createDirectories(here.resolve("run"));
        job.begun().write(path);
        RunFolder folder = new RunFolder(path);
        if (!folder.isRun()) {
          folder.start(settings);
        }
        return PackedRun.of(trained(job.index(), folder, data), path);
      } finally {
        PackedRun.delete(here);
      }
    }

    private EndedRun trained(int index, RunFolder folder, Cargo.Unloaded data) throws IOException {
      Problem problem = folder.problem(data.cache(), data.data());
      boolean classes = problem.inputs().kind() == TargetKind.CLASS;
      try {
        Training training = Training.in(folder, problem, outfit.constants(), engine);
        training.run(this);
        outfit.finish(folder, training);
        List<EpochMetrics> history = training.history();
        return EndedRun.of(index, history.get(history.size() - 1).heldOut(), classes);
      } catch (DivergedException e) {
        return EndedRun.diverged(index, classes, e.getMessage());
      }
    }

    @Override
    public void batch(int epoch, Score.Sum sum) throws StoppedException {
      if (place.isStopped()) {
        throw new StoppedException();
      }
    }

    @Override
    public void epoch(EpochMetrics metrics, double seconds) {
      // told when the run has come back
    }

    @Override
    public void close() {
      engine.close();
    }
  }

  /** Ends a training from within. */
  static final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StoppedException() {
      super("stopped, as another training has failed");
    }
  }

  /** The data of the trainings, sent once each. */
  static Map<String, Cargo> cargo(List<Settings> all, Path cache, Shipping shipping)
      throws IOException {
    Map<String, Cargo> cargo = new HashMap<>();
    for (Settings settings : all) {
      String data = settings.text(Setting.DATA);
      if (!cargo.containsKey(data)) {
        cargo.put(data, Cargo.send(data, cache, shipping));
      }
    }
    return cargo;
  }

  /** The file or folder that settings name, if they name one. */
  static Optional<Path> place(Settings settings) {
    String data = settings.text(Setting.DATA);
    return org.normprop.data.sets.Catalogue.find(data).isPresent()
        ? Optional.empty()
        : Optional.of(Path.of(data).toAbsolutePath().normalize());
  }
}
