package org.normprop.net.onnx.predict.bond;

import java.util.Arrays;
import org.normprop.net.onnx.operator.WindowGeometry;
import org.normprop.net.onnx.predict.signal.Density;
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
    int outs = w.dims()[transposed ? 0 : 1];
    int axis = out.dims().length - 1;
    if (!isTaken((long) outs * row.length, outs, x, out, axis)) {
      return out;
    }
    return linear(step, x, Taps.ofMatrix(w, transposed, row, x.cloud().size()), null, out, axis);
  }

  TensorSignal convolution(NodeStep step, TensorSignal out) {
    Traced x = step.isConstant(1) ? tensors.along(step, 0, 1) : null;
    if (x == null || x.channel() != null || x.axis() != 1) {
      return out;
    }
    int[] dims = step.constant(1).dims();
    if (!isTaken(Dims.count(dims), dims[0], x, out, 1)) {
      return out;
    }
    Taps taps = Taps.ofConvolution(step);
    if (taps == null) {
      return out;
    }
    int[] kernel = Arrays.copyOfRange(dims, 2, dims.length);
    WindowGeometry geometry = WindowGeometry.of(step.node(), step.call().dims(0), kernel);
    return linear(step, x, taps, geometry, out, 1);
  }

  private static boolean isTaken(long weights, int outs, Traced x, TensorSignal out, int axis) {
    long work = weights * (x.cloud().size() + outs);
    return outs <= Tensors.MOST_CHANNELS && work <= MOST_WORK && out.stored()[axis] == outs;
  }

  private TensorSignal linear(
      NodeStep step, Traced x, Taps taps, WindowGeometry window, TensorSignal out, int axis) {
    int outs = taps.outs();
    NearTaps near = window == null ? null : NearTaps.of(x, taps, window);
    LinearCloud found = LinearCloud.of(x, taps, window, near == null ? null : near.within());
    Density density = Scales.density(found.spread().scale(), out);
    float[] skew = density.points().length == 1 ? Skewness.of(x, taps, window, found.std()) : null;
    density = skew == null ? density : Skewness.bent(density, skew, out, axis);
    TensorSignal mended = out.mended(found.factor(), axis, density);
    int places = Dims.count(out.dims()) / outs;
    double scale = found.spread().scale();
    Cloud cloud = Scales.cloud(outs, places, found.own(), scale, expansion, density);
    cloud.tokens(places == x.cloud().places() ? x.cloud().tokens() : null);
    if (near != null) {
      Neighbours between = near.between().correlations(found.std());
      near.squares(between, found.std(), x);
      between.scales(found.spread()::scale);
      cloud.near(between);
    }
    for (Cloud other : tensors.live()) {
      boolean aligned =
          taps.centre() >= 0
              && x.cloud().places() == places
              && (other.places() == places || places == 1);
      Cloud.Tie tie = aligned ? x.with(other) : null;
      if (tie != null) {
        cloud.tie(other, found.through(taps, window, tie, other.size()));
      }
    }
    tensors.put(step, 0, Traced.of(mended, cloud, axis, expansion));
    return mended;
  }
}
