package org.normprop.moments.sample;

import java.util.Arrays;
import java.util.List;
import org.normprop.function.Unit;
import org.normprop.moments.sample.planes.NormalMatrix;
import org.normprop.moments.sample.planes.Planes;
import org.normprop.table.Input;

/** Keeps a unit's outputs themselves. Mutable and not thread-safe. */
public final class OutputCollector implements Lane.Tally {

  private final double[] outputs;
  private int size;

  private OutputCollector(int samples) {
    outputs = new double[samples];
  }

  @Override
  public void add(Lane lane, int n) {
    System.arraycopy(lane.y, 0, outputs, size, n);
    size += n;
  }

  /** The first outputs that an estimate with this seed is made of, ascending. */
  public static double[] sorted(Unit unit, Input input, int samples, long seed) {
    OutputCollector collector = new OutputCollector(samples);
    NormalMatrix matrix = new NormalMatrix(seed);
    SampleTree tree = new SampleTree(List.of(unit), input, matrix, List.of(collector));
    for (int from = 0; from < samples; from += Planes.CHUNK) {
      tree.add(from / Planes.CHUNK, Math.min(Planes.CHUNK, samples - from));
    }
    Arrays.sort(collector.outputs);
    return collector.outputs;
  }
}
