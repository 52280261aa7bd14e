package org.normprop.net.onnx.write;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.normprop.net.onnx.measure.ChannelMoments;
import org.normprop.net.onnx.operator.ShapeInference;
import org.normprop.net.onnx.predict.InputMoments;
import org.normprop.net.onnx.predict.ModelPrediction;
import org.normprop.net.onnx.predict.PredictedTensor;
import org.normprop.net.onnx.read.OnnxModel;
import org.normprop.net.onnx.read.OnnxNode;
import org.normprop.net.onnx.read.TensorValue;

/**
 * Batch normalisations with constants take the mean and variance of what goes into them, as in
 * training. Immutable.
 */
public final class BatchStatistics {

  private final OnnxModel model;
  private final ShapeInference shapes;
  private final List<OnnxNode> nodes = new ArrayList<>();

  /**
   * Of a model.
   *
   * @param model the model
   * @param shapes its shapes
   */
  public BatchStatistics(OnnxModel model, ShapeInference shapes) {
    this.model = model;
    this.shapes = shapes;
    for (OnnxNode node : model.graph().nodes()) {
      boolean constant = node.operator().equals("BatchNormalization");
      for (int i = 1; constant && i < 5; i++) {
        constant = node.hasInput(i) && shapes.fact(node.inputs().get(i)).isConstant();
      }
      if (constant && node.whole("training_mode", 0) == 0 && shapes.varies(node.outputs().get(0))) {
        nodes.add(node);
      }
    }
  }

  /**
   * What goes into them.
   *
   * @return names of tensors
   */
  public List<String> inputs() {
    return nodes.stream().map(node -> node.inputs().get(0)).toList();
  }

  /**
   * By what is foretold.
   *
   * @param inputs what goes into each input
   * @return a changed copy
   * @throws IOException if it would not be a model that this program reads
   */
  public OnnxModel foretold(Map<String, InputMoments> inputs) throws IOException {
    Map<String, OnnxNode> byOutput = new HashMap<>();
    nodes.forEach(node -> byOutput.put(node.outputs().get(0), node));
    Map<String, ChannelMoments> found = new HashMap<>();
    ModelPrediction.rescaled(
        model,
        shapes,
        inputs,
        new ModelPrediction.Rescaling() {
          @Override
          public String source(String tensor) {
            OnnxNode node = byOutput.get(tensor);
            return node == null ? null : node.inputs().get(0);
          }

          @Override
          public Change of(String tensor, PredictedTensor all, double[] means, double[] stds) {
            OnnxNode node = byOutput.get(tensor);
            String source = node.inputs().get(0);
            found.put(source, new ChannelMoments(means, stds));
            double epsilon = node.real("epsilon", 1e-5f);
            double[] std = new double[stds.length];
            Arrays.setAll(std, c -> Math.sqrt(stds[c] * stds[c] + epsilon));
            return new Change(source, means, std, constant(node, 1), constant(node, 2));
          }
        });
    return with(found);
  }

  private double[] constant(OnnxNode node, int input) {
    TensorValue value = shapes.fact(node.inputs().get(input)).value();
    double[] values = new double[value.size()];
    Arrays.setAll(values, value::at);
    return values;
  }

  /**
   * By what is given.
   *
   * @param found means and standard deviations of the channels of {@link #inputs}, by name
   * @return a changed copy; batch normalisations of which nothing is given stay
   * @throws IOException if it would not be a model that this program reads
   */
  public OnnxModel with(Map<String, ChannelMoments> found) throws IOException {
    ConstantEditor constants = new ConstantEditor(model);
    for (OnnxNode node : nodes) {
      ChannelMoments channels = found.get(node.inputs().get(0));
      TensorValue mean = shapes.fact(node.inputs().get(3)).value();
      TensorValue variance = shapes.fact(node.inputs().get(4)).value();
      if (channels == null || channels.means().length != mean.size()) {
        continue;
      }
      float[] means = new float[mean.size()];
      float[] variances = new float[mean.size()];
      for (int c = 0; c < means.length; c++) {
        means[c] = (float) channels.means()[c];
        variances[c] = (float) (channels.stds()[c] * channels.stds()[c]);
      }
      constants.replace(node, 3, mean.dims(), means, mean.type());
      constants.replace(node, 4, variance.dims(), variances, variance.type());
    }
    return constants.finished();
  }
}
