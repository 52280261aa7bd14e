package org.normprop.moments;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;

/**
 * A distribution for references: its density in double-double arithmetic, up to a factor, and
 * pieces on each of which it changes little.
 *
 * @param text what {@code --input} calls it
 * @param density the density, up to a factor
 * @param ends the pieces' ends, ascending; beyond them next to nothing is left
 */
record InputReference(String text, Density density, double[] ends) {

  /** A density. */
  @FunctionalInterface
  interface Density {
    DoubleDouble at(DoubleDouble x);
  }

  private static final double NORMAL_END = 20;

  /** Half steps to 80, and on to where e^-640 is left: a function may be 0 before. */
  private static final double[] FALL =
      DoubleStream.concat(Arrays.stream(steps(0, 0.5, 160)), Arrays.stream(steps(84, 4, 139)))
          .toArray();

  /** What is left of x^2 beyond, under Student's with 5 degrees: 1e-36. */
  private static final double STUDENT_END = 1e12;

  private static DoubleDouble dd(double x) {
    return DoubleDouble.of(x);
  }

  private static DoubleDouble bell(DoubleDouble x, double mean, double std) {
    DoubleDouble z = x.minus(dd(mean)).over(dd(std));
    return z.times(z).times(-0.5).exp();
  }

  static InputReference normal(double mean, double std) {
    return new InputReference(mean + "," + std, x -> bell(x, mean, std), normalEnds(mean, std));
  }

  private static double[] normalEnds(double mean, double std) {
    return steps(mean - NORMAL_END * std, std / 4, (int) (8 * NORMAL_END));
  }

  private static double[] steps(double low, double step, int count) {
    return DoubleStream.iterate(0, i -> i + 1).limit(count + 1).map(i -> low + step * i).toArray();
  }

  private static double[] bothSides(double middle, double[] distances) {
    return Arrays.stream(distances)
        .flatMap(d -> DoubleStream.of(middle - d, middle + d))
        .sorted()
        .distinct()
        .toArray();
  }

  /** Another distribution about as wide. */
  static InputReference draw(SplittableRandom random, double mean, double std) {
    double[] fall = Arrays.stream(FALL).map(x -> x * std).toArray();
    return switch (random.nextInt(6)) {
      case 0 -> {
        double high = mean + std;
        yield new InputReference(
            "uniform:" + mean + "," + high, x -> DoubleDouble.ONE, inside(mean, high));
      }
      case 1 ->
          new InputReference(
              "laplace:" + mean + "," + std,
              x -> x.minus(dd(mean)).abs().over(dd(std)).negated().exp(),
              bothSides(mean, fall));
      case 2 ->
          new InputReference(
              "logistic:" + mean + "," + std,
              x -> {
                DoubleDouble e = x.minus(dd(mean)).abs().over(dd(std)).negated().exp();
                DoubleDouble one = e.plus(DoubleDouble.ONE);
                return e.over(one.times(one));
              },
              bothSides(mean, fall));
      case 3 -> {
        double rate = Double.parseDouble(String.format(Locale.ROOT, "%.5g", 1 / std));
        yield new InputReference(
            "exponential:" + rate,
            x -> x.times(-rate).exp(),
            Arrays.stream(FALL).map(x -> x / rate).toArray());
      }
      case 4 -> student(random.nextInt(5, 13));
      default -> mixture(random, mean, std);
    };
  }

  private static double[] inside(double low, double high) {
    double[] ends = steps(low, (high - low) / 64, 64);
    ends[64] = high;
    return ends;
  }

  /** (1 + x^2/nu)^(-(nu + 1)/2), by products and a root. */
  private static InputReference student(int degrees) {
    UnaryOperator<DoubleDouble> power =
        base -> {
          DoubleDouble product = degrees % 2 == 0 ? base.sqrt() : DoubleDouble.ONE;
          for (int i = 0; i < (degrees + 1) / 2; i++) {
            product = product.times(base);
          }
          return product;
        };
    double[] distances =
        DoubleStream.concat(
                Arrays.stream(steps(0, 0.25, 16)),
                DoubleStream.iterate(4, x -> x < STUDENT_END, x -> 1.25 * x))
            .toArray();
    return new InputReference(
        "student:" + degrees,
        x ->
            DoubleDouble.ONE.over(power.apply(x.times(x).over(dd(degrees)).plus(DoubleDouble.ONE))),
        bothSides(0, distances));
  }

  private static InputReference mixture(SplittableRandom random, double mean, double std) {
    double other = Math.rint(random.nextDouble(-3, 3) * 1e3) / 1e3;
    double narrow = std / 8;
    double[] ends =
        DoubleStream.concat(
                Arrays.stream(normalEnds(mean, std)), Arrays.stream(normalEnds(other, narrow)))
            .sorted()
            .distinct()
            .toArray();
    return new InputReference(
        "mixture:0.75," + mean + "," + std + "/0.25," + other + "," + narrow,
        x -> bell(x, mean, std).times(0.75).plus(bell(x, other, narrow).times(0.25 * 8)),
        ends);
  }
}
