package org.normprop.moments;

import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;

/**
 * A distribution for references, in double-double arithmetic.
 *
 * @param text what {@code --input} calls it
 * @param density the density
 * @param below the probability below a value
 * @param above the probability above it
 * @param middle a likely value
 * @param scale on which the density changes, beside the middle
 * @param ends ends and cuts of the range, ascending; beyond next to nothing is left
 */
record LawReference(
    String text,
    UnaryOperator<DoubleDouble> density,
    UnaryOperator<DoubleDouble> below,
    UnaryOperator<DoubleDouble> above,
    double middle,
    double scale,
    double[] ends) {

  private static final DoubleDouble ROOT_TWO_PI = DoubleDouble.PI.times(2).sqrt();

  /** The normal density is 1e-87 there: a function may be next to nothing before. */
  private static final double NORMAL_END = 20;

  /** e^-700 is next to the least number: a function may be next to nothing before. */
  private static final double EXPONENTIAL_END = 700;

  private static final double STUDENT_END = 1e9;

  /** From here on a continued fraction converges, and a series loses digits. */
  private static final double FAR = 6;

  private static final int TABLE_END = 14;
  private static final int IN_ONE = 16;
  private static final int TERMS = 24;
  private static final DoubleDouble[][] TABLE = new DoubleDouble[2 * TABLE_END * IN_ONE + 1][];

  private static DoubleDouble dd(double x) {
    return DoubleDouble.of(x);
  }

  static DoubleDouble bell(DoubleDouble z) {
    return z.times(z).times(-0.5).exp().over(ROOT_TWO_PI);
  }

  /** P(Z below z), by Taylor's series around the next place of a table. */
  static DoubleDouble normalCdf(DoubleDouble z) {
    if (!(Math.abs(z.high()) < TABLE_END)) {
      return tail(z);
    }
    int i = (int) Math.rint((z.high() + TABLE_END) * IN_ONE);
    double at = (double) i / IN_ONE - TABLE_END;
    if (TABLE[i] == null) {
      TABLE[i] = new DoubleDouble[] {tail(dd(at)), bell(dd(at))};
    }
    DoubleDouble h = z.minus(dd(at));
    DoubleDouble minus = h.times(-at);
    DoubleDouble square = h.times(h).negated();
    DoubleDouble before = DoubleDouble.ZERO;
    DoubleDouble term = DoubleDouble.ONE; // the density's term k over the density
    DoubleDouble sum = DoubleDouble.ONE;
    for (int k = 1; k < TERMS; k++) {
      DoubleDouble next =
          minus.times(term).plus(square.times(before)).times(DoubleDouble.inverse(k));
      before = term;
      term = next;
      sum = sum.plus(term.times(DoubleDouble.inverse(k + 1)));
    }
    return TABLE[i][0].plus(TABLE[i][1].times(h).times(sum));
  }

  /** P(Z below z): phi(z) (z + z^3/3 + z^5/15 + ...), or Laplace's continued fraction. */
  static DoubleDouble tail(DoubleDouble z) {
    double size = Math.abs(z.high());
    DoubleDouble upper; // P(Z above |z|)
    if (size < FAR) {
      DoubleDouble square = z.times(z);
      DoubleDouble term = z.abs();
      DoubleDouble sum = term;
      for (int k = 3; term.high() > 1e-34 * sum.high(); k += 2) {
        term = term.times(square).over(dd(k));
        sum = sum.plus(term);
      }
      upper = dd(0.5).minus(bell(z).times(sum));
    } else {
      DoubleDouble a = z.abs();
      DoubleDouble fraction = a;
      for (int k = 60; k >= 1; k--) {
        fraction = a.plus(dd(k).over(fraction));
      }
      upper = bell(z).over(fraction);
    }
    return z.high() < 0 ? upper : DoubleDouble.ONE.minus(upper);
  }

  static LawReference normal(double mean, double std) {
    UnaryOperator<DoubleDouble> z = x -> x.minus(dd(mean)).over(dd(std));
    return new LawReference(
        mean + "," + std,
        x -> bell(z.apply(x)).over(dd(std)),
        x -> normalCdf(z.apply(x)),
        x -> normalCdf(z.apply(x).negated()),
        mean,
        std / 2,
        new double[] {mean - NORMAL_END * std, mean, mean + NORMAL_END * std});
  }

  /** Another distribution about as wide. */
  static LawReference draw(SplittableRandom random, double mean, double std) {
    return switch (random.nextInt(5)) {
      case 0 -> uniform(mean, mean + std);
      case 1 -> laplace(mean, std);
      case 2 -> logistic(mean, std);
      case 3 -> student(2 * random.nextInt(3, 6));
      default -> mixture(normal(mean, std), normal(mean + std, std / 4));
    };
  }

  private static LawReference uniform(double low, double high) {
    DoubleDouble width = dd(high).minus(dd(low));
    return new LawReference(
        "uniform:" + low + "," + high,
        x -> DoubleDouble.ONE.over(width),
        x -> x.minus(dd(low)).over(width),
        x -> dd(high).minus(x).over(width),
        low / 2 + high / 2,
        (high - low) / 8,
        new double[] {low, high});
  }

  private static double[] exponentialEnds(double mean, double scale) {
    return new double[] {mean - EXPONENTIAL_END * scale, mean, mean + EXPONENTIAL_END * scale};
  }

  private static LawReference laplace(double mean, double scale) {
    UnaryOperator<DoubleDouble> rest =
        x -> x.minus(dd(mean)).abs().over(dd(scale)).negated().exp().times(0.5);
    UnaryOperator<DoubleDouble> above =
        x -> x.high() < mean ? DoubleDouble.ONE.minus(rest.apply(x)) : rest.apply(x);
    return new LawReference(
        "laplace:" + mean + "," + scale,
        x -> rest.apply(x).over(dd(scale)),
        x -> x.high() < mean ? rest.apply(x) : DoubleDouble.ONE.minus(rest.apply(x)),
        above,
        mean,
        scale / 2,
        exponentialEnds(mean, scale));
  }

  private static LawReference logistic(double mean, double scale) {
    UnaryOperator<DoubleDouble> above =
        x -> {
          DoubleDouble z = x.minus(dd(mean)).over(dd(scale));
          DoubleDouble e = z.abs().negated().exp();
          DoubleDouble one = DoubleDouble.ONE.over(DoubleDouble.ONE.plus(e));
          return z.high() < 0 ? one : e.times(one);
        };
    UnaryOperator<DoubleDouble> below = x -> above.apply(dd(2 * mean).minus(x));
    return new LawReference(
        "logistic:" + mean + "," + scale,
        x -> above.apply(x).times(below.apply(x)).over(dd(scale)),
        below,
        above,
        mean,
        scale / 2,
        exponentialEnds(mean, scale));
  }

  /** With an even number of degrees, where the distribution function is algebraic. */
  private static LawReference student(int degrees) {
    DoubleDouble c = DoubleDouble.ONE.over(dd(degrees).sqrt()).times(0.5);
    for (int k = 3; k < degrees; k += 2) {
      c = c.times(k).over(dd(k - 1));
    }
    DoubleDouble factor = c;
    UnaryOperator<DoubleDouble> density =
        x -> {
          DoubleDouble base = x.times(x).over(dd(degrees)).plus(DoubleDouble.ONE);
          DoubleDouble power = base.sqrt();
          for (int i = 0; i < degrees / 2; i++) {
            power = power.times(base);
          }
          return factor.over(power);
        };
    UnaryOperator<DoubleDouble> below =
        x -> {
          DoubleDouble all = x.times(x).plus(dd(degrees));
          DoubleDouble ratio = dd(degrees).over(all);
          DoubleDouble term = DoubleDouble.ONE;
          DoubleDouble sum = term;
          for (int k = 1; k < degrees / 2; k++) {
            term = term.times(ratio).times(2 * k - 1).over(dd(2 * k));
            sum = sum.plus(term);
          }
          return x.over(all.sqrt()).times(sum).plus(DoubleDouble.ONE).times(0.5);
        };
    return new LawReference(
        "student:" + degrees,
        density,
        below,
        x -> below.apply(x.negated()),
        0,
        0.5,
        new double[] {-STUDENT_END, 0, STUDENT_END});
  }

  private static LawReference mixture(LawReference a, LawReference b) {
    double[] ends =
        DoubleStream.of(
                Math.min(a.ends[0], b.ends[0]), a.middle, b.middle, Math.max(a.ends[2], b.ends[2]))
            .sorted()
            .distinct()
            .toArray();
    return new LawReference(
        "mixture:0.75," + a.text + "/0.25," + b.text,
        x -> a.density.apply(x).times(0.75).plus(b.density.apply(x).times(0.25)),
        x -> a.below.apply(x).times(0.75).plus(b.below.apply(x).times(0.25)),
        x -> a.above.apply(x).times(0.75).plus(b.above.apply(x).times(0.25)),
        a.middle,
        b.scale,
        ends);
  }
}
