package org.normprop.function.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.function.Unit;
import org.normprop.function.catalogue.Activations;
import org.normprop.function.stage.Activation;

/** What formulas evaluate to, and their derivatives. */
class FormulaTest {

  /**
   * An ulp (2.2e-16 relative) for each of up to eight operations and conditions a little above 1.
   */
  private static final double RELATIVE = 4e-15;

  /** A row of formulas.csv, from mpmath by src/docs/formula_references.py. */
  record Reference(String formula, double x, double value, double derivative) {}

  static List<Reference> references() throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                FormulaTest.class.getResourceAsStream("/function/formulas.csv"),
                StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .skip(1)
          .map(line -> line.split(";"))
          .map(
              f ->
                  new Reference(
                      f[0],
                      Double.parseDouble(f[1]),
                      Double.parseDouble(f[2]),
                      Double.parseDouble(f[3])))
          .toList();
    }
  }

  private static Formula formula(String text) {
    return (Formula) Formula.parse(text);
  }

  @Test
  void valuesAndDerivativesAreExactToRounding() throws IOException {
    assertEquals(List.of(), referenceErrors(1));
  }

  @Test
  void aResultInTheFourteenthDigitOffIsCaught() throws IOException {
    assertTrue(referenceErrors(1 + 1e-14).size() > 500);
  }

  private static List<String> referenceErrors(double factor) throws IOException {
    List<String> errors = new ArrayList<>();
    for (Reference r : references()) {
      Formula f = formula(r.formula);
      check(errors, r + " value", f.value(r.x) * factor, r.value);
      check(errors, r + " derivative", f.derivative(r.x) * factor, r.derivative);
    }
    return errors;
  }

  private static void check(List<String> errors, String what, double got, double expected) {
    if (!(Math.abs(got - expected) <= RELATIVE * Math.abs(expected))) {
      errors.add(what + ": " + got);
    }
  }

  @ParameterizedTest
  @MethodSource("slopes")
  void theDerivativeIsTheSlopeOfTheValue(String text, double from, double to) {
    assertEquals(List.of(), slopeErrors(text, from, to, 1));
  }

  @ParameterizedTest
  @MethodSource("slopes")
  void aDerivativeTwoPercentOffIsCaught(String text, double from, double to) {
    if (!text.matches("(sign|floor|ceil|trunc|round).*")) { // their derivative is 0
      assertFalse(slopeErrors(text, from, to, 1.02).isEmpty());
    }
  }

  static List<Object[]> slopes() {
    List<Object[]> slopes = new ArrayList<>();
    for (String name : Elementary.names()) {
      boolean isPositive = List.of("ln", "log", "log2", "log10", "sqrt").contains(name);
      boolean isInner = List.of("asin", "acos", "atanh").contains(name);
      double from = isPositive ? 0.1 : isInner || name.equals("log1p") ? -0.9 : -4;
      double to = isInner ? 0.9 : 4;
      if (name.equals("acosh")) {
        from = 1.1;
      }
      slopes.add(new Object[] {name + "(x)", from, to});
      slopes.add(new Object[] {"x*" + name + "(x)^2-1/(" + name + "(x)+7)", from, to});
    }
    for (String text :
        List.of(
            "x^3-2*x/(1+x^2)",
            "2^x+abs(x)^x",
            "max(x,sin(3*x),1-x)",
            "min(x^2,2,x+1)",
            "if(x<1,x*x,exp(x))-(x>0)*x",
            "-x^2+e^-x",
            "relu(mish(x)-0.5)*tanh(pi*x)")) {
      slopes.add(new Object[] {text, -4.0, 4.0});
    }
    return slopes;
  }

  private static List<String> slopeErrors(String text, double from, double to, double factor) {
    Formula f = formula(text);
    List<String> errors = new ArrayList<>();
    double h = 0x1p-10;
    for (double x = from; x <= to; x += 0.0721) {
      double at = x;
      if (DoubleStream.of(f.kinks()).anyMatch(k -> Math.abs(k - at) <= 3 * h)) {
        continue;
      }
      double coarse = slope(f, x, h);
      double fine = slope(f, x, h / 2);
      // The fine slope's truncation, of order h^4, is a fifteenth of the difference; its rounding
      // is a few ulps of the values over h.
      double largest = Math.max(Math.abs(f.value(x - h)), Math.abs(f.value(x + h)));
      double tolerance = Math.abs(coarse - fine) + 20 * Math.ulp(Math.max(1, largest)) / h;
      if (!(Math.abs(fine - factor * f.derivative(x)) <= tolerance)) {
        errors.add(f + "'(" + x + ") = " + f.derivative(x) + ", slope " + fine);
      }
    }
    return errors;
  }

  /** Five-point central difference. */
  private static double slope(Formula f, double x, double h) {
    double near = f.value(x + h) - f.value(x - h);
    double far = f.value(x + 2 * h) - f.value(x - 2 * h);
    return (8 * near - far) / (12 * h);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "abs(x-1);1;-1",
        "abs(1-x);1;-1",
        "max(0,x);0;0",
        "max(x,0);0;0",
        "min(x,-x);0;1",
        "max(x,2*x,-x);0;-1",
        "relu(-x);0;-1",
        "relu(x)*2;0;0",
        "if(x<2,x,x^2);2;1",
        "if(x<=2,x,x^2);2;1",
        "if(x>=2,x^2,x);2;1",
        "if(2>x,x,x^2);2;1",
        "if(x-2,x,7);2;1",
        "(x>=0)*x;0;0",
        "x*(x<=0);0;1",
        "x*(x==0);0;0",
        "x*(x!=0);0;1",
        "x*sign(x);0;-1",
        "x*sign(-x);0;1",
        "hard_shrink(x);0.5;0",
        "hard_shrink(-x);-0.5;-1",
        "sqrt(x^2);0;-1",
        "sqrt((x-3)^2);3;-1",
        "x*sqrt(abs(x));0;0",
        "x^1.5;0;0",
        "sqrt(x);0;Infinity",
        "cbrt(x);0;Infinity",
      })
  void atAKinkTheDerivativeIsTheOneFromTheLeft(String text, double x, double expected) {
    Formula f = formula(text);
    double[] dy = new double[1];
    f.evaluate(new double[] {x}, new double[1], dy, 1);
    // Zero may come out as a power of the least double.
    assertEquals(expected, f.derivative(x), 1e-100);
    assertEquals(expected, dy[0], 1e-100);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "if(x<2,x,x^2);2;4",
        "(x>=0)+2*(x>0);0;1",
        "sign(x);0;0",
        "if(x,1,2);0;2",
        "if(0/0,1,2);1;NaN",
        "if(ln(x)>0,1,2);-1;NaN",
        "if(x>0,ln(x),x);-1;-1",
        "max(1,ln(x));-1;NaN",
        "3;NaN;NaN",
        "x^0;0;1",
        "2^3^2;0;512",
        "log(e);0;1",
        "log2(8);0;3",
        "pi;0;3.141592653589793",
        "1e-3+.5+2.;0;2.501",
      })
  void theValueIsTheOneAtThePoint(String text, double x, double expected) {
    Formula f = formula(text);
    double[] y = new double[1];
    f.evaluate(new double[] {x}, y, new double[1], 1);
    assertEquals(expected, f.value(x));
    assertEquals(expected, y[0]);
  }

  @Test
  void everyActivationOfTheCatalogIsAFunction() {
    double[] x = {-1e6, -800, -33.3, -7, -2.9, -1.1, -0.4, -1e-9, 1e-9, 0.3, 1.7, 3.3, 9, 800};
    for (String name : Activations.names()) {
      Activation f = formula(name + "(x)");
      Activation expected = Activations.of(name);
      assertEquals(
          DoubleStream.of(expected.kinks()).boxed().toList(),
          DoubleStream.of(f.kinks()).boxed().toList(),
          name);
      for (double at : x) {
        assertEquals(expected.value(at), f.value(at), 1e-15 * Math.abs(f.value(at)), name);
        double slope = expected.derivative(at);
        assertEquals(slope, f.derivative(at), 2e-15 * Math.abs(slope), name);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "x*sigmoid(1.702*x);quick_gelu",
        "max(0,x);relu",
        "x*tanh(ln(1+exp(x)));mish",
        "if(x>0,x,exp(x)-1);elu",
        "x/2*(1+erf(x/sqrt(2)));gelu",
        "x/(1+exp(-x));silu",
      })
  void formulasWrittenPlainlyAgreeWithTheCatalogToTwelveDigits(String text, String name) {
    Formula f = formula(text);
    Activation expected = Activations.of(name);
    for (double x = -39.9; x < 40; x += 0.0837) {
      // Plain formulas such as 1 + exp(x) round at 1: an absolute error of an ulp times |x|.
      double rounding = 4e-16 * Math.max(1, Math.abs(x));
      assertEquals(
          expected.value(x), f.value(x), 1e-12 * Math.abs(expected.value(x)) + rounding, text);
      double slope = expected.derivative(x);
      assertEquals(slope, f.derivative(x), 1e-12 * Math.abs(slope) + rounding, text);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1/(1+exp(x^2))",
        "tanh(exp(x^2))",
        "tanh(2*exp(x^2))",
        "x*exp(-exp(x^2))",
        "exp(-x^2)*x^3",
        "atan(sinh(x^3))",
        "1/(1+2*exp(x^2))^3",
        "erf(x^50)",
      })
  void whatOverflowsInsideASaturatedFunctionIsFlat(String text) {
    Formula f = formula(text);
    for (double x : new double[] {-39, -30, 27, 33, 39}) {
      assertTrue(Double.isFinite(f.value(x)), text);
      assertEquals(0, f.derivative(x), 1e-12, text);
    }
  }

  @Test
  void blocksAndSinglePointsGiveTheSameBits() {
    SplittableRandom random = new SplittableRandom(5);
    for (int k = 0; k < 2000; k++) {
      Formula f = formula(new RandomFormula(random).next(random.nextInt(1, 12)).text());
      double[] kinks = k % 10 == 0 ? f.kinks() : new double[0];
      double[] x =
          DoubleStream.concat(
                  DoubleStream.of(kinks).limit(50),
                  IntStream.range(0, 20).mapToDouble(i -> special(random)))
              .toArray();
      int n = x.length;
      double[] y = new double[n];
      double[] dy = new double[n];
      f.evaluate(x, y, dy, n);
      for (int i = 0; i < n; i++) {
        assertEquals(f.value(x[i]), y[i], () -> f.text());
        assertEquals(f.derivative(x[i]), dy[i], () -> f.text());
      }
    }
  }

  private static double special(SplittableRandom random) {
    return switch (random.nextInt(10)) {
      case 0 -> 0;
      case 1 -> random.nextInt(-3, 4);
      case 2 -> Double.NaN;
      case 3 -> Double.POSITIVE_INFINITY;
      case 4 -> -1e300;
      default -> random.nextDouble(-5, 5);
    };
  }

  @Test
  void aBlocksBitsDoNotDependOnItsLength() {
    Formula f = formula("if(x>0.3,x*sigmoid(1.702*x),sin(x)^3)");
    double[] x = new SplittableRandom(6).doubles(2000, -9, 9).toArray();
    double[] y = new double[2000];
    double[] dy = new double[2000];
    f.evaluate(x, y, dy, 2000);
    double[] part = new double[700];
    f.evaluate(x, part, new double[700], 700);
    for (int i = 0; i < 700; i++) {
      assertEquals(y[i], part[i]);
    }
    assertEquals(f.value(x[1999]), y[1999]);
  }

  @Test
  void formulasAreEqualWhenTheirCanonicalTextsAre() {
    assertEquals(formula("max( 0, (x) )"), formula("max(0,x)"));
    assertEquals(formula("max( 0, (x) )").hashCode(), formula("max(0,x)").hashCode());
    assertNotEquals(formula("max(0,x)"), formula("max(x,0)"));
    assertEquals(Unit.parse("expr:max(0,x)^2,max:2x2").text(), "expr:max(0,x)^2,max:2x2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "ln(x);ln(x) has no value for x below 0",
        "x+sqrt(1-x);sqrt(1-x) has no value for x above 1",
        "x*acosh(abs(x));acosh(abs(x)) has no value for x between -1 and 1",
        "sqrt(-1)+x;sqrt(-1) has no value for any x",
        "(-2)^x;(-2)^x has no value for any x",
        "if(x>1,0,ln(x));ln(x) has no value for x below 0",
      })
  void aRegionWithoutAValueIsNamed(String text, String expected) {
    assertEquals(expected, formula(text).undefinedAt().orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1/x", "tan(x)", "if(x>0,ln(x),0)", "sqrt(x^2)", "exp(x^2)", "0*x"})
  void aFormulaWithValuesAlmostEverywhereIsDefined(String text) {
    assertTrue(formula(text).undefinedAt().isEmpty());
  }
}
