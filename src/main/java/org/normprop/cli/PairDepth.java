package org.normprop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.normprop.cli.line.Arguments;
import org.normprop.cli.line.Console;
import org.normprop.cli.line.UsageException;
import org.normprop.io.Csv;
import org.normprop.moments.pair.ExactCorrelations;
import org.normprop.net.compute.Draws;
import org.normprop.net.flow.PairPrediction;
import org.normprop.net.flow.statistics.LayerStatistics;
import org.normprop.net.graph.Graph;
import org.normprop.net.layer.Statistics;
import org.normprop.net.run.Network;
import org.normprop.net.run.Pass;
import org.normprop.text.Digits;
import org.normprop.text.TextTable;

/** {@code propagate --corr R}: what becomes of the correlation of two inputs, layer by layer. */
final class PairDepth {

  /** So many pairs are measured, in batches. */
  private static final int PAIRS = 512;

  private PairDepth() {}

  /** The correlation that is asked for. */
  static double correlation(Arguments arguments) {
    double r = arguments.number("corr", 0);
    if (r >= -1 && r <= 1) {
      return r;
    }
    throw new UsageException("--corr must be a number from -1 to 1, got " + r);
  }

  /** The table for people, or as CSV. */
  static void print(
      Network network,
      List<LayerStatistics> single,
      double r,
      Pass pass,
      long seed,
      boolean asCsv,
      Console console) {
    int pairs = network.maxBatch() / 2;
    int batches = Math.max(1, PAIRS / pairs);
    ZigguratSampler.NormalizedGaussian normal =
        ZigguratSampler.NormalizedGaussian.of(Draws.of(seed, "propagate.pairs"));
    double[] measured = new double[network.graph().nodes().size()];
    for (int batch = 0; batch < batches; batch++) {
      float[] x = pairs(pairs, network.input().size(), r, normal);
      List<Double> of = PairPrediction.measure(network, x, pairs, pass);
      for (int i = 0; i < measured.length; i++) {
        measured[i] += of.get(i) / batches;
      }
    }
    List<Double> predicted =
        PairPrediction.of(
            network, single, new Statistics(0, 1), r, pass.training(), new ExactCorrelations());
    List<Graph.Node> nodes = network.graph().nodes();
    if (asCsv) {
      console.out().print(Csv.line(List.of("layer", "what", "predicted_corr", "corr")));
      for (int i = 0; i < nodes.size(); i++) {
        console
            .out()
            .print(
                Csv.line(
                    List.of(
                        nodes.get(i).name(),
                        nodes.get(i).text(),
                        Digits.significant(predicted.get(i), 9),
                        Digits.significant(measured[i], 9))));
      }
      return;
    }
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"layer", "", "predicted", "measured"});
    for (int i = 0; i < nodes.size(); i++) {
      rows.add(
          new String[] {
            nodes.get(i).name(),
            nodes.get(i).text(),
            predicted.get(i).isNaN() ? "" : four(predicted.get(i)),
            four(measured[i])
          });
    }
    console
        .out()
        .printf(
            Locale.ROOT,
            "%ncorrelation of two inputs, %s at the start, behind each layer (%d pairs)%n%n",
            Digits.significant(r, 6),
            pairs * batches);
    console.out().print(TextTable.aligned(rows, 2));
  }

  private static String four(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  /** Rows u, then rows r u + sqrt(1 - r^2) w. */
  private static float[] pairs(
      int pairs, int size, double r, ZigguratSampler.NormalizedGaussian normal) {
    int n = pairs * size;
    float[] x = new float[2 * n];
    for (int i = 0; i < n; i++) {
      double u = normal.sample();
      x[i] = (float) u;
      x[n + i] = (float) (r * u + Math.sqrt(1 - r * r) * normal.sample());
    }
    return x;
  }
}
