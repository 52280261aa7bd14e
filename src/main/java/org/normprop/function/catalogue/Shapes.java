package org.normprop.function.catalogue;

import static org.normprop.function.catalogue.Definition.define;

import java.util.List;
import org.normprop.function.catalogue.Definition.Body;
import org.normprop.function.enclosure.Enclosure;
import org.normprop.function.enclosure.SmoothFunctions;
import org.normprop.function.enclosure.Tails;
import org.normprop.function.math.Blocks;
import org.normprop.function.math.Special;
import org.normprop.function.math.TrigonometricBlocks;
import org.normprop.function.stage.StageParameter;

/** Activations of other shapes: powers, waves, bumps, shrinkage. */
final class Shapes {

  static final List<Definition> DEFINITIONS =
      List.of(
          define(
              "exponential",
              "e^x",
              p ->
                  Body.of(StrictMath::exp, StrictMath::exp)
                      .enclosed(SmoothFunctions::exp)
                      .tails(Tails.EXPONENTIAL)),
          define(
              "sin",
              "Sitzmann et al. 2020 (SIREN): sin(frequency x)",
              p ->
                  Body.of(x -> StrictMath.sin(p[0] * x), x -> p[0] * StrictMath.cos(p[0] * x))
                      .enclosed(x -> SmoothFunctions.sin(x.times(p[0])))
                      .block(
                          (x, y, dy, n) -> {
                            TrigonometricBlocks.sinCos(x, p[0], y, dy, n);
                            for (int i = 0; i < n; i++) {
                              dy[i] = p[0] * dy[i];
                            }
                          }),
              StageParameter.finite("frequency", 1)),
          define(
              "cos",
              "the cosine",
              p ->
                  Body.of(StrictMath::cos, x -> -StrictMath.sin(x)).enclosed(SmoothFunctions::cos)),
          define(
              "snake",
              "Ziyin et al. 2020: x + sin(alpha x)^2/alpha",
              p ->
                  Body.of(
                          x -> {
                            double s = StrictMath.sin(p[0] * x);
                            return x + s * s / p[0];
                          },
                          x -> {
                            // 1 + sin(2 alpha x), without the cancellation where it is small
                            double s = StrictMath.sin(p[0] * x) + StrictMath.cos(p[0] * x);
                            return s * s;
                          })
                      .enclosed(
                          x ->
                              SmoothFunctions.rising(
                                  x,
                                  u ->
                                      u.plus(
                                          SmoothFunctions.sin(u.times(p[0]))
                                              .squared()
                                              .times(1 / p[0]))))
                      .tails(Tails.alongLines(1, 1)),
              StageParameter.positive("alpha", 1)),
          define(
              "gaussian",
              "e^(-x^2)",
              p ->
                  Body.of(Special::expMinusSquare, x -> -2 * x * Special.expMinusSquare(x))
                      .enclosed(SmoothFunctions::expMinusSquare)),
          define(
              "tanhshrink",
              "PyTorch Tanhshrink: x - tanh x",
              p ->
                  Body.of(
                          Special::tanhshrink,
                          x -> {
                            double t = StrictMath.tanh(x);
                            return t * t;
                          })
                      .enclosed(SmoothFunctions::tanhshrink)
                      .tails(Tails.alongLines(1, 1))
                      .block(
                          (x, y, dy, n) -> {
                            Blocks.tanh(x, 1, y, dy, n);
                            for (int i = 0; i < n; i++) {
                              dy[i] = y[i] * y[i];
                              y[i] = x[i] - y[i];
                            }
                          })),
          define(
              "asinh",
              "the inverse hyperbolic sine",
              p ->
                  Body.of(Special::asinh, x -> 1 / StrictMath.hypot(1, x))
                      .enclosed(SmoothFunctions::asinh)),
          define(
                  "bent_identity",
                  "(sqrt(x^2 + 1) - 1)/2 + x",
                  p ->
                      Body.of(
                              x -> x * (x / (2 * (StrictMath.hypot(x, 1) + 1))) + x,
                              x -> x / (2 * StrictMath.hypot(x, 1)) + 1)
                          .enclosed(
                              x ->
                                  x.plus(
                                      SmoothFunctions.sqrt(x.squared().plus(1))
                                          .plus(-1)
                                          .times(0.5)))
                          .tails(Tails.alongLines(0.5, 1.5)))
              .written("(sqrt(x^2+1)-1)/2+x"),
          define(
              "log_cosh",
              "ln cosh x",
              p ->
                  Body.of(Special::logCosh, StrictMath::tanh)
                      .enclosed(SmoothFunctions::logCosh)
                      .tails(Tails.alongLines(-1, 1))),
          define(
              "square",
              "x^2",
              p ->
                  Body.of(x -> x * x, x -> 2 * x)
                      .enclosed(Enclosure::squared)
                      .tails(Tails.power(2))),
          define(
              "cube",
              "x^3",
              p ->
                  Body.of(x -> x * x * x, x -> 3 * x * x)
                      .enclosed(x -> SmoothFunctions.power(x, 3))
                      .tails(Tails.power(3))));

  private Shapes() {}
}
