package org.normprop.function.formula;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.normprop.text.Numbers;

/** Makes random formulas, and what they must evaluate to by means other than the parser's. */
final class RandomFormula {

  /** A formula's text, with parentheses around every part, and its value. */
  record Sample(String text, DoubleUnaryOperator value) {}

  private static final List<String> FUNCTIONS =
      List.of("exp", "ln", "sin", "sqrt", "tanh", "abs", "cbrt");

  private final SplittableRandom random;

  RandomFormula(SplittableRandom random) {
    this.random = random;
  }

  /** A formula of so many operations. */
  Sample next(int operations) {
    if (operations <= 0) {
      return leaf();
    }
    int before = random.nextInt(operations);
    int after = operations - 1 - before;
    switch (random.nextInt(12)) {
      case 0:
        {
          Sample a = next(operations - 1);
          return new Sample("(-" + a.text + ")", x -> -a.value.applyAsDouble(x));
        }
      case 1, 2:
        return call(next(operations - 1));
      case 3:
        {
          Sample a = next(before);
          Sample b = next(after);
          Sample c = leaf();
          return new Sample(
              "if(" + c.text + "," + a.text + "," + b.text + ")",
              x ->
                  Double.isNaN(c.value.applyAsDouble(x))
                      ? Double.NaN
                      : (c.value.applyAsDouble(x) != 0 ? a : b).value.applyAsDouble(x));
        }
      case 4:
        {
          Sample a = next(before);
          Sample b = next(after);
          return new Sample(
              "(" + a.text + "<" + b.text + ")",
              x -> {
                double u = a.value.applyAsDouble(x);
                double v = b.value.applyAsDouble(x);
                return Double.isNaN(u + 0 * v) && (u != u || v != v) ? Double.NaN : u < v ? 1 : 0;
              });
        }
      default:
        return binary(next(before), next(after));
    }
  }

  private Sample leaf() {
    double number = random.nextInt(1, 40) / 8.0;
    return switch (random.nextInt(5)) {
      case 0 -> new Sample(Numbers.text(number), x -> number);
      case 1 -> new Sample("pi", x -> Math.PI);
      default -> new Sample("x", x -> x);
    };
  }

  private Sample call(Sample a) {
    String name = FUNCTIONS.get(random.nextInt(FUNCTIONS.size()));
    DoubleUnaryOperator f =
        switch (name) {
          case "exp" -> StrictMath::exp;
          case "ln" -> StrictMath::log;
          case "sin" -> StrictMath::sin;
          case "sqrt" -> StrictMath::sqrt;
          case "tanh" -> StrictMath::tanh;
          case "cbrt" -> StrictMath::cbrt;
          default -> Math::abs;
        };
    return new Sample(name + "(" + a.text + ")", x -> f.applyAsDouble(a.value.applyAsDouble(x)));
  }

  private Sample binary(Sample a, Sample b) {
    DoubleUnaryOperator f = a.value;
    DoubleUnaryOperator g = b.value;
    return switch (random.nextInt(7)) {
      case 0 -> infix(a, "+", b, x -> f.applyAsDouble(x) + g.applyAsDouble(x));
      case 1 -> infix(a, "-", b, x -> f.applyAsDouble(x) - g.applyAsDouble(x));
      case 2 -> infix(a, "*", b, x -> f.applyAsDouble(x) * g.applyAsDouble(x));
      case 3 -> infix(a, "/", b, x -> f.applyAsDouble(x) / g.applyAsDouble(x));
      case 4 -> infix(a, "^", b, x -> Operator.POWER.value(f.applyAsDouble(x), g.applyAsDouble(x)));
      case 5 ->
          new Sample(
              "max(" + a.text + "," + b.text + ")",
              x -> Math.max(f.applyAsDouble(x), g.applyAsDouble(x)));
      default ->
          new Sample(
              "min(" + a.text + "," + b.text + ")",
              x -> Math.min(f.applyAsDouble(x), g.applyAsDouble(x)));
    };
  }

  private static Sample infix(Sample a, String symbol, Sample b, DoubleUnaryOperator value) {
    return new Sample("(" + a.text + symbol + b.text + ")", value);
  }
}
