package org.normprop.net.onnx.take;

import java.util.List;
import java.util.Map;
import org.normprop.net.onnx.operator.ShapeInference;
import org.normprop.net.onnx.read.OnnxNode;

/**
 * What is done to a model's input first.
 *
 * @param output the tensor that comes out
 * @param means subtracted
 * @param stds divided by
 */
record InputScale(String output, double[] means, double[] stds) {

  /** Takes up what is done to the input first: subtracted, then divided or multiplied. */
  static InputScale of(String input, Map<String, List<OnnxNode>> consumers, ShapeInference shapes) {
    String tensor = input;
    double[] mean = null;
    double[] std = null;
    while (consumers.getOrDefault(tensor, List.of()).size() == 1) {
      OnnxNode node = consumers.get(tensor).get(0);
      boolean second =
          node.inputs().size() == 2
              && node.inputs().get(0).equals(tensor)
              && shapes.fact(node.inputs().get(1)).isConstant();
      String operator = node.operator();
      if (operator.equals("Identity") || operator.equals("Cast")) {
        tensor = node.outputs().get(0);
        continue;
      }
      boolean subtracts = operator.equals("Sub") && mean == null && std == null;
      boolean divides = (operator.equals("Mul") || operator.equals("Div")) && std == null;
      if (!second || !subtracts && !divides) {
        break;
      }
      float[] values = shapes.fact(node.inputs().get(1)).value().asReals();
      double[] own = new double[values.length];
      for (int i = 0; i < own.length; i++) {
        own[i] = operator.equals("Mul") ? 1 / (double) values[i] : values[i];
        if (!(own[i] > 0) && divides) {
          throw new NoLayerException(node, "inputs are divided by positive numbers here");
        }
      }
      mean = subtracts ? own : mean;
      std = divides ? own : std;
      tensor = node.outputs().get(0);
    }
    int n = Math.max(mean == null ? 0 : mean.length, std == null ? 0 : std.length);
    return new InputScale(tensor, filled(mean, n, 0), filled(std, n, 1));
  }

  private static double[] filled(double[] values, int n, double otherwise) {
    double[] all = new double[n];
    for (int i = 0; i < n; i++) {
      all[i] = values == null ? otherwise : values[values.length == 1 ? 0 : i];
    }
    return all;
  }
}
