package org.normprop.moments.sample;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.normprop.function.Unit;
import org.normprop.function.stage.Activation;
import org.normprop.moments.sample.planes.NormalMatrix;
import org.normprop.moments.sample.planes.Planes;
import org.normprop.table.Input;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a sample costs on one thread: nanoseconds a normal, a value, a tally, a whole unit. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Planes.CHUNK)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SamplingBenchmark {

  private static final int SIZE = Planes.CHUNK;

  /** What the kernels read. */
  @State(Scope.Thread)
  public static class Kernels {
    final NormalMatrix matrix = new NormalMatrix(1);
    final double[] x = new double[SIZE];
    final double[] y = new double[SIZE];
    final double[] dy = new double[SIZE];
    final Lane lane = new Lane();
    final UnitTally tally = new UnitTally();
    long chunk;

    /** Fills the inputs. */
    @Setup
    public void fill() {
      matrix.fill(Planes.Kind.INPUT, 0, 0, 0, x, SIZE);
      matrix.fill(Planes.Kind.INPUT, 0, 0, 1, dy, SIZE);
      lane.set(x, Lane.Gradient.SIGNED, dy);
    }
  }

  /** A normal. */
  @Benchmark
  public double[] normal(Kernels kernels) {
    kernels.matrix.fill(Planes.Kind.INPUT, 0, kernels.chunk++, 0, kernels.y, SIZE);
    return kernels.y;
  }

  /** A uniform, for masks. */
  @Benchmark
  public double[] uniform(Kernels kernels) {
    kernels.matrix.fill(Planes.Kind.UNIFORM, 0, kernels.chunk++, 0, kernels.y, SIZE);
    return kernels.y;
  }

  /** The moments of a value and its derivative. */
  @Benchmark
  public UnitTally tally(Kernels kernels) {
    kernels.tally.add(kernels.lane, SIZE);
    return kernels.tally;
  }

  /** An activation of the catalog. */
  @State(Scope.Thread)
  public static class Applied {
    @Param({
      "relu",
      "elu",
      "gelu",
      "gelu_tanh",
      "silu",
      "mish",
      "softplus",
      "tanh",
      "sigmoid",
      "sin",
      "erf"
    })
    String activation;

    Activation f;

    /** Looks it up. */
    @Setup
    public void find() {
      f = (Activation) Unit.parse(activation).stages().get(0);
    }
  }

  /** A value with its derivative. */
  @Benchmark
  public double[] activation(Kernels kernels, Applied applied) {
    applied.f.evaluate(kernels.x, kernels.y, kernels.dy, SIZE);
    return kernels.y;
  }

  /** A whole unit: planes, stages and tally. */
  @State(Scope.Thread)
  public static class Whole {
    @Param({"relu", "gelu", "max:3x3", "avg:3x3", "relu,max:3x3", "dropout:keep=0.8"})
    String unit;

    SampleTree tree;
    long chunk;

    /** Grows the tree. */
    @Setup
    public void grow() {
      tree =
          new SampleTree(
              List.of(Unit.parse(unit)),
              Input.STANDARD,
              new NormalMatrix(1),
              List.of(new UnitTally()));
    }
  }

  /** A sample of a unit. */
  @Benchmark
  public SampleTree unit(Whole whole) {
    whole.tree.add(whole.chunk++, SIZE);
    return whole.tree;
  }
}
