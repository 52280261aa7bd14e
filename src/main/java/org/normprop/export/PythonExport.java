package org.normprop.export;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.normprop.function.stage.Stage;
import org.normprop.table.Quantity;

/** Constants and normalised activations as a Python module. */
final class PythonExport {

  private static final String USE_PYTORCH =
      """

      import torch
      import torch.nn.functional as F
      from torch import nn
      """;

  private static final String USE_JAX =
      """

      import jax
      import jax.numpy as jnp
      """;

  private static final String USE_KERAS =
      """

      import keras
      from keras import ops
      """;

  private static final String GAINS =
      """

      GAIN = {unit: 1.0 / std for unit, (_, std, _) in CONSTANTS.items() if std}
      RMS_GAIN = {
          unit: (mean**2 + std**2) ** -0.5
          for unit, (mean, std, _) in CONSTANTS.items()
          if mean or std
      }
      BACKWARD_GAIN = {unit: 1.0 / back for unit, (_, _, back) in CONSTANTS.items() if back}
      """;

  private static final String APPLY =
      """


      def _stages(unit):
          stages = unit.split(",")
          if unit not in CONSTANTS or not all(stage in STAGES for stage in stages):
              known = ", ".join(u for u in CONSTANTS if all(s in STAGES for s in u.split(",")))
              raise ValueError(f"no function for {unit!r}; there are {known}")
          return stages
      """;

  private static final String MODULE_PYTORCH =
      """


      class Normalized(nn.Module):
          ""\"(f(x) - mean) / std: mean 0 and std 1 where x ~ N(0, 1).""\"

          def __init__(self, unit):
              super().__init__()
              self.unit = unit
              self.stages = _stages(unit)
              self.mean, self.std, _ = CONSTANTS[unit]

          def forward(self, x):
              for stage in self.stages:
                  x = STAGES[stage](x)
              return (x - self.mean) / self.std

          def extra_repr(self):
              return self.unit
      """;

  private static final String MODULE_JAX =
      """


      def normalized(unit):
          ""\"The function (f(x) - mean) / std: mean 0 and std 1 where x ~ N(0, 1).""\"
          stages = _stages(unit)
          mean, std, _ = CONSTANTS[unit]

          def apply(x):
              for stage in stages:
                  x = STAGES[stage](x)
              return (x - mean) / std

          return apply
      """;

  private static final String MODULE_KERAS =
      """


      @keras.saving.register_keras_serializable("normprop")
      class Normalized(keras.layers.Layer):
          ""\"(f(x) - mean) / std: mean 0 and std 1 where x ~ N(0, 1).""\"

          def __init__(self, unit, **kwargs):
              super().__init__(**kwargs)
              self.unit = unit
              self.stages = _stages(unit)
              self.mean, self.std, _ = CONSTANTS[unit]

          def call(self, x):
              for stage in self.stages:
                  x = STAGES[stage](x)
              return (x - self.mean) / self.std

          def get_config(self):
              return {**super().get_config(), "unit": self.unit}
      """;

  private PythonExport() {}

  static String text(ExportedConstants constants, PythonDialect dialect) {
    StringBuilder python = new StringBuilder();
    python.append("\"\"\"Activations normalised for N(0, 1) input.\n\n");
    python.append(constants.comments(""));
    python.append("\"\"\"\n").append(imports(dialect));
    python.append(
        "\n# unit: (mean, std, std of the signal sent back to an input)\nCONSTANTS = {\n");
    for (ExportedConstant constant : constants.constants()) {
      String backward = constant.text(Quantity.BACKWARD);
      python.append(
          String.format(
              Locale.ROOT,
              "    %s: (%s, %s, %s),\n",
              quoted(constant.unit().text()),
              number(constant.text(Quantity.MEAN)),
              number(constant.text(Quantity.STD)),
              backward.isEmpty() ? "None" : number(backward)));
    }
    python.append("}\n").append(GAINS).append("\nSTAGES = {\n");
    stages(constants, dialect)
        .forEach(
            (stage, code) ->
                python.append(
                    String.format(Locale.ROOT, "    %s: lambda x: %s,\n", quoted(stage), code)));
    python.append("}\n").append(APPLY).append(module(dialect));
    return python.toString();
  }

  private static String imports(PythonDialect dialect) {
    return switch (dialect) {
      case PYTORCH -> USE_PYTORCH;
      case JAX -> USE_JAX;
      case KERAS -> USE_KERAS;
    };
  }

  private static String module(PythonDialect dialect) {
    return switch (dialect) {
      case PYTORCH -> MODULE_PYTORCH;
      case JAX -> MODULE_JAX;
      case KERAS -> MODULE_KERAS;
    };
  }

  /** The code of every stage that some unit has. */
  private static Map<String, String> stages(ExportedConstants constants, PythonDialect dialect) {
    PythonStages code = new PythonStages(dialect);
    Map<String, String> stages = new LinkedHashMap<>();
    for (ExportedConstant constant : constants.constants()) {
      for (Stage stage : constant.unit().stages()) {
        Optional<String> expression = code.code(stage);
        expression.ifPresent(text -> stages.putIfAbsent(stage.text(), text));
      }
    }
    return stages;
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  private static String number(String text) {
    return text.matches("-?[0-9]+") ? text + ".0" : text;
  }
}
