package org.normprop.moments.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.normprop.function.Unit;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.Stage;
import org.normprop.moments.sample.pairs.PairTally;
import org.normprop.moments.sample.pairs.SampledPair;
import org.normprop.moments.sample.planes.NormalMatrix;
import org.normprop.moments.sample.planes.Planes;
import org.normprop.table.Estimate;
import org.normprop.table.Input;

/**
 * Samples pairs: a unit's output for two inputs of one law whose k-th coordinates correlate by r.
 *
 * <p>The first reads the normals that every estimate reads; the second reads r z + sqrt(1 - r^2) z'
 * with normals z' of its own. Draws of dropout are each one's own. The same bits come out for any
 * number of threads. Thread-safe.
 */
public final class PairSampler {

  private static final int CHUNKS_IN_TASK = 16;
  private static final long SAMPLES_IN_TASK = (long) CHUNKS_IN_TASK * Planes.CHUNK;

  /** Slots of the second's random stages begin here. */
  private static final int OTHER = 1 << 20;

  private PairSampler() {}

  /**
   * Samples a unit at several correlations.
   *
   * @param unit the unit
   * @param input what goes in, both times
   * @param correlations each from -1 to 1
   * @param sampling how much, from where
   * @param progress told now and then how many samples are done, from any thread
   * @return a result a correlation, in order
   */
  public static List<SampledPair> estimate(
      Unit unit, Input input, List<Double> correlations, Sampling sampling, LongConsumer progress) {
    Run run = new Run(unit, input, correlations, sampling, progress);
    Parallel.run((int) Math.min(sampling.workers(), run.tasks), run::work);
    boolean hasSlope = unit.hasDerivative() && unit.stages().stream().noneMatch(PairSampler::jumps);
    List<SampledPair> results = new ArrayList<>();
    for (int i = 0; i < correlations.size(); i++) {
      PairTally tally = run.totals.get(i);
      results.add(
          new SampledPair(
              correlations.get(i),
              sampling.samples(),
              sampling.seed(),
              tally.expectation(),
              tally.correlation(),
              hasSlope ? tally.slope(input.std() * input.std()) : Estimate.NONE));
    }
    return results;
  }

  private static boolean jumps(Stage stage) {
    return stage instanceof Activation f
        && Arrays.stream(f.kinks())
            .anyMatch(
                kink -> {
                  double step = 1e-9 * Math.max(1, Math.abs(kink));
                  double left = f.value(kink - step);
                  double right = f.value(kink + step);
                  return Math.abs(right - left) > 1e-3 * Math.max(1, Math.abs(right));
                });
  }

  /** The second's planes: correlated inputs, other noise. */
  private record Correlated(Planes planes, double r, double[] own) implements Planes {

    @Override
    public void fill(Kind kind, int slot, long chunk, int coordinate, double[] plane, int n) {
      if (kind != Kind.INPUT && kind != Kind.COMMON) {
        planes.fill(kind, slot + OTHER, chunk, coordinate, plane, n);
        return;
      }
      planes.fill(kind, slot, chunk, coordinate, plane, n);
      planes.fill(kind, slot + OTHER, chunk, coordinate, own, n);
      double rest = Math.sqrt((1 - r) * (1 + r));
      for (int i = 0; i < n; i++) {
        plane[i] = r * plane[i] + rest * own[i];
      }
    }
  }

  /** Keeps a chunk's outputs and derivatives. */
  private static final class Kept implements Lane.Tally {
    private final double[] y = new double[Planes.CHUNK];
    private final double[] d = new double[Planes.CHUNK];

    @Override
    public void add(Lane lane, int n) {
      System.arraycopy(lane.y, 0, y, 0, n);
      if (lane.gradient == Lane.Gradient.SIGNED) {
        System.arraycopy(lane.d, 0, d, 0, n);
      } else {
        Arrays.fill(d, 0, n, lane.gradient == Lane.Gradient.IDENTITY ? 1 : 0);
      }
    }
  }

  /** One call: hands out tasks, and merges what they give in their order. */
  private static final class Run {
    private final Unit unit;
    private final Input input;
    private final List<Double> correlations;
    private final Sampling sampling;
    private final LongConsumer progress;
    private final long tasks;
    private final double center;
    private final List<PairTally> totals = new ArrayList<>();
    private final Map<Long, List<PairTally>> waiting = new TreeMap<>();
    private long nextTask;
    private long merged;

    Run(
        Unit unit,
        Input input,
        List<Double> correlations,
        Sampling sampling,
        LongConsumer progress) {
      this.unit = unit;
      this.input = input;
      this.correlations = correlations;
      this.sampling = sampling;
      this.progress = progress;
      this.tasks = (sampling.samples() + SAMPLES_IN_TASK - 1) / SAMPLES_IN_TASK;
      this.center = center();
      correlations.forEach(r -> totals.add(new PairTally(center)));
    }

    /** The mean of the first chunk: any number near the mean does. */
    private double center() {
      Kept kept = new Kept();
      int n = (int) Math.min(Planes.CHUNK, sampling.samples());
      new SampleTree(List.of(unit), input, new NormalMatrix(sampling.seed()), List.of(kept))
          .add(0, n);
      return CentralMoments.sum(kept.y, n) / n;
    }

    void work() {
      NormalMatrix matrix = new NormalMatrix(sampling.seed());
      Kept first = new Kept();
      Kept second = new Kept();
      SampleTree tree = new SampleTree(List.of(unit), input, matrix, List.of(first));
      List<SampleTree> others =
          correlations.stream()
              .map(r -> new Correlated(matrix, r, new double[Planes.CHUNK]))
              .map(planes -> new SampleTree(List.of(unit), input, planes, List.of(second)))
              .toList();
      for (long task = take(); task < tasks; task = take()) {
        List<PairTally> tallies = correlations.stream().map(r -> new PairTally(center)).toList();
        long to = Math.min((task + 1) * SAMPLES_IN_TASK, sampling.samples());
        for (long start = task * SAMPLES_IN_TASK; start < to; start += Planes.CHUNK) {
          int n = (int) Math.min(Planes.CHUNK, to - start);
          tree.add(start / Planes.CHUNK, n);
          for (int i = 0; i < others.size(); i++) {
            others.get(i).add(start / Planes.CHUNK, n);
            tallies.get(i).add(first.y, second.y, first.d, second.d, n);
          }
        }
        deliver(task, tallies);
      }
    }

    private synchronized long take() {
      return nextTask++;
    }

    private synchronized void deliver(long task, List<PairTally> tallies) {
      waiting.put(task, tallies);
      for (List<PairTally> next = waiting.remove(merged);
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
