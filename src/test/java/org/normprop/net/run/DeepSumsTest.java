package org.normprop.net.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.moments.pair.ExactCorrelations;
import org.normprop.net.compute.Engine;
import org.normprop.net.file.NetworkDescription;
import org.normprop.net.flow.Prediction;
import org.normprop.net.flow.Propagation;
import org.normprop.net.flow.statistics.LayerStatistics;
import org.normprop.net.flow.statistics.PlaneCorrelation;
import org.normprop.net.graph.Architecture;
import org.normprop.net.graph.Recipe;
import org.normprop.net.layer.Join;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.Statistics;

/** Nine blocks of two zero-padded convolutions on average over networks. */
class DeepSumsTest {

  private static final Engine ENGINE = Engine.start(2);
  private static final Pass TRAINING = Pass.training(1);
  private static final Shape INPUT = new Shape(64, 5, 5);
  private static final String BLOCKS = "C(64,3,1,1,linear)-9xR(A-C(64,3,1,1)-C(64,3,1,1,linear))-A";

  private static final int NETWORKS = 6;
  private static final int IMAGES = 4;

  /**
   * Behind the last block single networks of 64 channels were seen to differ by 1 % (tanh) to 3 %
   * (relu, a = 1); four standard errors of the mean of six.
   */
  private static final double TOLERANCE = 4 * 0.03 / Math.sqrt(NETWORKS);

  /** Means over networks of what is measured and foretold, node by node. */
  private record Means(double[] output, double[] foretold, double[] back, double[] foretoldBack) {}

  private static NetworkDescription described(String layers, String options) {
    Architecture architecture = Architecture.parse(layers);
    Recipe recipe = Recipes.of(options.split("[=,]"));
    return new NetworkDescription(
        architecture, INPUT, recipe, NormalIntegrals.constants(architecture, INPUT, recipe));
  }

  private static Propagation measured(Network network, int seed) {
    Propagation propagation = new Propagation(network, TRAINING, seed);
    propagation.add(Nets.normals(IMAGES * INPUT.size(), 100 + seed), IMAGES);
    return propagation;
  }

  private static List<LayerStatistics> foretold(Network network) {
    return Prediction.of(
        network,
        new Statistics(0, 1),
        TRAINING,
        NormalIntegrals::row,
        new ExactCorrelations(),
        PlaneCorrelation.NONE);
  }

  private static Means means(String options) {
    return means(BLOCKS, options);
  }

  private static Means means(String layers, String options) {
    NetworkDescription of = described(layers, options);
    Means means = null;
    List<LayerStatistics> foretold = null;
    for (int seed = 1; seed <= NETWORKS; seed++) {
      Network network = of.network(Initialiser.GAUSSIAN, seed, IMAGES, ENGINE);
      List<LayerStatistics> measured = measured(network, seed).layers();
      int n = measured.size();
      if (means == null) {
        // Rows of unit length: of all networks the same.
        foretold = foretold(network);
        means = new Means(new double[n], new double[n], new double[n], new double[n]);
      }
      for (int i = 0; i < n; i++) {
        means.output[i] += measured.get(i).output().std() / NETWORKS;
        means.foretold[i] += foretold.get(i).output().std() / NETWORKS;
        means.back[i] += measured.get(i).sentBack().std() / NETWORKS;
        means.foretoldBack[i] += foretold.get(i).sentBack().std() / NETWORKS;
      }
    }
    return means;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "activation=relu,residual=unit,borders=plain",
        "activation=tanh,residual=sum,borders=corrected",
        "activation=relu,residual=nf,borders=plain",
        "activation=silu,residual=nf,borders=corrected",
      })
  void everyTensorIsForetold(String options) {
    Means means = means(options);
    for (int i = 0; i < means.output.length; i++) {
      assertEquals(1, means.output[i] / means.foretold[i], TOLERANCE, "output " + i);
      assertEquals(1, means.back[i] / means.foretoldBack[i], TOLERANCE, "sent back " + i);
    }
  }

  /** Terms that no weights part: x and f(x), sums in sums, concatenations that are added. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "R(A);0.8564", // of x and relu(x): 1/2 over relu's std, 0.5838
        "R(R(A-C(64,3,1,1,linear)));0.8944", // of x and (x + F/2)/sqrt(1.25)
        "R(B(|A)|B(A|));0.8564",
      })
  void termsThatCorrelateAreForetold(String block, double correlation) {
    String layers = "C(64,3,1,1,linear)-" + block + "-C(64,3,1,1,linear)";
    String options = "activation=relu,residual=unit,borders=corrected";
    Means means = means(layers, options);
    int sum = means.output.length - 2;
    for (int i = 0; i < means.output.length; i++) {
      assertEquals(1, means.output[i] / means.foretold[i], TOLERANCE, "output " + i);
      assertEquals(1, means.back[i] / means.foretoldBack[i], TOLERANCE, "sent back " + i);
    }
    // (x + y/2)/sqrt(1.25) has the variance 1 + 0.8 r; a deep net's x is not quite normal
    assertEquals(Math.sqrt(1 + 0.8 * correlation), means.foretold[sum], 0.006);
  }

  /** What is sent back to a value is more where the slopes of several activations are on. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "R(A)-R(A)-R(A);unit", // 36 % too little when ways were taken as even
        "R(A)-R(A)-A;nf",
        "R(A|P(3,1,1,max));unit", // 5 % too little as normals with a part 1/n in common
        "R(A-D(keep=0.8)|A)-A;unit", // 16 % too little when what dropout leaves was normal
      })
  void activationsInARowAreForetold(String block, String rule) {
    String layers = "C(64,3,1,1,linear)-" + block + "-C(64,3,1,1,linear)";
    Means means = means(layers, "activation=relu,borders=corrected,residual=" + rule);
    for (int i = 0; i < means.output.length; i++) {
      assertEquals(1, means.output[i] / means.foretold[i], 0.03, "output " + i);
      assertEquals(1, means.back[i] / means.foretoldBack[i], 0.03, "sent back " + i);
    }
  }

  /** Taken for a normal 8 % too little; padding leaves a third of the windows fewer cells. */
  @Test
  void aRectifiedValueBesideTheLargestAboutItIsForetold() {
    String layers = "C(64,3,1,1)-R(A|P(3,1,1,max))-C(64,3,1,1,linear)";
    Means means = means(layers, "activation=relu,borders=corrected,residual=unit");
    for (int i = 0; i < means.output.length; i++) {
      assertEquals(1, means.output[i] / means.foretold[i], 0.03, "output " + i);
    }
  }

  /** As ResNets were first written, an activation behind each sum: what it receives is skewed. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "activation=relu,residual=unit,borders=corrected",
        "activation=silu,residual=unit,borders=corrected",
      })
  void sumsOfRectifiedValuesAreForetold(String options) {
    String block = "-R(C(64,3,1,1)-C(64,3,1,1,linear))-A";
    Means means = means("C(64,3,1,1)" + block.repeat(3), options);
    for (int i = 0; i < means.output.length; i++) {
      assertEquals(1, means.output[i] / means.foretold[i], TOLERANCE, "output " + i);
      assertEquals(1, means.back[i] / means.foretoldBack[i], TOLERANCE, "sent back " + i);
    }
    // Were what the activations receive a normal of mean 0 and std 1, this would be 1.
    assertTrue(means.output[means.output.length - 1] > 1.7);
  }

  /** Windows that overlap have their largest value in common, and its activation with it. */
  @Test
  void anActivationBehindWindowsThatOverlapIsForetold() {
    String layers = "C(64,3,1,1)-P(3,2,1,max)-A-P(global,avg)";
    Means means = means(layers, "activation=relu,borders=corrected");
    for (int i = 0; i < means.output.length; i++) {
      // Taken for normals that correlate as much, it was 13 % and 20 %.
      assertEquals(1, means.output[i] / means.foretold[i], 0.08, "output " + i);
      assertEquals(1, means.back[i] / means.foretoldBack[i], 0.08, "sent back " + i);
    }
  }

  /** What places have in common falls with their distance; slopes before and behind go together. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "P(3,1,1,avg)-P(3,1,1,avg)-C(64,3,1,1);relu,borders=corrected", // 7 % and 14 % before
        "P(3,1,1,max)-R(C(64,3,1,1)-C(64,3,1,1,linear))-A-F(64);tanh,borders=plain", // back 22 %
        // 29 % where halves of what is sent back were drawn as one.
        "R(B(|A)|B(A|))-R(A)-P(3,1,1,avg);relu,borders=corrected",
      })
  void whatPlacesHaveInCommonIsForetold(String layers, String options) {
    Means means = means("C(64,3,1,1)-" + layers, "residual=unit,activation=" + options);
    for (int i = 0; i < means.output.length; i++) {
      assertEquals(1, means.output[i] / means.foretold[i], 0.03, "output " + i);
      assertEquals(1, means.back[i] / means.foretoldBack[i], 0.05, "sent back " + i);
    }
  }

  /** A sum's terms keep it: the shortcut past a block, and what filters see of means besides. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Without what windows share 10 % too little, here 4 +- 2.
        "-R(C(64,3,1,1)-C(64,3,1,1,linear))-A|corrected",
        // With the larger of both instead of both 6.5 % too little, here 3 +- 3 too much.
        "-C(64,3,1,1)-C(64,3,1,1)|plain",
      })
  void whatWindowsShareIsForetoldBehindBlocks(String behind, String borders) {
    String layers = "C(64,3,1,1)-P(3,2,1,max)" + behind + "-P(global,avg)";
    Means means = means(layers, "activation=relu,residual=unit,borders=" + borders);
    for (int i = 0; i < means.output.length; i++) {
      assertEquals(1, means.output[i] / means.foretold[i], 0.06, "output " + i);
    }
  }

  /** What a branch adds to all of a channel's places an average over them does not lessen. */
  @ParameterizedTest
  @ValueSource(strings = {"corrected", "plain"})
  void aGlobalAverageBehindSumsIsForetold(String borders) {
    String block = "-R(C(64,3,1,1)-C(64,3,1,1,linear))-A";
    String layers = "C(64,3,1,1)" + block.repeat(6) + "-P(global,avg)";
    String options = "activation=relu,residual=unit,borders=" + borders;
    Means means = means(layers, options);
    int last = means.output.length - 1;
    // Behind an average networks differ more; taken by its value, the shift made this 0.85.
    assertEquals(1, means.output[last] / means.foretold[last], 2 * TOLERANCE);
    // Along borders, where less is on, less is sent back: of one law for all places it was 0.8.
    assertEquals(1, means.back[0] / means.foretoldBack[0], 2 * TOLERANCE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"P(2,2,0,max)", "P(3,1,1,max)"})
  void theLargestOfSumsAndOfBranchesIsForetold(String pool) {
    String options = "activation=relu,residual=unit,borders=corrected";
    String layers =
        "C(32,3,1,1)-R(C(32,3,1,1))-" + pool + "-B(C(32,3,1,1)|C(32,1,1,0,linear))-P(2,1,0,max)";
    Means means = means(layers, options);
    // Half as many channels.
    double tolerance = Math.sqrt(2) * TOLERANCE;
    for (int i = 0; i < means.output.length; i++) {
      assertEquals(1, means.output[i] / means.foretold[i], tolerance, "output " + i);
      assertEquals(1, means.back[i] / means.foretoldBack[i], tolerance, "sent back " + i);
    }
  }

  /**
   * Every place behind a global average is sent the same, so that what overlapping windows send to
   * one cell adds up in length; through an activation on the way half of it and more.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "P(3,1,1,max)-P(global,avg)",
        "P(3,2,1,max)-C(64,3,1,1)-P(global,avg)",
        "P(3,1,1,avg)-R(C(64,3,1,1)-C(64,3,1,1,linear))-P(global,avg)",
      })
  void whatOverlappingWindowsSendBackAddsUp(String layers) {
    String options = "activation=relu,residual=unit,borders=corrected";
    Means means = means("C(64,3,1,1)-" + layers, options);
    for (int i = 0; i < means.output.length; i++) {
      assertEquals(1, means.back[i] / means.foretoldBack[i], TOLERANCE, "sent back " + i);
    }
    // Behind a layer of own weights for each place nothing adds up.
    String dense = layers.replace("P(global,avg)", "F(64,linear)");
    Means apart = means("C(64,3,1,1)-" + dense, options);
    assertEquals(1, apart.back[1] / apart.foretoldBack[1], TOLERANCE);
    double added = means.foretoldBack[1] / means.foretoldBack[2];
    assertTrue(added > 1.25 * apart.foretoldBack[1] / apart.foretoldBack[2]);
  }

  @Test
  void sumsOfUnitFormKeepTheirStdAndPlainOnesDoNot() {
    double[] unit = sums("activation=relu,residual=unit,borders=corrected", NETWORKS);
    for (double std : unit) {
      assertEquals(1, std, TOLERANCE);
    }
    // The same with zero padding that nothing makes up for, and plainly summed.
    double[] plain = sums("activation=relu,residual=unit,borders=plain", 2);
    assertTrue(plain[8] < 0.85, "borders left as they are: " + plain[8]);
    double[] added = sums("activation=relu,residual=sum,borders=corrected", 2);
    assertTrue(added[8] > 20, "plain sums: " + added[8]);
  }

  /** The stds of the sums, the mean of some networks. */
  private static double[] sums(String options, int networks) {
    NetworkDescription of = described(BLOCKS, options);
    double[] stds = null;
    for (int seed = 1; seed <= networks; seed++) {
      Network network = of.network(Initialiser.GAUSSIAN, seed, IMAGES, ENGINE);
      List<LayerStatistics> measured = measured(network, seed).layers();
      double[] own =
          IntStream.range(0, measured.size())
              .filter(i -> network.graph().nodes().get(i).layer() instanceof Join.Sum)
              .mapToDouble(i -> measured.get(i).output().std() / networks)
              .toArray();
      double[] before = stds == null ? new double[own.length] : stds;
      stds = IntStream.range(0, own.length).mapToDouble(i -> before[i] + own[i]).toArray();
    }
    return stds;
  }
}
