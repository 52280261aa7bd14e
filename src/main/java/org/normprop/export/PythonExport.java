package org.normprop.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.normprop.function.stage.Noisy;
import org.normprop.function.stage.Stage;
import org.normprop.table.Quantity;

/**
 * Constants and normalised activations as a Python module. What surrounds the numbers is a file a
 * framework, such as {@code pytorch.txt}; {@code constants.txt} is what all share.
 */
final class PythonExport {

  private static final String INDENT = "    ";

  private PythonExport() {}

  static String text(ExportedConstants constants, PythonDialect dialect) {
    PythonStages code = new PythonStages(dialect);
    Map<String, String> stages = new LinkedHashMap<>();
    Map<String, String> random = new LinkedHashMap<>();
    Map<String, String> units = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    for (ExportedConstant constant : constants.constants()) {
      List<Stage> chain = constant.unit().stages();
      if (chain.stream().anyMatch(stage -> code.code(stage).isEmpty())) {
        missing.add(constant.name());
        continue;
      }
      for (Stage stage : chain) {
        String parameters = stage instanceof Noisy ? "x, " + dialect.draws().parameter() : "x";
        (stage instanceof Noisy ? random : stages)
            .put(stage.text(), "lambda " + parameters + ": " + code.code(stage).orElseThrow());
      }
      units.put(constant.name(), tuple(chain));
    }
    String shared =
        resource("constants.txt")
            .replace("{{units}}", entries(units))
            .replace("{{stages}}", entries(stages))
            .replace("{{random}}", entries(random))
            .replace("{{numbers}}", numbers(constants))
            .replace("{{missing}}", missing(missing));
    return resource(dialect.text() + ".txt")
        .replace("{{constants}}", shared.strip())
        .replace("{{provenance}}", constants.comments("").strip());
  }

  /** The units that have no code in a framework. */
  static List<String> withoutCode(ExportedConstants constants, PythonDialect dialect) {
    PythonStages code = new PythonStages(dialect);
    return constants.constants().stream()
        .filter(c -> c.unit().stages().stream().anyMatch(s -> code.code(s).isEmpty()))
        .map(ExportedConstant::name)
        .toList();
  }

  private static String missing(List<String> units) {
    return units.isEmpty()
        ? ""
        : "\n# constants alone, no function: " + String.join(" ", units) + "\n";
  }

  private static String tuple(List<Stage> chain) {
    String stages =
        chain.stream().map(stage -> quoted(stage.text())).collect(Collectors.joining(", "));
    return "(" + stages + (chain.size() == 1 ? ",)" : ")");
  }

  private static String entries(Map<String, String> entries) {
    StringBuilder text = new StringBuilder();
    entries.forEach(
        (key, value) ->
            text.append(INDENT).append(quoted(key)).append(": ").append(value).append(",\n"));
    return text.toString();
  }

  private static String numbers(ExportedConstants constants) {
    Map<String, String> numbers = new LinkedHashMap<>();
    for (ExportedConstant constant : constants.constants()) {
      numbers.put(
          constant.name(),
          "("
              + number(constant.text(Quantity.MEAN))
              + ", "
              + number(constant.text(Quantity.STD))
              + ", "
              + number(constant.text(Quantity.BACKWARD))
              + ")");
    }
    return entries(numbers);
  }

  static String resource(String name) {
    try (InputStream in = PythonExport.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String number(String text) {
    return text.isEmpty() ? "None" : text.matches("-?[0-9]+") ? text + ".0" : text;
  }
}
