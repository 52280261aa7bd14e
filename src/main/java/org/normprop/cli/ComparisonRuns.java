package org.normprop.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.normprop.cli.line.Console;
import org.normprop.cli.line.Progress;
import org.normprop.data.TargetKind;
import org.normprop.io.FolderLock;
import org.normprop.net.compute.Engine;
import org.normprop.train.ConstantsSource;
import org.normprop.train.DivergedException;
import org.normprop.train.EpochMetrics;
import org.normprop.train.Problem;
import org.normprop.train.RunFolder;
import org.normprop.train.Score;
import org.normprop.train.Training;
import org.normprop.train.TrainingListener;
import org.normprop.train.compare.Comparison;
import org.normprop.train.setting.Setting;

/**
 * The trainings of a comparison, one after the other or some side by side, each on its share of the
 * threads. What a training gives depends on neither. A line tells of each that has ended.
 *
 * <p>When one fails, the others stop at their next step; their checkpoints stay.
 */
final class ComparisonRuns {

  private final List<Comparison.Run> wanted;
  private final Path folder;
  private final Path cache;
  private final Console console;
  private final ConstantsSource constants;
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private final AtomicLong epochs = new AtomicLong();
  private volatile boolean failed;

  ComparisonRuns(List<Comparison.Run> wanted, Path folder, Path cache, Console console) {
    this.wanted = wanted;
    this.folder = folder;
    this.cache = cache;
    this.console = console;
    this.constants = new ComputedConstants(console);
  }

  /**
   * Trains what is not trained yet.
   *
   * @param jobs how many trainings at a time
   * @param threads how many threads they share; 0 for as many as there are processors
   */
  public void train(int jobs, int threads) throws IOException {
    Engines.warn(console);
    int lanes = Math.min(jobs, wanted.size());
    int all = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    ExecutorService pool = Executors.newFixedThreadPool(lanes);
    try (Progress progress = new Progress(console, "epochs", allEpochs())) {
      List<Callable<Void>> work = new ArrayList<>();
      for (int lane = 0; lane < lanes; lane++) {
        int share = Math.max(1, all / lanes + (lane < all % lanes ? 1 : 0));
        work.add(() -> lane(share, progress));
      }
      for (Future<Void> done : pool.invokeAll(work)) {
        done.get();
      }
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      failed = true;
      pool.shutdown();
    }
  }

  private static IOException rethrown(Throwable cause) {
    if (cause instanceof RuntimeException exception) {
      throw exception;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof IOException exception ? exception : new IOException(cause);
  }

  private long allEpochs() {
    return wanted.stream().mapToLong(run -> run.settings().whole(Setting.EPOCHS)).sum();
  }

  /** Takes one training after the other, until none is left or one has failed. */
  private Void lane(int threads, Progress progress) throws IOException {
    try (Engine engine = Engine.start(threads)) {
      for (int i = begun.getAndIncrement(); i < wanted.size(); i = begun.getAndIncrement()) {
        Comparison.Run run = wanted.get(i);
        String result = result(run, engine, progress);
        synchronized (console) {
          progress.close();
          console
              .err()
              .println(
                  ended.incrementAndGet()
                      + "/"
                      + wanted.size()
                      + "  "
                      + run.variant().name()
                      + " seed="
                      + run.seed()
                      + "  "
                      + result);
        }
      }
    } catch (StoppedException e) {
      // the lane that failed tells why
    } catch (IOException | RuntimeException | Error e) {
      failed = true;
      throw e;
    }
    return null;
  }

  /** Trains, unless that was done before. */
  private String result(Comparison.Run run, Engine engine, Progress progress) throws IOException {
    RunFolder into = new RunFolder(folder.resolve(run.folder()));
    if (into.diverged()) {
      return "diverged";
    }
    Files.createDirectories(into.path());
    try (FolderLock lock = FolderLock.take(into.path(), "compare")) {
      return trained(run, into, engine, progress);
    }
  }

  private String trained(Comparison.Run run, RunFolder into, Engine engine, Progress progress)
      throws IOException {
    if (!into.isRun()) {
      into.start(run.settings());
    } else if (!into.settings().toJson().equals(run.settings().toJson())) {
      throw new IOException(
          into.path() + " holds a run of other settings: remove it, or name another --out");
    }
    Problem problem = into.problem(cache);
    try {
      Training training = Training.in(into, problem, constants, engine);
      progress.accept(epochs.addAndGet(training.history().size()));
      training.run(new Lane(progress));
      List<EpochMetrics> history = training.history();
      return "held-out "
          + TrainProgress.quality(
              problem.inputs().kind() == TargetKind.CLASS,
              history.get(history.size() - 1).heldOut());
    } catch (DivergedException e) {
      return e.getMessage();
    }
  }

  /** Counts epochs, and stops the training where another has failed. */
  private final class Lane implements TrainingListener {
    private final Progress progress;

    Lane(Progress progress) {
      this.progress = progress;
    }

    @Override
    public void batch(int epoch, Score.Sum sum) {
      if (failed) {
        throw new StoppedException();
      }
    }

    @Override
    public void epoch(EpochMetrics metrics, double seconds) {
      progress.accept(epochs.incrementAndGet());
    }
  }

  /** Ends a training from within. */
  private static final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
