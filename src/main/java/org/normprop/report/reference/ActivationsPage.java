package org.normprop.report.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.normprop.function.catalogue.Activations;
import org.normprop.function.spelling.ForeignNames;
import org.normprop.function.stage.Gate;
import org.normprop.function.stage.StageParameter;
import org.normprop.text.Numbers;

/** The reference of activations: formula, parameters, and what PyTorch, Keras, JAX and ONNX say. */
public final class ActivationsPage {

  private static final String HEAD =
      """
      # Activations

      Every activation of the catalog. Parameters follow a colon, `leaky_relu:slope=0.2`; those not
      given have the defaults below, which are PyTorch's where PyTorch has the function. Other
      frameworks' names and parameters are understood where a unit is read: `nn.LeakyReLU(0.2)`,
      `F.silu`, `keras.activations.hard_silu`, `gelu:approximate=tanh`. This page is printed by
      `normprop manual activations`; mean, std and gain of one by `normprop estimate NAME`.

      """;

  private static final String STAGES =
      """

      ## Gates

      Of two inputs a and b, of which b goes through the activation.

      """;

  private static final String REST =
      """

      ## Windows and noise

      | here | formula | parameters | PyTorch |
      |---|---|---|---|
      | `max:3x3` | max of the cells | sides, up to 1024 cells | nn.MaxPool2d(3) |
      | `avg:3x3` | mean of the cells | sides | nn.AvgPool2d(3) |
      | `lp:2x2:p=3` | (sum of abs(x)^p)^(1/p) | sides, `p=2` | nn.LPPool2d(3, 2); for odd p it takes no absolute value: others numbers |
      | `dropout:keep=0.8` | x with probability keep, else 0 | `keep` or `drop`, `scale=none`, `inverse` or `sqrt` | nn.Dropout(0.2) is `dropout:drop=0.2:scale=inverse` |
      | `alpha_dropout:keep=0.9` | selu's limit in place of 0, then brought to mean 0 and std 1 | `keep` or `drop` | nn.AlphaDropout(0.1) |
      | `gaussian_dropout:keep=0.8` | x N(1, (1-keep)/keep) | `keep` or `drop` | keras.layers.GaussianDropout(0.2) |
      | `rrelu:mode=train` | max(0, x) + a min(0, x), a uniform in [lower, upper] | `lower`, `upper` | nn.RReLU in training |
      | `expr:max(0,x)^2` | a formula of x: [formulas](formulas.md) | | |
      """;

  private ActivationsPage() {}

  /**
   * The page.
   *
   * @return Markdown
   */
  public static String markdown() {
    StringBuilder page = new StringBuilder(HEAD);
    row(page, "here", "formula", "parameters, defaults", "PyTorch", "Keras 3", "JAX", "ONNX");
    row(page, "---", "---", "---", "---", "---", "---", "---");
    for (String name : Activations.names()) {
      ForeignNames.entries().stream()
          .filter(entry -> entry.name().equals(name))
          .forEach(
              entry ->
                  row(
                      page,
                      code(entry.unit()),
                      entry.formula(),
                      parameters(entry.unit()),
                      names(entry.pytorch()),
                      names(entry.keras()),
                      names(entry.jax()),
                      names(entry.onnx())));
    }
    page.append("\n## Their sources, and other names of them and of their parameters\n\n");
    row(page, "here", "source", "also called", "parameters also called");
    row(page, "---", "---", "---", "---");
    for (String name : Activations.names()) {
      row(page, code(name), Activations.of(name).source(), others(name), foreign(name));
    }
    page.append(STAGES);
    row(page, "here", "formula");
    row(page, "---", "---");
    for (Gate gate : Activations.gates()) {
      row(page, code(gate.name()), "a " + gate.activation().name() + "(b)");
    }
    return page.append(REST).toString();
  }

  /** The parameters with their defaults; none where the line is a choice of them itself. */
  private static String parameters(String unit) {
    return unit.contains(":")
        ? ""
        : Activations.parameters(unit).stream()
            .map(ActivationsPage::parameter)
            .collect(Collectors.joining(", "));
  }

  private static String parameter(StageParameter parameter) {
    String text = code(parameter.name() + "=" + Numbers.text(parameter.defaultValue()));
    return parameter.rule().equals("finite") ? text : text + " " + parameter.rule();
  }

  /** Names stand in code, blanks between them but not within parentheses. */
  private static String names(String column) {
    return Arrays.stream(column.split(" (?![^(]*\\))"))
        .filter(name -> !name.isEmpty())
        .map(name -> name.startsWith("(") ? name : code(name))
        .collect(Collectors.joining(" "));
  }

  private static String others(String name) {
    return ForeignNames.entries().stream()
        .filter(entry -> entry.unit().equals(name))
        .map(entry -> names(entry.others()))
        .collect(Collectors.joining(" "));
  }

  private static String foreign(String name) {
    Map<String, List<String>> byOurs = new TreeMap<>();
    for (ForeignNames.Entry entry : ForeignNames.entries()) {
      if (entry.unit().equals(name)) {
        entry
            .parameters()
            .forEach(
                (theirs, ours) -> byOurs.computeIfAbsent(ours, k -> new ArrayList<>()).add(theirs));
      }
    }
    return byOurs.entrySet().stream()
        .map(
            e ->
                code(e.getKey())
                    + ": "
                    + e.getValue().stream()
                        .sorted()
                        .map(ActivationsPage::code)
                        .collect(Collectors.joining(" ")))
        .collect(Collectors.joining(", "));
  }

  private static String code(String text) {
    return "`" + text + "`";
  }

  private static void row(StringBuilder page, String... cells) {
    page.append('|');
    for (String cell : cells) {
      page.append(' ').append(cell.replace("|", "\\|").replace("*", "\\*")).append(" |");
    }
    page.append('\n');
  }
}
