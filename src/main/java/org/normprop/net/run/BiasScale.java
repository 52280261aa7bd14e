package org.normprop.net.run;

import java.util.Arrays;
import java.util.List;
import org.normprop.net.compute.Parameter;
import org.normprop.net.compute.Parameter.Role;

/** No normalisation: pre = u + b, or u alone. */
final class BiasScale extends ChannelScale {

  private final Parameter bias;

  BiasScale(boolean hasBias, int channels, String prefix) {
    super(channels);
    Arrays.fill(s, 1);
    bias = hasBias ? Parameter.vector(prefix + "bias", Role.SHIFT, channels) : null;
  }

  @Override
  void prepare(int from, int to, Pass pass) {
    if (bias != null) {
      System.arraycopy(bias.values(), from, t, from, to - from);
    }
  }

  @Override
  boolean needsProducts() {
    return false;
  }

  @Override
  boolean needsSums() {
    return bias != null;
  }

  @Override
  boolean onlyShifts() {
    return true;
  }

  @Override
  void finish(int from, int to, double[] sum, double[] product, Pass pass, int count) {
    if (bias != null) {
      float[] gradient = bias.matrix();
      for (int c = from; c < to; c++) {
        gradient[c] = (float) sum[c];
      }
    }
  }

  @Override
  List<Parameter> parameters() {
    return bias == null ? List.of() : List.of(bias);
  }
}
