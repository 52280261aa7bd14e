package org.normprop.random;

import org.apache.commons.rng.core.source64.LongProvider;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * A stream of random bits, uniforms and normals: the generator xoroshiro128++ (Blackman and Vigna,
 * Scrambled Linear Pseudorandom Number Generators, 2021) and the ziggurat of McFarland (A modified
 * ziggurat algorithm for generating exponentially and normally distributed pseudorandom numbers,
 * 2016) as Commons RNG has it, number for number.
 *
 * <p>98.8 % of the normals are a table's entry times the random bits. They are made here, in a loop
 * that keeps the generator's state in registers; the others, in the wedges and the tail, by the
 * library. Mutable and not thread-safe.
 */
public final class NormalStream extends LongProvider {

  /** Bits whose lowest byte is below this number lie inside their layer of the ziggurat. */
  private static final int INNER_LAYERS = 253;

  /** Numbers a call: the virtual machine compiles a method fully after some hundred calls. */
  private static final int PIECE = 64;

  /** 2^-63 times the half width of each layer. */
  private static final double[] WIDTHS = widths();

  private final ContinuousSampler library = ZigguratSampler.NormalizedGaussian.of(this);
  private long state0;
  private long state1;

  /** A stream that begins at a state of the generator, not both words 0. */
  public NormalStream(long state0, long state1) {
    this.state0 = state0;
    this.state1 = state1;
  }

  /** What the library multiplies bits by: asked with 2^62 + layer, which as a double is 2^62. */
  private static double[] widths() {
    double[] widths = new double[INNER_LAYERS];
    for (int layer = 0; layer < INNER_LAYERS; layer++) {
      long bits = (1L << 62) + layer;
      widths[layer] = ZigguratSampler.NormalizedGaussian.of(() -> bits).sample() * 0x1p-62;
    }
    return widths;
  }

  @Override
  public long next() {
    long bits = Long.rotateLeft(state0 + state1, 17) + state0;
    long mixed = state0 ^ state1;
    state0 = Long.rotateLeft(state0, 49) ^ mixed ^ (mixed << 21);
    state1 = Long.rotateLeft(mixed, 28);
    return bits;
  }

  /** Fills the beginning of an array with standard normals. */
  public void normals(double[] z, int n) {
    for (int from = 0; from < n; from += PIECE) {
      normals(z, from, Math.min(from + PIECE, n));
    }
  }

  private void normals(double[] z, int from, int to) {
    double[] widths = WIDTHS;
    long s0 = state0;
    long s1 = state1;
    for (int i = from; i < to; i++) {
      long before0 = s0;
      long before1 = s1;
      long bits = Long.rotateLeft(s0 + s1, 17) + s0;
      long mixed = s0 ^ s1;
      s0 = Long.rotateLeft(s0, 49) ^ mixed ^ (mixed << 21);
      s1 = Long.rotateLeft(mixed, 28);
      int layer = (int) bits & 0xff;
      if (layer < INNER_LAYERS) {
        z[i] = widths[layer] * bits;
      } else {
        state0 = before0;
        state1 = before1;
        z[i] = library.sample(); // draws the same bits again, and more
        s0 = state0;
        s1 = state1;
      }
    }
    state0 = s0;
    state1 = s1;
  }

  /** Fills the beginning of an array with uniforms on [0, 1). */
  public void uniforms(double[] u, int n) {
    for (int i = 0; i < n; i++) {
      u[i] = nextDouble();
    }
  }
}
