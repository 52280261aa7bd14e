package org.normprop.moments.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.normprop.function.Unit;
import org.normprop.table.Input;
import org.normprop.table.Sampled;

/**
 * Estimates means and standard deviations of units by sampling, all units in one pass.
 *
 * <p>Every unit reads the same {@link NormalMatrix}; moments merge in the order of the chunks. So
 * an estimate has the same bits for any number of threads and whatever else is computed with it.
 * Memory does not grow with the number of samples. Thread-safe.
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
    Run run = new Run(units, input, sampling, progress);
    Parallel.run((int) Math.min(sampling.workers(), run.tasks), run::work);
    List<Sampled> results = new ArrayList<>();
    for (int i = 0; i < units.size(); i++) {
      results.add(run.totals.get(i).result(units.get(i), sampling.samples(), sampling.seed()));
    }
    return results;
  }

  /** One call: hands out tasks, and merges what they give in their order. */
  private static final class Run {
    private final List<Unit> units;
    private final Input input;
    private final Sampling sampling;
    private final LongConsumer progress;
    private final long tasks;
    private final List<UnitTally> totals = new ArrayList<>();

    private final Map<Long, List<UnitTally>> waiting = new TreeMap<>();
    private long nextTask; // to hand out
    private long merged; // tasks merged so far

    Run(List<Unit> units, Input input, Sampling sampling, LongConsumer progress) {
      this.units = units;
      this.input = input;
      this.sampling = sampling;
      this.progress = progress;
      this.tasks = (sampling.samples() + SAMPLES_IN_TASK - 1) / SAMPLES_IN_TASK;
      units.forEach(unit -> totals.add(new UnitTally()));
    }

    void work() {
      List<UnitTally> tallies = units.stream().map(unit -> new UnitTally()).toList();
      SampleTree tree = new SampleTree(units, input, new NormalMatrix(sampling.seed()), tallies);
      for (long task = take(); task < tasks; task = take()) {
        long from = task * SAMPLES_IN_TASK;
        long to = Math.min(from + SAMPLES_IN_TASK, sampling.samples());
        for (long start = from; start < to; start += Planes.CHUNK) {
          int n = (int) Math.min(Planes.CHUNK, to - start);
          tree.add(start / Planes.CHUNK, n);
        }
        deliver(task, tallies.stream().map(UnitTally::take).toList());
      }
    }

    private synchronized long take() {
      return nextTask++;
    }

    /** Results of later tasks wait for the earlier ones: at most as many as there are threads. */
    private synchronized void deliver(long task, List<UnitTally> tallies) {
      waiting.put(task, tallies);
      for (List<UnitTally> next = waiting.remove(merged);
          next != null;
          next = waiting.remove(merged)) {
        for (int i = 0; i < next.size(); i++) {
          totals.get(i).merge(next.get(i));
        }
        merged++;
      }
      progress.accept(Math.min(merged * SAMPLES_IN_TASK, sampling.samples()));
    }
  }
}
