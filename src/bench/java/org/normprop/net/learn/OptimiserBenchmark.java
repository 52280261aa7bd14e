package org.normprop.net.learn;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.normprop.function.catalogue.Activations;
import org.normprop.net.compute.Engine;
import org.normprop.net.compute.Parameter;
import org.normprop.net.compute.Workspace;
import org.normprop.net.layer.Affine;
import org.normprop.net.layer.Nonlinearity;
import org.normprop.net.layer.Scheme;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.WeightLayer;
import org.normprop.net.run.Binder;
import org.normprop.net.run.Binding;
import org.normprop.net.run.BoundLayer;
import org.normprop.net.run.Pass;
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

/** What a pass over the weights of a dense layer of 256 times 784 costs, on one thread. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class OptimiserBenchmark {

  private static final Shape INPUT = Shape.vector(784);
  private static final int UNITS = 256;
  private static final int BATCH = 2;

  /** A rule. */
  public enum Rule {
    /** No memory. */
    SGD(new Optimiser.Sgd(0, false, Decay.NONE, Optimiser.NO_CLIP)),
    /** Momentum. */
    MOMENTUM(new Optimiser.Sgd(0.9, false, Decay.NONE, Optimiser.NO_CLIP)),
    /** Momentum and a clip, which reads the gradient once more. */
    MOMENTUM_CLIPPED(new Optimiser.Sgd(0.9, false, Decay.NONE, 1)),
    /** Two memories and a root. */
    ADAM(Optimiser.Adam.DEFAULT);

    private final Optimiser optimiser;

    Rule(Optimiser optimiser) {
      this.optimiser = optimiser;
    }
  }

  /** What becomes of the weights. */
  public enum Weights {
    /** Nothing. */
    PLAIN(new Scheme.Plain(true)),
    /** Norms are measured. */
    REPARAM(new Scheme.NormProp(Scheme.Division.REPARAM, 1)),
    /** Rows are divided by their norms. */
    PROJECT(new Scheme.NormProp(Scheme.Division.PROJECT, 1));

    private final Scheme scheme;

    Weights(Scheme scheme) {
      this.scheme = scheme;
    }
  }

  @Param Rule rule;
  @Param Weights weights;

  private Engine engine;
  private Stepper stepper;

  /** Makes a layer with a gradient. */
  @Setup
  public void build() {
    engine = Engine.start(1);
    Nonlinearity relu = new Nonlinearity.Fixed(Activations.of("relu"), Affine.IDENTITY);
    BoundLayer layer =
        Binder.bind(
            new WeightLayer.Dense(UNITS, weights.scheme, relu),
            INPUT,
            new Binding(engine, new Workspace(1), BATCH, "", 1));
    List<Parameter> parameters = layer.parameters();
    for (Parameter parameter : parameters) {
      fill(parameter.values());
      parameter.markChanged();
    }
    layer.forward(fill(new float[BATCH * INPUT.size()]), BATCH, Pass.training(1));
    layer.backward(fill(new float[BATCH * UNITS]), true);
    stepper = rule.optimiser.bind(parameters, engine);
  }

  private static float[] fill(float[] values) {
    IntStream.range(0, values.length).forEach(i -> values[i] = (float) Math.sin(i + 1));
    return values;
  }

  /** A step along the same gradient, so short that weights stay as they are. */
  @Benchmark
  public Stepper step() {
    stepper.step(1e-12);
    return stepper;
  }

  /** Ends the threads. */
  @TearDown
  public void end() {
    engine.close();
  }
}
