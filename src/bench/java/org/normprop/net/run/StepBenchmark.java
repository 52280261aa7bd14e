package org.normprop.net.run;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.normprop.net.compute.Engine;
import org.normprop.net.graph.Recipe;
import org.normprop.net.layer.Shape;
import org.normprop.net.learn.Decay;
import org.normprop.net.learn.Optimiser;
import org.normprop.net.learn.Stepper;
import org.normprop.net.loss.Loss;
import org.normprop.net.loss.LossTargets;
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

/** What a training step costs: forward, backward and momentum, on random images. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@State(Scope.Benchmark)
public class StepBenchmark {

  private static final int BATCHES = 10;

  /** The nets that the peers train, too; one image a step, a batch of images in the others. */
  public enum Net {
    /** Three hidden layers. */
    MLP("3xF(256)-F(10)", new Shape(1, 28, 28), 64),
    /** The same, image by image. */
    MLP1("3xF(256)-F(10)", new Shape(1, 28, 28), 1),
    /** Four convolutions of 3x3. */
    CNN(
        "2xC(32,3,1,1)-P(2,2,0,max)-2xC(64,3,1,1)-P(2,2,0,max)-F(128)-F(10)",
        new Shape(1, 28, 28),
        64),
    /** The network of Arpit et al. (2016), section 5. */
    NIN(
        "C(192,5,1,2)-C(160,1,1,0)-C(96,1,1,0)-P(3,2,1,max)-D(drop=0.5)-C(192,5,1,2)-2xC(192,1,1,0)"
            + "-P(3,2,1,avg)-D(drop=0.5)-C(192,3,1,1)-C(192,1,1,0)-C(10,1,1,0)-P(global,avg)",
        new Shape(3, 32, 32),
        32);

    private final String architecture;
    private final Shape input;
    private final int batch;

    Net(String architecture, Shape input, int batch) {
      this.architecture = architecture;
      this.input = input;
      this.batch = batch;
    }
  }

  /** How a net is normalised. Batch normalisation has no batch of one. */
  public enum Normalised {
    /** Not at all. */
    NONE(Recipes.of("norm", "none"), 0.01),
    /** By constants, the weights divided by their norms. */
    REPARAM(Recipes.of("norm", "normprop", "weights", "reparam"), 0.001),
    /** By constants, the weights divided and projected. */
    BOTH(Recipes.of("norm", "normprop", "weights", "both"), 0.001),
    /** By the batch. */
    BATCHNORM(Recipes.of("norm", "batchnorm"), 0.01);

    private final Recipe recipe;
    private final double rate;

    Normalised(Recipe recipe, double rate) {
      this.recipe = recipe;
      this.rate = rate;
    }
  }

  @Param Net net;
  @Param Normalised norm;

  @Param({"1", "2"})
  int threads;

  private Engine engine;
  private Network network;
  private Stepper stepper;
  private float[][] images;
  private LossTargets[] targets;
  private int step;

  /** Builds the network and draws the images. */
  @Setup
  public void build() {
    engine = Engine.start(threads);
    network = Nets.of(net.architecture, net.input, norm.recipe, Initialiser.HE, net.batch, engine);
    stepper =
        new Optimiser.Sgd(0.9, false, Decay.NONE, Optimiser.NO_CLIP)
            .bind(network.parameters(), engine);
    images = new float[BATCHES][];
    targets = new LossTargets[BATCHES];
    for (int i = 0; i < BATCHES; i++) {
      images[i] = Nets.normals(net.batch * net.input.size(), i);
      targets[i] = new LossTargets.Labels(new Random(i).ints(net.batch, 0, 10).toArray());
    }
  }

  /** A step. */
  @Benchmark
  public double step() {
    int i = step % BATCHES;
    network.forward(images[i], net.batch, Pass.training(step));
    double loss = network.backward(Loss.SOFTMAX_CROSS_ENTROPY, targets[i]);
    stepper.step(norm.rate);
    step++;
    return loss;
  }

  /** Ends the threads. */
  @TearDown
  public void end() {
    engine.close();
  }
}
