package org.normprop.function.catalogue;

import static org.normprop.function.catalogue.Definition.define;
import static org.normprop.function.math.Blocks.positive;

import java.util.List;
import org.normprop.function.catalogue.Definition.Body;
import org.normprop.function.enclosure.Enclosure;
import org.normprop.function.enclosure.Growth;
import org.normprop.function.enclosure.Tails;
import org.normprop.function.stage.RandomizedRelu;
import org.normprop.function.stage.StageParameter;

/** Activations made of straight pieces. Comparisons are written so that NaN comes out as NaN. */
final class PiecewiseLinear {

  static final List<Definition> DEFINITIONS =
      List.of(
          define(
              "identity",
              "the linear layer",
              p ->
                  Body.of(x -> x, x -> 1)
                      .enclosed(x -> x)
                      .tails(Tails.lines(1, 1))
                      .block(
                          (x, y, dy, n) -> {
                            System.arraycopy(x, 0, y, 0, n);
                            java.util.Arrays.fill(dy, 0, n, 1);
                          })),
          define(
              "relu",
              "Nair & Hinton 2010",
              p ->
                  Body.of(x -> Math.max(x, 0), x -> slope(x, 0, 1))
                      .enclosed(x -> x.max(Enclosure.constant(0)))
                      .tails(Tails.lines(0, 1))
                      .kinks(0)
                      .block(
                          (x, y, dy, n) -> {
                            for (int i = 0; i < n; i++) {
                              y[i] = Math.max(x[i], 0);
                              dy[i] = positive(x[i]);
                            }
                          })),
          define("relu6", "Krizhevsky 2010; PyTorch ReLU6", p -> clip(1, 0, 0, 6)),
          define(
              "leaky_relu",
              "Maas et al. 2013; slope 0.01 in PyTorch and JAX, 0.2 in TensorFlow, 0.3 in Keras 2",
              p -> leaky(p[0]),
              StageParameter.finite("slope", 0.01)),
          define(
              "prelu",
              "He et al. 2015; PyTorch PReLU starts at 0.25",
              p -> leaky(p[0]),
              StageParameter.finite("slope", 0.25)),
          define(
              "rrelu",
              "Xu et al. 2015; PyTorch RReLU in evaluation: the slopes' mean (mode=train: random)",
              p -> leaky((p[0] + p[1]) / 2),
              StageParameter.finite("lower", RandomizedRelu.DEFAULT_LOWER),
              StageParameter.finite("upper", RandomizedRelu.DEFAULT_UPPER)),
          define(
              "threshold",
              "PyTorch Threshold, which has no defaults; Keras ThresholdedReLU has threshold 1",
              p ->
                  Body.of(x -> x <= p[0] ? p[1] : x, x -> x <= p[0] ? 0 : 1)
                      .enclosed(x -> x.choose(p[0], x, Enclosure.constant(p[1])))
                      .tails(Tails.lines(0, 1).left(Growth.exactly(p[1], 0)))
                      .kinks(p[0]),
              StageParameter.finite("threshold", 1),
              StageParameter.finite("value", 0)),
          define("hard_tanh", "Collobert 2004; PyTorch Hardtanh", p -> clip(1, 0, -1, 1)),
          define(
              "hard_sigmoid",
              "clip(slope x + 1/2, 0, 1): slope 1/6 in PyTorch and JAX, 0.2 in Keras 2",
              p -> clip(p[0], 0.5, 0, 1),
              StageParameter.positive("slope", 1.0 / 6)),
          define(
              "sparse_sigmoid",
              "clip((x+1)/2, 0, 1); JAX sparse_sigmoid",
              p -> clip(0.5, 0.5, 0, 1)),
          define(
              "soft_shrink",
              "PyTorch Softshrink; soft thresholding, Donoho 1995",
              p ->
                  Body.of(
                          x -> x - Math.min(Math.max(x, -p[0]), p[0]),
                          x -> x <= -p[0] || x > p[0] ? 1 : 0)
                      .enclosed(
                          x ->
                              x.minus(
                                  x.max(Enclosure.constant(-p[0])).min(Enclosure.constant(p[0]))))
                      .tails(Tails.alongLines(1, 1))
                      .kinks(both(p[0]))
                      .block(
                          (x, y, dy, n) -> {
                            double lambda = p[0];
                            for (int i = 0; i < n; i++) {
                              y[i] = x[i] - Math.min(Math.max(x[i], -lambda), lambda);
                              dy[i] = positive(Math.abs(x[i]) - lambda);
                            }
                          }),
              StageParameter.nonNegative("lambda", 0.5)),
          define(
              "hard_shrink",
              "PyTorch Hardshrink; hard thresholding, Donoho 1995",
              p ->
                  Body.of(x -> Math.abs(x) <= p[0] ? 0 : x, x -> x <= -p[0] || x > p[0] ? 1 : 0)
                      .enclosed(x -> x.pieces(-p[0], p[0], x, Enclosure.constant(0), x))
                      .tails(Tails.lines(1, 1))
                      .kinks(both(p[0]))
                      .block(
                          (x, y, dy, n) -> {
                            double lambda = p[0];
                            for (int i = 0; i < n; i++) {
                              double mask = positive(Math.abs(x[i]) - lambda);
                              y[i] = x[i] * mask;
                              dy[i] = mask;
                            }
                          }),
              StageParameter.nonNegative("lambda", 0.5)),
          define(
              "abs",
              "|x|",
              p ->
                  Body.of(Math::abs, x -> x > 0 ? 1 : -1)
                      .enclosed(Enclosure::abs)
                      .tails(Tails.lines(-1, 1))
                      .kinks(0)),
          define(
              "sign",
              "-1, 0 or 1",
              p ->
                  Body.of(Math::signum, x -> 0)
                      .enclosed(x -> x.choose(0, Enclosure.constant(1), Enclosure.constant(-1)))
                      .tails(Tails.levels(-1, 1))
                      .kinks(0)));

  private PiecewiseLinear() {}

  /** left for x &lt;= 0, right for x &gt; 0, NaN for NaN. */
  private static double slope(double x, double left, double right) {
    return x > 0 ? right : x <= 0 ? left : x;
  }

  private static double[] both(double lambda) {
    return lambda == 0 ? new double[] {0} : new double[] {-lambda, lambda};
  }

  private static Body leaky(double a) {
    return Body.of(x -> x > 0 ? x : a * x, x -> slope(x, a, 1))
        .enclosed(x -> x.choose(0, x, x.times(a)))
        .tails(Tails.lines(a, 1))
        .kinks(0)
        .block(
            (x, y, dy, n) -> {
              for (int i = 0; i < n; i++) {
                y[i] = Math.max(x[i], 0) + a * Math.min(x[i], 0);
                double mask = positive(x[i]);
                dy[i] = mask + a * (1 - mask);
              }
            });
  }

  /** clip(a x + b, low, high), a positive. */
  private static Body clip(double a, double b, double low, double high) {
    double left = (low - b) / a;
    double right = (high - b) / a;
    return Body.of(
            x -> Math.min(Math.max(a * x + b, low), high),
            x -> x <= left || x > right ? 0 : x > left ? a : x)
        .enclosed(
            x ->
                x.pieces(
                    left,
                    right,
                    Enclosure.constant(low),
                    x.times(a).plus(b),
                    Enclosure.constant(high)))
        .tails(Tails.levels(low, high))
        .kinks(left, right)
        .block(
            (x, y, dy, n) -> {
              for (int i = 0; i < n; i++) {
                y[i] = Math.min(Math.max(a * x[i] + b, low), high);
                dy[i] = a * (positive(x[i] - left) - positive(x[i] - right));
              }
            });
  }
}
