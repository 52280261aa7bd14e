package org.normprop.net.onnx.predict.bond;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.normprop.net.onnx.predict.signal.NodeStep;
import org.normprop.net.onnx.predict.signal.TensorSignal;
import org.normprop.net.onnx.read.Dims;

/** The tensors whose clouds are known, as long as they are of use. */
final class Tensors {

  /** More channels than this are taken as independent. */
  static final int MOST_CHANNELS = 1536;

  private final Map<String, Traced> traced = new HashMap<>();
  private final Expansion expansion;

  private final Predicate<String> isShared;

  /** By whether several nodes take a tensor. */
  Tensors(Expansion expansion, Predicate<String> isShared) {
    this.expansion = expansion;
    this.isShared = isShared;
  }

  void forget(String name) {
    traced.remove(name);
  }

  void changed(String name, TensorSignal signal) {
    Traced known = traced.get(name);
    if (known != null) {
      put(name, known.behind(signal, expansion));
    }
  }

  Traced of(NodeStep step, int input) {
    return input < step.node().inputs().size() ? traced.get(step.node().inputs().get(input)) : null;
  }

  void put(NodeStep step, int output, Traced one) {
    put(step.node().outputs().get(output), one);
  }

  private void put(String name, Traced one) {
    traced.put(name, one);
    if (one.own() == null && !one.signal().isLinear() && isShared.test(name)) {
      traced.put(name, Ties.standing(one, live()));
    }
  }

  /** An input with a cloud along an axis: its own, or one of independent values; may be null. */
  Traced along(NodeStep step, int input, int axis) {
    Traced known = of(step, input);
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
    Traced fresh = Traced.of(x, Cloud.independent(dims[axis], places), axis, expansion);
    String name = step.node().inputs().get(input);
    put(name, fresh);
    return traced.get(name);
  }

  /** Clouds in use; the others are forgotten by them. */
  Set<Cloud> live() {
    Set<Cloud> live = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Traced one : traced.values()) {
      live.add(one.cloud());
      if (one.own() != null) {
        live.add(one.own());
      }
    }
    live.forEach(one -> one.keep(live));
    return live;
  }
}
