package org.normprop.net.onnx.predict.bond;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.normprop.net.onnx.operator.Layout;
import org.normprop.net.onnx.operator.Layouts;
import org.normprop.net.onnx.predict.signal.Density;
import org.normprop.net.onnx.predict.signal.Level;
import org.normprop.net.onnx.predict.signal.NodeStep;
import org.normprop.net.onnx.predict.signal.TensorSignal;
import org.normprop.net.onnx.read.Dims;
import org.normprop.net.onnx.read.OnnxNode;
import org.normprop.net.onnx.read.TensorValue;

/**
 * How tensors depend on one another, node by node: the rules take cells as independent, and what
 * they foretell of weight layers and sums is mended here by the correlations of channels. Not safe
 * for threads.
 */
public final class Dependence {

  private final Expansion expansion = new Expansion();
  private final Tensors tensors;
  private final WeightLayers layers;
  private final Attention attention = new Attention();
  private final ToIntFunction<String> axes;

  /** By the channel axis of each tensor, and whether several nodes take it. */
  public Dependence(ToIntFunction<String> axes, Predicate<String> isShared) {
    this.axes = axes;
    this.tensors = new Tensors(expansion, isShared);
    this.layers = new WeightLayers(tensors, expansion);
  }

  public void forget(String name) {
    tensors.forget(name);
    attention.forget(name);
  }

  /** A tensor that is changed after its node. */
  public void changed(String name, TensorSignal signal) {
    tensors.changed(name, signal);
  }

  /** A node's inputs as its rule should see them. */
  public NodeStep before(NodeStep step) {
    return attention.before(step);
  }

  /** What the rule foretold, mended. */
  public List<TensorSignal> after(NodeStep step, List<TensorSignal> outputs) {
    if (step.level() == Level.NUMBERS || outputs.isEmpty()) {
      return outputs;
    }
    OnnxNode node = step.node();
    TensorSignal out = outputs.get(0);
    TensorSignal mended = mended(step, node, out);
    if (mended != null && mended != out) {
      TensorSignal[] all = outputs.toArray(new TensorSignal[0]);
      all[0] = mended;
      return List.of(all);
    }
    for (int i = 1; i < outputs.size() && mended == null; i++) {
      moved(step, i, outputs.get(i)); // Split
    }
    return outputs;
  }

  /** The first output; null where it was only moved. */
  private TensorSignal mended(NodeStep step, OnnxNode node, TensorSignal out) {
    switch (node.operator()) {
      case "Conv" -> {
        return layers.convolution(step, out);
      }
      case "Gemm" -> {
        boolean plain = step.isConstant(1) && node.whole("transA", 0) == 0;
        boolean transposed = node.whole("transB", 0) != 0;
        return plain ? layers.product(step, out, step.constant(1), transposed) : out;
      }
      case "MatMul" -> {
        if (step.isConstant(1)) {
          TensorValue w = step.constant(1);
          return w.dims().length == 2 ? layers.product(step, out, w, false) : out;
        }
        return step.isConstant(0) ? out : attended(step, out);
      }
      case "Add", "Sub", "Sum" -> {
        boolean two = node.inputs().size() == 2 && !step.isConstant(0) && !step.isConstant(1);
        attention.follow(step);
        return two ? sum(step, out, node.operator().equals("Sub") ? -1 : 1) : kept(step, out);
      }
      case "Mul" -> {
        boolean two = !step.isConstant(0) && !step.isConstant(1);
        attention.follow(step);
        return two ? product(step, out) : kept(step, out);
      }
      case "LayerNormalization",
          "RMSNormalization",
          "SimplifiedLayerNormalization",
          "MeanVarianceNormalization" -> {
        return normalised(step, out);
      }
      case "ReduceMean", "GlobalAveragePool" -> {
        return mean(step, out);
      }
      case "MaxPool", "AveragePool" -> {
        return pooled(step, out);
      }
      case "Concat" -> {
        JoinedCloud.put(step, out, axes.applyAsInt(node.outputs().get(0)), tensors, expansion);
        return out;
      }
      default -> {
        attention.follow(step);
        return kept(step, out);
      }
    }
  }

  /** A function of each cell, or cells moved. */
  private TensorSignal kept(NodeStep step, TensorSignal out) {
    for (int i = 0; i < step.signals().size(); i++) {
      Traced x = tensors.of(step, i);
      if (x != null
          && x.signal().origin() == out.origin()
          && Arrays.equals(x.signal().dims(), out.dims())) {
        tensors.put(step, 0, x.behind(out, expansion));
        return out;
      }
    }
    moved(step, 0, out);
    return null;
  }

  private void moved(NodeStep step, int output, TensorSignal out) {
    Traced x = tensors.of(step, 0);
    int[] channel = x == null ? null : x.channels();
    Optional<Layout> layout;
    if (channel == null || (layout = Layouts.of(step.call(), output)).isEmpty()) {
      return;
    }
    int[] source = layout.get().source();
    if (source != null) {
      int[] from = channel;
      for (int i : source) {
        if (i < 0) {
          return; // padding
        }
      }
      channel = Arrays.stream(source).map(i -> from[i]).toArray();
    }
    if (channel.length == Dims.count(out.dims())) {
      tensors.put(
          step,
          output,
          new Traced(out, x.cloud(), -1, channel, x.coefficients(), x.squares(), x.own()));
    }
  }

  private TensorSignal attended(NodeStep step, TensorSignal out) {
    Traced result =
        attention.product(step, tensors.of(step, 0), tensors.of(step, 1), out, tensors.live());
    if (result == null) {
      return out;
    }
    if (result.cloud() != null) {
      tensors.put(step, 0, result);
    }
    return result.signal();
  }

  private TensorSignal sum(NodeStep step, TensorSignal out, int sign) {
    Traced a = tensors.of(step, 0);
    Traced b = tensors.of(step, 1);
    if (a != null && a.signal().origin() == out.origin()
        || b != null && b.signal().origin() == out.origin()) {
      return kept(step, out);
    }
    int[] dims = out.dims();
    boolean alike =
        Arrays.equals(step.signal(0).dims(), dims) && Arrays.equals(step.signal(1).dims(), dims);
    if (!alike || !out.isLinear() || a == null && b == null) {
      return out;
    }
    int axis = axis(a, b, step);
    a = tensors.along(step, 0, axis);
    b = tensors.along(step, 1, axis);
    int[] order = a == null || b == null ? null : a.order(axis);
    int[] other = order == null ? null : b.order(axis);
    if (other == null || out.stored()[axis] != dims[axis] && out.stored()[axis] != 1) {
      return out;
    }
    SumCloud sum = new SumCloud(a, order, b, other, sign);
    double scale = sum.scale();
    Density density = sum.density(out.origin().density(), out, axis);
    TensorSignal signal = out.mended(sum.factor(), axis, density);
    Cloud cloud =
        Scales.cloud(order.length, a.cloud().places(), sum.own(), scale, expansion, density);
    cloud.near(sum.near());
    cloud.tokens(sum.tokens());
    sum.tie(cloud, tensors.live());
    tensors.put(step, 0, Traced.of(signal, cloud, axis, expansion));
    return signal;
  }

  private TensorSignal pooled(NodeStep step, TensorSignal out) {
    Traced x = tensors.of(step, 0);
    Traced pooled = x == null ? null : PoolCloud.of(step, x, out, tensors.live(), expansion);
    if (pooled == null) {
      return out;
    }
    tensors.put(step, 0, pooled);
    return pooled.signal();
  }

  private TensorSignal product(NodeStep step, TensorSignal out) {
    Traced a = tensors.of(step, 0);
    Traced b = tensors.of(step, 1);
    boolean same = step.signal(0).origin() == step.signal(1).origin();
    if (a == null || b == null || same || !out.isLinear()) {
      return kept(step, out);
    }
    int axis = axis(a, b, step);
    Traced product =
        axis < out.dims().length
            ? ProductCloud.of(a, b, out, axis, tensors.live(), expansion)
            : null;
    if (product == null) {
      return out;
    }
    tensors.put(step, 0, product);
    return product.signal();
  }

  private int axis(Traced a, Traced b, NodeStep step) {
    if (a != null && a.channel() == null) {
      return a.axis();
    }
    if (b != null && b.channel() == null) {
      return b.axis();
    }
    return axes.applyAsInt(step.node().outputs().get(0));
  }

  /** Normalisation over all channels of a place. */
  private TensorSignal normalised(NodeStep step, TensorSignal out) {
    Traced x = tensors.of(step, 0);
    int axis = out.dims().length - 1;
    boolean last = Arrays.equals(NormCloud.axes(step), new int[] {axis});
    int[] order = x == null || !last ? null : x.order(axis);
    int n = order == null ? 0 : order.length;
    boolean own =
        n > 1 && x.cloud().size() == n && Arrays.equals(order, IntStream.range(0, n).toArray());
    if (!own || !x.signal().isLinear() || !out.isLinear() || out.stored()[axis] != n) {
      return kept(step, out);
    }
    boolean centred =
        !step.operator().endsWith("RMSNormalization") && !step.operator().startsWith("Simplified");
    NormCloud norm = NormCloud.of(x, centred, out.slope());
    TensorSignal mended = out.mended(norm.factor(), axis, Scales.density(norm.scale()));
    Cloud cloud = Scales.cloud(n, x.cloud().places(), norm.own(), norm.scale(), expansion);
    cloud.tokens(x.cloud().tokens());
    for (Cloud other : tensors.live()) {
      Cloud.Tie tie = other.places() == cloud.places() ? x.with(other) : null;
      if (tie != null) {
        cloud.tie(other, norm.through(tie, other.size(), centred));
      }
    }
    tensors.put(step, 0, Traced.of(mended, cloud, axis, expansion));
    return mended;
  }

  /** The mean of n places: (Cov + (n - 1) Cov of two places)/n. */
  private TensorSignal mean(NodeStep step, TensorSignal out) {
    Traced x = tensors.of(step, 0);
    Traced mean = x == null ? null : MeanCloud.traced(step, x, out, tensors.live());
    if (mean == null) {
      return out;
    }
    tensors.put(step, 0, mean);
    return mean.signal();
  }
}
