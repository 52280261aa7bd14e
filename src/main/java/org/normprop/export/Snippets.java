package org.normprop.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.Gate;
import org.normprop.function.stage.Noisy;
import org.normprop.function.stage.Pooling;
import org.normprop.function.stage.Stage;
import org.normprop.table.Quantity;

/** Code to paste: a unit's constants in a few lines, by what they are for. */
public final class Snippets {

  /** Normals that an example draws, and the outputs that it makes of them at most. */
  private static final int NORMALS = 4_000_000;

  private static final int OUTPUTS = 1_000_000;

  private Snippets() {}

  /**
   * The code of a unit; what a framework has no code for is left out, and what none has comes as
   * constants alone.
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
    pytorch(stages, mean, std).ifPresent(text -> code.put("PyTorch", text));
    jax(stages, mean, std).ifPresent(text -> code.put("JAX", text));
    keras(stages, mean, std).ifPresent(text -> code.put("Keras", text));
    if (code.isEmpty()) {
      code.put("Python", "mean = " + mean + "\nstd = " + std + "\n");
    }
    String gain = constant.text(Quantity.GAIN);
    if (stages.size() == 1 && stages.get(0) instanceof Activation && !gain.isEmpty()) {
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

  private static Optional<String> pytorch(List<Stage> stages, String mean, String std) {
    return applied(stages, PythonDialect.PYTORCH)
        .map(
            y ->
                "import torch\nimport torch.nn.functional as F\n\n"
                    + random(stages, "training = True\n")
                    + "x = torch.randn("
                    + shape(stages, true)
                    + ")\n"
                    + y
                    + normalised(mean, std)
                    + "print(f\"std {y.std().item():.1g}\")\n");
  }

  private static Optional<String> jax(List<Stage> stages, String mean, String std) {
    return applied(stages, PythonDialect.JAX)
        .map(
            y ->
                (y.contains("_avg_pool") ? "import math\n\n" : "")
                    + "import jax\nimport jax.numpy as jnp\n"
                    + pools(y)
                    + "\nkey = jax.random.key(1)\nx = jax.random.normal(key, ("
                    + shape(stages, false)
                    + "))\n"
                    + random(stages, "key = jax.random.key(2)\n")
                    + y
                    + normalised(mean, std)
                    + "print(f\"std {y.std():.1g}\")\n");
  }

  private static Optional<String> keras(List<Stage> stages, String mean, String std) {
    return applied(stages, PythonDialect.KERAS)
        .map(
            y ->
                "import keras\nfrom keras import ops\n\n"
                    + random(stages, "seed = keras.random.SeedGenerator(2)\n")
                    + "x = keras.random.normal(("
                    + shape(stages, false)
                    + "))\n"
                    + y
                    + normalised(mean, std)
                    + "print(f\"std {float(ops.std(y)):.1g}\")\n");
  }

  /** A line a stage, x being what comes out of each; empty if the framework has no code for one. */
  private static Optional<String> applied(List<Stage> stages, PythonDialect dialect) {
    PythonStages code = new PythonStages(dialect);
    StringBuilder text = new StringBuilder();
    for (Stage stage : stages) {
      Optional<String> line = code.code(stage);
      if (line.isEmpty()) {
        return Optional.empty();
      }
      if (!line.get().equals("x")) {
        text.append("x = ").append(line.get()).append('\n');
      }
    }
    return Optional.of(text.toString());
  }

  private static String normalised(String mean, String std) {
    String shift = mean.equals("0") ? "x" : mean.startsWith("-") ? "(x + " : "(x - ";
    String shifted = mean.equals("0") ? shift : shift + mean.replaceFirst("^-", "") + ")";
    return "y = " + shifted + (std.equals("1") ? "" : " / " + std) + "\n";
  }

  /** What is needed where masks are drawn. */
  private static String random(List<Stage> stages, String what) {
    return stages.stream().anyMatch(Noisy.class::isInstance) ? what : "";
  }

  /** A window a row, behind or before one channel; a pair a row for a gate. */
  private static String shape(List<Stage> stages, boolean channelFirst) {
    List<Integer> sides = new ArrayList<>();
    int inputs = 1;
    for (Stage stage : stages) {
      if (stage instanceof Pooling pooling) {
        for (int i = 0; i < pooling.window().size(); i++) {
          int side = pooling.window().get(i);
          if (i < sides.size()) {
            sides.set(i, sides.get(i) * side);
          } else {
            sides.add(side);
          }
        }
      }
      inputs *= stage instanceof Gate ? 2 : 1;
    }
    int cells = sides.stream().reduce(inputs, (a, b) -> a * b);
    String rows =
        String.format(Locale.ROOT, "%,d", Math.min(OUTPUTS, NORMALS / cells)).replace(',', '_');
    String window = sides.stream().map(side -> ", " + side).collect(Collectors.joining());
    if (window.isEmpty()) {
      return inputs > 1 ? rows + ", " + inputs : channelFirst ? rows : rows + ",";
    }
    return channelFirst ? rows + ", 1" + window : rows + window + ", 1";
  }

  /** Pooling for JAX, which has none of its own. */
  private static String pools(String code) {
    StringBuilder text = new StringBuilder();
    pool(text, code, "_max_pool", "-jnp.inf, jax.lax.max", "");
    pool(text, code, "_avg_pool", "0.0, jax.lax.add", " / math.prod(sides)");
    return text.toString();
  }

  private static void pool(
      StringBuilder text, String code, String name, String reduce, String then) {
    if (code.contains(name)) {
      text.append("\ndef ").append(name).append("(x, sides):\n    w = (1, *sides, 1)\n");
      text.append("    return jax.lax.reduce_window(x, ").append(reduce);
      text.append(", w, w, \"VALID\")").append(then).append('\n');
    }
  }

  private static String real(String number) {
    return number.matches("-?[0-9]+") ? number + ".0" : number;
  }
}
