package org.normprop.net.onnx.write;

import java.util.Map;
import org.normprop.function.stage.Activation;

/** Activations as operators of ONNX, written out where there is none. */
final class ActivationNodes {

  private ActivationNodes() {}

  /** Adds the nodes; the name of the result. */
  static String of(GraphBuilder g, Activation f, String x, String prefix) {
    Map<String, Double> p = f.parameters();
    return switch (f.name()) {
      case "linear", "identity" -> x;
      case "relu" -> g.node("Relu", x);
      case "sigmoid" -> g.node("Sigmoid", x);
      case "tanh" -> g.node("Tanh", x);
      case "erf" -> g.node("Erf", x);
      case "softplus" -> softplus(g, p, x, prefix);
      case "softsign" -> g.node("Softsign", x);
      case "abs" -> g.node("Abs", x);
      case "leaky_relu" -> g.with("alpha", p.get("slope")).node("LeakyRelu", x);
      case "elu" -> g.with("alpha", p.getOrDefault("alpha", 1.0)).node("Elu", x);
      case "celu" -> g.with("alpha", p.getOrDefault("alpha", 1.0)).node("Celu", x);
      case "selu" -> g.node("Selu", x);
      case "relu6" -> clip(g, x, prefix, 0, 6);
      case "hardtanh" ->
          clip(g, x, prefix, p.getOrDefault("min", -1.0), p.getOrDefault("max", 1.0));
      case "hard_swish", "hardswish" -> g.node("HardSwish", x);
      case "hard_sigmoid", "hardsigmoid" ->
          g.with("alpha", 1.0 / 6).with("beta", 0.5).node("HardSigmoid", x);
      case "silu", "swish" -> {
        double beta = p.getOrDefault("beta", 1.0);
        String scaled = beta == 1 ? x : g.node("Mul", x, g.constant(prefix + "swish_beta", beta));
        yield g.node("Mul", x, g.node("Sigmoid", scaled));
      }
      case "mish" -> g.node("Mul", x, g.node("Tanh", g.node("Softplus", x)));
      case "gelu" -> {
        String root = g.constant(prefix + "gelu_root", Math.sqrt(0.5));
        String one = g.constant(prefix + "gelu_one", 1);
        String half = g.constant(prefix + "gelu_half", 0.5);
        String erf = g.node("Erf", g.node("Mul", x, root));
        yield g.node("Mul", g.node("Mul", x, half), g.node("Add", erf, one));
      }
      case "gelu_tanh" -> {
        String c = g.constant(prefix + "gelu_cubic", 0.044715);
        String root = g.constant(prefix + "gelu_root", Math.sqrt(2 / Math.PI));
        String one = g.constant(prefix + "gelu_one", 1);
        String half = g.constant(prefix + "gelu_half", 0.5);
        String cube = g.node("Mul", g.node("Mul", g.node("Mul", x, x), x), c);
        String tanh = g.node("Tanh", g.node("Mul", g.node("Add", x, cube), root));
        yield g.node("Mul", g.node("Mul", x, half), g.node("Add", tanh, one));
      }
      default ->
          throw new IllegalArgumentException(
              "activation " + f.text() + " has no operator in ONNX that this program writes");
    };
  }

  private static String softplus(GraphBuilder g, Map<String, Double> p, String x, String prefix) {
    double beta = p.getOrDefault("beta", 1.0);
    if (beta == 1) {
      return g.node("Softplus", x);
    }
    String scaled = g.node("Mul", x, g.constant(prefix + "softplus_beta", beta));
    return g.node(
        "Mul", g.node("Softplus", scaled), g.constant(prefix + "softplus_inverse", 1 / beta));
  }

  private static String clip(GraphBuilder g, String x, String prefix, double least, double most) {
    String low = g.constant(prefix + "least", new double[] {least});
    String high = g.constant(prefix + "most", new double[] {most});
    return g.node("Clip", x, low, high);
  }
}
