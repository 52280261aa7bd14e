package org.normprop.function.catalogue;

import static org.normprop.function.catalogue.Definition.define;

import java.util.List;
import org.normprop.function.catalogue.Definition.Body;
import org.normprop.function.enclosure.Enclosure;
import org.normprop.function.enclosure.Growth;
import org.normprop.function.enclosure.SmoothFunctions;
import org.normprop.function.enclosure.Tails;
import org.normprop.function.math.Blocks;
import org.normprop.function.math.Special;

/** Activations that level off on both sides, and log_sigmoid. */
final class Sigmoids {

  private static final double LECUN = 1.7159;

  static final List<Definition> DEFINITIONS =
      List.of(
          define(
              "sigmoid",
              "the logistic function 1/(1 + e^-x)",
              p ->
                  Body.of(Special::sigmoid, Special::sigmoidDerivative)
                      .enclosed(SmoothFunctions::sigmoid)
                      .tails(Tails.limits(0, 1))
                      .block((x, y, dy, n) -> Blocks.sigmoid(x, 1, y, dy, n))),
          define(
              "log_sigmoid",
              "PyTorch LogSigmoid: -ln(1 + e^-x)",
              p ->
                  Body.of(x -> -Special.softplus(-x), x -> Special.sigmoid(-x))
                      .enclosed(x -> SmoothFunctions.softplus(x.negated()).negated())
                      .tails(Tails.RECTIFIER.turned())
                      .block(
                          (x, y, dy, n) -> {
                            Blocks.softplus(x, -1, y, dy, n);
                            for (int i = 0; i < n; i++) {
                              y[i] = -y[i];
                            }
                          })),
          define(
              "tanh",
              "the hyperbolic tangent",
              p ->
                  Body.of(StrictMath::tanh, Special::tanhDerivative)
                      .enclosed(SmoothFunctions::tanh)
                      .tails(Tails.limits(-1, 1))
                      .block((x, y, dy, n) -> Blocks.tanh(x, 1, y, dy, n))),
          define(
              "lecun_tanh",
              "LeCun et al. 1998: 1.7159 tanh(2x/3)",
              p ->
                  Body.of(
                          x -> LECUN * StrictMath.tanh(2 * x / 3),
                          x -> LECUN * 2 / 3 * Special.tanhDerivative(2 * x / 3))
                      .enclosed(x -> SmoothFunctions.tanh(x.times(2.0 / 3)).times(LECUN))
                      .tails(Tails.limits(-LECUN, LECUN))
                      .block(
                          (x, y, dy, n) -> {
                            Blocks.tanh(x, 2.0 / 3, y, dy, n);
                            for (int i = 0; i < n; i++) {
                              y[i] = LECUN * y[i];
                              dy[i] = LECUN * 2 / 3 * dy[i];
                            }
                          })),
          define(
              "rational_tanh",
              "1.7159 t(2x/3), t(y) = sign(y)(1 - 1/(1 + |y| + y^2 + 1.41645 y^4))",
              // Odd, and its second derivative jumps at 0.
              p ->
                  Body.of(Sigmoids::rationalTanh, Sigmoids::rationalTanhDerivative)
                      .enclosed(Sigmoids::rationalTanh)
                      .tails(Tails.limits(-LECUN, LECUN))
                      .kinks(0)),
          define(
              "rectified_tanh",
              "max(0, tanh x)",
              p ->
                  Body.of(
                          x -> Math.max(0, StrictMath.tanh(x)),
                          x -> x <= 0 ? 0 : Special.tanhDerivative(x))
                      .enclosed(x -> SmoothFunctions.tanh(x.max(Enclosure.constant(0))))
                      .tails(Tails.limits(0, 1).left(Growth.exactly(0, 0)))
                      .kinks(0)),
          define(
              "softsign",
              "Bergstra et al. 2009: x/(1 + |x|)",
              p ->
                  Body.of(
                          x -> x / (1 + Math.abs(x)),
                          x -> 1 / ((1 + Math.abs(x)) * (1 + Math.abs(x))))
                      .enclosed(x -> x.over(x.abs().plus(1)))
                      .tails(Tails.limits(-1, 1))
                      .kinks(0)
                      .block(
                          (x, y, dy, n) -> {
                            for (int i = 0; i < n; i++) {
                              double inverse = 1 / (1 + Math.abs(x[i]));
                              y[i] = x[i] * inverse;
                              dy[i] = inverse * inverse;
                            }
                          })),
          define(
              "erf",
              "the error function",
              p ->
                  Body.of(Special::erf, Special::erfDerivative)
                      .enclosed(SmoothFunctions::erf)
                      .tails(Tails.limits(-1, 1))
                      .block(
                          (x, y, dy, n) -> {
                            // erf(x) = 2 Phi(sqrt(2) x) - 1
                            double root = Math.sqrt(2);
                            Blocks.normalCdf(x, root, y, dy, n);
                            for (int i = 0; i < n; i++) {
                              y[i] = 2 * y[i] - 1;
                              dy[i] = 2 * root * dy[i];
                            }
                          })),
          define(
              "atan",
              "the arc tangent",
              p ->
                  Body.of(StrictMath::atan, x -> 1 / (1 + x * x))
                      .enclosed(SmoothFunctions::atan)
                      .tails(Tails.limits(-Math.PI / 2, Math.PI / 2))),
          define(
              "isru",
              "Carlile et al. 2017: x/sqrt(1 + x^2)",
              p ->
                  Body.of(
                          x -> x / StrictMath.hypot(1, x),
                          x -> {
                            double h = 1 / StrictMath.hypot(1, x);
                            return h * h * h;
                          })
                      .enclosed(
                          x ->
                              SmoothFunctions.rising(
                                      x, u -> u.over(SmoothFunctions.sqrt(u.squared().plus(1))))
                                  .within(-1, 1))
                      .tails(Tails.limits(-1, 1))
                      .block(
                          (x, y, dy, n) -> {
                            for (int i = 0; i < n; i++) {
                              double inverse = 1 / Math.sqrt(1 + x[i] * x[i]);
                              y[i] = x[i] * inverse;
                              dy[i] = inverse * inverse * inverse;
                            }
                          })));

  private Sigmoids() {}

  private static double rationalTanh(double x) {
    double y = Math.abs(2 * x / 3);
    double q = y + y * y + 1.41645 * y * y * y * y;
    return Math.signum(x) * LECUN * (q < 1 ? q / (1 + q) : 1 - 1 / (1 + q));
  }

  private static double rationalTanhDerivative(double x) {
    double y = Math.abs(2 * x / 3);
    if (y > 1e50) {
      return 0;
    }
    double q = 1 + y + y * y + 1.41645 * y * y * y * y;
    return LECUN * 2 / 3 * ((1 + 2 * y + 4 * 1.41645 * y * y * y) / q / q);
  }

  private static Enclosure rationalTanh(Enclosure x) {
    Enclosure y = x.times(2.0 / 3).abs();
    Enclosure square = y.squared();
    Enclosure q = y.plus(square).plus(square.squared().times(1.41645)).plus(1);
    Enclosure size = Enclosure.constant(1).minus(q.reciprocal()).times(LECUN);
    return x.choose(0, size, size.negated());
  }
}
