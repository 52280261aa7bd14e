package org.normprop.report.reference;

import java.util.List;
import java.util.stream.Collectors;
import org.normprop.function.catalogue.Activations;
import org.normprop.function.spelling.ForeignNames;
import org.normprop.function.stage.Gate;
import org.normprop.function.stage.StageParameter;
import org.normprop.text.Numbers;

/** Every activation: formula, parameters with their defaults, and its names elsewhere. */
final class ActivationReference {

  private ActivationReference() {}

  static String page() {
    StringBuilder page = new StringBuilder("# Activations\n\n").append(Page.GENERATED);
    page.append("A parameter is written behind its activation, `leaky_relu:slope=0.2`; what is not")
        .append(" given has the default in the table. Names of PyTorch, Keras 3, JAX and ONNX, and")
        .append(" modules' texts such as `nn.LeakyReLU(0.2)`, are understood wherever a unit is")
        .append(" asked for. Rows with a parameter in the first column are what another framework")
        .append(" does by default. Anything else is a [formula](formulas.md).\n\n");
    page.append("| activation | formula | parameters | PyTorch | Keras | JAX | ONNX | also |\n");
    page.append("|---|---|---|---|---|---|---|---|\n");
    for (ForeignNames.Entry entry : ForeignNames.entries()) {
      page.append(row(entry));
    }
    page.append("\nGates, of two inputs a and b, a first:\n\n| gate | formula |\n|---|---|\n");
    for (Gate gate : Activations.gates()) {
      page.append("| `")
          .append(gate.name())
          .append("` | `a ")
          .append(gate.activation().name())
          .append("(b)` |\n");
    }
    return page.toString();
  }

  private static String row(ForeignNames.Entry entry) {
    List<String> cells =
        List.of(
            Page.code(entry.unit()),
            Page.code(entry.formula()),
            parameters(entry),
            words(entry.pytorch()),
            words(entry.keras()),
            words(entry.jax()),
            words(entry.onnx()),
            words(entry.others()));
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String parameters(ForeignNames.Entry entry) {
    return Activations.names().contains(entry.unit())
        ? Activations.parameters(entry.unit()).stream()
            .map(ActivationReference::text)
            .collect(Collectors.joining(", "))
        : "";
  }

  private static String text(StageParameter parameter) {
    return parameter.name()
        + " = "
        + Numbers.text(parameter.defaultValue())
        + " ("
        + parameter.rule()
        + ")";
  }

  private static String words(String names) {
    return names.isEmpty() || names.equals("-") ? "" : names.replace("|", "\\|");
  }
}
