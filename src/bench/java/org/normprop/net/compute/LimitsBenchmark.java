package org.normprop.net.compute;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the machine can do, per nanosecond: {@code operations} are GFLOP/s of products at the
 * networks' shapes, {@code bytes} GB/s of a sum of two arrays that is written to a third, {@code
 * values} exponentials. With {@code -t 2} two threads do the same side by side.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LimitsBenchmark {

  /** Counts what a call did, and is shown by the nanosecond. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Operations {
    public long operations;
  }

  /** Counts the bytes that a call moved. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Traffic {
    public long bytes;
  }

  /** Counts values. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Values {
    public long values;
  }

  /** A product: rows, columns, length of the sums, and which operands lie transposed. */
  public enum Product {
    /** The first layer of the mlp, a batch of 64. */
    MLP_FORWARD(64, 256, 784, false, true),
    /** Its gradient. */
    MLP_GRADIENT(256, 784, 64, true, false),
    /** The inner layers of the mlp. */
    MLP_INNER(64, 256, 256, false, false),
    /** A convolution of 32 by 32 channels in tiles. */
    CNN_32(32, 64, 32, false, false),
    /** A convolution of 64 by 64 channels in tiles. */
    CNN_64(64, 64, 64, false, false),
    /** A 1x1 convolution of nin. */
    NIN_1X1(160, 1024, 192, false, false);

    private final int m;
    private final int n;
    private final int k;
    private final boolean transposeA;
    private final boolean transposeB;

    Product(int m, int n, int k, boolean transposeA, boolean transposeB) {
      this.m = m;
      this.n = n;
      this.k = k;
      this.transposeA = transposeA;
      this.transposeB = transposeB;
    }
  }

  /** Operands of a product. */
  @State(Scope.Thread)
  public static class Matrices {
    @Param Product shape;

    final Blas blas = Blas.load();
    float[] a;
    float[] b;
    float[] c;

    /** Fills them. */
    @Setup
    public void fill() {
      a = normals(shape.m * shape.k);
      b = normals(shape.k * shape.n);
      c = new float[shape.m * shape.n];
    }
  }

  /** As the networks multiply, large products in pieces where that is faster. */
  @Benchmark
  public float[] product(Matrices matrices, Operations count) {
    Product shape = matrices.shape;
    int aStride = shape.transposeA ? shape.m : shape.k;
    int bStride = shape.transposeB ? shape.k : shape.n;
    float[] a = matrices.a;
    float[] b = matrices.b;
    float[] c = matrices.c;
    Blas blas = matrices.blas;
    if (shape.transposeA) {
      blas.multiplyTransposed(
          shape.m, shape.n, shape.k, a, 0, aStride, b, 0, bStride, false, c, 0, shape.n);
    } else if (shape.transposeB) {
      blas.multiplyByTransposed(
          shape.m, shape.n, shape.k, a, 0, aStride, b, 0, bStride, false, c, 0, shape.n);
    } else {
      blas.multiply(shape.m, shape.n, shape.k, a, 0, aStride, b, 0, bStride, false, c, 0, shape.n);
    }
    count.operations += 2L * shape.m * shape.n * shape.k;
    return matrices.c;
  }

  /** Arrays for a level of the memory: three of so many values. */
  @State(Scope.Thread)
  public static class Arrays {
    @Param({"2000", "50000", "500000", "20000000"})
    int size;

    float[] x;
    float[] y;
    float[] z;

    /** Fills them. */
    @Setup
    public void fill() {
      x = new float[size];
      y = new float[size];
      z = new float[size];
      java.util.Arrays.fill(x, 1);
      java.util.Arrays.fill(y, 2);
    }
  }

  /** z = x + y: 12 bytes a value. */
  @Benchmark
  public float[] sum(Arrays arrays, Traffic count) {
    add(arrays.x, arrays.y, arrays.z);
    count.bytes += 12L * arrays.size;
    return arrays.z;
  }

  private static void add(float[] x, float[] y, float[] z) {
    for (int i = 0; i < z.length; i++) {
      z[i] = x[i] + y[i];
    }
  }

  /** Arguments of exponentials. */
  @State(Scope.Thread)
  public static class Arguments {
    final float[] x = normals(4096);
    final double[] y = new double[x.length];
  }

  /** The platform's exponential, one after the other. */
  @Benchmark
  public double[] exponential(Arguments arguments, Values count) {
    for (int i = 0; i < arguments.x.length; i++) {
      arguments.y[i] = Math.exp(arguments.x[i]);
    }
    count.values += arguments.x.length;
    return arguments.y;
  }

  private static float[] normals(int n) {
    Random random = new Random(1);
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
