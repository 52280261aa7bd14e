package org.normprop.function.catalogue;

import static org.normprop.function.catalogue.Definition.define;
import static org.normprop.function.math.Blocks.positive;

import java.util.List;
import org.normprop.function.catalogue.Definition.Body;
import org.normprop.function.enclosure.Enclosure;
import org.normprop.function.enclosure.Growth;
import org.normprop.function.enclosure.SmoothFunctions;
import org.normprop.function.enclosure.Tails;
import org.normprop.function.math.Blocks;
import org.normprop.function.math.Special;
import org.normprop.function.stage.StageParameter;

/** Activations that grow like x to the right and level off or vanish to the left. */
final class SmoothRectifiers {

  static final double SQRT_2_OVER_PI = 0.7978845608028654;
  static final double GELU_CUBIC = 0.044715;

  static final List<Definition> DEFINITIONS =
      List.of(
          define(
              "elu",
              "Clevert et al. 2015",
              p -> elu(1, p[0], 1),
              StageParameter.finite("alpha", 1)),
          define(
              "celu",
              "Barron 2017: max(0, x) + min(0, alpha (e^(x/alpha) - 1))",
              p -> elu(1, p[0], p[0]),
              StageParameter.positive("alpha", 1)),
          define(
              "selu",
              "Klambauer et al. 2017: scale elu(alpha)",
              p -> elu(Activations.SELU_SCALE, Activations.SELU_ALPHA, 1)),
          define(
              "gelu",
              "Hendrycks & Gimpel 2016: x Phi(x); PyTorch's default",
              p ->
                  Body.of(
                          x -> x == Double.NEGATIVE_INFINITY ? 0 : x * Special.normalCdf(x),
                          x -> Special.normalCdf(x) + finite(x) * Special.normalDensity(x))
                      .enclosed(x -> x.times(SmoothFunctions.normalCdf(x)))
                      .tails(Tails.RECTIFIER)
                      .block(
                          (x, y, dy, n) -> {
                            Blocks.normalCdf(x, 1, y, dy, n);
                            for (int i = 0; i < n; i++) {
                              dy[i] = y[i] + x[i] * dy[i];
                              y[i] = x[i] * y[i];
                            }
                          })),
          define(
              "gelu_tanh",
              "Hendrycks & Gimpel 2016: x/2 (1 + tanh(sqrt(2/pi)(x + 0.044715 x^3))); JAX's"
                  + " default",
              p ->
                  Body.of(
                          // (1 + tanh u)/2 = sigmoid(2u)
                          x -> finite(x) * Special.sigmoid(2 * geluInner(x)),
                          x -> {
                            double s = Special.sigmoid(2 * geluInner(x));
                            double c = Special.sigmoidDerivative(2 * geluInner(x));
                            return c == 0 ? s : s + 2 * x * c * geluInnerDerivative(x);
                          })
                      .enclosed(RectifierEnclosures::geluTanh)
                      .tails(Tails.RECTIFIER)
                      .block(
                          (x, y, dy, n) -> {
                            for (int i = 0; i < n; i++) {
                              dy[i] = geluInner(x[i]);
                            }
                            Blocks.expMinusAbs(dy, 2, dy, y, n);
                            for (int i = 0; i < n; i++) {
                              double t = dy[i];
                              double inverse = 1 / (1 + t);
                              double mask = positive(x[i]); // the inner function has x's sign
                              double s = (mask + (1 - mask) * t) * inverse;
                              double c = t * inverse * inverse;
                              dy[i] = s + 2 * x[i] * c * geluInnerDerivative(x[i]);
                              y[i] = x[i] * s;
                            }
                          })),
          define("quick_gelu", "Hendrycks & Gimpel 2016: x sigmoid(1.702 x)", p -> swish(1.702)),
          define(
              "silu",
              "Elfwing et al. 2017; swish with beta, Ramachandran et al. 2017: x sigmoid(beta x)",
              p -> swish(p[0]),
              StageParameter.finite("beta", 1)),
          define(
              "hard_swish",
              "Howard et al. 2019: x clip(x+3, 0, 6)/6",
              p ->
                  Body.of(
                          x -> x <= -3 ? 0 : x * Math.min(x + 3, 6) / 6,
                          x -> x <= -3 ? 0 : x <= 3 ? (2 * x + 3) / 6 : x > 3 ? 1 : x)
                      .enclosed(
                          x ->
                              x.pieces(
                                  -3,
                                  3,
                                  Enclosure.constant(0),
                                  x.times(x.plus(3)).times(1.0 / 6),
                                  x))
                      .tails(Tails.lines(0, 1))
                      .kinks(-3, 3)
                      .block(
                          (x, y, dy, n) -> {
                            for (int i = 0; i < n; i++) {
                              double v = x[i];
                              double middle = positive(v + 3) - positive(v - 3);
                              y[i] = v * Math.min(Math.max(v + 3, 0), 6) / 6;
                              dy[i] = middle * ((2 * v + 3) / 6) + positive(v - 3);
                            }
                          })),
          define(
              "mish",
              "Misra 2019: x tanh(softplus(x))",
              p ->
                  Body.of(Mish::value, Mish::derivative)
                      .enclosed(x -> x.times(SmoothFunctions.tanh(SmoothFunctions.softplus(x))))
                      .tails(Tails.RECTIFIER)
                      .block(
                          (x, y, dy, n) -> {
                            for (int i = 0; i < n; i++) {
                              dy[i] = Math.min(x[i], 20); // from 20 on mish(x) = x to the last bit
                            }
                            Blocks.exp(dy, 1, dy, y, n);
                            for (int i = 0; i < n; i++) {
                              double e = dy[i];
                              double w = e * (e + 2); // tanh(ln(1+e)) = w/(w+2)
                              double inverse = 1 / (w + 2);
                              y[i] = x[i] * (w * inverse);
                              dy[i] = w * inverse + x[i] * (4 * e * (1 + e)) * inverse * inverse;
                            }
                          })),
          define(
              "softplus",
              "Dugas et al. 2001: ln(1 + e^(beta x))/beta; PyTorch's is x where beta x > 20,"
                  + " JAX's and Keras' have threshold=inf",
              p -> softplus(p[0], p[1]),
              StageParameter.positive("beta", 1),
              StageParameter.number("threshold", 20)),
          define(
              "squareplus",
              "Barron 2021; JAX squareplus: (x + sqrt(x^2 + b))/2",
              p -> squareplus(p[0]),
              StageParameter.nonNegative("b", 4)),
          define(
              "sparse_plus",
              "JAX sparse_plus: 0 below -1, (x+1)^2/4 between, x above 1",
              p ->
                  Body.of(
                          x -> x <= -1 ? 0 : x < 1 ? (x + 1) * (x + 1) / 4 : x,
                          x -> x <= -1 ? 0 : x <= 1 ? (x + 1) / 2 : x > 1 ? 1 : x)
                      .enclosed(
                          x ->
                              x.pieces(
                                  -1, 1, Enclosure.constant(0), x.plus(1).squared().times(0.25), x))
                      .tails(Tails.lines(0, 1))
                      .kinks(-1, 1)),
          define(
              "relu_squared",
              "So et al. 2021: max(0, x)^2",
              p ->
                  Body.of(x -> Math.max(x, 0) * Math.max(x, 0), x -> 2 * Math.max(x, 0))
                      .enclosed(x -> x.max(Enclosure.constant(0)).squared())
                      .tails(Tails.power(2).left(Growth.exactly(0, 0)))
                      .kinks(0)));

  private SmoothRectifiers() {}

  /** 0 at minus infinity, where the other factor is 0 and the product's limit too. */
  private static double finite(double x) {
    return Math.max(x, -Double.MAX_VALUE);
  }

  /** scale (x for x &gt; 0, alpha (e^(x/width) - 1) else). */
  private static Body elu(double scale, double alpha, double width) {
    Body body =
        Body.of(
                x -> scale * (x > 0 ? x : alpha * StrictMath.expm1(x / width)),
                x -> scale * (x > 0 ? 1 : alpha / width * StrictMath.exp(x / width)))
            .enclosed(
                x ->
                    x.choose(0, x, SmoothFunctions.expm1(x.times(1 / width)).times(alpha))
                        .times(scale))
            .tails(Tails.limits(-scale * alpha, 0).right(Growth.about(scale, 1)))
            .block(
                (x, y, dy, n) -> {
                  for (int i = 0; i < n; i++) {
                    dy[i] = Math.min(x[i], 0);
                  }
                  Blocks.exp(dy, 1 / width, dy, y, n);
                  for (int i = 0; i < n; i++) {
                    double e = dy[i];
                    double mask = positive(x[i]);
                    y[i] = scale * (Math.max(x[i], 0) + alpha * (e - 1));
                    dy[i] = scale * (mask + (1 - mask) * (alpha / width) * e);
                  }
                });
    // The second derivative jumps at 0 in any case.
    return body.kinks(0);
  }

  private static double geluInner(double x) {
    return SQRT_2_OVER_PI * (x + GELU_CUBIC * (x * x * x));
  }

  private static double geluInnerDerivative(double x) {
    return SQRT_2_OVER_PI * (1 + 3 * GELU_CUBIC * (x * x));
  }

  /** x sigmoid(beta x). */
  private static Body swish(double beta) {
    return Body.of(
            x -> (beta > 0 ? finite(x) : x) * Special.sigmoid(beta * x),
            x -> {
              double slope = Special.sigmoidDerivative(beta * x);
              double s = Special.sigmoid(beta * x);
              return slope == 0 ? s : s + beta * x * slope;
            })
        .enclosed(x -> x.times(SmoothFunctions.sigmoid(x.times(beta))))
        .tails(
            beta > 0
                ? Tails.RECTIFIER
                : beta < 0 ? Tails.RECTIFIER.turned() : Tails.lines(0.5, 0.5))
        .block(
            (x, y, dy, n) -> {
              Blocks.sigmoid(x, beta, y, dy, n);
              for (int i = 0; i < n; i++) {
                dy[i] = y[i] + beta * x[i] * dy[i];
                y[i] = x[i] * y[i];
              }
            });
  }

  private static Body softplus(double beta, double threshold) {
    Body body =
        Body.of(
                x -> beta * x > threshold ? x : Special.softplus(beta * x) / beta,
                x -> beta * x > threshold ? 1 : Special.sigmoid(beta * x))
            .enclosed(
                x ->
                    x.choose(
                        threshold / beta,
                        x,
                        SmoothFunctions.softplus(x.times(beta)).times(1 / beta)))
            .tails(threshold == Double.NEGATIVE_INFINITY ? Tails.lines(1, 1) : Tails.RECTIFIER)
            .block(
                (x, y, dy, n) -> {
                  Blocks.softplus(x, beta, y, dy, n);
                  double inverse = 1 / beta;
                  for (int i = 0; i < n; i++) {
                    double linear = positive(beta * x[i] - threshold);
                    y[i] = y[i] * inverse;
                    y[i] = y[i] + linear * (x[i] - y[i]);
                    dy[i] = dy[i] + linear * (1 - dy[i]);
                  }
                });
    return Double.isInfinite(threshold) ? body : body.kinks(threshold / beta);
  }

  private static Body squareplus(double b) {
    double root = Math.sqrt(b);
    return Body.of(
            x -> {
              double h = StrictMath.hypot(x, root);
              return x > 0 ? (x + h) / 2 : h == 0 ? 0 : b / 2 / (h - x);
            },
            x -> {
              double h = StrictMath.hypot(x, root);
              return x > 0 ? (1 + x / h) / 2 : h == 0 ? 0 : b / 2 / (h - x) / h;
            })
        .enclosed(x -> RectifierEnclosures.squareplus(x, b))
        .tails(b == 0 ? Tails.lines(0, 1) : Tails.RECTIFIER)
        .kinks(b == 0 ? new double[] {0} : new double[0])
        .block(
            (x, y, dy, n) -> {
              for (int i = 0; i < n; i++) {
                double h = Math.sqrt(x[i] * x[i] + b);
                y[i] = (x[i] + h) * 0.5;
                dy[i] = 0.5 + 0.5 * x[i] / h;
              }
            });
  }
}
