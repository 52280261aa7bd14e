package org.normprop.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.normprop.function.formula.Formula;
import org.normprop.function.spelling.ForeignStage;
import org.normprop.function.stage.Stage;
import org.normprop.function.stage.UnitException;

/** Reads the text of a unit: {@code name:key=value:key=value,name:3x3,expr:formula}. */
public final class UnitText {

  private static final int MAX_LENGTH = 10_000;
  private static final int LONGEST_SHOWN = 60;
  private static final String FORMULA = "expr:";

  private UnitText() {}

  /**
   * Every stage as far as it can be typed without choosing a number, for shells to offer.
   *
   * @return for example {@code relu}, {@code max:} and {@code dropout:keep=}
   */
  public static List<String> beginnings() {
    return StageText.beginnings();
  }

  static List<Stage> parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new UnitException(
          "a unit's text may have at most " + MAX_LENGTH + " characters, got " + text.length());
    }
    List<String> parts = split(text);
    checkDecimalPoints(parts);
    List<Stage> stages = new ArrayList<>();
    for (String part : parts) {
      for (String one : ForeignStage.parts(part)) {
        stages.add(stage(one.strip(), text));
      }
    }
    return stages;
  }

  /** No stage begins with a digit: behind one, the comma was meant as a decimal point. */
  private static void checkDecimalPoints(List<String> parts) {
    for (int i = 1; i < parts.size(); i++) {
      String before = parts.get(i - 1).stripTrailing();
      String after = parts.get(i).stripLeading();
      if (isDigit(after, 0) && isDigit(before, before.length() - 1)) {
        throw new UnitException(
            "decimals follow a point, and a comma begins another stage: write "
                + shortened(before + "." + after));
      }
    }
  }

  private static boolean isDigit(String text, int at) {
    return at >= 0 && at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
  }

  /** Splits at the commas that stand in no parentheses. */
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth--;
      } else if (c == ',' && depth <= 0) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static Stage stage(String text, String unit) {
    if (text.isEmpty()) {
      throw new UnitException(
          unit.isBlank()
              ? "a unit needs at least one stage, such as relu or max:3x3"
              : "a stage is missing in '" + unit + "': two commas in a row, or one at an end");
    }
    if (text.startsWith(FORMULA)) {
      return Formula.parse(text.substring(FORMULA.length()));
    }
    try {
      return StageText.parse(text);
    } catch (UnitException e) {
      Optional<String> ours = foreign(text);
      if (ours.isPresent()) {
        return ours.get().startsWith(FORMULA)
            ? Formula.parse(ours.get().substring(FORMULA.length()))
            : StageText.parse(ours.get());
      }
      if (isFormula(text)) {
        throw new UnitException("a formula begins with expr: write " + shortened(FORMULA + text));
      }
      throw e;
    }
  }

  private static Optional<String> foreign(String text) {
    try {
      return ForeignStage.ours(text);
    } catch (UnitException e) {
      if (text.matches("(?s).*\\bx\\b.*[-+*/^].*|(?s).*[-+*/^].*\\bx\\b.*") && isFormula(text)) {
        return Optional.empty(); // a formula within a call, such as tanh(relu(x)+1)
      }
      throw e;
    }
  }

  /** Whether something that is no name is a formula. */
  private static boolean isFormula(String text) {
    if (text.matches("[\\w.:=\\-]*")) {
      return false;
    }
    try {
      Formula.parse(text);
      return true;
    } catch (UnitException e) {
      return false;
    }
  }
}
