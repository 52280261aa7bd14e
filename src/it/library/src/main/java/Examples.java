import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
import org.normprop.table.Row;
import org.normprop.table.Sampled;
import org.normprop.table.TableFile;

/** The examples of the library's page, in a project that has nothing but its coordinates. */
public final class Examples {

  private Examples() {}

  public static void main(String[] args) throws IOException {
    exact();
    sampled();
    own();
    table();
    fixedpoint();
    network();
  }

  private static void exact() throws IOException {
    Unit unit = Unit.parse("relu,max:3x3");
    Exact exact = ExactMoments.of(unit, Input.STANDARD).orElseThrow();
    double gain = 1 / exact.std();
    System.out.println("gain " + gain);
  }

  private static void sampled() throws IOException {
    Sampling sampling = new Sampling(1_000_000, 1, 0); // samples, seed, threads (0: all)
    List<Unit> units = List.of(Unit.parse("expr:x*sigmoid(1.702*x)"));
    List<Sampled> found = MonteCarlo.estimate(units, Input.STANDARD, sampling, done -> {});
    Estimate mean = found.get(0).mean();
    String text = mean.value() + " +- " + mean.standardError();
    System.out.println("sampled " + text);
  }

  private static void own() {
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
    System.out.println(known.mean() + " " + seen.mean().value() + " " + recipe);
  }

  private static void table() throws IOException {
    TableFile file = TableFile.read(Path.of("tables/activations.csv"));
    Row gelu = file.table().find(Unit.parse("gelu")).orElseThrow();
    double shifted = (0.7 - gelu.mean()) / gelu.std();
    System.out.println("shifted " + shifted);
  }

  private static void fixedpoint() throws IOException {
    FixedPoint point = FixedPoint.of(Activations.of("selu"), 0).get(0);
    System.out.println("fixed point " + point);
  }

  private static void network() throws IOException {
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
    System.out.println("loss " + loss);
  }
}
