package org.normprop.net.onnx.predict;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.normprop.net.onnx.operator.Layout;
import org.normprop.net.onnx.operator.WindowGeometry;
import org.normprop.net.onnx.predict.signal.Factors;
import org.normprop.net.onnx.predict.signal.MatrixProduct;
import org.normprop.net.onnx.predict.signal.NodeStep;
import org.normprop.net.onnx.predict.signal.TensorSignal;
import org.normprop.net.onnx.read.Dims;
import org.normprop.net.onnx.read.TensorValue;

/** Weight layers: convolutions and products of matrices. */
final class LinearRules {

  private LinearRules() {}

  private static Factors weights(NodeStep step, int input) {
    return step.isConstant(input)
        ? Factors.of(step.constant(input))
        : Factors.of(step.signal(input));
  }

  static TensorSignal convolution(NodeStep step) {
    int[] x = step.call().dims(0);
    int[] w = step.call().dims(1);
    WindowGeometry geometry = WindowGeometry.of(step.node(), x, Arrays.copyOfRange(w, 2, w.length));
    int groups = (int) step.node().whole("group", 1);
    TensorSignal result;
    if (step.drawn() && step.isConstant(1)) {
      double inside = new Windows(geometry).inside();
      result = new DrawnWeights(step.constant(1), true, inside).of(step, step.outDims(), 1);
      return biased(step, result, 2, w[0], x.length);
    }
    result =
        new Convolution(geometry, weights(step, 1), groups)
            .of(step.any(0), step.isFull(step.outDims()));
    if (step.isConstant(1) && !step.isConstant(0)) {
      float[] filters = step.constant(1).asReals();
      result = FilterDensity.shaped(result, step.signal(0), filters, groups);
    }
    return biased(step, result, 2, w[0], x.length);
  }

  /** Adds a bias by channel. */
  private static TensorSignal biased(
      NodeStep step, TensorSignal x, int input, int channels, int rank) {
    if (!step.node().hasInput(input)) {
      return x;
    }
    int[] shape = new int[rank - 1];
    Arrays.fill(shape, 1);
    shape[0] = channels;
    if (step.isConstant(input)) {
      TensorValue bias = step.constant(input).reshaped(shape);
      return Elementwise.withConstant("Add", x, bias, false, Double::sum);
    }
    TensorSignal bias = step.signal(input).full().view(shape, shape);
    return Elementwise.binary("Add", x, bias, Double::sum);
  }

  static TensorSignal transposedConvolution(NodeStep step) {
    return TransposedConvolution.of(step, weights(step, 1));
  }

  static TensorSignal gemm(NodeStep step) {
    boolean transA = step.node().whole("transA", 0) != 0;
    boolean transB = step.node().whole("transB", 0) != 0;
    float alpha = step.node().real("alpha", 1);
    float beta = step.node().real("beta", 1);
    int[] dims = step.outDims();
    TensorSignal result;
    if (step.drawn() && step.isConstant(1) && !transA) {
      result = new DrawnWeights(step.constant(1), transB, 1).of(step, dims, 1);
    } else {
      result = MatrixProduct.of(dims, dims, factor(step, 0, transA), factor(step, 1, transB));
    }
    if (alpha != 1) {
      result = scaled(result, alpha);
    }
    if (!step.node().hasInput(2) || beta == 0) {
      return result;
    }
    if (step.isConstant(2)) {
      TensorValue c = step.constant(2);
      float[] values = c.asReals().clone();
      for (int i = 0; i < values.length; i++) {
        values[i] *= beta;
      }
      return Elementwise.withConstant(
          "Add", result, TensorValue.of(c.dims(), values), false, Double::sum);
    }
    return Elementwise.binary("Add", result, scaled(step.signal(2), beta), Double::sum);
  }

  static TensorSignal scaled(TensorSignal x, double factor) {
    return Elementwise.withConstant(
        "Mul", x, ElementwiseRules.scalar(factor), false, (a, b) -> a * b);
  }

  private static MatrixProduct.Factor factor(NodeStep step, int input, boolean transposed) {
    MatrixProduct.Factor factor = MatrixProduct.Factor.of(weights(step, input));
    if (!transposed) {
      return factor;
    }
    int[] from = factor.dims();
    int[] to = {from[1], from[0]};
    int[] source = Layout.stepped(to, 0, new int[] {1, from[1]}).source();
    return new MatrixProduct.Factor(
        to, picked(factor.mean(), source), picked(factor.variance(), source));
  }

  private static float[] picked(float[] values, int[] source) {
    if (values == null) {
      return null;
    }
    float[] result = new float[source.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = values[source[i]];
    }
    return result;
  }

  static TensorSignal matMul(NodeStep step) {
    int[] dims = step.outDims();
    if (step.isConstant(1) && step.constant(1).dims().length == 2) {
      return weighted(step, dims);
    }
    if (step.isConstant(0) || step.isConstant(1)) {
      return MatrixProduct.of(dims, dims, factor(step, 0, false), factor(step, 1, false));
    }
    return ofSignals(step.signal(0), step.signal(1), dims);
  }

  /** A weight matrix behind: as many rows as the signal has cells of their own. */
  private static TensorSignal weighted(NodeStep step, int[] dims) {
    TensorSignal x = step.signal(0);
    int rank = x.dims().length;
    int[] wanted = x.stored().clone();
    wanted[rank - 1] = x.dims()[rank - 1];
    TensorSignal in = x.spread(x.dims(), wanted);
    TensorValue w = step.constant(1);
    if (step.drawn()) {
      return new DrawnWeights(w, false, 1).of(step, dims, dims.length - 1);
    }
    int[] stored = wanted.clone();
    if (rank > 0) {
      stored = Arrays.copyOf(wanted, dims.length);
      stored[dims.length - 1] = dims[dims.length - 1];
    }
    TensorSignal result = MatrixProduct.weighted(dims, stored, in.mean(), in.variance(), w);
    return collapsed(step, result);
  }

  /** One cell for all places of a tensor that is too large, or by the level. */
  static TensorSignal collapsed(NodeStep step, TensorSignal x) {
    if (step.isFull(x.dims())) {
      return x;
    }
    int rank = x.dims().length;
    return x.averaged(IntStream.range(1, rank - 1).toArray());
  }

  private static TensorSignal ofSignals(TensorSignal a, TensorSignal b, int[] dims) {
    int ra = a.dims().length;
    int rb = b.dims().length;
    if (ra < 2 || rb < 2) {
      TensorSignal fullA = a.full();
      TensorSignal fullB = b.full();
      return MatrixProduct.of(
          dims,
          dims,
          new MatrixProduct.Factor(fullA.dims(), fullA.mean(), fullA.variance()),
          new MatrixProduct.Factor(fullB.dims(), fullB.mean(), fullB.variance()));
    }
    // The axis that is summed over: alike on both sides, or its own on both.
    int[] wantedA = a.stored().clone();
    int[] wantedB = b.stored().clone();
    int depth = a.dims()[ra - 1];
    boolean alike = wantedA[ra - 1] == 1 && wantedB[rb - 2] == 1;
    if (!alike) {
      wantedA[ra - 1] = depth;
      wantedB[rb - 2] = depth;
    }
    TensorSignal x = a.spread(a.dims(), wantedA);
    TensorSignal y = b.spread(b.dims(), wantedB);
    int[] stack = Dims.broadcast(Arrays.copyOf(wantedA, ra - 2), Arrays.copyOf(wantedB, rb - 2));
    int[] stored = Arrays.copyOf(stack, stack.length + 2);
    stored[stack.length] = wantedA[ra - 2];
    stored[stack.length + 1] = wantedB[rb - 1];
    TensorSignal product =
        MatrixProduct.of(
            dims,
            stored,
            new MatrixProduct.Factor(wantedA, x.mean(), x.variance()),
            new MatrixProduct.Factor(wantedB, y.mean(), y.variance()));
    if (!alike || depth == 1) {
      return product;
    }
    float[] mean = product.mean().clone();
    float[] variance = product.variance().clone();
    for (int i = 0; i < mean.length; i++) {
      mean[i] *= depth;
      variance[i] *= depth;
    }
    return TensorSignal.normal(dims, stored, mean, variance);
  }
}
