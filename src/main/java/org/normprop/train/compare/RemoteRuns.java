package org.normprop.train.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.normprop.data.TargetKind;
import org.normprop.io.FolderLock;
import org.normprop.run.Runner;
import org.normprop.train.EpochMetrics;
import org.normprop.train.RunData;
import org.normprop.train.RunFolder;
import org.normprop.train.setting.Setting;
import org.normprop.train.setting.Settings;

/**
 * The trainings of a comparison, done somewhere else: on a cluster. They leave the same folders,
 * but for times, as {@link ComparisonRuns} does; each is kept as soon as it arrives, so that what
 * was interrupted goes on with what it has. For one thread.
 */
public final class RemoteRuns {

  private final List<Comparison.Run> wanted;
  private final Path folder;
  private final Path cache;
  private final RunOutfit outfit;
  private final ComparisonListener listener;
  private long epochs;

  /**
   * Nothing is done yet.
   *
   * @param wanted the trainings
   * @param folder where their folders are, or will be
   * @param cache the folder of fetched data sets
   * @param outfit what a training needs besides
   * @param listener is told how it goes on
   */
  public RemoteRuns(
      List<Comparison.Run> wanted,
      Path folder,
      Path cache,
      RunOutfit outfit,
      ComparisonListener listener) {
    this.wanted = List.copyOf(wanted);
    this.folder = folder;
    this.cache = cache;
    this.outfit = outfit;
    this.listener = listener;
  }

  /**
   * Has trained what is not trained yet.
   *
   * @param runner hands the trainings out
   * @param shipping brings the data there
   * @param threads how many threads a training has
   * @throws IOException if a file fails, a folder holds something else, or a training fails
   */
  public void train(Runner runner, Shipping shipping, int threads) throws IOException {
    int done = 0;
    List<TravellingRuns.Job> jobs = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      RunFolder there = folder(i);
      Optional<EndedRun> ended = ended(i, there);
      if (ended.isPresent()) {
        tell(ended.get(), ++done);
      } else {
        PackedRun begun = PackedRun.of(null, there.path());
        jobs.add(new TravellingRuns.Job(i, wanted.get(i).settings().toJson(), begun));
      }
    }
    if (jobs.isEmpty()) {
      return;
    }
    int before = done;
    List<Settings> settings = jobs.stream().map(job -> wanted.get(job.index()).settings()).toList();
    runner.run(
        jobs.size(),
        new TravellingRuns(
            jobs,
            TravellingRuns.cargo(settings, cache, shipping),
            shipping.delivery(),
            outfit,
            threads),
        new Runner.Taker<PackedRun>() {
          @Override
          public void arrived(long task, PackedRun run) throws IOException {
            keep(run);
          }

          @Override
          public void take(long task, PackedRun run) {
            tell(run.ended(), before + (int) task + 1);
          }
        });
  }

  private RunFolder folder(int index) {
    return new RunFolder(folder.resolve(wanted.get(index).folder()));
  }

  /** How a run ended, if it did. */
  private Optional<EndedRun> ended(int index, RunFolder there) throws IOException {
    if (!there.isRun()) {
      return Optional.empty();
    }
    Settings settings = wanted.get(index).settings();
    if (!there.settings().equals(settings)) {
      throw new IOException(
          there.path() + " holds a run of other settings: remove it, or name another --out");
    }
    if (there.diverged()) {
      boolean classes = there.inputs().kind() == TargetKind.CLASS;
      return Optional.of(EndedRun.diverged(index, classes, "diverged"));
    }
    List<EpochMetrics> metrics = there.metrics();
    if (metrics.size() < settings.whole(Setting.EPOCHS) || !Files.exists(there.checkpoint())) {
      return Optional.empty();
    }
    boolean classes = there.inputs().kind() == TargetKind.CLASS;
    return Optional.of(EndedRun.of(index, metrics.get(metrics.size() - 1).heldOut(), classes));
  }

  private void keep(PackedRun run) throws IOException {
    int index = run.ended().index();
    RunFolder there = folder(index);
    Files.createDirectories(folder);
    run.unpack(there.path());
    Optional<Path> data = TravellingRuns.place(wanted.get(index).settings());
    if (data.isPresent()) {
      RunData.moved(there, data.get());
    }
    FolderLock.take(there.path(), "compare").close();
  }

  private void tell(EndedRun ended, int number) {
    long all = wanted.stream().mapToLong(run -> run.settings().whole(Setting.EPOCHS)).sum();
    epochs += wanted.get(ended.index()).settings().whole(Setting.EPOCHS);
    listener.epochs(epochs, all);
    listener.ended(ended, number, wanted.size());
  }
}
