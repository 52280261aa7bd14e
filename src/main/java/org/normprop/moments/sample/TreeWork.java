package org.normprop.moments.sample;

import java.util.List;
import org.normprop.function.Unit;
import org.normprop.moments.sample.planes.NormalMatrix;
import org.normprop.moments.sample.planes.Planes;
import org.normprop.run.Runner;
import org.normprop.table.Input;

/**
 * Ranges of samples, sent through all units: each worker has a tree of its own.
 *
 * <p>A task is {@value #CHUNKS_IN_TASK} chunks, or a whole group of {@value #TASKS_IN_GROUP} such
 * tasks where handing one over is dear. Units travel as texts, since an activation is code.
 * Immutable.
 */
final class TreeWork implements Runner.Work<List<UnitTally>> {

  private static final long serialVersionUID = 1;

  private static final int CHUNKS_IN_TASK = 16;

  /** With the former fixes which sums are formed first, and so the last bits of an estimate. */
  private static final int TASKS_IN_GROUP = 1024;

  private static final long SAMPLES_IN_TASK = (long) CHUNKS_IN_TASK * Planes.CHUNK;

  private final transient List<Unit> units; // null where it has travelled to
  private final String[] texts;
  private final Input input;
  private final Sampling sampling;
  private final boolean inGroups;

  TreeWork(List<Unit> units, Input input, Sampling sampling, boolean inGroups) {
    this.units = List.copyOf(units);
    this.texts = units.stream().map(Unit::text).toArray(String[]::new);
    this.input = input;
    this.sampling = sampling;
    this.inGroups = inGroups;
  }

  /** How many tasks there are. */
  long tasks() {
    return (sampling.samples() + samplesInTask() - 1) / samplesInTask();
  }

  long samplesInTask() {
    return inGroups ? TASKS_IN_GROUP * SAMPLES_IN_TASK : SAMPLES_IN_TASK;
  }

  /** Whether the sums up to a task are those of whole groups. */
  boolean endsGroup(long task) {
    return inGroups || (task + 1) % TASKS_IN_GROUP == 0;
  }

  @Override
  public Runner.Worker<List<UnitTally>> begin(Runner.Place place) {
    List<Unit> here = units != null ? units : List.of(texts).stream().map(Unit::parse).toList();
    List<UnitTally> tallies = here.stream().map(unit -> new UnitTally()).toList();
    SampleTree tree = new SampleTree(here, input, new NormalMatrix(sampling.seed()), tallies);
    return task -> {
      long from = task * samplesInTask();
      long to = Math.min(from + samplesInTask(), sampling.samples());
      GroupSums group = new GroupSums(here.size());
      for (long start = from; start < to; start += SAMPLES_IN_TASK) {
        range(tree, start, Math.min(start + SAMPLES_IN_TASK, to));
        group.add(tallies.stream().map(UnitTally::take).toList(), false);
      }
      return group.totals();
    };
  }

  private static void range(SampleTree tree, long from, long to) {
    for (long start = from; start < to; start += Planes.CHUNK) {
      tree.add(start / Planes.CHUNK, (int) Math.min(Planes.CHUNK, to - start));
    }
  }
}
