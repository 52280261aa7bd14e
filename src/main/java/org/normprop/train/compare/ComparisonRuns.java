package org.normprop.train.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.normprop.data.TargetKind;
import org.normprop.io.FolderLock;
import org.normprop.net.compute.Engine;
import org.normprop.run.Runner;
import org.normprop.run.Threads;
import org.normprop.train.ConstantsSource;
import org.normprop.train.DivergedException;
import org.normprop.train.EpochMetrics;
import org.normprop.train.Problem;
import org.normprop.train.RunFolder;
import org.normprop.train.Score;
import org.normprop.train.Training;
import org.normprop.train.TrainingListener;
import org.normprop.train.setting.Setting;

/**
 * The trainings of a comparison. What a training gives depends neither on how many stand side by
 * side nor on their threads.
 *
 * <p>When one fails, the others stop at their next step; their checkpoints stay.
 */
public final class ComparisonRuns {

  /** What is done of a run that has ended. */
  @FunctionalInterface
  public interface Finish {
    /**
     * Leaves something in its folder.
     *
     * @param folder the run
     * @param training the training, all of whose epochs are done
     * @throws IOException if that fails
     */
    void finish(RunFolder folder, Training training) throws IOException;
  }

  private final List<Comparison.Run> wanted;
  private final Path folder;
  private final Path cache;
  private final ConstantsSource constants;
  private final Finish finish;
  private final ComparisonListener listener;
  private final AtomicLong epochs = new AtomicLong();

  /**
   * Nothing is done yet.
   *
   * @param wanted the trainings
   * @param folder where their folders are, or will be
   * @param cache the folder of fetched data sets
   * @param constants where constants come from; asked by several threads
   * @param finish what is done of each that has ended
   * @param listener is told how it goes on
   */
  public ComparisonRuns(
      List<Comparison.Run> wanted,
      Path folder,
      Path cache,
      ConstantsSource constants,
      Finish finish,
      ComparisonListener listener) {
    this.wanted = List.copyOf(wanted);
    this.folder = folder;
    this.cache = cache;
    this.constants = constants;
    this.finish = finish;
    this.listener = listener;
  }

  /**
   * Trains what is not trained yet, in threads of this process.
   *
   * @param jobs how many trainings at a time
   * @param threads how many threads they share; 0 for as many as there are processors
   * @throws IOException if a file fails, or a folder holds something else
   */
  public void train(int jobs, int threads) throws IOException {
    int lanes = Math.max(1, Math.min(jobs, wanted.size()));
    int all = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    // Results are a few numbers: a long training must not hold up the short ones behind it.
    train(new Threads(lanes, wanted.size()), lane -> share(all, lanes, lane));
  }

  private static int share(int threads, int lanes, int lane) {
    return Math.max(1, threads / lanes + (lane < threads % lanes ? 1 : 0));
  }

  /** How many threads each place has for its training. */
  @FunctionalInterface
  private interface Shares {
    int of(int place);
  }

  private void train(Runner runner, Shares shares) throws IOException {
    runner.run(
        wanted.size(),
        place -> new Trainer(Engine.start(shares.of(place.number())), place),
        (task, ended) -> {
          synchronized (listener) {
            listener.ended(ended, (int) task + 1, wanted.size());
          }
        });
  }

  private void tellEpochs(long more) {
    long all = wanted.stream().mapToLong(run -> run.settings().whole(Setting.EPOCHS)).sum();
    synchronized (listener) {
      listener.epochs(epochs.addAndGet(more), all);
    }
  }

  /** Trains one run after the other, on an engine of its own. */
  private final class Trainer implements Runner.Worker<EndedRun>, TrainingListener {
    private final Engine engine;
    private final Runner.Place place;

    Trainer(Engine engine, Runner.Place place) {
      this.engine = engine;
      this.place = place;
    }

    @Override
    public EndedRun work(long task) throws IOException {
      int index = (int) task;
      RunFolder into = new RunFolder(folder.resolve(wanted.get(index).folder()));
      Files.createDirectories(into.path());
      try (FolderLock lock = FolderLock.take(into.path(), "compare")) {
        return trained(index, into);
      }
    }

    private EndedRun trained(int index, RunFolder into) throws IOException {
      Comparison.Run run = wanted.get(index);
      if (!into.isRun()) {
        into.start(run.settings());
      } else if (!into.settings().equals(run.settings())) {
        throw new IOException(
            into.path() + " holds a run of other settings: remove it, or name another --out");
      }
      Problem problem = into.problem(cache);
      boolean classes = problem.inputs().kind() == TargetKind.CLASS;
      if (into.diverged()) {
        return EndedRun.diverged(index, classes, "diverged");
      }
      try {
        Training training = Training.in(into, problem, constants, engine);
        tellEpochs(training.history().size());
        training.run(this);
        finish.finish(into, training);
        List<EpochMetrics> history = training.history();
        return EndedRun.of(index, history.get(history.size() - 1).heldOut(), classes);
      } catch (DivergedException e) {
        return EndedRun.diverged(index, classes, e.getMessage());
      }
    }

    @Override
    public void batch(int epoch, Score.Sum sum) {
      if (place.isStopped()) {
        throw new StoppedException();
      }
    }

    @Override
    public void epoch(EpochMetrics metrics, double seconds) {
      tellEpochs(1);
    }

    @Override
    public void close() {
      engine.close();
    }
  }

  /** Ends a training from within; the one that failed tells why. */
  private static final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
