package org.normprop.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.normprop.function.catalogue.Activations;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.Gate;
import org.normprop.function.stage.Pooling;
import org.normprop.function.stage.Stage;
import org.normprop.io.Csv;

/**
 * Python expressions of x for stages, in one framework.
 *
 * <p>The file {@code python.csv} holds, for an activation, the framework's own function where it
 * has one, and an expression that all share; {@code @name} stands for a function as NumPy names it,
 * {@code {name}} for a parameter. An activation that is not in the file has no code.
 */
final class PythonStages {

  private static final Pattern FUNCTION = Pattern.compile("@([a-z0-9_]+)");
  private static final String SHARED = "any";

  private final PythonDialect dialect;

  /** By activation: templates by column. */
  private final Map<String, Map<String, String>> templates;

  PythonStages(PythonDialect dialect) {
    this.dialect = dialect;
    this.templates = templates();
  }

  private static Map<String, Map<String, String>> templates() {
    Map<String, Map<String, String>> templates = new HashMap<>();
    try (Csv csv =
        new Csv(Path.of("python.csv"), PythonStages.class.getResourceAsStream("python.csv"))) {
      csv.next();
      List<String> columns = csv.fields();
      while (csv.next()) {
        Map<String, String> byColumn = new HashMap<>();
        for (int i = 1; i < columns.size(); i++) {
          byColumn.put(columns.get(i), csv.field(i));
        }
        templates.put(csv.field(0), byColumn);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return templates;
  }

  /** The expression of a stage; empty if there is none in this framework. */
  Optional<String> code(Stage stage) {
    if (stage instanceof Pooling pooling) {
      return dialect == PythonDialect.PYTORCH ? pooling(pooling) : Optional.empty();
    }
    if (stage instanceof Gate gate) {
      return activation(gate.activation())
          .map(f -> "(lambda a, x: a * " + parenthesised(f) + ")(*" + dialect.halves() + ")");
    }
    return stage instanceof Activation activation ? activation(activation) : Optional.empty();
  }

  private static String parenthesised(String expression) {
    return expression.contains(" ") ? "(" + expression + ")" : expression;
  }

  private static Optional<String> pooling(Pooling pooling) {
    int dimensions = pooling.window().size();
    if (pooling.kind() == Pooling.Kind.LP || dimensions > 3) {
      return Optional.empty();
    }
    String window =
        pooling.window().stream().map(String::valueOf).collect(Collectors.joining(", "));
    return Optional.of(
        String.format(
            Locale.ROOT,
            "F.%s_pool%dd(x, %s)",
            pooling.kind().name().toLowerCase(Locale.ROOT),
            dimensions,
            dimensions == 1 ? window : "(" + window + ")"));
  }

  private Optional<String> activation(Activation activation) {
    Map<String, String> byColumn = templates.get(activation.name());
    if (byColumn == null) {
      return Optional.empty();
    }
    String own = byColumn.get(dialect.text());
    boolean takesAll =
        Activations.parameters(activation.name()).stream()
            .filter(p -> activation.parameters().get(p.name()) != p.defaultValue())
            .allMatch(p -> own.contains("{" + p.name() + "}"));
    String template = !own.isEmpty() && takesAll ? own : byColumn.get(SHARED);
    return template.isEmpty()
        ? Optional.empty()
        : Optional.of(filled(template, activation.parameters()));
  }

  private String filled(String template, Map<String, Double> parameters) {
    String code = template;
    for (Map.Entry<String, Double> parameter : parameters.entrySet()) {
      code = code.replace("{" + parameter.getKey() + "}", number(parameter.getValue()));
    }
    return FUNCTION
        .matcher(code)
        .replaceAll(match -> Matcher.quoteReplacement(dialect.function(match.group(1))));
  }

  private static String number(double number) {
    return Double.isInfinite(number) ? "float(\"inf\")" : Double.toString(number);
  }
}
