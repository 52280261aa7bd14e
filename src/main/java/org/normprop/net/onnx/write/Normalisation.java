package org.normprop.net.onnx.write;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.normprop.net.onnx.measure.MeasuredTensor;
import org.normprop.net.onnx.operator.ShapeInference;
import org.normprop.net.onnx.predict.InputMoments;
import org.normprop.net.onnx.predict.ModelPrediction;
import org.normprop.net.onnx.predict.PredictedTensor;
import org.normprop.net.onnx.read.OnnxModel;
import org.normprop.net.onnx.read.TensorValue;

/**
 * Factors and shifts that bring every weight layer's output to mean 0 and standard deviation 1,
 * layer by layer: by what constants foretell, corrected by what was measured. A correction says how
 * far a measurement was from its prediction; since that changes little when what stands before is
 * rescaled, a few rounds of predicting, writing and measuring settle all layers. Not thread-safe.
 */
public final class Normalisation {

  private final OnnxModel model;
  private final ShapeInference shapes;
  private final ShapeInference fed;
  private final Map<String, InputMoments> inputs;
  private final List<NormalisedLayer> layers;
  private final boolean replaces;

  /** By output: true mean = foretold mean + offset std, true std = ratio foretold std. */
  private final Map<String, double[]> offsets = new HashMap<>();

  private final Map<String, double[]> ratios = new HashMap<>();

  /** What the last round took off. */
  private final Map<String, LayerChange> changes = new HashMap<>();

  private final Map<String, double[][]> foretold = new HashMap<>();

  private final List<Underflow> underflows = new ArrayList<>();

  /**
   * A normalisation to come.
   *
   * @param model the model
   * @param shapes its shapes
   * @param inputs what goes into each input
   * @param replaceBatchNorm whether constants take the place of batch normalisations
   */
  public Normalisation(
      OnnxModel model,
      ShapeInference shapes,
      Map<String, InputMoments> inputs,
      boolean replaceBatchNorm) {
    this(model, shapes, shapes, inputs, replaceBatchNorm);
  }

  /**
   * A normalisation to come, of a model some of whose inputs are one number everywhere.
   *
   * @param model the model
   * @param shapes its shapes, whatever goes in: what is constant here may be written anew
   * @param fed its shapes where such inputs count as constants
   * @param inputs what goes into each input
   * @param replaceBatchNorm whether constants take the place of batch normalisations
   */
  public Normalisation(
      OnnxModel model,
      ShapeInference shapes,
      ShapeInference fed,
      Map<String, InputMoments> inputs,
      boolean replaceBatchNorm) {
    this.model = model;
    this.shapes = shapes;
    this.fed = fed;
    this.inputs = inputs;
    this.replaces = replaceBatchNorm;
    this.layers = NormalisedLayer.of(model.graph(), shapes, replaceBatchNorm);
  }

  /**
   * The layers.
   *
   * @return in order
   */
  public List<NormalisedLayer> layers() {
    return layers;
  }

  /**
   * What was done to a layer.
   *
   * @param layer a layer
   * @return the change; null where nothing was foretold
   */
  public LayerChange change(NormalisedLayer layer) {
    return changes.get(layer.output());
  }

  private boolean replaces(NormalisedLayer layer) {
    return replaces && layer.batchNormalization() != null;
  }

  /**
   * The model with every layer normalised, by what is known so far.
   *
   * @return a changed copy
   * @throws IOException if it would not be a model that this program reads
   */
  public OnnxModel written() throws IOException {
    Map<String, NormalisedLayer> byOutput = new HashMap<>();
    layers.forEach(layer -> byOutput.put(layer.output(), layer));
    changes.clear();
    ModelPrediction.rescaled(
        model,
        fed,
        inputs,
        new ModelPrediction.Rescaling() {
          @Override
          public String source(String tensor) {
            NormalisedLayer layer = byOutput.get(tensor);
            return layer == null ? null : replaces(layer) ? layer.product() : tensor;
          }

          @Override
          public Change of(String tensor, PredictedTensor all, double[] means, double[] stds) {
            return changed(byOutput.get(tensor), all, means, stds);
          }
        });
    List<LayerChange> all = new ArrayList<>();
    layers.forEach(
        layer -> {
          if (changes.containsKey(layer.output())) {
            all.add(changes.get(layer.output()));
          }
        });
    underflows.clear();
    return ModelEditor.changed(model, shapes, all, underflows::add);
  }

  /**
   * Weights of the model last written that float16 loses.
   *
   * @return a layer each, where at least one weight in a hundred is lost
   */
  public List<Underflow> underflows() {
    return List.copyOf(underflows);
  }

  private ModelPrediction.Rescaling.Change changed(
      NormalisedLayer layer, PredictedTensor all, double[] means, double[] stds) {
    boolean each = replaces(layer);
    double[] m = each ? means : new double[] {all.mean()};
    double[] s = each ? stds : new double[] {all.std()};
    int n = m.length;
    double[] offset = offsets.computeIfAbsent(layer.output(), key -> new double[n]);
    double[] ratio = ratios.computeIfAbsent(layer.output(), key -> ones(n));
    foretold.put(layer.output(), new double[][] {m, s});
    double[] mean = new double[n];
    double[] std = new double[n];
    for (int i = 0; i < n; i++) {
      mean[i] = m[i] + offset[i] * s[i];
      std[i] = s[i] * ratio[i] > 1e-12 ? s[i] * ratio[i] : 1;
    }
    double[] factor = each ? parameter(layer, 1) : ones(1);
    double[] shift = each ? parameter(layer, 2) : new double[1];
    standardise(factor, shift);
    changes.put(layer.output(), new LayerChange(layer, each, mean, std, factor, shift));
    String source = each ? layer.product() : layer.output();
    return new ModelPrediction.Rescaling.Change(source, mean, std, factor, shift);
  }

  /**
   * Channels of mean 0 and std 1, times a factor and shifted each, have together mean M = mean of
   * the shifts and variance V = mean square of the factors + variance of the shifts: takes M off
   * and divides by sqrt V, so that what channels weigh among each other stays.
   */
  private static void standardise(double[] factor, double[] shift) {
    double mean = Arrays.stream(shift).average().orElse(0);
    double variance = 0;
    for (int i = 0; i < factor.length; i++) {
      double away = shift[i] - mean;
      variance += (factor[i] * factor[i] + away * away) / factor.length;
    }
    double std = variance > 0 ? Math.sqrt(variance) : 1;
    for (int i = 0; i < factor.length; i++) {
      factor[i] /= std;
      shift[i] = (shift[i] - mean) / std;
    }
  }

  private static double[] ones(int n) {
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return ones;
  }

  private double[] parameter(NormalisedLayer layer, int input) {
    TensorValue value = shapes.fact(layer.batchNormalization().inputs().get(input)).value();
    double[] values = new double[value.size()];
    Arrays.setAll(values, value::at);
    return values;
  }

  /**
   * Takes in what was measured of the model last written.
   *
   * @param measured tensors of that model by name
   * @return the largest distance from mean 0 and standard deviation 1
   */
  public double correct(Map<String, MeasuredTensor> measured) {
    double worst = 0;
    for (NormalisedLayer layer : layers) {
      LayerChange change = changes.get(layer.output());
      MeasuredTensor found = measured.get(layer.output());
      if (change == null || found == null) {
        continue;
      }
      double[][] predicted = foretold.get(layer.output());
      for (int i = 0; i < change.std().length; i++) {
        boolean each = change.replaces();
        double gamma = change.factor()[i];
        double mean = each ? found.channels().means()[i] : found.moments().mean();
        double std = each ? found.channels().stds()[i] : found.moments().std();
        if (gamma == 0 || !(std > 0)) {
          continue;
        }
        double away = (mean - change.shift()[i]) / gamma;
        double scale = std / Math.abs(gamma);
        worst = Math.max(worst, Math.max(Math.abs(away), Math.abs(scale - 1)));
        // y = (x - m)/s has mean `away` and std `scale`: so has x a mean m + s away, std s scale
        double s = change.std()[i];
        ratios.get(layer.output())[i] = s * scale / predicted[1][i];
        offsets.get(layer.output())[i] =
            (change.mean()[i] + s * away - predicted[0][i]) / predicted[1][i];
      }
    }
    return worst;
  }
}
