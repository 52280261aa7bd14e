package org.normprop.net.onnx.predict.bond;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.normprop.net.onnx.operator.Layout;
import org.normprop.net.onnx.operator.Layouts;
import org.normprop.net.onnx.operator.Reduction;
import org.normprop.net.onnx.operator.WindowGeometry;
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

  /** More channels than this are taken as independent. */
  private static final int MOST_CHANNELS = 1536;

  /** Multiplications that a layer may cost. */
  private static final long MOST_WORK = 3_000_000_000L;

  private final Map<String, Traced> traced = new HashMap<>();
  private final Expansion expansion = new Expansion();
  private final Attention attention = new Attention();
  private final ToIntFunction<String> axes;

  /** By the channel axis of each tensor. */
  public Dependence(ToIntFunction<String> axes) {
    this.axes = axes;
  }

  public void forget(String name) {
    traced.remove(name);
    attention.forget(name);
  }

  /** A tensor that is changed after its node. */
  public void changed(String name, TensorSignal signal) {
    traced.computeIfPresent(name, (key, x) -> x.behind(signal, expansion));
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
        return convolution(step, out);
      }
      case "Gemm" -> {
        boolean plain = step.isConstant(1) && node.whole("transA", 0) == 0;
        boolean transposed = node.whole("transB", 0) != 0;
        return plain ? product(step, out, step.constant(1), transposed) : out;
      }
      case "MatMul" -> {
        if (step.isConstant(1)) {
          TensorValue w = step.constant(1);
          return w.dims().length == 2 ? product(step, out, w, false) : out;
        }
        return step.isConstant(0) ? out : attended(step, out);
      }
      case "Add", "Sub", "Sum" -> {
        boolean two = node.inputs().size() == 2 && !step.isConstant(0) && !step.isConstant(1);
        return two ? sum(step, out, node.operator().equals("Sub") ? -1 : 1) : kept(step, out);
      }
      case "ReduceMean", "GlobalAveragePool" -> {
        return mean(step, out);
      }
      case "Concat" -> {
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
      Traced x = traced(step, i);
      if (x != null
          && x.signal().origin() == out.origin()
          && Arrays.equals(x.signal().dims(), out.dims())) {
        put(step, 0, x.behind(out, expansion));
        return out;
      }
    }
    moved(step, 0, out);
    return null;
  }

  private void moved(NodeStep step, int output, TensorSignal out) {
    Traced x = traced(step, 0);
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
      put(step, output, new Traced(out, x.cloud(), -1, channel, x.coefficients(), x.squares()));
    }
  }

  private TensorSignal attended(NodeStep step, TensorSignal out) {
    Traced result = attention.product(step, traced(step, 0), traced(step, 1), out, live());
    if (result == null) {
      return out;
    }
    if (result.cloud() != null) {
      put(step, 0, result);
    }
    return result.signal();
  }

  private Traced traced(NodeStep step, int input) {
    if (input >= step.node().inputs().size()) {
      return null;
    }
    return traced.get(step.node().inputs().get(input));
  }

  private void put(NodeStep step, int output, Traced one) {
    traced.put(step.node().outputs().get(output), one);
  }

  /** An input with a cloud: its own, or one of independent values along an axis. */
  private Traced input(NodeStep step, int input, int axis) {
    Traced known = traced(step, input);
    if (known != null && known.order(axis) != null) {
      return known;
    }
    TensorSignal x = step.signal(input);
    int[] dims = x.dims();
    if (axis >= dims.length || dims[axis] > MOST_CHANNELS) {
      return null;
    }
    int places = Dims.count(dims) / dims[axis];
    if (known != null) {
      // Tokens take the channels' place: what they share is all that is known of them.
      Cloud cloud = Cloud.alike(dims[axis], places, known.share());
      return Traced.of(x, cloud, axis, expansion);
    }
    Cloud cloud = Cloud.independent(dims[axis], places);
    Traced fresh = Traced.of(x, cloud, axis, expansion);
    traced.put(step.node().inputs().get(input), fresh);
    return fresh;
  }

  private TensorSignal product(NodeStep step, TensorSignal out, TensorValue w, boolean transposed) {
    int last = step.signal(0).dims().length - 1;
    Traced x = input(step, 0, last);
    int[] row = x == null ? null : x.order(last);
    if (row == null || row.length != w.dims()[transposed ? 1 : 0]) {
      return out;
    }
    Taps taps = Taps.ofMatrix(w, transposed, row, x.cloud().size());
    return linear(step, x, taps, out, out.dims().length - 1);
  }

  private TensorSignal convolution(NodeStep step, TensorSignal out) {
    Traced x = step.isConstant(1) ? input(step, 0, 1) : null;
    if (x == null || x.channel() != null || x.axis() != 1) {
      return out;
    }
    Taps taps = Taps.ofConvolution(step);
    return taps == null ? out : linear(step, x, taps, out, 1);
  }

  private TensorSignal linear(NodeStep step, Traced x, Taps taps, TensorSignal out, int axis) {
    int outs = taps.outs();
    int ins = x.cloud().size();
    long work = (long) taps.weights().length * outs * ins * (ins + outs);
    if (outs > MOST_CHANNELS || work > MOST_WORK || out.stored()[axis] != outs) {
      return out;
    }
    LinearCloud found = LinearCloud.of(x, taps.weights(), outs);
    float[] variance = out.variance().clone();
    int inner = Dims.count(Arrays.copyOfRange(out.stored(), axis + 1, out.stored().length));
    for (int i = 0; i < variance.length; i++) {
      variance[i] *= found.factor()[i / inner % outs];
    }
    TensorSignal mended =
        TensorSignal.of(
            out.dims(), out.stored(), out.mean().clone(), variance, Scales.density(found.scale(), out));
    int places = Dims.count(out.dims()) / outs;
    Cloud cloud = Scales.cloud(outs, places, found.own(), found.scale(), expansion);
    Set<Cloud> live = live();
    for (Cloud other : live) {
      other.keep(live);
      boolean aligned =
          taps.centre() >= 0 && other.places() == places && x.cloud().places() == places;
      Cloud.Tie tie = aligned ? x.with(other) : null;
      if (tie != null) {
        cloud.tie(other, found.through(taps.weights()[taps.centre()], tie, other.size()));
      }
    }
    put(step, 0, Traced.of(mended, cloud, axis, expansion));
    return mended;
  }

  private Set<Cloud> live() {
    Set<Cloud> live = Collections.newSetFromMap(new IdentityHashMap<>());
    traced.values().forEach(one -> live.add(one.cloud()));
    return live;
  }

  private TensorSignal sum(NodeStep step, TensorSignal out, int sign) {
    Traced a = traced(step, 0);
    Traced b = traced(step, 1);
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
    a = input(step, 0, axis);
    b = input(step, 1, axis);
    int[] order = a == null || b == null ? null : a.order(axis);
    int[] other = order == null ? null : b.order(axis);
    if (other == null || out.stored()[axis] != dims[axis] && out.stored()[axis] != 1) {
      return out;
    }
    SumCloud sum = new SumCloud(a, order, b, other, sign);
    float[] variance = sum.variance(out, axis);
    double scale = sum.scale();
    boolean linear = a.signal().isLinear() && b.signal().isLinear();
    Density density =
        linear && scale > 0 ? Scales.density(scale, out) : out.origin().density();
    TensorSignal signal =
        TensorSignal.of(out.dims(), out.stored(), out.mean().clone(), variance, density);
    Cloud cloud = Scales.cloud(order.length, a.cloud().places(), sum.own(), scale, expansion);
    sum.tie(cloud, live());
    put(step, 0, Traced.of(signal, cloud, axis, expansion));
    return signal;
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

  /** The mean of n places: (Cov + (n - 1) Cov of two places)/n. */
  private TensorSignal mean(NodeStep step, TensorSignal out) {
    Traced x = traced(step, 0);
    int[] channel = x == null ? null : x.channels();
    int count = Dims.count(out.dims());
    if (channel == null || count > Traced.MOST) {
      return out;
    }
    int[] dims = x.signal().dims();
    Reduction reduction =
        step.operator().equals("ReduceMean")
            ? Reduction.of(step.call())
            : Reduction.of(dims, IntStream.range(2, dims.length).toArray(), true);
    int[] own = new int[count];
    Arrays.fill(own, -1);
    for (int i = 0; i < channel.length; i++) {
      int to = reduction.targets()[i];
      if (own[to] >= 0 && own[to] != channel[i]) {
        return out;
      }
      own[to] = channel[i];
    }
    MeanCloud mean = MeanCloud.of(x, reduction.count(), count / x.cloud().size());
    TensorSignal all = out.full();
    float[] variance = all.variance().clone();
    for (int i = 0; i < variance.length; i++) {
      variance[i] *= mean.factor()[own[i]];
    }
    TensorSignal mended = TensorSignal.normal(all.dims(), all.dims(), all.mean().clone(), variance);
    put(step, 0, new Traced(mended, mean.cloud(), -1, own, mean.coefficients(), null));
    return mended;
  }
}
