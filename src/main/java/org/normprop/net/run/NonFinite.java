package org.normprop.net.run;

import java.util.List;
import java.util.Optional;
import org.normprop.net.compute.Parameter;

/** Looks for what is no finite number. */
final class NonFinite {

  private NonFinite() {}

  /** Repeats a forward pass, as what was there may have been overwritten; then the gradients. */
  static Optional<String> first(Network network, float[] x, int batch, Pass pass) {
    if (!isFinite(x, batch * network.input().size())) {
      return Optional.of("the input");
    }
    String[] found = new String[1];
    network.forward(
        x,
        batch,
        pass,
        (tensor, y) -> {
          if (found[0] == null && !isFinite(y, batch * network.graph().shape(tensor).size())) {
            found[0] = "the output of layer " + network.graph().nodes().get(tensor - 1).name();
          }
        });
    if (found[0] != null) {
      return Optional.of(found[0]);
    }
    List<Parameter> parameters = network.parameters();
    for (int i = parameters.size() - 1; i >= 0; i--) {
      Parameter parameter = parameters.get(i);
      if (!isFinite(parameter.gradient(), parameter.values().length)) {
        return Optional.of("the gradient of " + parameter.name());
      }
    }
    return Optional.empty();
  }

  private static boolean isFinite(float[] values, int n) {
    for (int i = 0; i < n; i++) {
      if (!Float.isFinite(values[i])) {
        return false;
      }
    }
    return true;
  }
}
