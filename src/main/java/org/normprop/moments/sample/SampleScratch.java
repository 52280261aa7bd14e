package org.normprop.moments.sample;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.normprop.function.stage.Noisy;
import org.normprop.moments.sample.planes.Planes;

/**
 * What the nodes of a {@link SampleTree} share: which chunk is on its way, the planes of noise, and
 * scratch arrays. Belongs to one thread.
 */
final class SampleScratch {

  private final Planes planes;
  private final List<double[]> scratch = new ArrayList<>();
  private final Map<Planes.Kind, List<Noise>> noises = new EnumMap<>(Planes.Kind.class);
  private long chunk;
  private int n;

  /** A plane of noise and the copy it belongs to. */
  private static final class Noise {
    private final double[] plane = new double[Planes.CHUNK];
    private long chunk = -1;
    private int copy = -1;
  }

  SampleScratch(Planes planes) {
    this.planes = planes;
  }

  void begin(long newChunk, int samples) {
    chunk = newChunk;
    n = samples;
  }

  /** The samples of the chunk. */
  int n() {
    return n;
  }

  void fill(Planes.Kind kind, int copy, double[] plane) {
    planes.fill(kind, 0, chunk, copy, plane, n);
  }

  /** An array that a node and its siblings write to in turn. */
  double[] scratch(int index) {
    while (scratch.size() <= index) {
      scratch.add(new double[Planes.CHUNK]);
    }
    return scratch.get(index);
  }

  /** The draws of a random stage for a copy of its output. */
  double[] noise(Noisy.Noise distribution, int slot, int copy) {
    Planes.Kind kind =
        distribution == Noisy.Noise.UNIFORM ? Planes.Kind.UNIFORM : Planes.Kind.NOISE;
    List<Noise> ofKind = noises.computeIfAbsent(kind, k -> new ArrayList<>());
    while (ofKind.size() <= slot) {
      ofKind.add(new Noise());
    }
    Noise noise = ofKind.get(slot);
    if (noise.chunk != chunk || noise.copy != copy) {
      planes.fill(kind, slot, chunk, copy, noise.plane, n);
      noise.chunk = chunk;
      noise.copy = copy;
    }
    return noise.plane;
  }
}
