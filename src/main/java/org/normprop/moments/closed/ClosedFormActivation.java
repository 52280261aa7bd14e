package org.normprop.moments.closed;

import static org.normprop.moments.closed.ClosedForm.term;

import java.util.Map;
import java.util.Optional;
import org.normprop.function.catalogue.Activations;
import org.normprop.function.math.Special;
import org.normprop.function.stage.Activation;
import org.normprop.table.Bounded;

/**
 * Closed forms of activations under N(mean, std^2). Gaussian integrals of polynomials, exponentials
 * and waves; for gelu and erf, Owen, A Table of Normal Integrals (1980).
 */
final class ClosedFormActivation {

  private static final double SQRT_2PI = Math.sqrt(2 * Math.PI);
  private static final Bounded HALF = Bounded.exactly(0.5);

  /** e^(1/(2 w^2)) overflows before long for a narrower exponential. */
  private static final double NARROWEST = 0.1;

  /** A closed form for some means and standard deviations. */
  @FunctionalInterface
  private interface Formula {
    /** The constants; null where the formula does not hold. */
    ClosedForm at(Map<String, Double> parameters, double mean, double std);
  }

  /** By the name of the activation. */
  private static final Map<String, Formula> FORMULAS =
      Map.ofEntries(
          Map.entry("identity", (p, m, s) -> identity(m, s)),
          Map.entry("relu", (p, m, s) -> rectifier(0, m, s)),
          Map.entry("leaky_relu", (p, m, s) -> rectifier(p.get("slope"), m, s)),
          Map.entry("prelu", (p, m, s) -> rectifier(p.get("slope"), m, s)),
          Map.entry("rrelu", (p, m, s) -> rectifier((p.get("lower") + p.get("upper")) / 2, m, s)),
          Map.entry("abs", (p, m, s) -> rectifier(-1, m, s)),
          Map.entry("elu", standard(p -> exponentialUnit(1, p.get("alpha"), 1))),
          Map.entry(
              "selu",
              standard(p -> exponentialUnit(Activations.SELU_SCALE, Activations.SELU_ALPHA, 1))),
          Map.entry("celu", standard(p -> exponentialUnit(1, p.get("alpha"), p.get("alpha")))),
          Map.entry("gelu", standard(p -> gelu())),
          Map.entry("erf", standard(p -> erf())),
          Map.entry("relu_squared", standard(p -> squaredRectifier())),
          Map.entry("gaussian", standard(p -> bump())),
          Map.entry("exponential", (p, m, s) -> exponential(m, s)),
          Map.entry("square", (p, m, s) -> square(m, s)),
          Map.entry("cube", (p, m, s) -> cube(m, s)),
          Map.entry("sin", (p, m, s) -> wave(p.get("frequency"), m, s, false)),
          Map.entry("cos", (p, m, s) -> wave(1, m, s, true)),
          Map.entry("snake", (p, m, s) -> snake(p.get("alpha"), m, s)));

  /** From so many half waves in a standard deviation on, the sums of snake's form do not cancel. */
  private static final double MANY_WAVES = 3;

  /** Below this, products lose digits. */
  private static final double SMALLEST = 1e-290;

  private ClosedFormActivation() {}

  /** A formula for N(0, 1) alone. */
  private static Formula standard(
      java.util.function.Function<Map<String, Double>, ClosedForm> formula) {
    return (p, mean, std) -> mean == 0 && std == 1 ? formula.apply(p) : null;
  }

  static Optional<ClosedForm> of(Activation f, double mean, double std) {
    Formula formula = FORMULAS.get(f.name());
    return Optional.ofNullable(formula).map(known -> known.at(f.parameters(), mean, std));
  }

  private static ClosedForm identity(double mean, double std) {
    return new ClosedForm(
        Bounded.exactly(mean), Bounded.exactly(std).squared(), Bounded.ONE, Bounded.ONE);
  }

  /** x for x &gt; 0, a x else, under N(0, std^2). Arpit et al. 2016, remark 2. */
  private static ClosedForm rectifier(double a, double mean, double std) {
    if (mean != 0) {
      return null;
    }
    double square = (1 + a * a) / 2;
    return ClosedForm.ofSquare(
        term((1 - a) / SQRT_2PI * std), term(square * std * std), term(square), term((1 + a) / 2));
  }

  /** scale (x for x &gt; 0, alpha (e^(x/width) - 1) else). */
  private static ClosedForm exponentialUnit(double scale, double alpha, double width) {
    if (!(width >= NARROWEST)) {
      return null;
    }
    // E[e^(x/width); x < 0] and E[e^(2x/width); x < 0]
    Bounded once = term(tail(1 / width));
    Bounded twice = term(tail(2 / width));
    Bounded mean = term(1 / SQRT_2PI).plus(once.minus(HALF).times(alpha));
    Bounded square = HALF.plus(twice.minus(once.times(2)).plus(HALF).times(alpha * alpha));
    double steepness = alpha / width;
    return ClosedForm.ofSquare(
        mean.times(scale),
        square.times(scale * scale),
        HALF.plus(twice.times(steepness * steepness)).times(scale * scale),
        HALF.plus(once.times(steepness)).times(scale));
  }

  /** E[e^(t x); x &lt; 0] = e^(t^2/2) Phi(-t). */
  private static double tail(double t) {
    return StrictMath.exp(t * t / 2) * Special.normalCdf(-t);
  }

  private static ClosedForm gelu() {
    double r = Math.PI * Math.sqrt(3);
    return ClosedForm.ofSquare(
        term(1 / (2 * Math.sqrt(Math.PI))),
        term(1.0 / 3 + 1 / (2 * r)),
        // E[Phi^2] + 2 E[x Phi phi] + E[x^2 phi^2] = 1/3 + 1/(2r) + 1/(6r)
        term(1.0 / 3 + 2 / (3 * r)),
        HALF);
  }

  private static ClosedForm erf() {
    return ClosedForm.ofSquare(
        Bounded.ZERO,
        term(2 / Math.PI * StrictMath.asin(2.0 / 3)),
        term(4 / Math.PI / Math.sqrt(5)),
        term(2 / Math.sqrt(3 * Math.PI)));
  }

  private static ClosedForm squaredRectifier() {
    return ClosedForm.ofSquare(
        HALF, Bounded.exactly(1.5), Bounded.exactly(2), term(Math.sqrt(2 / Math.PI)));
  }

  /** e^(-x^2). */
  private static ClosedForm bump() {
    double root = Math.sqrt(5);
    return ClosedForm.ofSquare(
        term(1 / Math.sqrt(3)), term(1 / root), term(4 / (5 * root)), Bounded.ZERO);
  }

  private static ClosedForm exponential(double m, double s) {
    double mean = StrictMath.exp(m + s * s / 2);
    // The exponents' rounding is multiplied by the exponents.
    double error = Bounded.UNIT_ROUNDOFF * (16 + 4 * Math.abs(m) + 8 * s * s);
    double variance = mean * mean * StrictMath.expm1(s * s);
    double slopes = StrictMath.exp(2 * (m + s * s));
    return new ClosedForm(
        new Bounded(mean, error * mean),
        new Bounded(variance, 2 * error * variance),
        new Bounded(slopes, 2 * error * slopes),
        new Bounded(mean, error * mean));
  }

  private static ClosedForm square(double m, double s) {
    return new ClosedForm(
        term(m * m + s * s),
        term(4 * m * m * s * s + 2 * s * s * s * s),
        term(4 * (m * m + s * s)),
        term(2 * m));
  }

  private static ClosedForm cube(double m, double s) {
    double a = m * m;
    double b = s * s;
    return new ClosedForm(
        term(m * (a + 3 * b)),
        term(b * (9 * a * a + 36 * a * b + 15 * b * b)),
        term(9 * (a * a + 6 * a * b + 3 * b * b)),
        term(3 * (a + b)));
  }

  /**
   * x + sin(a x)^2/a = x + (1 - cos(w x))/w, w = 2a, where the waves are too many to integrate. By
   * Stein's identity Cov(x, cos(w x)) = -w s^2 E[sin(w x)].
   */
  private static ClosedForm snake(double a, double m, double s) {
    if (!(a * s > MANY_WAVES)) {
      return null;
    }
    double w = 2 * a;
    ClosedForm cos = wave(w, m, s, true);
    ClosedForm sin = wave(w, m, s, false);
    Bounded square = Bounded.rounded(s * s);
    Bounded twice = sin.mean().times(2);
    return new ClosedForm(
        Bounded.exactly(m).plus(Bounded.ONE.minus(cos.mean()).over(w)),
        square.plus(cos.variance().over(w).over(w)).plus(twice.times(square)),
        Bounded.ONE.plus(twice).plus(sin.variance()).plus(sin.mean().squared()),
        Bounded.ONE.plus(sin.mean()));
  }

  /** sin(w x), or cos(w x): every sum is one of numbers that are not negative. */
  private static ClosedForm wave(double w, double m, double s, boolean cosine) {
    double v = w * w * s * s;
    double sin = StrictMath.sin(w * m);
    double cos = StrictMath.cos(w * m);
    double c = cosine ? sin * sin : cos * cos;
    double q = StrictMath.exp(-v);
    double rest = -StrictMath.expm1(-v); // 1 - q
    double damping = StrictMath.exp(-v / 2);
    // The angle w m is rounded; so is v, which matters where it is large.
    double turned = 4 * Bounded.UNIT_ROUNDOFF * Math.abs(w * m);
    double error = Bounded.UNIT_ROUNDOFF * (16 + (q > 0 ? 2 * v : 0));
    double variance = rest / 2 * (rest + 2 * q * c);
    double slopes = w * w / 2 * (rest * (1 + q) + 2 * q * q * c);
    double mean = damping * (cosine ? cos : sin);
    double slope = w * damping * (cosine ? -sin : cos);
    double underflow = damping < SMALLEST ? SMALLEST : 0;
    return new ClosedForm(
        new Bounded(mean, error * Math.abs(mean) + turned * damping + underflow),
        new Bounded(variance, error * variance + turned * rest * q),
        new Bounded(slopes, error * slopes + turned * w * w * q),
        new Bounded(slope, error * Math.abs(slope) + (turned * damping + underflow) * Math.abs(w)));
  }
}
