package org.normprop.function.formula;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What stands in the parentheses of a call: terms, terms by name, and words such as {@code None}
 * and {@code 'tanh'}, which stand as they are.
 */
final class CallArguments {

  /** Arguments that change nothing of what comes out. */
  private static final List<String> IDLE = List.of("inplace", "name", "dtype", "out");

  /** A term, or a word where the term is null. */
  record Argument(Term term, String word) {

    boolean isNone() {
      return term == null && word.equals("None");
    }
  }

  private final List<Argument> positional = new ArrayList<>();
  private final Map<String, Argument> named = new LinkedHashMap<>();

  void add(Argument argument) {
    positional.add(argument);
  }

  void add(String name, Argument argument) {
    if (!IDLE.contains(name)) {
      named.put(name, argument);
    }
  }

  /** Puts an argument before the others: x.clamp(0,6) is clamp(x,0,6). */
  void first(Term term) {
    positional.add(0, new Argument(term, ""));
  }

  List<Argument> positional() {
    return positional;
  }

  Map<String, Argument> named() {
    return named;
  }

  int size() {
    return positional.size() + named.size();
  }
}
