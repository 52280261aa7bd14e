package org.normprop.net.onnx.operator;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import org.normprop.net.onnx.read.Dims;
import org.normprop.net.onnx.read.TensorValue;

/** Sums, products, means and extremes of constants along axes. */
final class ConstantReduction {

  private ConstantReduction() {}

  static Optional<TensorValue> of(NodeCall call) {
    DoubleBinaryOperator join =
        switch (call.node().operator()) {
          case "ReduceSum", "ReduceMean" -> (a, b) -> a + b;
          case "ReduceProd" -> (a, b) -> a * b;
          case "ReduceMax" -> Math::max;
          case "ReduceMin" -> Math::min;
          default -> null;
        };
    if (join == null) {
      return Optional.empty();
    }
    TensorValue value = call.value(0);
    Reduction reduction = Reduction.of(call);
    if (reduction.count() == 0) {
      return Optional.empty();
    }
    double[] results = new double[Dims.count(reduction.kept())];
    boolean[] begun = new boolean[results.length];
    int[] target = reduction.targets();
    for (int i = 0; i < value.size(); i++) {
      int to = target[i];
      results[to] = begun[to] ? join.applyAsDouble(results[to], value.at(i)) : value.at(i);
      begun[to] = true;
    }
    if (call.node().operator().equals("ReduceMean")) {
      Arrays.setAll(results, i -> results[i] / reduction.count());
    }
    if (value.wholes() != null) {
      long[] wholes = Arrays.stream(results).mapToLong(x -> (long) x).toArray();
      return Optional.of(new TensorValue(value.type(), reduction.dims(), null, wholes));
    }
    float[] reals = new float[results.length];
    for (int i = 0; i < reals.length; i++) {
      reals[i] = (float) results[i];
    }
    return Optional.of(new TensorValue(value.type(), reduction.dims(), reals, null));
  }
}
