package org.normprop.moments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.normprop.function.Unit;
import org.normprop.moments.law.MomentException;
import org.normprop.table.Exact;
import org.normprop.table.Input;
import org.normprop.table.Quantity;

/** Formulas typed at the prompt, through the exact route. */
class FormulaMomentsTest {

  private static final int FORMULAS = Integer.getInteger("normprop.bounds", 300);
  private static final int DEPTH = 3;

  private static Exact exact(String unit) {
    return ExactMoments.of(Unit.parse(unit), Input.STANDARD).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "expr:x*sigmoid(1.702*x)|quick_gelu",
        "expr:max(0,x)|relu",
        "expr:x*tanh(ln(1+exp(x)))|mish",
        "expr:if(x>0,x,exp(x)-1)|elu",
        "expr:x*(1+erf(x/sqrt(2)))/2|gelu",
      })
  void aFormulaHasTheMomentsOfTheActivationThatItSpells(String formula, String name) {
    Exact spelled = exact(formula);
    Exact known = exact(name);
    assertEquals(known.mean(), spelled.mean(), 1e-12);
    assertEquals(known.std(), spelled.std(), 1e-12);
    assertEquals(known.backward(), spelled.backward(), 1e-12);
    assertEquals(
        known.get(Quantity.DERIVATIVE_MEAN).value(),
        spelled.get(Quantity.DERIVATIVE_MEAN).value(),
        1e-12);
  }

  @Test
  void anotherFactorInTheFormulaIsNoticed() {
    assertFalse(
        Math.abs(exact("expr:x*sigmoid(1.7021*x)").std() - exact("quick_gelu").std()) < 1e-12);
  }

  /** A hang is what takes a hundred times as long as all of them take. */
  @Test
  void randomFormulasGiveFiniteNumbersOrSayWhatDoesNotExist() {
    Assertions.assertTimeoutPreemptively(
        Duration.ofMinutes(10),
        () -> {
          int reached = 0;
          int missing = 0;
          for (int i = 0; i < FORMULAS; i++) {
            String formula = "expr:" + random(new SplittableRandom(i), DEPTH);
            try {
              var exact = ExactMoments.of(Unit.parse(formula), Input.STANDARD);
              reached += exact.isPresent() ? 1 : 0;
              assertTrue(
                  exact.isEmpty() || Double.isFinite(exact.get().mean()) && exact.get().std() >= 0,
                  formula);
            } catch (MomentException e) {
              missing++;
              assertTrue(e.getMessage().contains("expr:"), e.getMessage());
            }
          }
          assertTrue(reached > FORMULAS / 3 && missing > FORMULAS / 10, reached + ", " + missing);
        });
  }

  private static String random(SplittableRandom random, int depth) {
    if (depth == 0 || random.nextInt(5) == 0) {
      String[] leaves = {"x", "x", "x", "2", "0.5", "pi", "1e3", "0"};
      return leaves[random.nextInt(leaves.length)];
    }
    String a = random(random, depth - 1);
    String b = random(random, depth - 1);
    String[] functions = {
      "exp", "ln", "sqrt", "abs", "tanh", "sin", "erf", "sigmoid", "relu", "gelu", "atan", "tan"
    };
    return switch (random.nextInt(8)) {
      case 0 -> "(" + a + "+" + b + ")";
      case 1 -> "(" + a + "*" + b + ")";
      case 2 -> "(" + a + "/" + b + ")";
      case 3 -> "(" + a + ")^" + random(random, 0);
      case 4 -> "if(" + a + ">" + b + "," + b + "," + a + ")";
      case 5 -> "max(" + a + "," + b + ")";
      default -> functions[random.nextInt(functions.length)] + "(" + a + ")";
    };
  }
}
