package org.normprop.net.onnx.predict;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.normprop.net.onnx.operator.Reduction;
import org.normprop.net.onnx.predict.signal.NodeStep;
import org.normprop.net.onnx.predict.signal.TensorSignal;
import org.normprop.net.onnx.read.Dims;
import org.normprop.net.onnx.read.TensorValue;

/**
 * Normalisations: by constants, they are a factor and a shift; by their own sample, the sum of
 * squares is what they make it.
 */
final class NormalisationRules {

  private NormalisationRules() {}

  static TensorSignal batch(NodeStep step) {
    TensorSignal x = step.signal(0);
    double epsilon = step.node().real("epsilon", 1e-5f);
    int[] dims = x.dims();
    TensorSignal standard;
    // Of weights drawn anew no running average is known: they are normalised as in training.
    if (step.node().whole("training_mode", 0) != 0 || step.drawn()) {
      int[] axes = IntStream.range(0, dims.length).filter(axis -> axis != 1).toArray();
      standard = normalised(x, axes, epsilon, true);
    } else {
      TensorValue mean = byChannel(step.constant(3), dims);
      TensorValue variance = byChannel(step.constant(4), dims);
      float[] factor = new float[variance.size()];
      for (int i = 0; i < factor.length; i++) {
        factor[i] = (float) (1 / Math.sqrt(variance.at(i) + epsilon));
      }
      TensorSignal centred = Elementwise.withConstant("Sub", x, mean, false, (a, b) -> a - b);
      standard = times(centred, TensorValue.of(variance.dims(), factor));
    }
    return affine(step, standard, dims);
  }

  /** Scale and shift by channel, the second and third input. */
  private static TensorSignal affine(NodeStep step, TensorSignal x, int[] dims) {
    return plus(times(x, byChannel(step.constant(1), dims)), byChannel(step.constant(2), dims));
  }

  private static TensorSignal times(TensorSignal x, TensorValue factor) {
    return Elementwise.withConstant("Mul", x, factor, false, (a, b) -> a * b);
  }

  private static TensorSignal plus(TensorSignal x, TensorValue shift) {
    return Elementwise.withConstant("Add", x, shift, false, Double::sum);
  }

  private static TensorValue byChannel(TensorValue value, int[] dims) {
    int[] shape = new int[Math.max(1, dims.length - 1)];
    Arrays.fill(shape, 1);
    shape[0] = value.size();
    return value.reshaped(shape);
  }

  static TensorSignal instance(NodeStep step) {
    TensorSignal x = step.signal(0);
    int[] axes = IntStream.range(2, x.dims().length).toArray();
    double epsilon = step.node().real("epsilon", 1e-5f);
    return affine(step, normalised(x, axes, epsilon, true), x.dims());
  }

  static TensorSignal group(NodeStep step) {
    TensorSignal x = step.signal(0);
    int[] dims = x.dims();
    int groups = (int) step.node().whole("num_groups", 1);
    int[] split = new int[dims.length + 1];
    split[0] = dims[0];
    split[1] = groups;
    split[2] = dims[1] / groups;
    System.arraycopy(dims, 2, split, 3, dims.length - 2);
    int[] axes = IntStream.range(2, split.length).toArray();
    double epsilon = step.node().real("epsilon", 1e-5f);
    TensorSignal standard = normalised(Moves.reshaped(x, split), axes, epsilon, true);
    return affine(step, Moves.reshaped(standard, dims), dims, groups);
  }

  /** Older group normalisations have a scale a group, newer ones a scale a channel. */
  private static TensorSignal affine(NodeStep step, TensorSignal x, int[] dims, int groups) {
    TensorValue scale = step.constant(1);
    TensorValue shift = step.constant(2);
    if (scale.size() == groups && groups != dims[1]) {
      scale = repeated(scale, dims[1] / groups);
      shift = repeated(shift, dims[1] / groups);
    }
    return plus(times(x, byChannel(scale, dims)), byChannel(shift, dims));
  }

  private static TensorValue repeated(TensorValue value, int times) {
    float[] all = new float[value.size() * times];
    for (int i = 0; i < all.length; i++) {
      all[i] = (float) value.at(i / times);
    }
    return TensorValue.of(new int[] {all.length}, all);
  }

  /** Layer normalisation, or RMS normalisation where nothing is subtracted. */
  static TensorSignal layer(NodeStep step, boolean centred) {
    TensorSignal x = step.signal(0);
    int axis = step.call().axis(-1);
    int[] axes = IntStream.range(axis, x.dims().length).toArray();
    double epsilon = step.node().real("epsilon", 1e-5f);
    TensorSignal standard = normalised(x, axes, epsilon, centred);
    TensorSignal scaled = step.node().hasInput(1) ? times(standard, step.constant(1)) : standard;
    return step.node().hasInput(2) ? plus(scaled, step.constant(2)) : scaled;
  }

  /** Over all but the channels unless it says otherwise. */
  static TensorSignal meanVariance(NodeStep step) {
    long[] given = step.node().wholes("axes", new long[] {0, 2, 3});
    int rank = step.signal(0).dims().length;
    int[] axes = Arrays.stream(given).mapToInt(a -> Dims.axis(a, rank)).sorted().toArray();
    return normalised(step.signal(0), axes, step.node().real("epsilon", 1e-9f), true);
  }

  /** To unit length: sqrt(n) times less than RMS normalisation. */
  static TensorSignal unitLength(NodeStep step) {
    TensorSignal x = step.signal(0);
    int axis = step.call().axis(-1);
    if (step.node().whole("p", 2) != 2) {
      throw new NodeStep.NoRuleException();
    }
    TensorSignal rms = normalised(x, new int[] {axis}, 0, false);
    return LinearRules.scaled(rms, 1 / Math.sqrt(x.dims()[axis]));
  }

  /**
   * (x - sample mean)/sqrt(sample variance + epsilon) over axes. With n elements, within-sample
   * variance S = mean v (1 - 1/n) + variance of the means; the square of the result is S/(S +
   * epsilon) on average, whatever x.
   */
  static TensorSignal normalised(TensorSignal x, int[] axes, double epsilon, boolean centred) {
    Reduction own = Reduction.of(x.stored(), axes, true);
    int n = 1;
    for (int axis : axes) {
      n *= x.dims()[axis];
    }
    int[] target = own.targets();
    int groups = Dims.count(own.kept());
    double[] mean = new double[groups];
    double[] within = new double[groups];
    double[] square = new double[groups];
    double share = 1.0 / own.count();
    for (int i = 0; i < target.length; i++) {
      mean[target[i]] += share * x.mean()[i];
      within[target[i]] += share * x.variance()[i];
      square[target[i]] += share * x.mean()[i] * x.mean()[i];
    }
    float[] factor = new float[groups];
    float[] shift = new float[groups];
    for (int g = 0; g < groups; g++) {
      double between = centred ? square[g] - mean[g] * mean[g] : square[g];
      double less = centred ? 1 - 1.0 / n : 1;
      double total = within[g] * less + Math.max(0, between);
      double scale = 1 / Math.sqrt(total + epsilon);
      // Subtracting the sample's mean takes 1/n of the variance away.
      double width = within[g] > 0 ? Math.sqrt(less) : 1;
      factor[g] = (float) (scale * width);
      shift[g] = (float) (centred ? mean[g] : 0);
    }
    return rescaled(x, target, factor, shift, centred ? n : 0);
  }

  /** Means by the scale, spreads by scale and width; linear in the origin as before. */
  private static TensorSignal rescaled(
      TensorSignal x, int[] target, float[] factor, float[] shift, int n) {
    int cells = x.cells();
    double width = n > 1 ? Math.sqrt(1 - 1.0 / n) : 1;
    float[] mean = new float[cells];
    float[] spread = new float[cells];
    for (int i = 0; i < cells; i++) {
      double f = factor[target[i]];
      mean[i] = (float) ((x.mean()[i] - shift[target[i]]) * (f / width));
      spread[i] = (float) f;
    }
    if (x.isLinear()) {
      float[] slope = new float[cells];
      for (int i = 0; i < cells; i++) {
        slope[i] = spread[i] * x.slope()[i];
      }
      return TensorSignal.linear(x.dims(), x.stored(), mean, slope, x.origin());
    }
    float[] variance = new float[cells];
    for (int i = 0; i < cells; i++) {
      variance[i] = spread[i] * spread[i] * x.variance()[i];
    }
    return TensorSignal.function(
        x.dims(),
        x.stored(),
        mean,
        variance,
        x.origin(),
        (cell, values) -> {
          x.at(cell, values);
          for (int i = 0; i < values.length; i++) {
            values[i] = mean[cell] + spread[cell] * (values[i] - x.mean()[cell]);
          }
        });
  }

  /** x/(bias + alpha/size sum x^2)^beta over neighbouring channels, the sum taken at its mean. */
  static TensorSignal localResponse(NodeStep step) {
    TensorSignal x = step.signal(0);
    int size = (int) step.node().whole("size", 1);
    double alpha = step.node().real("alpha", 1e-4f);
    double beta = step.node().real("beta", 0.75f);
    double bias = step.node().real("bias", 1);
    int[] stored = x.stored().clone();
    stored[1] = x.dims()[1];
    TensorSignal in = x.spread(x.dims(), stored);
    int channels = stored[1];
    int inner = Dims.count(Arrays.copyOfRange(stored, 2, stored.length));
    float[] factor = new float[in.cells()];
    for (int i = 0; i < factor.length; i++) {
      int c = i / inner % channels;
      double sum = 0;
      int least = Math.max(0, c - (size - 1) / 2);
      int most = Math.min(channels - 1, c + size / 2);
      for (int k = least; k <= most; k++) {
        int cell = i + (k - c) * inner;
        sum += in.variance()[cell] + (double) in.mean()[cell] * in.mean()[cell];
      }
      factor[i] = (float) Math.pow(bias + alpha / size * sum, -beta);
    }
    return times(in.view(stored, stored), TensorValue.of(stored, factor)).view(x.dims(), stored);
  }
}
