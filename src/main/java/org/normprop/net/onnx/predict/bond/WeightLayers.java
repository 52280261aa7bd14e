package org.normprop.net.onnx.predict.bond;

import java.util.Arrays;
import org.normprop.net.onnx.predict.signal.NodeStep;
import org.normprop.net.onnx.predict.signal.TensorSignal;
import org.normprop.net.onnx.read.Dims;
import org.normprop.net.onnx.read.TensorValue;

/** Weight layers, mended by the correlations of what goes in. */
final class WeightLayers {

  /** Multiplications that a layer may cost. */
  private static final long MOST_WORK = 3_000_000_000L;

  private final Tensors tensors;
  private final Expansion expansion;

  WeightLayers(Tensors tensors, Expansion expansion) {
    this.tensors = tensors;
    this.expansion = expansion;
  }

  /** A matrix of weights behind. */
  TensorSignal product(NodeStep step, TensorSignal out, TensorValue w, boolean transposed) {
    int last = step.signal(0).dims().length - 1;
    Traced x = tensors.along(step, 0, last);
    int[] row = x == null ? null : x.order(last);
    if (row == null || row.length != w.dims()[transposed ? 1 : 0]) {
      return out;
    }
    Taps taps = Taps.ofMatrix(w, transposed, row, x.cloud().size());
    return linear(step, x, taps, out, out.dims().length - 1);
  }

  TensorSignal convolution(NodeStep step, TensorSignal out) {
    Traced x = step.isConstant(1) ? tensors.along(step, 0, 1) : null;
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
    if (outs > Tensors.MOST_CHANNELS || work > MOST_WORK || out.stored()[axis] != outs) {
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
            out.dims(),
            out.stored(),
            out.mean().clone(),
            variance,
            Scales.density(found.scale(), out));
    int places = Dims.count(out.dims()) / outs;
    Cloud cloud = Scales.cloud(outs, places, found.own(), found.scale(), expansion);
    for (Cloud other : tensors.live()) {
      boolean aligned =
          taps.centre() >= 0 && other.places() == places && x.cloud().places() == places;
      Cloud.Tie tie = aligned ? x.with(other) : null;
      if (tie != null) {
        cloud.tie(other, found.through(taps.weights()[taps.centre()], tie, other.size()));
      }
    }
    tensors.put(step, 0, Traced.of(mended, cloud, axis, expansion));
    return mended;
  }
}
