package org.normprop.net.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.normprop.function.Unit;
import org.normprop.moments.Calculator;
import org.normprop.moments.sample.Sampling;
import org.normprop.net.compute.Engine;
import org.normprop.net.graph.Architecture;
import org.normprop.net.graph.Constants;
import org.normprop.net.graph.Norm;
import org.normprop.net.graph.Plan;
import org.normprop.net.graph.Recipe;
import org.normprop.net.layer.Shape;
import org.normprop.net.learn.Decay;
import org.normprop.net.learn.Optimiser;
import org.normprop.net.learn.Stepper;
import org.normprop.net.loss.Loss;
import org.normprop.net.loss.LossTargets;
import org.normprop.table.ConstantsTable;
import org.normprop.table.Input;

/**
 * Times training steps on random images: forward, backward, and SGD with momentum 0.9.
 *
 * <pre>
 * java -cp target/normprop.jar src/bench/java/org/normprop/net/run/TrainingSteps.java \
 *     SECONDS BLOCKS THREADS SPEC...
 * </pre>
 *
 * <p>A SPEC is NET[/NORM[/WEIGHTS]][@BATCH][xTHREADS], NET one of mlp, cnn, nin, resnet, paper, or
 * w64d8 for 8 dense layers of width 64. All are warmed up for ten blocks in all, three each at
 * least, since compiled code comes in over seconds; then a block of each follows a block of the one
 * before, so that a machine whose speed drifts treats them alike. For each a line of JSON tells the
 * images a second of its blocks.
 */
public final class TrainingSteps {

  private static final int DIFFERENT_BATCHES = 10;
  private static final int WARMING = 10;

  private static final String PAPER =
      "C(192,5,1,2)-C(160,1,1,0)-%sP(3,2,1,max)-%sC(192,5,1,2)-C(192,1,1,0)-C(192,1,1,0)"
          + "-P(3,2,1,avg)-%sC(192,3,1,1)-C(192,1,1,0)-C(10,1,1,0)-P(8,8,0,avg)";

  /** Three stages of three blocks, as the demo cifar10-resnet has them. */
  private static final String RESNET =
      "C(16,3,1,1,linear)-3xR(A-C(16,3,1,1)-C(16,3,1,1,linear))"
          + "-R(A-C(32,3,2,1)-C(32,3,1,1,linear)|C(32,1,2,0,linear))"
          + "-2xR(A-C(32,3,1,1)-C(32,3,1,1,linear))"
          + "-R(A-C(64,3,2,1)-C(64,3,1,1,linear)|C(64,1,2,0,linear))"
          + "-2xR(A-C(64,3,1,1)-C(64,3,1,1,linear))-A-P(global,avg)-F(10)";

  /** A network, the shape of its images, and the batch that its peers take. */
  private record Net(String architecture, Shape shape, int batch) {
    static Net named(String name) {
      Shape digit = new Shape(1, 28, 28);
      Shape colour = new Shape(3, 32, 32);
      String nin = String.format(PAPER, "C(96,1,1,0)-", "D(drop=0.5)-", "D(drop=0.5)-");
      return switch (name) {
        case "mlp" -> new Net("3xF(256)-F(10)", digit, 64);
        case "mlp1" -> new Net("3xF(256)-F(10)", digit, 1);
        case "cnn" ->
            new Net(
                "2xC(32,3,1,1)-P(2,2,0,max)-2xC(64,3,1,1)-P(2,2,0,max)-F(128)-F(10)", digit, 64);
        case "nin" -> new Net(nin, colour, 32);
        case "resnet" -> new Net(RESNET, colour, 64);
        case "paper" -> new Net(String.format(PAPER, "C(96,1,1,0)-", "", ""), colour, 50);
        default -> dense(name, digit);
      };
    }

    private static Net dense(String name, Shape shape) {
      if (!name.matches("w\\d+d\\d+")) {
        throw new IllegalArgumentException("no such net: " + name);
      }
      String[] numbers = name.substring(1).split("d");
      return new Net(numbers[1] + "xF(" + numbers[0] + ")-F(10)", shape, 64);
    }
  }

  /** A network that trains. */
  private static final class Contestant {
    private final String spec;
    private final int batch;
    private final double rate;
    private final Network network;
    private final Stepper stepper;
    private final float[][] x = new float[DIFFERENT_BATCHES][];
    private final LossTargets[] targets = new LossTargets[DIFFERENT_BATCHES];
    private final List<String> speeds = new ArrayList<>();
    private int steps;

    Contestant(String spec, Map<Integer, Engine> engines, int threads) {
      this.spec = spec;
      String[] words = spec.replaceFirst("[@x].*", "").split("/");
      Net net = Net.named(words[0]);
      this.batch = spec.contains("@") ? number(spec.replaceFirst(".*@", "")) : net.batch();
      int own = spec.contains("x") ? number(spec.replaceFirst(".*x", "")) : threads;
      Engine engine = engines.computeIfAbsent(own, Engine::start);
      Map<String, String> options = new HashMap<>();
      options.put("norm", words.length > 1 ? words[1] : "none");
      options.put("weights", words.length > 2 ? words[2] : "reparam");
      Recipe recipe = Recipe.parse(options);
      boolean isGentle = batch < 8 || words[0].equals("resnet");
      this.rate = recipe.norm() == Norm.NORMPROP || isGentle ? 0.001 : 0.01;
      Architecture architecture = Architecture.parse(net.architecture());
      Set<Unit> units = Plan.required(architecture, net.shape(), recipe).standard();
      network =
          new Network(
              Plan.graph(architecture, net.shape(), recipe, constants(units)),
              Initialiser.HE,
              1,
              batch,
              engine);
      stepper =
          new Optimiser.Sgd(0.9, false, Decay.NONE, Optimiser.NO_CLIP)
              .bind(network.parameters(), engine);
      Random random = new Random(1);
      for (int i = 0; i < DIFFERENT_BATCHES; i++) {
        x[i] = new float[batch * net.shape().size()];
        for (int j = 0; j < x[i].length; j++) {
          x[i][j] = (float) random.nextGaussian();
        }
        targets[i] = new LossTargets.Labels(random.ints(batch, 0, 10).toArray());
      }
    }

    private static int number(String text) {
      return Integer.parseInt(text.replaceFirst("\\D.*", ""));
    }

    private static Constants constants(Set<Unit> units) {
      Set<Unit> sorted = new TreeSet<>((a, b) -> a.text().compareTo(b.text()));
      sorted.addAll(units);
      return Constants.of(
          new ConstantsTable(
              Input.STANDARD,
              Calculator.rows(
                  List.copyOf(sorted),
                  Input.STANDARD,
                  Calculator.Method.EXACT,
                  Sampling.DEFAULT,
                  done -> {})));
    }

    /** Images a second, over steps until the time is up. */
    double block(double seconds) {
      long start = System.nanoTime();
      long end = start + (long) (seconds * 1e9);
      int first = steps;
      double loss = 0;
      do {
        int i = steps % DIFFERENT_BATCHES;
        network.forward(x[i], batch, Pass.training(++steps));
        loss = network.backward(Loss.SOFTMAX_CROSS_ENTROPY, targets[i]);
        stepper.step(rate);
      } while (System.nanoTime() < end);
      if (!Double.isFinite(loss)) {
        throw new IllegalStateException(spec + " diverged");
      }
      return (double) (steps - first) * batch / ((System.nanoTime() - start) * 1e-9);
    }
  }

  private TrainingSteps() {}

  /**
   * Times.
   *
   * @param args seconds of a block, blocks, threads, then specs
   */
  public static void main(String[] args) {
    double seconds = Double.parseDouble(args[0]);
    int blocks = Integer.parseInt(args[1]);
    int threads = Integer.parseInt(args[2]);
    Map<Integer, Engine> engines = new HashMap<>();
    List<Contestant> contestants = new ArrayList<>();
    for (int i = 3; i < args.length; i++) {
      contestants.add(new Contestant(args[i], engines, threads));
    }
    int warming = Math.max(3, WARMING / contestants.size());
    for (int block = -warming; block < blocks; block++) {
      for (Contestant contestant : contestants) {
        double speed = contestant.block(seconds);
        if (block >= 0) {
          contestant.speeds.add(String.format(Locale.ROOT, "%.2f", speed));
        }
      }
    }
    for (Contestant contestant : contestants) {
      System.out.println(
          "{\"spec\": \""
              + contestant.spec
              + "\", \"images_per_second\": "
              + contestant.speeds
              + "}");
    }
    engines.values().forEach(Engine::close);
  }
}
