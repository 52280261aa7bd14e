package org.normprop.function.spelling;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.normprop.function.stage.StageParameter;
import org.normprop.function.stage.UnitException;

/**
 * A stage as a call or with its parameters behind colons: {@code nn.LeakyReLU(0.2)}, {@code
 * leaky_relu:negative_slope=0.2}.
 *
 * @param name what is called
 * @param positional the arguments without a name
 * @param named the others
 * @param hasColons whether they stand behind colons
 */
record ForeignCall(
    String name, List<String> positional, Map<String, String> named, boolean hasColons) {

  /** Arguments that change nothing of what comes out. */
  private static final List<String> IDLE =
      List.of("inplace", "name", "dtype", "data_format", "device");

  /** Reads one; empty if the text is no name with arguments. */
  static Optional<ForeignCall> read(String text) {
    String call = text.strip();
    if (call.matches("(?s)[A-Za-z_][\\w.\\-]*\\(.*\\)") && isClosedAtTheEnd(call)) {
      int open = call.indexOf('(');
      return of(
          call.substring(0, open), split(call.substring(open + 1, call.length() - 1), ','), false);
    }
    List<String> fields = split(call, ':');
    String name = fields.get(0).strip();
    return name.matches("[A-Za-z_][\\w.\\-]*")
        ? of(name, fields.subList(1, fields.size()), true)
        : Optional.empty();
  }

  private static Optional<ForeignCall> of(String name, List<String> arguments, boolean hasColons) {
    List<String> positional = new ArrayList<>();
    Map<String, String> named = new LinkedHashMap<>();
    for (String argument : arguments) {
      String[] pair = argument.split("=", 2);
      if (pair.length == 1) {
        if (!argument.isBlank()) {
          positional.add(unquoted(argument));
        }
      } else if (!IDLE.contains(pair[0].strip())) {
        if (named.put(pair[0].strip(), unquoted(pair[1])) != null) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(new ForeignCall(name, positional, named, hasColons));
  }

  private static String unquoted(String text) {
    return text.strip().replaceAll("^(['\"])(.*)\\1$", "$2");
  }

  /** Whether the last parenthesis closes the first. */
  private static boolean isClosedAtTheEnd(String call) {
    int depth = 0;
    for (int i = 0; i < call.length(); i++) {
      char c = call.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ')' && depth == 0 && i < call.length() - 1) {
        return false;
      }
    }
    return depth == 0;
  }

  /** Splits where a sign stands in no parentheses. */
  static List<String> split(String text, char sign) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '(' || c == '[') {
        depth++;
      } else if (c == ')' || c == ']') {
        depth--;
      } else if (c == sign && depth <= 0) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }

  /** Whether there are no arguments. */
  boolean isBare() {
    return positional.isEmpty() && named.isEmpty();
  }

  /**
   * Refuses arguments that a stage does not know: none is dropped without a word.
   *
   * @param stage its name here
   * @param places how many arguments may stand without a name
   * @param known the names that arguments may have
   * @throws UnitException which names the first that is none of these
   */
  void knowsOnly(String stage, int places, List<String> known) {
    Optional<String> other =
        positional.size() > places
            ? Optional.of(positional.get(places))
            : named.keySet().stream().filter(name -> !known.contains(name)).findFirst();
    if (other.isPresent()) {
      throw StageParameter.unknown(stage, other.get(), known);
    }
  }

  /** The first of these names that is given, else the argument at a place. */
  Optional<String> argument(int place, List<String> names) {
    for (String name : names) {
      if (named.containsKey(name)) {
        return Optional.of(named.get(name));
      }
    }
    return place < positional.size() ? Optional.of(positional.get(place)) : Optional.empty();
  }
}
