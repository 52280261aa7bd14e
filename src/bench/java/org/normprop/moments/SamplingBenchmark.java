package org.normprop.moments;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.normprop.function.Activation;
import org.normprop.function.Unit;
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
@OperationsPerInvocation(NormalMatrix.CHUNK)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SamplingBenchmark {

  private static final int SIZE = NormalMatrix.CHUNK;

  /** The planes that the kernels read. */
  @State(Scope.Thread)
  public static class Planes {
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
      matrix.fill(NormalMatrix.Kind.INPUT, 0, 0, 0, x, SIZE);
      matrix.fill(NormalMatrix.Kind.INPUT, 0, 0, 1, dy, SIZE);
      lane.set(x, Lane.Gradient.SIGNED, dy);
    }
  }

  /** A normal. */
  @Benchmark
  public double[] normal(Planes planes) {
    planes.matrix.fill(NormalMatrix.Kind.INPUT, 0, planes.chunk++, 0, planes.y, SIZE);
    return planes.y;
  }

  /** A uniform, for masks. */
  @Benchmark
  public double[] uniform(Planes planes) {
    planes.matrix.fill(NormalMatrix.Kind.UNIFORM, 0, planes.chunk++, 0, planes.y, SIZE);
    return planes.y;
  }

  /** The moments of a value and its derivative. */
  @Benchmark
  public UnitTally tally(Planes planes) {
    planes.tally.add(planes.lane, SIZE);
    return planes.tally;
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
  public double[] activation(Planes planes, Applied applied) {
    applied.f.evaluate(planes.x, planes.y, planes.dy, SIZE);
    return planes.y;
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
      tree = new SampleTree(List.of(Unit.parse(unit)), Input.STANDARD, new NormalMatrix(1));
    }
  }

  /** A sample of a unit. */
  @Benchmark
  public SampleTree unit(Whole whole) {
    whole.tree.add(whole.chunk++, SIZE);
    return whole.tree;
  }
}
