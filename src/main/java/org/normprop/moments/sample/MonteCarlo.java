package org.normprop.moments.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.normprop.function.Unit;
import org.normprop.run.Runner;
import org.normprop.run.Threads;
import org.normprop.table.Input;
import org.normprop.table.Sampled;

/**
 * Estimates means and standard deviations of units by sampling, all units in one pass.
 *
 * <p>Every unit reads the same {@link NormalMatrix}; moments merge in the order of the chunks. So
 * an estimate has the same bits for any number of threads and whatever else is computed with it.
 * Memory does not grow with the number of samples: no more results wait for an earlier one than
 * there are threads. Thread-safe.
 */
public final class MonteCarlo {

  /** The version of the random streams, which files of estimates state. */
  public static final int STREAM_VERSION = NormalMatrix.STREAM_VERSION;

  /** Chunks that one thread takes at a time. */
  private static final int CHUNKS_IN_TASK = 16;

  private static final long SAMPLES_IN_TASK = (long) CHUNKS_IN_TASK * Planes.CHUNK;

  private MonteCarlo() {}

  /**
   * Samples units.
   *
   * @param units the units
   * @param input what goes into them
   * @param sampling how much, from where
   * @param progress told now and then how many samples are done, from any thread
   * @return one result a unit, in order
   */
  public static List<Sampled> estimate(
      List<Unit> units, Input input, Sampling sampling, LongConsumer progress) {
    return estimate(units, input, sampling, progress, new Threads(sampling.workers()));
  }

  /**
   * Samples units, wherever a runner does the work: what comes out is the same.
   *
   * @param units the units
   * @param input what goes into them
   * @param sampling how much, from where
   * @param progress told now and then how many samples are done
   * @param runner does the tasks
   * @return one result a unit, in order
   */
  public static List<Sampled> estimate(
      List<Unit> units, Input input, Sampling sampling, LongConsumer progress, Runner runner) {
    List<UnitTally> totals = new ArrayList<>();
    units.forEach(unit -> totals.add(new UnitTally()));
    long tasks = (sampling.samples() + SAMPLES_IN_TASK - 1) / SAMPLES_IN_TASK;
    try {
      runner.run(
          tasks,
          new TreeWork(units, input, sampling),
          (task, tallies) -> {
            for (int i = 0; i < tallies.size(); i++) {
              totals.get(i).merge(tallies.get(i));
            }
            progress.accept(Math.min((task + 1) * SAMPLES_IN_TASK, sampling.samples()));
          });
    } catch (IOException e) {
      throw new UncheckedIOException("sampling stopped: " + e.getMessage(), e);
    }
    List<Sampled> results = new ArrayList<>();
    for (int i = 0; i < units.size(); i++) {
      results.add(totals.get(i).result(units.get(i), sampling.samples(), sampling.seed()));
    }
    return results;
  }

  /** A range of samples, sent through all units: each worker has a tree of its own. */
  private record TreeWork(List<Unit> units, Input input, Sampling sampling)
      implements Runner.Work<List<UnitTally>> {

    @Override
    public Runner.Worker<List<UnitTally>> begin(Runner.Place place) {
      List<UnitTally> tallies = units.stream().map(unit -> new UnitTally()).toList();
      SampleTree tree = new SampleTree(units, input, new NormalMatrix(sampling.seed()), tallies);
      return task -> {
        long from = task * SAMPLES_IN_TASK;
        long to = Math.min(from + SAMPLES_IN_TASK, sampling.samples());
        for (long start = from; start < to; start += Planes.CHUNK) {
          int n = (int) Math.min(Planes.CHUNK, to - start);
          tree.add(start / Planes.CHUNK, n);
        }
        return tallies.stream().map(UnitTally::take).toList();
      };
    }
  }
}
