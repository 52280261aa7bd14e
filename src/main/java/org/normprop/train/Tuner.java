package org.normprop.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.normprop.net.compute.Engine;
import org.normprop.net.flow.WindowCorrelations;
import org.normprop.net.flow.statistics.PlaneCorrelation;
import org.normprop.net.graph.Calibration;
import org.normprop.net.graph.Graph;
import org.normprop.net.graph.Norm;
import org.normprop.net.graph.Plan;
import org.normprop.net.graph.WindowRho;
import org.normprop.net.layer.Affine;
import org.normprop.net.layer.Flow;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.Statistics;
import org.normprop.net.run.Network;
import org.normprop.net.run.Pass;
import org.normprop.text.Numbers;
import org.normprop.train.setting.Setting;

/** Looks at training rows before the first step, where settings leave something to them. */
final class Tuner {

  /** Enough for two digits of a correlation between pixels. */
  private static final int CORRELATED_ROWS = 1000;

  /** Correlations are given to so many steps of one. */
  private static final double STEPS = 1000;

  private final Model model;
  private final Problem problem;

  Tuner(Model model, Problem problem) {
    this.model = model;
    this.problem = problem;
  }

  /** Whether a model leaves anything to the data. */
  static boolean isNeeded(Model model) {
    return model.recipe().norm() == Norm.NORMPROP
        && (model.recipe().rho().isAuto() || model.settings().whole(Setting.CALIBRATE) > 0);
  }

  /** All that the model leaves to the data. */
  Tuning tuning(ConstantsSource source, Engine engine) throws IOException {
    Model correlated = model.with(new Tuning(rho(source), Calibration.NONE));
    return new Tuning(correlated.recipe().rho(), calibration(correlated, source, engine));
  }

  /** The correlation in each pooling's window, where it is left to the data. */
  private WindowRho rho(ConstantsSource source) throws IOException {
    WindowRho given = model.recipe().rho();
    if (!given.isAuto()) {
      return given;
    }
    Shape shape = model.input();
    Feed feed = TrainingRows.first(model.settings(), problem, CORRELATED_ROWS);
    PlaneCorrelation input =
        PlaneCorrelation.of(feed.x(), feed.rows(), shape.channels(), shape.height(), shape.width());
    Graph graph = Plan.outline(model.architecture(), shape, model.recipe());
    List<Flow.Neighbours> nodes = WindowCorrelations.of(graph, input, source.correlations());
    List<String> each =
        IntStream.range(0, nodes.size())
            .filter(node -> graph.nodes().get(node).layer() instanceof Layer.Pool)
            .mapToObj(node -> nodes.get(node).normals())
            .map(r -> Math.round(Math.max(0, Math.min(1 - 1 / STEPS, r)) * STEPS) / STEPS)
            .map(Numbers::text)
            .toList();
    return each.isEmpty() ? WindowRho.NONE : new WindowRho(each);
  }

  /**
   * Mean and std of what each pooling and sum of a model puts out at the start, one after the
   * other, as each changes what those behind it see.
   *
   * @param tuned the model, whose correlations are settled
   */
  private Calibration calibration(Model tuned, ConstantsSource source, Engine engine)
      throws IOException {
    int rows = tuned.settings().whole(Setting.CALIBRATE);
    if (rows == 0) {
      return Calibration.NONE;
    }
    Feed feed = TrainingRows.first(tuned.settings(), problem, rows);
    Graph outline = Plan.outline(tuned.architecture(), tuned.input(), tuned.recipe());
    Calibration calibration = Calibration.NONE;
    for (Graph.Node node : outline.nodes()) {
      if (Calibration.takes(node)) {
        Model so = tuned.with(new Tuning(tuned.recipe().rho(), calibration));
        Network network = so.network(so.description(so.constants(source)), engine);
        Statistics measured = measured(network, node.name(), feed);
        if (!(measured.std() > 0 && Double.isFinite(measured.std()))) {
          throw new IllegalArgumentException(
              "--calibrate: "
                  + node.name()
                  + " "
                  + node.text()
                  + " puts out the same number for all rows, and cannot be given std 1");
        }
        calibration = calibration.and(node.name(), new Affine(measured.mean(), measured.std()));
      }
    }
    return calibration;
  }

  private static Statistics measured(Network network, String name, Feed feed) {
    Statistics.Sum sum = new Statistics.Sum();
    int size = network.input().size();
    for (int done = 0; done < feed.rows(); done += network.maxBatch()) {
      int n = Math.min(network.maxBatch(), feed.rows() - done);
      float[] part = Arrays.copyOfRange(feed.x(), done * size, (done + n) * size);
      network.forward(
          part,
          n,
          Pass.training(1),
          (tensor, values) -> {
            Graph.Node node = network.graph().nodes().get(tensor - 1);
            if (node.name().equals(name)) {
              sum.add(values, n * node.output().size());
            }
          });
    }
    return sum.get();
  }

  /** What was found, for people: a line for each pooling and sum. */
  static List<String> told(Model model) {
    Graph graph = Plan.outline(model.architecture(), model.input(), model.recipe());
    List<String> lines = new ArrayList<>();
    int pooling = 0;
    for (Graph.Node node : graph.nodes()) {
      List<String> parts = new ArrayList<>();
      if (node.layer() instanceof Layer.Pool) {
        if (model.settings().recipe().rho().isAuto()) {
          parts.add("rho " + model.recipe().rho().each().get(pooling));
        }
        pooling++;
      }
      Affine measured = model.calibration().byNode().get(node.name());
      if (measured != null) {
        parts.add(
            String.format(
                Locale.ROOT,
                "mean %.3f and std %.3f by constants, now 0 and 1",
                measured.mean(),
                measured.scale()));
      }
      if (!parts.isEmpty()) {
        lines.add(node.name() + " " + node.text() + ": " + String.join(", ", parts));
      }
    }
    return lines;
  }
}
