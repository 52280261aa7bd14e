package org.normprop.moments.sample.planes;

import java.util.Arrays;
import org.normprop.function.math.NormalQuantile;
import org.normprop.random.Mix;
import org.normprop.random.Scramble;

/**
 * One replicate of scrambled Sobol points, as planes of normals and uniforms for one unit.
 *
 * <p>Where a unit has a single input, two things make the error fall faster still. The input's
 * digits are those of two scrambled coordinates in turn, a net of the second order, whose error
 * falls like n^-2.5 for a smooth function (Dick, Higher order scrambled digital nets achieve the
 * optimal rate of the root mean square error for smooth integrands, 2011). And it is drawn from
 * N(0, 2), and weighted by the quotient of the densities: the weight vanishes at both ends, where
 * the quantile function is steep and would spoil the rate. With more inputs the weights would vary
 * too much, and hardly any function of several inputs is smooth enough for the second order.
 *
 * <p>Belongs to one thread.
 */
public final class SobolPlanes implements Planes {

  private static final double SQRT_2 = Math.sqrt(2);

  private final SobolNet net;
  private final SobolLayout layout;
  private final long seed;
  private final double[] weights = new double[CHUNK];
  private final Rotation rotation; // null where there is none
  private final double[][] turned; // the coordinates' normals of the block that was filled last
  private long turnedChunk = -1;
  private int turnedBlock;
  private final int[] digits = new int[CHUNK];
  private final int[] moreDigits = new int[CHUNK];

  /**
   * A replicate.
   *
   * @param net the points
   * @param layout what drives what
   * @param rotation of the cells of windows that correlate by a matrix; null where there is none
   * @param seed fixes the scrambling
   */
  public SobolPlanes(SobolNet net, SobolLayout layout, Rotation rotation, long seed) {
    this.net = net;
    this.rotation = rotation;
    this.turned = rotation == null ? null : new double[rotation.size()][CHUNK];
    this.layout = layout;
    this.seed = seed;
    Arrays.fill(weights, 1);
  }

  /** The weights of the samples of the chunk whose inputs were filled last. */
  public double[] weights() {
    return weights;
  }

  @Override
  public void fill(Kind kind, int slot, long chunk, int coordinate, double[] plane, int n) {
    long from = chunk * CHUNK;
    switch (kind) {
      case COMMON -> normals(0, from, plane, n);
      case INPUT -> {
        if (layout.hasOneInput()) {
          wideNormals(from, plane, n);
        } else if (rotation != null) {
          rotated(chunk, coordinate, plane, n);
        } else {
          normals(layout.common() + coordinate, from, plane, n);
        }
      }
      case UNIFORM -> uniforms(layout.slots().get(slot) + coordinate, from, plane, n);
      case NOISE -> normals(layout.slots().get(slot) + coordinate, from, plane, n);
    }
  }

  private void rotated(long chunk, int coordinate, double[] plane, int n) {
    int block = coordinate / turned.length;
    if (chunk != turnedChunk || block != turnedBlock) {
      for (int j = 0; j < turned.length; j++) {
        normals(layout.common() + block * turned.length + j, chunk * CHUNK, turned[j], n);
      }
      turnedChunk = chunk;
      turnedBlock = block;
    }
    rotation.turn(turned, coordinate % turned.length, plane, n);
  }

  private void normals(int dimension, long from, double[] plane, int n) {
    uniforms(dimension, from, plane, n);
    for (int i = 0; i < n; i++) {
      plane[i] = NormalQuantile.of(plane[i]);
    }
  }

  private void uniforms(int dimension, long from, double[] plane, int n) {
    Scramble scramble = scramble(dimension);
    net.fill(dimension, from, digits, n);
    for (int i = 0; i < n; i++) {
      plane[i] = uniform(scramble.apply(digits[i]));
    }
  }

  /** The one input from N(0, 2), and the weights that make up for it. */
  private void wideNormals(long from, double[] plane, int n) {
    Scramble even = scramble(0);
    Scramble odd = scramble(1);
    net.fill(0, from, digits, n);
    net.fill(1, from, moreDigits, n);
    for (int i = 0; i < n; i++) {
      double u = uniform(interlaced(even.apply(digits[i]), odd.apply(moreDigits[i])));
      double x = NormalQuantile.of(u);
      double z = SQRT_2 * x;
      plane[i] = z;
      // phi(z) / (phi(z/sqrt 2)/sqrt 2) = sqrt(2) e^(-z^2/4)
      weights[i] = SQRT_2 * StrictMath.exp(-0.25 * z * z);
    }
  }

  private Scramble scramble(int dimension) {
    return new Scramble(Mix.next(seed ^ dimension), net.levels());
  }

  /** The first digit of one, the first of the other, the second of one, ... */
  private static long interlaced(long a, long b) {
    int half = Scramble.DIGITS / 2;
    return spread(a >>> half) << 1 | spread(b >>> half);
  }

  /** Puts a zero before each of 32 digits. */
  private static long spread(long x) {
    long s = (x | x << 16) & 0x0000ffff0000ffffL;
    s = (s | s << 8) & 0x00ff00ff00ff00ffL;
    s = (s | s << 4) & 0x0f0f0f0f0f0f0f0fL;
    s = (s | s << 2) & 0x3333333333333333L;
    return (s | s << 1) & 0x5555555555555555L;
  }

  /** The middle of the interval that the digits name, so never 0 or 1. */
  private static double uniform(long bits) {
    return (bits + 0.5) * 0x1p-52;
  }
}
