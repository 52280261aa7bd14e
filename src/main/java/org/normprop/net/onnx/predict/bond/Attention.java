package org.normprop.net.onnx.predict.bond;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.normprop.net.onnx.operator.NodeCall;
import org.normprop.net.onnx.predict.signal.NodeStep;
import org.normprop.net.onnx.predict.signal.TensorSignal;
import org.normprop.net.onnx.read.Dims;

/**
 * Attention: scores, softmax and weighted mean, known for what they are together. What scores of a
 * row have in common drops out of the softmax; weights add up to 1, so that what the values have in
 * common is not averaged away; and they lean to values that go with high scores.
 */
final class Attention {

  private static final double LEAST = 0.02;

  private final Map<String, AttentionScores> scores = new HashMap<>();

  /** Tensors whose rows add up to 1, whatever scores they come from. */
  private final Set<String> weights = new HashSet<>();

  void forget(String name) {
    scores.remove(name);
    weights.remove(name);
  }

  private AttentionScores of(NodeStep step, int input) {
    return input < step.node().inputs().size() ? scores.get(step.node().inputs().get(input)) : null;
  }

  /** A softmax sees of the scores what differs from column to column. */
  NodeStep before(NodeStep step) {
    AttentionScores found = step.operator().equals("Softmax") ? of(step, 0) : null;
    if (found == null) {
      return step;
    }
    List<TensorSignal> signals = new ArrayList<>(step.signals());
    TensorSignal x = signals.get(0).full();
    float[] variance = x.variance().clone();
    int columns = x.dims()[x.dims().length - 1];
    double square = found.scale() * found.scale();
    for (int i = 0; i < variance.length; i++) {
      double common = square * found.common()[i / columns];
      variance[i] = (float) Math.max(LEAST * variance[i], variance[i] - common);
    }
    signals.set(0, TensorSignal.normal(x.dims(), x.stored(), x.mean().clone(), variance));
    return new NodeStep(step.call(), signals, step.outputs(), step.level(), step.drawn());
  }

  /** Takes scores along through what scales, masks or thins them. */
  void follow(NodeStep step) {
    if (areWeights(step)) {
      weights.add(step.node().outputs().get(0));
    }
    for (int i = 0; i < 3; i++) {
      AttentionScores found = of(step, i);
      if (found == null) {
        continue;
      }
      double scale = found.scale();
      try {
        switch (step.operator()) {
          case "Mul" -> scale *= step.call().value(1 - i).at(0);
          case "Div" -> scale /= step.call().value(1).at(0);
          case "Add", "Where", "Softmax", "Dropout", "Identity", "Cast" -> {
            // the same scores
          }
          default -> {
            return;
          }
        }
      } catch (NodeCall.NotKnownException e) {
        return;
      }
      scores.put(step.node().outputs().get(0), found.scaled(scale));
    }
  }

  private boolean areWeights(NodeStep step) {
    return switch (step.operator()) {
      case "Softmax" ->
          step.call().axis(step.call().opset() >= 13 ? -1 : 1) == step.call().dims(0).length - 1;
      case "Dropout", "Identity", "Cast" -> weights.contains(step.node().inputs().get(0));
      default -> false;
    };
  }

  /** Scores, or the weighted mean; null where the product is neither. */
  Traced product(NodeStep step, Traced a, Traced b, TensorSignal out, Set<Cloud> live) {
    int[] dims = out.dims();
    if (b == null || dims.length < 2 || Dims.count(dims) > Traced.MOST || !isAligned(step)) {
      return null;
    }
    AttentionScores known = of(step, 0);
    if (known != null || weights.contains(step.node().inputs().get(0))) {
      return WeightedMean.of(step.signal(0), known, b, out, live);
    }
    AttentionScores found = a == null ? null : AttentionScores.of(a, b);
    if (found == null) {
      return null;
    }
    scores.put(step.node().outputs().get(0), found);
    return new Traced(found.mended(out), null, -1, null, null, null, null);
  }

  /** Stacks of as many matrices on both sides. */
  private static boolean isAligned(NodeStep step) {
    int[] a = step.signal(0).dims();
    int[] b = step.signal(1).dims();
    return a.length == b.length
        && a.length >= 2
        && Dims.count(a) <= Traced.MOST
        && Dims.count(b) <= Traced.MOST
        && Arrays.equals(Arrays.copyOf(a, a.length - 2), Arrays.copyOf(b, b.length - 2));
  }
}
