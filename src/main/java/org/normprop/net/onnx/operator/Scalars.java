package org.normprop.net.onnx.operator;

import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.normprop.function.math.Special;

/** The operators that act on each element by itself, as functions of numbers. */
public final class Scalars {

  /** A function of one number, made from attributes and constant inputs. */
  private interface Maker {
    DoubleUnaryOperator of(NodeCall call);
  }

  private static final double SELU_ALPHA = 1.67326319217681884765625;
  private static final double SELU_GAMMA = 1.05070102214813232421875;

  private static final Map<String, Maker> UNARY =
      Map.ofEntries(
          Map.entry("Relu", call -> x -> Math.max(x, 0)),
          Map.entry("Sigmoid", call -> Scalars::sigmoid),
          Map.entry("Tanh", call -> Math::tanh),
          Map.entry("Erf", call -> Special::erf),
          Map.entry("Exp", call -> Math::exp),
          Map.entry("Log", call -> Math::log),
          Map.entry("Sqrt", call -> Math::sqrt),
          Map.entry("Abs", call -> Math::abs),
          Map.entry("Neg", call -> x -> -x),
          Map.entry("Reciprocal", call -> x -> 1 / x),
          Map.entry("Floor", call -> Math::floor),
          Map.entry("Ceil", call -> Math::ceil),
          Map.entry("Round", call -> Math::rint),
          Map.entry("Sign", call -> Math::signum),
          Map.entry("Sin", call -> Math::sin),
          Map.entry("Cos", call -> Math::cos),
          Map.entry("Atan", call -> Math::atan),
          Map.entry("Sinh", call -> Math::sinh),
          Map.entry("Cosh", call -> Math::cosh),
          Map.entry("Softplus", call -> Scalars::softplus),
          Map.entry("Softsign", call -> x -> x / (1 + Math.abs(x))),
          Map.entry("HardSwish", call -> x -> x * clamp(x / 6 + 0.5, 0, 1)),
          Map.entry("Mish", call -> x -> x * Math.tanh(softplus(x))),
          Map.entry("Not", call -> x -> x == 0 ? 1 : 0),
          Map.entry("LeakyRelu", call -> leaky(call.node().real("alpha", 0.01f))),
          Map.entry("Elu", call -> elu(call.node().real("alpha", 1))),
          Map.entry("Celu", call -> celu(call.node().real("alpha", 1))),
          Map.entry("Selu", Scalars::selu),
          Map.entry("HardSigmoid", Scalars::hardSigmoid),
          Map.entry("ThresholdedRelu", call -> thresholded(call.node().real("alpha", 1))),
          Map.entry("Shrink", Scalars::shrink),
          Map.entry("Gelu", Scalars::gelu),
          Map.entry("com.microsoft:Gelu", call -> Scalars::gelu),
          Map.entry("com.microsoft:QuickGelu", call -> swish(call.node().real("alpha", 1.702f))),
          Map.entry("Swish", call -> swish(call.node().real("alpha", 1))),
          Map.entry("Clip", Scalars::clip));

  private static final Map<String, DoubleBinaryOperator> BINARY =
      Map.ofEntries(
          Map.entry("Add", (a, b) -> a + b),
          Map.entry("Sum", (a, b) -> a + b),
          Map.entry("Sub", (a, b) -> a - b),
          Map.entry("Mul", (a, b) -> a * b),
          Map.entry("Div", (a, b) -> a / b),
          Map.entry("Pow", Math::pow),
          Map.entry("Max", Math::max),
          Map.entry("Min", Math::min),
          Map.entry("PRelu", (a, b) -> a < 0 ? a * b : a),
          Map.entry("Equal", (a, b) -> a == b ? 1 : 0),
          Map.entry("Less", (a, b) -> a < b ? 1 : 0),
          Map.entry("LessOrEqual", (a, b) -> a <= b ? 1 : 0),
          Map.entry("Greater", (a, b) -> a > b ? 1 : 0),
          Map.entry("GreaterOrEqual", (a, b) -> a >= b ? 1 : 0),
          Map.entry("And", (a, b) -> a != 0 && b != 0 ? 1 : 0),
          Map.entry("Or", (a, b) -> a != 0 || b != 0 ? 1 : 0));

  private Scalars() {}

  /**
   * A function of the first input alone.
   *
   * @param call the node; what else the function needs must be constant
   * @return empty where the operator is not of this kind
   * @throws NodeCall.NotKnownException where a parameter is no constant
   */
  public static Optional<DoubleUnaryOperator> unary(NodeCall call) {
    return Optional.ofNullable(UNARY.get(call.node().operator())).map(maker -> maker.of(call));
  }

  /**
   * A function of two inputs, or of more by repetition.
   *
   * @param operator the operator's name
   * @return empty where the operator is not of this kind
   */
  public static Optional<DoubleBinaryOperator> binary(String operator) {
    return Optional.ofNullable(BINARY.get(operator));
  }

  /**
   * Whether an operator answers true or false.
   *
   * @param operator its name
   * @return whether its results are truth values
   */
  public static boolean isTest(String operator) {
    return switch (operator) {
      case "Equal",
          "Less",
          "LessOrEqual",
          "Greater",
          "GreaterOrEqual",
          "And",
          "Or",
          "Not",
          "Xor",
          "IsNaN",
          "IsInf" ->
          true;
      default -> false;
    };
  }

  /** 1/(1 + e^-x), without overflow. */
  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  private static double clamp(double x, double least, double most) {
    return Math.min(most, Math.max(least, x));
  }

  private static DoubleUnaryOperator leaky(double slope) {
    return x -> x < 0 ? slope * x : x;
  }

  private static DoubleUnaryOperator elu(double alpha) {
    return x -> x < 0 ? alpha * Math.expm1(x) : x;
  }

  private static DoubleUnaryOperator celu(double alpha) {
    return x -> x < 0 ? alpha * Math.expm1(x / alpha) : x;
  }

  private static DoubleUnaryOperator selu(NodeCall call) {
    double alpha = call.node().real("alpha", (float) SELU_ALPHA);
    double gamma = call.node().real("gamma", (float) SELU_GAMMA);
    return x -> gamma * (x < 0 ? alpha * Math.expm1(x) : x);
  }

  private static DoubleUnaryOperator hardSigmoid(NodeCall call) {
    double alpha = call.node().real("alpha", 0.2f);
    double beta = call.node().real("beta", 0.5f);
    return x -> clamp(alpha * x + beta, 0, 1);
  }

  private static DoubleUnaryOperator thresholded(double alpha) {
    return x -> x > alpha ? x : 0;
  }

  private static DoubleUnaryOperator shrink(NodeCall call) {
    double lambda = call.node().real("lambd", 0.5f);
    double bias = call.node().real("bias", 0);
    return x -> x < -lambda ? x + bias : x > lambda ? x - bias : 0;
  }

  private static DoubleUnaryOperator gelu(NodeCall call) {
    return call.node().text("approximate", "none").equals("tanh")
        ? x -> 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)))
        : Scalars::gelu;
  }

  private static double gelu(double x) {
    return 0.5 * x * (1 + Special.erf(x / Math.sqrt(2)));
  }

  private static DoubleUnaryOperator swish(double alpha) {
    return x -> x * sigmoid(alpha * x);
  }

  private static DoubleUnaryOperator clip(NodeCall call) {
    double least = call.real("min", 1, Float.NEGATIVE_INFINITY);
    double most = call.real("max", 2, Float.POSITIVE_INFINITY);
    return x -> Math.min(most, Math.max(least, x));
  }
}
