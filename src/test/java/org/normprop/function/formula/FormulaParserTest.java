package org.normprop.function.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.function.Unit;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.UnitException;

/** How formulas are read and written, and what is said of mistakes. */
class FormulaParserTest {

  private static String canonical(String text) {
    return Formula.parse(text).text().substring("expr:".length());
  }

  private static String mistake(String text) {
    return assertThrows(UnitException.class, () -> Formula.parse(text), text).getMessage();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "-x^2;-(x^2)",
        "2^3^x;2^(3^x)",
        "2^-x^2;2^(-(x^2))",
        "x-1-2;(x-1)-2",
        "x/2/4;(x/2)/4",
        "x/2*4;(x/2)*4",
        "1+x*2;1+(x*2)",
        "-x*2;(-x)*2",
        "2*-x;2*(-x)",
        "x+1<2*x;(x+1)<(2*x)",
        "--x;-(-x)",
        "-+-x;-(-x)",
        "max(x,1,2);max(max(x,1),2)",
        "pow(x,2);x^2",
        "log(x);ln(x)",
        " x\t+ 1 ;x+1",
        "1.50e+2*x;150*x",
      })
  void operatorsBindAsInMathematics(String text, String explicit) {
    assertEquals(Formula.parse(explicit), Formula.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(x-1)^2",
        "x-(1-x)",
        "x/(2*x)",
        "(-x)^2",
        "-x^2",
        "(2^x)^3",
        "2^x^3",
        "(x<1)*x",
        "(x<1)==(x>0)",
        "if(x<1,x,x^2)",
        "max(x,1,2)",
        "max(x,max(1,2))",
        "-(x+1)",
        "-x*2",
        "x^-2",
        "(x+1)*(x-1)",
        "1e-7+x",
        "pi*e",
        "exp(-x^2/2)/sqrt(2*pi)",
      })
  void theCanonicalTextKeepsTheParenthesesThatMatter(String text) {
    assertEquals(text, canonical(text));
  }

  @Test
  void randomFormulasComeBackFromTheirTexts() {
    SplittableRandom random = new SplittableRandom(1);
    for (int k = 0; k < 5000; k++) {
      RandomFormula.Sample sample = new RandomFormula(random).next(random.nextInt(1, 25));
      Activation formula = Formula.parse(sample.text());
      assertEquals(formula, Formula.parse(canonical(sample.text())));
      assertEquals(List.of(formula), Unit.parse(formula.text()).stages());
      for (double x : new double[] {-2.25, -0.5, 0.875, 3}) {
        assertEquals(
            sample.value().applyAsDouble(x), formula.value(x), formula.text() + " at " + x);
      }
    }
  }

  @Test
  void noParenthesesAreWrittenThatCouldBeLeftOut() {
    SplittableRandom random = new SplittableRandom(2);
    for (int k = 0; k < 1000; k++) {
      String text = canonical(new RandomFormula(random).next(random.nextInt(1, 12)).text());
      for (int i = 0; i < text.length(); i++) {
        boolean opensGroup =
            text.charAt(i) == '(' && (i == 0 || !Character.isLetter(text.charAt(i - 1)));
        if (opensGroup) {
          assertFalse(readsAs(without(text, i, closing(text, i)), text), text);
        }
      }
    }
  }

  private static int closing(String text, int open) {
    int depth = 0;
    for (int i = open; ; i++) {
      depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
  }

  private static String without(String text, int open, int close) {
    return text.substring(0, open) + text.substring(open + 1, close) + text.substring(close + 1);
  }

  private static boolean readsAs(String text, String canonical) {
    try {
      return canonical(text).equals(canonical);
    } catch (UnitException e) {
      return false;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max(0,x|expr:max(0,x: missing ')' at character 8",
        "max(0,x))|expr:max(0,x)): unexpected ')' at character 9",
        "max(0,x,max:2x2|found ':' at character 12; is a ')' missing before it?",
        "x:slope=1|unexpected ':' at character 2; a formula takes no parameters",
        "x+|the formula ends too early at character 3",
        "x+*2|unexpected '*' at character 3",
        "2x|unexpected 'x' at character 2; a product is written 2*x",
        "(x)(x)|unexpected '(' at character 4; a product is written 2*x",
        "x x|unexpected 'x' at character 3",
        "x=2|unexpected '=' at character 2; equality is written ==",
        "x>0?x:0|unexpected '?' at character 4; a choice is written if(",
        "x>0&&x<1|unexpected '&' at character 4; join conditions by a product",
        "0<x<1|a second comparison in a row at character 4",
        "[x]|unexpected '[' at character 1; only ( and ) group",
        "()|unexpected ')' at character 2",
        "sin()|sin takes 1 argument at character 1, got 0",
        "sin x|expected '(' after sin, found 'x' at character 5: write sin(x)",
        "sin|expected '(' after sin, found the end at character 4",
        "x,1|unexpected ',' at character 2",
        "max(x)|max takes 2 or more arguments at character 1, got 1",
        "1+sin(x,2)|sin takes 1 argument at character 3, got 2",
        "if(x>0,1)|if takes 3 arguments (condition, then, else) at character 1, got 2",
        "pow(x)|pow takes 2 arguments at character 1, got 1",
        "mish(x,1)|mish takes 1 argument at character 1, got 2",
        "tnah(x)|there is no function 'tnah' at character 1; did you mean tanh?",
        "foo(x)|there is no function 'foo' at character 1",
        "y+1|there is no 'y' (the input is x) at character 1",
        "x(2)|unexpected '(' at character 2; a product is written 2*x",
        "1e999|the number is too large at character 1",
        "1.2.3|unexpected '.' at character 4",
        "''|expr: needs a formula, such as expr:max(0,x)",
        "'  '|expr: needs a formula, such as expr:max(0,x)",
      })
  void mistakesArePointedAt(String text, String expected) {
    String message = mistake(text);
    assertTrue(message.contains(expected), message);
  }

  @Test
  void invisibleCharactersAreNamedAndMessagesStayOnOneShortLine() {
    assertEquals("expr:x  : unexpected U+0007 at character 3", mistake("x \u0007"));
    assertEquals("expr:x+ y: there is no 'y' (the input is x) at character 4", mistake("x+\ny"));
    String message = mistake("x+".repeat(100) + "?" + "+x".repeat(100));
    assertTrue(message.contains("at character 201") && message.length() < 160, message);
    assertTrue(mistake("a".repeat(9000)).length() < 160);
  }

  @Test
  void depthAndSizeAreLimited() {
    for (String deep :
        List.of(
            "(".repeat(5000),
            "-".repeat(9000) + "x",
            "+".repeat(9000) + "x",
            "x^".repeat(4000) + "x",
            "sin(".repeat(2000) + "x" + ")".repeat(2000),
            "pow(x,".repeat(250) + "x" + ")".repeat(250))) {
      assertTrue(mistake(deep).contains("nested at most 200 levels"), mistake(deep));
    }
    assertTrue(mistake("x+".repeat(400) + "x").contains("at most 300 operations"));
    assertTrue(mistake("max(" + "x,".repeat(400) + "x)").contains("at most 300 operations"));
  }

  @Test
  void theDeepestFormulasWorkOnASmallStack() throws InterruptedException {
    List<String> deepest =
        List.of(
            "(".repeat(199) + "x" + ")".repeat(199),
            "abs(".repeat(199) + "x" + ")".repeat(199),
            "pow(x,".repeat(99) + "x" + ")".repeat(99),
            "if(x,".repeat(199) + "x" + ",x)".repeat(199),
            "x+".repeat(300) + "x",
            "max(" + "x,".repeat(300) + "x)");
    Throwable[] thrown = new Throwable[1];
    Thread small =
        new Thread(
            null,
            () -> {
              for (String text : deepest) {
                Formula formula = (Formula) Formula.parse(text);
                assertEquals(formula, Formula.parse(formula.text().substring(5)));
                formula.derivative(0.5);
                formula.kinks();
                formula.undefinedAt();
              }
            },
            "small stack",
            512 * 1024); // half of what threads have by default
    small.setUncaughtExceptionHandler((thread, e) -> thrown[0] = e);
    small.start();
    small.join();
    assertEquals(null, thrown[0]);
  }

  @Test
  void garbageIsRefusedByAMessageAndNothingElse() {
    String[] parts = {
      "x",
      "1",
      ".5",
      "1e",
      "e",
      "pi",
      "+",
      "-",
      "*",
      "/",
      "^",
      "(",
      ")",
      ",",
      "<",
      "<=",
      "==",
      "!",
      "if(",
      "max(",
      "sin(",
      "relu(",
      "foo(",
      "ln",
      ":",
      " ",
      "\n",
      "?",
      "\u0000",
      "\ud800",
      "\u00e9",
      "_",
      "\ud83d\ude00",
      "expr:"
    };
    SplittableRandom random = new SplittableRandom(3);
    int accepted = 0;
    int texts = 10 * Integer.getInteger("normprop.fuzz", 1_000);
    for (int k = 0; k < texts; k++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(1, 15); i > 0; i--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      try {
        Activation formula = Formula.parse(text.toString());
        formula.derivative(0.3);
        accepted++;
      } catch (UnitException e) {
        assertFalse(e.getMessage().contains("\n"));
      }
      try {
        Unit.parse("expr:" + text);
      } catch (UnitException e) {
        assertFalse(e.getMessage().isBlank());
      }
    }
    // Some pass by chance, so the test does reach the end of the parser.
    assertTrue(accepted > texts / 100, "accepted " + accepted);
  }
}
