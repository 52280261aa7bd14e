package org.normprop.moments.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.normprop.function.Unit;
import org.normprop.function.stage.UnitException;
import org.normprop.moments.sample.planes.NormalMatrix;
import org.normprop.moments.sample.planes.Planes;
import org.normprop.moments.sample.planes.Rotation;
import org.normprop.moments.sample.planes.SobolLayout;
import org.normprop.moments.sample.planes.SobolNet;
import org.normprop.moments.sample.planes.SobolPlanes;
import org.normprop.random.Mix;
import org.normprop.table.Correlation;
import org.normprop.table.Input;
import org.normprop.table.Sampled;

/**
 * Estimates means and standard deviations of units by randomised quasi-Monte Carlo: points of a
 * Sobol sequence, which fill the cube more evenly than random ones, in replicates that are
 * scrambled independently.
 *
 * <p>The error falls faster than 1/sqrt(n), the faster the fewer inputs a unit has and the smoother
 * it is. Every replicate alone is unbiased up to a term of order 1/n, so the spread of {@value
 * #LEAST_REPLICATES} or more of them gives a standard error; see {@link Replicates}. A unit's
 * estimate depends on seed, samples and unit alone. Thread-safe.
 */
public final class QuasiMonteCarlo {

  /** Enough for Student's t to be close to the normal; z-scores vary by 31/29. */
  private static final int LEAST_REPLICATES = 32;

  /** Goes into the seeds, so that nothing is shared with {@link NormalMatrix}. */
  private static final long DOMAIN = 0x72716d63; // "rqmc"

  private QuasiMonteCarlo() {}

  /**
   * Samples units.
   *
   * @param units the units
   * @param input what goes into them
   * @param sampling how much, from where; the largest number up to {@code samples} that makes whole
   *     replicates is taken
   * @param progress told now and then how many samples are done, from any thread
   * @return one result a unit, in order
   * @throws UnitException if a unit takes more random numbers than points have coordinates
   */
  public static List<Sampled> estimate(
      List<Unit> units, Input input, Sampling sampling, LongConsumer progress) {
    int levels = levels(sampling.samples());
    int replicates = (int) Math.min(sampling.samples() >> levels, Integer.MAX_VALUE);
    List<SobolLayout> layouts = units.stream().map(u -> SobolLayout.of(u, input)).toList();
    int dimensions = layouts.stream().mapToInt(SobolLayout::dimensions).max().orElse(1);
    SobolNet net = new SobolNet(dimensions, levels);
    List<Sampled> results = new ArrayList<>();
    AtomicLong done = new AtomicLong();
    for (int i = 0; i < units.size(); i++) {
      Unit unit = units.get(i);
      SobolLayout layout = layouts.get(i);
      // The correlation of a single input with others means nothing.
      boolean isOne = layout.hasOneInput() && input instanceof Input.Normal;
      Input own = isOne ? Input.normal(input.mean(), input.std()) : input;
      ReplicateTally[] tallies = new ReplicateTally[replicates];
      Rotation rotation = rotation(own);
      AtomicInteger next = new AtomicInteger();
      Runnable work =
          () -> {
            for (int r = next.getAndIncrement(); r < replicates; r = next.getAndIncrement()) {
              SobolPlanes planes = new SobolPlanes(net, layout, rotation, seed(sampling.seed(), r));
              tallies[r] = replicate(unit, own, net, planes);
              progress.accept(done.addAndGet(net.size()) / units.size());
            }
          };
      Parallel.run(Math.min(sampling.workers(), replicates), work);
      Replicates all = new Replicates(List.of(tallies));
      results.add(all.result(unit, replicates * net.size(), sampling.seed()));
    }
    return results;
  }

  private static Rotation rotation(Input input) {
    if (input instanceof Input.Normal normal
        && normal.correlation() instanceof Correlation.Matrix matrix) {
      double[][] r = matrix.array();
      return new Rotation(r, InputSource.cholesky(r));
    }
    return null;
  }

  /** The largest net of which there are enough replicates. */
  private static int levels(long samples) {
    int levels = 63 - Long.numberOfLeadingZeros(Math.max(1, samples / LEAST_REPLICATES));
    return Math.min(levels, SobolNet.MAX_LEVELS);
  }

  private static long seed(long seed, int replicate) {
    long hash = Mix.next(MonteCarlo.STREAM_VERSION ^ DOMAIN);
    return Mix.next(Mix.next(hash ^ seed) ^ replicate);
  }

  private static ReplicateTally replicate(
      Unit unit, Input input, SobolNet net, SobolPlanes planes) {
    ReplicateTally tally = new ReplicateTally(planes.weights());
    SampleTree tree = new SampleTree(List.of(unit), input, planes, List.of(tally));
    for (long from = 0; from < net.size(); from += Planes.CHUNK) {
      int n = (int) Math.min(Planes.CHUNK, net.size() - from);
      tree.add(from / Planes.CHUNK, n);
    }
    return tally;
  }
}
