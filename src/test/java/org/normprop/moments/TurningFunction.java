package org.normprop.moments;

import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A function that turns, for references.
 *
 * @param unit what units call it
 * @param f value and slope in double-double arithmetic
 * @param turns intervals in which the slope changes its sign once
 * @param kinks where the slope jumps
 * @param features places and scales beside which it is smooth
 * @param growth std up to which its values are moderate; negative where beyond it turns too often
 */
record TurningFunction(
    String unit,
    BoundsSoakTest.Function f,
    double[][] turns,
    double[] kinks,
    double[][] features,
    double growth) {

  private static final DoubleDouble ONE = DoubleDouble.ONE;
  private static final double[] NONE = {};
  private static final double ANY = 1e5;

  private static DoubleDouble dd(double x) {
    return DoubleDouble.of(x);
  }

  private static double[][] one(double a, double b) {
    return new double[][] {{a, b}};
  }

  private static DoubleDouble[] at(DoubleDouble y, DoubleDouble slope) {
    return new DoubleDouble[] {y, slope};
  }

  static TurningFunction draw(SplittableRandom random, double mean) {
    double c = Math.rint(random.nextDouble(-8, 8) * 1e3) / 1e3;
    double w = rounded(Math.pow(10, random.nextDouble(-2, 0)));
    double h = Math.rint(random.nextDouble(0.3, 3) * 1e3) / 1e3;
    return switch (random.nextInt(11)) {
      case 0, 1 -> silu();
      case 2, 3 -> gelu();
      case 4 -> mish();
      case 5 -> bump(c, w, rounded(h * w));
      case 6 -> sine(h, mean);
      case 7 -> parabola(c);
      case 8 -> peak(c, rounded(w * 3));
      case 9 -> fall();
      default -> cubic(h);
    };
  }

  private static double rounded(double x) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.3g", x));
  }

  static TurningFunction silu() {
    return new TurningFunction(
        "silu",
        x -> {
          DoubleDouble e = x.abs().negated().exp();
          DoubleDouble one = ONE.over(ONE.plus(e));
          DoubleDouble s = x.high() < 0 ? e.times(one) : one;
          DoubleDouble rest = x.high() < 0 ? one : e.times(one);
          return at(x.times(s), s.plus(x.times(s).times(rest)));
        },
        one(-1.3, -1.2),
        NONE,
        one(0, 1),
        ANY);
  }

  static TurningFunction gelu() {
    return new TurningFunction(
        "gelu",
        x -> {
          DoubleDouble p = LawReference.normalCdf(x);
          return at(x.times(p), p.plus(x.times(LawReference.bell(x))));
        },
        one(-0.8, -0.7),
        NONE,
        one(0, 0.8),
        ANY);
  }

  /** x tanh(ln(1 + e^x)) = x n/(n + 2) with n = e^x (e^x + 2). */
  private static TurningFunction mish() {
    return new TurningFunction(
        "mish",
        x -> {
          if (x.high() > 60) {
            return at(x, ONE);
          }
          DoubleDouble e = x.exp();
          DoubleDouble n = e.times(e.plus(dd(2)));
          DoubleDouble t = n.over(n.plus(dd(2)));
          // 1 - t^2 = (1 - t)(1 + t)
          DoubleDouble rest = dd(2).over(n.plus(dd(2))).times(ONE.plus(t));
          return at(x.times(t), t.plus(x.times(rest).times(e.over(e.plus(ONE)))));
        },
        one(-1.25, -1.15),
        NONE,
        one(0, 1),
        ANY);
  }

  /** x - h e^(-((x-c)/w)^2), whose slope is least where 2 t^2 = 1. */
  private static TurningFunction bump(double c, double w, double h) {
    double deepest = c - w / Math.sqrt(2);
    boolean isTurning = h / w * Math.sqrt(2 / Math.E) > 1.0001;
    return new TurningFunction(
        "expr:x-" + h + "*exp(-((x-" + c + ")/" + w + ")^2)",
        x -> {
          DoubleDouble t = x.minus(dd(c)).over(dd(w));
          DoubleDouble e = t.times(t).negated().exp().times(h);
          return at(x.minus(e), ONE.plus(e.times(t).times(2).over(dd(w))));
        },
        isTurning ? new double[][] {{c - 6 * w, deepest}, {deepest, c}} : new double[][] {},
        NONE,
        one(c, w),
        ANY);
  }

  /** By its Taylor series, after the nearest multiple of pi/2 is taken off. */
  private static DoubleDouble[] wave(DoubleDouble x) {
    double k = Math.rint(x.high() / (Math.PI / 2));
    // pi/2 to 48 digits
    DoubleDouble r =
        x.minus(DoubleDouble.PI.times(0.5).times(k)).minus(dd(-2.9947698097183397e-33 / 2 * k));
    DoubleDouble sin = DoubleDouble.ZERO;
    DoubleDouble cos = DoubleDouble.ZERO;
    DoubleDouble term = ONE;
    for (int i = 0; i < 28; i++) {
      if (i % 2 == 0) {
        cos = i % 4 == 0 ? cos.plus(term) : cos.minus(term);
      } else {
        sin = i % 4 == 1 ? sin.plus(term) : sin.minus(term);
      }
      term = term.times(r).over(dd(i + 1));
    }
    return switch (Math.floorMod((int) k, 4)) {
      case 0 -> at(sin, cos);
      case 1 -> at(cos, sin.negated());
      case 2 -> at(sin.negated(), cos.negated());
      default -> at(cos.negated(), sin);
    };
  }

  private static TurningFunction sine(double frequency, double c) {
    double[][] turns = new double[24][];
    int middle = (int) Math.rint(c * frequency / Math.PI);
    for (int i = 0; i < turns.length; i++) {
      double at = (middle + i - turns.length / 2.0 + 0.5) * Math.PI / frequency;
      turns[i] = new double[] {at - 0.3 / frequency, at + 0.3 / frequency};
    }
    return new TurningFunction(
        "sin:frequency=" + frequency,
        x -> {
          DoubleDouble[] wave = wave(x.times(frequency));
          return at(wave[0], wave[1].times(frequency));
        },
        turns,
        NONE,
        NO_FEATURES,
        -0.4 / frequency);
  }

  private static final double[][] NO_FEATURES = {};

  private static TurningFunction parabola(double c) {
    return new TurningFunction(
        "expr:(x-" + c + ")^2",
        x -> {
          DoubleDouble d = x.minus(dd(c));
          return at(d.times(d), d.times(2));
        },
        one(c - 1, c + 0.7),
        NONE,
        NO_FEATURES,
        ANY);
  }

  private static TurningFunction peak(double c, double w) {
    return new TurningFunction(
        "expr:1/(1+((x-" + c + ")/" + w + ")^2)",
        x -> {
          DoubleDouble t = x.minus(dd(c)).over(dd(w));
          DoubleDouble y = ONE.over(ONE.plus(t.times(t)));
          return at(y, y.times(y).times(t).times(-2).over(dd(w)));
        },
        one(c - w, c + 0.7 * w),
        NONE,
        one(c, w / 2),
        ANY);
  }

  private static TurningFunction fall() {
    return new TurningFunction(
        "expr:x*exp(-x)",
        x -> {
          DoubleDouble e = x.negated().exp();
          return at(x.times(e), e.minus(x.times(e)));
        },
        one(0.5, 1.7),
        NONE,
        NO_FEATURES,
        1);
  }

  private static TurningFunction cubic(double a) {
    double turn = Math.sqrt(a / 3);
    return new TurningFunction(
        "expr:x^3-" + a + "*x",
        x -> at(x.times(x).times(x).minus(x.times(a)), x.times(x).times(3).minus(dd(a))),
        new double[][] {{-turn - 0.1, -turn + 0.13}, {turn - 0.13, turn + 0.1}},
        NONE,
        NO_FEATURES,
        100);
  }
}
