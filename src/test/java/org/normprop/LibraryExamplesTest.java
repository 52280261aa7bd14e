package org.normprop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.normprop.data.DataSet;
import org.normprop.data.sets.Catalogue;
import org.normprop.function.Unit;
import org.normprop.function.catalogue.Activations;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.Pooling;
import org.normprop.moments.Calculator;
import org.normprop.moments.ExactMoments;
import org.normprop.moments.FixedPoint;
import org.normprop.moments.sample.MonteCarlo;
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
import org.normprop.net.run.Initialiser;
import org.normprop.net.run.Network;
import org.normprop.net.run.Pass;
import org.normprop.table.ConstantsTable;
import org.normprop.table.Estimate;
import org.normprop.table.Exact;
import org.normprop.table.Input;
import org.normprop.table.Quantity;
import org.normprop.table.Row;
import org.normprop.table.Sampled;
import org.normprop.table.TableFile;

/** The examples of src/docs/library.md: what stands there is what is compiled and run here. */
class LibraryExamplesTest {

  private static final Path PAGE = Path.of("src/docs/library.md");
  private static final Path PROJECT = Path.of("src/it/library/src/main/java/Examples.java");
  private static final Path SOURCE = Path.of("src/test/java/org/normprop/LibraryExamplesTest.java");

  @Test
  void exactValue() {
    // begin exact
    Unit unit = Unit.parse("relu,max:3x3");
    Exact exact = ExactMoments.of(unit, Input.STANDARD).orElseThrow();
    double gain = 1 / exact.std();
    // end exact
    // relu,max:3x3 of the reference values, to their printed digits.
    assertEquals(1.4852610648861, exact.mean(), 1e-13);
    assertEquals(1 / 0.59712536110584, gain, 1e-12);
  }

  @Test
  void sampled() {
    // begin sampled
    Sampling sampling = new Sampling(1_000_000, 1, 0); // samples, seed, threads (0: all)
    List<Unit> units = List.of(Unit.parse("expr:x*sigmoid(1.702*x)"));
    List<Sampled> found = MonteCarlo.estimate(units, Input.STANDARD, sampling, done -> {});
    Estimate mean = found.get(0).mean();
    String text = mean.value() + " +- " + mean.standardError();
    // end sampled
    Exact exact = ExactMoments.of(Unit.parse("quick_gelu"), Input.STANDARD).orElseThrow();
    // Five standard errors: two of a hundred million seeds would go beyond.
    assertTrue(Math.abs(mean.zScore(exact.mean())) < 5, text);
  }

  @Test
  void anActivationOfYourOwn() {
    // begin own
    record RootRelu() implements Activation {
      @Override
      public String name() {
        return "root_relu";
      }

      @Override
      public String text() {
        return name(); // all that tells it apart: parameters too, if it has some
      }

      @Override
      public Map<String, Double> parameters() {
        return Map.of();
      }

      @Override
      public double value(double x) {
        return x > 0 ? Math.sqrt(1 + x) - 1 : 0 * x; // NaN stays NaN
      }

      @Override
      public double derivative(double x) {
        return x > 0 ? 0.5 / Math.sqrt(1 + x) : 0;
      }

      @Override
      public double[] kinks() {
        return new double[] {0}; // where the function or a derivative of it jumps
      }

      @Override
      public String source() {
        return "our own";
      }
    }
    Unit own = Unit.of(new RootRelu(), Pooling.of(Pooling.Kind.MAX, 2, 2));
    Exact known = ExactMoments.of(own, Input.STANDARD).orElseThrow();
    Sampled seen =
        MonteCarlo.estimate(List.of(own), Input.STANDARD, new Sampling(100_000, 1, 0), done -> {})
            .get(0);
    Recipe recipe = Recipe.of(Norm.NORMPROP, new RootRelu()); // of a network that has it
    // end own
    Exact formula =
        ExactMoments.of(Unit.parse("expr:sqrt(1+max(0,x))-1,max:2x2"), Input.STANDARD)
            .orElseThrow();
    assertEquals(formula.mean(), known.mean(), 1e-14);
    assertEquals(
        formula.get(Quantity.BACKWARD).value(), known.get(Quantity.BACKWARD).value(), 1e-14);
    assertTrue(Math.abs(seen.mean().zScore(known.mean())) < 5, seen.toString());
    assertTrue(Math.abs(seen.std().zScore(known.std())) < 5, seen.toString());
    assertEquals("root_relu", recipe.options().get("activation"));
  }

  @Test
  void committedTable() throws IOException {
    // begin table
    TableFile file = TableFile.read(Path.of("tables/activations.csv"));
    Row gelu = file.table().find(Unit.parse("gelu")).orElseThrow();
    double shifted = (0.7 - gelu.mean()) / gelu.std();
    // end table
    assertEquals((0.7 - 0.282094791773878) / 0.587914969213, shifted, 1e-11);
  }

  @Test
  void fixedPoint() {
    // begin fixedpoint
    FixedPoint point = FixedPoint.of(Activations.of("selu"), 0).get(0);
    // end fixedpoint
    assertEquals(0, point.mean(), 1e-9);
    assertEquals(1, point.variance(), 1e-9);
  }

  @Test
  void network() throws IOException {
    // begin network
    Architecture architecture = Architecture.parse("F(64)-F(64)-F(10)");
    Shape input = new Shape(1, 8, 8);
    Recipe recipe = Recipe.parse(Map.of("norm", "normprop", "weights", "reparam"));
    List<Unit> needed = List.copyOf(Plan.required(architecture, input, recipe).standard());
    List<Row> rows =
        Calculator.rows(
            needed, Input.STANDARD, Calculator.Method.EXACT, Sampling.DEFAULT, done -> {});
    Constants constants = Constants.of(new ConstantsTable(Input.STANDARD, rows));

    DataSet digits = Catalogue.named("digits").load(Path.of(".")).rows();
    float[] x = new float[64];
    double loss = Math.log(10); // of one who guesses
    try (Engine engine = Engine.start(1)) {
      Network network =
          new Network(
              Plan.graph(architecture, input, recipe, constants),
              Initialiser.GAUSSIAN,
              1, // seed
              1, // the largest batch
              engine);
      Stepper stepper =
          new Optimiser.Sgd(0.9, false, Decay.NONE, Optimiser.NO_CLIP)
              .bind(network.parameters(), engine);
      for (int step = 1; step <= 3000; step++) {
        int row = step % digits.size();
        digits.features(row, x, 0);
        for (int i = 0; i < x.length; i++) {
          x[i] = (x[i] - 0.305f) / 0.376f; // pixels lie in [0, 1]: their mean and std
        }
        network.forward(x, 1, Pass.training(step));
        LossTargets target = new LossTargets.Labels(new int[] {digits.label(row)});
        loss += 0.01 * (network.backward(Loss.SOFTMAX_CROSS_ENTROPY, target) - loss);
        stepper.step(0.003);
      }
    }
    // end network
    assertTrue(loss < 0.5 * Math.log(10), "mean loss of the last hundred rows: " + loss);
  }

  @Test
  void thePageShowsWhatIsRunHere() throws IOException {
    String page = Files.readString(PAGE);
    String elsewhere = Files.readString(PROJECT).replaceAll("\\s+", " ");
    Matcher examples =
        Pattern.compile("// begin (\\w+)\n(.*?)\n *// end \\1\n", Pattern.DOTALL)
            .matcher(Files.readString(SOURCE));
    int count = 0;
    while (examples.find()) {
      String code = examples.group(2).stripIndent().strip();
      assertTrue(
          page.contains("```java\n" + code + "\n```"), "not on the page: " + examples.group(1));
      assertTrue(
          elsewhere.contains(code.replaceAll("\\s+", " ")),
          "not in the project that uses the artifact: " + examples.group(1));
      count++;
    }
    assertEquals(count, page.split("```java\n", -1).length - 1, "blocks that nobody runs");
  }

  @Test
  void thePageNamesTheVersionOfTheBuild() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("pom.xml"))) {
      String version =
          lines.filter(line -> line.startsWith("  <version>")).findFirst().orElseThrow().strip();
      assertTrue(Files.readString(PAGE).contains(version), version);
    }
  }
}
