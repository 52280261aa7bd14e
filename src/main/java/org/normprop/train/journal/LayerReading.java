package org.normprop.train.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.normprop.io.Csv;
import org.normprop.net.compute.Parameter;
import org.normprop.net.graph.Graph;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Scheme;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.Statistics;
import org.normprop.net.layer.WeightLayer;
import org.normprop.net.run.BoundLayer;
import org.normprop.net.run.Network;
import org.normprop.net.run.Pass;

/**
 * Mean and standard deviation of a layer's values, over rows, units and positions: what the method
 * promises beside what is there.
 *
 * @param layer its number, from 0
 * @param kind what it is
 * @param pre the pre-activations; empty without activation
 * @param unitDrift the mean over units of the absolute mean of a unit's pre-activations; NaN
 *     without activation
 * @param output what it hands on
 * @param promisedPre what pre-activations have if the layer's input has mean 0 and standard
 *     deviation 1 and rows are incoherent: the mean of beta, and the root mean square of gamma;
 *     empty unless the layer is normalised by constants
 */
public record LayerReading(
    int layer,
    String kind,
    Optional<Statistics> pre,
    double unitDrift,
    Statistics output,
    Optional<Statistics> promisedPre) {

  private static final List<String> NONE = List.of("", "");

  /** The first line of a file of readings. */
  public static final String HEADER =
      "epoch,layer,kind,pre_mean,pre_std,unit_drift,predicted_pre_mean,predicted_pre_std,"
          + "output_mean,output_std,predicted_output_mean,predicted_output_std\n";

  /**
   * Sends rows through a network.
   *
   * @param network the network
   * @param x the rows
   * @param rows how many
   * @param histograms is given the pre-activations of each layer that has some
   * @return a reading of each layer, in order
   */
  public static List<LayerReading> of(
      Network network, float[] x, int rows, HistogramSink histograms) {
    List<LayerReading> all = new ArrayList<>();
    network.forward(
        x,
        rows,
        Pass.EVALUATION,
        (tensor, values) -> {
          int number = tensor - 1;
          Graph.Node node = network.graph().nodes().get(number);
          Optional<float[]> pre =
              network.layer(number).flatMap(layer -> layer.preActivations(rows));
          pre.ifPresent(p -> histograms.take(number, p));
          all.add(
              new LayerReading(
                  number,
                  kind(node.layer()),
                  pre.map(p -> Statistics.of(p, p.length)),
                  pre.map(p -> unitDrift(p, node.output())).orElse(Double.NaN),
                  Statistics.of(values, rows * node.output().size()),
                  network.layer(number).flatMap(LayerReading::promised)));
        });
    return all;
  }

  /** Units are channels; their means are over rows and positions. */
  private static double unitDrift(float[] pre, Shape shape) {
    double[] sums = new double[shape.channels()];
    for (int i = 0; i < pre.length; i++) {
      sums[i / shape.plane() % shape.channels()] += pre[i];
    }
    double perUnit = (double) pre.length / shape.channels();
    double total = 0;
    for (double sum : sums) {
      total += Math.abs(sum) / perUnit;
    }
    return total / shape.channels();
  }

  /** Takes the pre-activations of a layer. */
  @FunctionalInterface
  public interface HistogramSink {
    /**
     * Takes what it wants; the array is used again afterwards.
     *
     * @param layer the number of the layer
     * @param preActivations its pre-activations
     */
    void take(int layer, float[] preActivations);
  }

  private static String kind(Layer layer) {
    return layer.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }

  private static Optional<Statistics> promised(BoundLayer layer) {
    if (!(layer.layer() instanceof WeightLayer weighted
        && weighted.scheme() instanceof Scheme.NormProp)) {
      return Optional.empty();
    }
    double square = 0;
    double beta = 0;
    double betaSquare = 0;
    int n = 1;
    for (Parameter parameter : layer.parameters()) {
      n = parameter.values().length;
      for (float value : parameter.values()) {
        if (parameter.role() == Parameter.Role.SCALE) {
          square += (double) value * value / n;
        } else if (parameter.role() == Parameter.Role.SHIFT) {
          beta += (double) value / n;
          betaSquare += (double) value * value / n;
        }
      }
    }
    // Over units too, so the spread of beta counts: E[gamma^2] + Var[beta].
    return Optional.of(new Statistics(beta, Math.sqrt(square + betaSquare - beta * beta)));
  }

  /**
   * The line of layers.csv.
   *
   * @param epoch the epoch
   * @return the line, with its end
   */
  public String line(int epoch) {
    boolean isPromised = promisedPre.isPresent() && pre.isPresent();
    List<String> fields = new ArrayList<>(List.of(epoch + "", layer + "", kind));
    fields.addAll(pre.map(LayerReading::texts).orElse(NONE));
    fields.add(finite(unitDrift));
    fields.addAll(promisedPre.map(LayerReading::texts).orElse(NONE));
    fields.addAll(texts(output));
    fields.addAll(isPromised ? List.of("0", "1") : NONE);
    return Csv.line(fields);
  }

  private static List<String> texts(Statistics statistics) {
    return List.of(finite(statistics.mean()), finite(statistics.std()));
  }

  /** Nothing where a dead layer's values overflow, while the rest of its network still trains. */
  private static String finite(double value) {
    return Double.isFinite(value) ? Journal.number(value) : "";
  }
}
