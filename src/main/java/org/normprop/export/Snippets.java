package org.normprop.export;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.Stage;
import org.normprop.table.Quantity;

/** Code to paste: a unit's constants in a few lines, by what they are for. */
public final class Snippets {

  private static final String PRINT = "print(f\"std {";

  private Snippets() {}

  /**
   * The code of a unit; what no framework has a short form for comes as constants alone.
   *
   * @param constant the unit and its numbers
   * @return a text by heading, in the order of a page; empty if mean or std is not finite
   */
  public static Map<String, String> of(ExportedConstant constant) {
    String mean = constant.text(Quantity.MEAN);
    String std = constant.text(Quantity.STD);
    Map<String, String> code = new LinkedHashMap<>();
    if (mean.isEmpty() || std.isEmpty()) {
      return code;
    }
    List<Stage> stages = constant.unit().stages();
    Optional<Stage> activation =
        stages.size() == 1 && stages.get(0) instanceof Activation
            ? Optional.of(stages.get(0))
            : Optional.empty();
    activation.ifPresent(
        f -> {
          code.put(
              "PyTorch",
              "import torch\nimport torch.nn.functional as F\n\nx = torch.randn(1_000_000)\n"
                  + body(f, PythonDialect.PYTORCH, mean, std)
                  + PRINT
                  + "y.std().item():.1g}\")\n");
          code.put(
              "JAX",
              "import jax\nimport jax.numpy as jnp\n\n"
                  + "x = jax.random.normal(jax.random.key(1), (1_000_000,))\n"
                  + body(f, PythonDialect.JAX, mean, std)
                  + PRINT
                  + "y.std():.1g}\")\n");
          code.put(
              "Keras",
              "import keras\nfrom keras import ops\n\nx = keras.random.normal((1_000_000,))\n"
                  + body(f, PythonDialect.KERAS, mean, std)
                  + PRINT
                  + "float(ops.std(y)):.1g}\")\n");
        });
    if (activation.isEmpty()) {
      code.put("Python", "mean = " + mean + "\nstd = " + std + "\n");
    }
    String gain = constant.text(Quantity.GAIN);
    if (activation.isPresent() && !gain.isEmpty()) {
      code.put(
          "timm",
          "from timm.models import nfnet\n\nnfnet._nonlin_gamma[\""
              + constant.name()
              + "\"] = "
              + gain
              + "\n");
    }
    String java = constant.name().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
    String prefix = java.matches("[A-Z].*") ? java : "UNIT_" + java;
    code.put(
        "Java",
        "static final double "
            + prefix
            + "_MEAN = "
            + real(mean)
            + ";\nstatic final double "
            + prefix
            + "_STD = "
            + real(std)
            + ";\n");
    code.put(
        "LaTeX",
        LatexExport.row(constant) + "  % unit & mean & std & gain & rms gain & backward\n");
    return code;
  }

  private static String body(Stage f, PythonDialect dialect, String mean, String std) {
    String expression = new PythonStages(dialect).code(f).orElse("x");
    return "y = (" + expression + " - " + parenthesized(mean) + ") / " + std + "\n";
  }

  private static String parenthesized(String number) {
    return number.startsWith("-") ? "(" + number + ")" : number;
  }

  private static String real(String number) {
    return number.matches("-?[0-9]+") ? number + ".0" : number;
  }
}
