package org.normprop.moments.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.normprop.function.Unit;
import org.normprop.moments.sample.planes.NormalMatrix;
import org.normprop.run.Runner;
import org.normprop.run.Threads;
import org.normprop.table.Input;
import org.normprop.table.Sampled;

/**
 * Estimates means and standard deviations of units by sampling, all units in one pass.
 *
 * <p>Every unit reads the same {@link NormalMatrix}; moments merge in the order of the chunks. So
 * an estimate has the same bits for any number of threads, on a cluster too, and whatever else is
 * computed with it: tasks merge into groups of fixed size, and groups into the whole. Memory does
 * not grow with the number of samples: no more results wait for an earlier one than there are
 * threads. Thread-safe.
 */
public final class MonteCarlo {

  /** The version of the random streams, which files of estimates state. */
  public static final int STREAM_VERSION = NormalMatrix.STREAM_VERSION;

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
    return estimate(units, input, sampling, progress, runner(sampling));
  }

  /**
   * The threads that a sampling asks for.
   *
   * @param sampling how many
   * @return what runs its tasks in this process
   */
  public static Runner runner(Sampling sampling) {
    return new Threads(sampling.workers());
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
    TreeWork work = new TreeWork(units, input, sampling, runner.wantsLargeTasks());
    GroupSums sums = new GroupSums(units.size());
    try {
      runner.run(
          work.tasks(),
          work,
          (task, tallies) -> {
            sums.add(tallies, work.endsGroup(task));
            progress.accept(Math.min((task + 1) * work.samplesInTask(), sampling.samples()));
          });
    } catch (IOException e) {
      throw new UncheckedIOException("sampling stopped: " + e.getMessage(), e);
    }
    List<UnitTally> totals = sums.totals();
    List<Sampled> results = new ArrayList<>();
    for (int i = 0; i < units.size(); i++) {
      results.add(totals.get(i).result(units.get(i), sampling.samples(), sampling.seed()));
    }
    return results;
  }
}
