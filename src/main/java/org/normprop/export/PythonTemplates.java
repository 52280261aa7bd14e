package org.normprop.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.normprop.io.Csv;
import org.normprop.text.Numbers;

/**
 * Expressions of x by name, from a file: the framework's own where it has one, and one that all
 * share. {@code @name} stands for a function as NumPy names it, {@code {name}} for a parameter.
 */
final class PythonTemplates {

  private static final Pattern FUNCTION = Pattern.compile("@([a-z0-9_]+)");
  private static final Pattern VARIABLE = Pattern.compile("\\bx\\b");
  private static final String SHARED = "any";

  private final PythonDialect dialect;

  /** By name: templates by column. */
  private final Map<String, Map<String, String>> templates = new HashMap<>();

  PythonTemplates(String file, PythonDialect dialect) {
    this.dialect = dialect;
    try (Csv csv = new Csv(Path.of(file), PythonTemplates.class.getResourceAsStream(file))) {
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
  }

  /**
   * The expression of a name.
   *
   * @param serves whether the framework's own template does
   * @param parameters values of what stands in braces
   */
  Optional<String> of(String name, Predicate<String> serves, Map<String, Double> parameters) {
    Map<String, String> byColumn = templates.get(name);
    if (byColumn == null) {
      return Optional.empty();
    }
    String own = byColumn.getOrDefault(dialect.text(), "");
    String template = !own.isEmpty() && serves.test(own) ? own : byColumn.get(SHARED);
    return template.isEmpty() ? Optional.empty() : Optional.of(filled(template, parameters));
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

  static String number(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return "float(\"" + (Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf") + "\")";
    }
    String text = Numbers.text(number);
    return text.matches("-?[0-9]+") ? text + ".0" : text;
  }

  /** An expression of x at another place than x; it needs no parentheses. */
  static String at(String expression, String argument) {
    Matcher x = VARIABLE.matcher(expression);
    x.find();
    int start = x.start();
    int end = x.end();
    if (x.find()) {
      return argument.equals("x")
          ? "(" + expression + ")"
          : "(lambda x: " + expression + ")(" + argument + ")";
    }
    boolean isAlone = expression.charAt(start == 0 ? 0 : start - 1) == '(';
    isAlone &= end < expression.length() && ",)".indexOf(expression.charAt(end)) >= 0;
    String inner = isAlone || argument.equals("x") ? argument : "(" + argument + ")";
    String text = expression.substring(0, start) + inner + expression.substring(end);
    return isCall(expression) ? text : "(" + text + ")";
  }

  /** Whether an expression is one call, as {@code F.relu(x)} is and {@code a(x) * b(x)} is not. */
  private static boolean isCall(String expression) {
    int open = expression.indexOf('(');
    if (open <= 0 || !expression.substring(0, open).matches("[A-Za-z_.0-9]+")) {
      return false;
    }
    int depth = 0;
    for (int i = open; i < expression.length(); i++) {
      depth += expression.charAt(i) == '(' ? 1 : expression.charAt(i) == ')' ? -1 : 0;
      if (depth == 0) {
        return i == expression.length() - 1;
      }
    }
    return false;
  }
}
