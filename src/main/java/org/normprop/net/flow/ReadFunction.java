package org.normprop.net.flow;

import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.normprop.function.stage.Activation;
import org.normprop.net.layer.Affine;
import org.normprop.net.layer.Nonlinearity;

/**
 * A function as it stands in a network.
 *
 * @param value f(x), shifted and divided as the network does
 * @param slope its derivative
 */
record ReadFunction(DoubleUnaryOperator value, DoubleUnaryOperator slope) {
  static final ReadFunction IDENTITY = new ReadFunction(x -> x, x -> 1);

  static Optional<ReadFunction> of(Nonlinearity nonlinearity) {
    if (!(nonlinearity instanceof Nonlinearity.Fixed fixed)) {
      return Optional.empty();
    }
    Activation f = fixed.activation();
    Affine map = fixed.constants();
    return Optional.of(
        new ReadFunction(
            x -> (f.value(x) - map.mean()) / map.scale(), x -> f.derivative(x) / map.scale()));
  }
}
