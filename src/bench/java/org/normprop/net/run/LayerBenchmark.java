package org.normprop.net.run;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.normprop.function.catalogue.Activations;
import org.normprop.function.stage.Pooling;
import org.normprop.net.compute.Engine;
import org.normprop.net.compute.Parameter;
import org.normprop.net.compute.Workspace;
import org.normprop.net.layer.Affine;
import org.normprop.net.layer.CellConstants;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Nonlinearity;
import org.normprop.net.layer.Scheme;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.WeightLayer;
import org.normprop.net.layer.Window;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a pass through one layer costs, forward and backward, on random images. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class LayerBenchmark {

  private static final Nonlinearity RELU =
      new Nonlinearity.Fixed(Activations.of("relu"), new Affine(0.4, 0.6));
  private static final Nonlinearity GELU =
      new Nonlinearity.Fixed(Activations.of("gelu"), new Affine(0.3, 0.6));
  private static final Scheme PLAIN = new Scheme.Plain(true);
  private static final Scheme NORMPROP = new Scheme.NormProp(Scheme.Division.REPARAM, 1);

  /** A layer with its input, one of each kind that the networks of the peers have. */
  public enum Kind {
    /** Batch of 64. */
    DENSE(new WeightLayer.Dense(256, PLAIN, RELU), Shape.vector(784), 64),
    /** One image: a matrix-vector product. */
    DENSE_ONE(new WeightLayer.Dense(256, PLAIN, RELU), Shape.vector(784), 1),
    /** The same with rows divided by their norms. */
    DENSE_ONE_NORMPROP(new WeightLayer.Dense(256, NORMPROP, RELU), Shape.vector(784), 1),
    /** In Winograd's tiles. */
    CONVOLUTION_3X3(
        new WeightLayer.Convolution(32, Window.square(3, 1, 1), PLAIN, RELU),
        new Shape(32, 28, 28),
        64),
    /** With constants. */
    CONVOLUTION_3X3_NORMPROP(
        new WeightLayer.Convolution(32, Window.square(3, 1, 1), NORMPROP, RELU),
        new Shape(32, 28, 28),
        64),
    /** In Winograd's tiles. */
    CONVOLUTION_5X5(
        new WeightLayer.Convolution(192, Window.square(5, 1, 2), PLAIN, RELU),
        new Shape(96, 16, 16),
        32),
    /** Without a panel. */
    CONVOLUTION_1X1(
        new WeightLayer.Convolution(160, Window.square(1, 1, 0), PLAIN, RELU),
        new Shape(192, 32, 32),
        32),
    /** With a panel, as its stride is 2. */
    CONVOLUTION_STRIDE_2(
        new WeightLayer.Convolution(64, Window.square(3, 2, 1), PLAIN, RELU),
        new Shape(32, 28, 28),
        64),
    /** Windows side by side. */
    MAX_2X2(pool(Pooling.Kind.MAX, Window.square(2, 2, 0)), new Shape(32, 28, 28), 64),
    /** Windows that overlap. */
    MAX_3X3(pool(Pooling.Kind.MAX, Window.square(3, 2, 1)), new Shape(96, 32, 32), 32),
    /** The mean of windows that overlap. */
    AVERAGE_3X3(pool(Pooling.Kind.AVG, Window.square(3, 2, 1)), new Shape(192, 16, 16), 32),
    /** Scale, shift and the cheapest activation. */
    ACTIVATION_RELU(new Layer.Channelwise(PLAIN, RELU), new Shape(32, 28, 28), 64),
    /** Scale, shift and an activation with an exponential. */
    ACTIVATION_GELU(new Layer.Channelwise(PLAIN, GELU), new Shape(32, 28, 28), 64),
    /** Mean and variance of the batch. */
    BATCH_NORM(new Layer.Channelwise(Scheme.BatchNorm.DEFAULT, RELU), new Shape(32, 28, 28), 64);

    private final Layer layer;
    private final Shape input;
    private final int batch;

    Kind(Layer layer, Shape input, int batch) {
      this.layer = layer;
      this.input = input;
      this.batch = batch;
    }

    private static Layer pool(Pooling.Kind kind, Window window) {
      return new Layer.Pool(kind, window, CellConstants.NONE);
    }
  }

  @Param Kind kind;

  @Param({"1", "2"})
  int threads;

  private Engine engine;
  private BoundLayer layer;
  private float[] x;
  private float[] upstream;
  private float[] gradient;

  /** Builds the layer, with small random weights, and makes one pass for the backward ones. */
  @Setup
  public void build() {
    engine = Engine.start(threads);
    Workspace workspace = new Workspace(engine.workers().count());
    layer = Binder.bind(kind.layer, kind.input, new Binding(engine, workspace, kind.batch, "", 1));
    Random random = new Random(1);
    for (Parameter parameter : layer.parameters()) {
      fill(random, parameter.values(), 0.05);
      parameter.markChanged();
    }
    x = fill(random, new float[kind.batch * kind.input.size()], 1);
    upstream = fill(random, new float[kind.batch * layer.output().size()], 1);
    gradient = upstream.clone();
    forward();
  }

  private static float[] fill(Random random, float[] values, double scale) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (scale * random.nextGaussian());
    }
    return values;
  }

  /** Forward. */
  @Benchmark
  public float[] forward() {
    return layer.forward(x, kind.batch, Pass.training(1));
  }

  /** Backward to weights and input, with the copy of the gradient that each pass overwrites. */
  @Benchmark
  public float[] backward() {
    System.arraycopy(upstream, 0, gradient, 0, gradient.length);
    return layer.backward(gradient, true);
  }

  /** Ends the threads. */
  @TearDown
  public void end() {
    engine.close();
  }
}
