package org.normprop.function.spelling;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Calls within calls, as the forward method of a network is written: {@code F.max_pool2d(F.relu(x),
 * 3)} is {@code F.relu(), F.max_pool2d(3)}. A formula, {@code tanh(relu(x) + 1)}, is none, nor is
 * one call of x alone.
 */
final class NestedCalls {

  /** What is applied to x, not written as a formula of it. */
  private static final String STAGE = ".*(pool(ing)?([123]d)?|dropout([123]d)?)";

  private NestedCalls() {}

  /** The calls, the innermost first; empty if none stands in another. */
  static Optional<List<String>> chain(String text) {
    List<String> stages = new ArrayList<>();
    String rest = text.strip();
    while (!rest.equals("x")) {
      Optional<ForeignCall> call = ForeignCall.read(rest);
      if (call.isEmpty() || call.get().hasColons()) {
        return Optional.empty();
      }
      int open = rest.indexOf('(');
      String inside = rest.substring(open + 1, rest.length() - 1);
      List<String> arguments = ForeignCall.split(inside, ',');
      String inner = arguments.get(0).strip();
      if (!inner.equals("x") && !isCall(inner)) {
        stages.add(0, rest); // relu() or relu, where x is left out
        break;
      }
      String others = inside.substring(arguments.get(0).length()).replaceFirst("^\\s*,", "");
      stages.add(0, rest.substring(0, open) + "(" + others.strip() + ")");
      rest = inner;
    }
    boolean isNested = stages.size() > 1 || stages.size() == 1 && isStageOfX(text, stages.get(0));
    return isNested ? Optional.of(List.copyOf(stages)) : Optional.empty();
  }

  private static boolean isCall(String text) {
    return text.endsWith(")") && ForeignCall.read(text).isPresent();
  }

  private static boolean isStageOfX(String text, String stage) {
    boolean isChanged = !text.strip().equals(stage);
    return isChanged && ForeignNames.key(stage.substring(0, stage.indexOf('('))).matches(STAGE);
  }
}
