package org.normprop.function.formula;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.text.Numbers;

/** Where formulas bend, jump, blow up or end. */
class FormulaKinksTest {

  private static double[] kinks(String text) {
    return Formula.parse(text).kinks();
  }

  private static double[] numbers(String text) {
    return text == null
        ? new double[0]
        : Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "abs(x-1);1",
        "abs(x-0.1);0.1",
        "max(0,x);0",
        "max(0,x)^2;0",
        "max(x,sin(x));0",
        "if(x>0,x,0.1*x);0",
        "if(x<2,x,x^2);2",
        "if(x,1,2);0",
        "x*(x>=-0.3);-0.3",
        "x==2;2",
        "(abs(x)<=0.5)*x;-0.5 0.5",
        "sign(x+4);-4",
        "relu(x^2-4);-2 2",
        "min(max(x,-1),1);-1 1",
        "max(x^3,x);-1 0 1",
        "max(abs(x-1),abs(x+1));0",
        "hard_tanh(2*x-1);0 1",
        "hard_shrink(x-1);0.5 1.5",
        "threshold(2*x);0.5",
        "relu(abs(x)-5);-5 5",
        "relu(relu(x)-1);1",
        "abs(x^2-1e-6);-0.001 0.001",
        "max(0,x-100);100",
        "max(0,x+1e6);-1e6",
        "min(x^2,10000);-100 100",
        "x^0.5;0",
        "x^1.5;0",
        "abs(x)^1.5;0",
        "sqrt(x-3);3",
        "cbrt(2*x+1);-0.5",
        "1/x;0",
        "x^-2;0",
        "1/(x^2-9);-3 3",
        "ln(x);0",
        "log1p(x);-1",
        "sqrt(-x);0",
        "asin(x/2);-2 2",
        "acosh(x);1",
        "atanh(x);-1 1",
        "x^x;0",
      })
  void kinksAreFoundToTheLastBit(String text, String expected) {
    assertArrayEquals(numbers(expected), kinks(text), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "3",
        "x^2",
        "x^7",
        "2^x",
        "e^-x",
        "x*tanh(ln(1+exp(x)))",
        "1/(1+exp(-x))",
        "gelu(x)",
        "mish(2*x)",
        "sqrt(1+x^2)",
        "ln(1+exp(x))",
        "exp(x^2)",
        "1/cosh(x)",
        "max(x,x)",
        "abs(exp(x))",
        "max(x,x-1)",
        "if(1<2,x,abs(x))",
        "exp(-x^2)/2",
        "abs(exp(-x^2))",
        "min(x^2,-1)+x",
        "relu(-1-x^2)",
        "x>x+1"
      })
  void smoothFormulasHaveNone(String text) {
    assertArrayEquals(new double[0], kinks(text), text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "max(x,-x,5);-5 5",
        "if(x>0,max(x,-1),abs(x+2));-2 0",
        "if(x>0,abs(x+1),x);0",
        "min(abs(x),-1)*x;",
        "abs(x-1)<3;-2 4",
        "max(relu(x),0);0",
        "x*acosh(abs(x));-1 1",
      })
  void aKinkThatTheResultDoesNotShowIsNone(String text, String expected) {
    assertArrayEquals(numbers(expected), kinks(text), text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "relu(x^2-2);-1.4142135623730951 1.4142135623730951",
        "abs(exp(x)-3);1.0986122886681098",
        "max(cos(x),x);0.7390851332151607",
        "abs(3*x-1);0.3333333333333333",
        "if(x^3<x+1,x,0);1.324717957244746",
        "max(0,tanh(x)-0.5);0.5493061443340549",
        "abs(ln(1+exp(x))-1);0.541324854612918",
      })
  void irrationalKinksAreFoundToAnUlp(String text, String expected) {
    // The inner function is known to an ulp, and its slope is about 1.
    assertArrayEquals(numbers(expected), kinks(text), 4e-16, text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "abs(x^2);0",
        "abs((x-1)^2*(x+2));-2 1",
        "sqrt((x-1)^2);1",
        "abs(x^2-2*x+1);1",
        "max(x^2,2*x-1);1",
        "sqrt(x^2);0",
        "abs(x^21);0",
      })
  void zerosThatOnlyTouchOrAreOfHighOrderAreFound(String text, String expected) {
    assertArrayEquals(numbers(expected), kinks(text), text);
  }

  @Test
  void manyKinksAreAllFound() {
    assertMultiples(Math.PI / 3, kinks("abs(sin(3*x))"), 38);
    assertMultiples(Math.PI / 40, kinks("max(sin(40*x),0)"), 500);
    assertMultiples(0.25, kinks("sign(sin(4*pi*x))"), 160);
    double[] poles = DoubleStream.of(kinks("tan(x)")).map(k -> k - Math.PI / 2).toArray();
    assertMultiples(Math.PI, poles, 12);
  }

  /** That all multiples up to {@code count} times the period, on both sides of 0, are there. */
  private static void assertMultiples(double period, double[] kinks, int count) {
    double[] expected = IntStream.rangeClosed(-count, count).mapToDouble(i -> i * period).toArray();
    double range = (count + 0.5) * period;
    double[] got = DoubleStream.of(kinks).filter(k -> Math.abs(k) < range).toArray();
    // Rounding of the argument, up to 40 * 40, in ulps of it.
    assertArrayEquals(expected, got, 1e-14);
  }

  @Test
  void narrowPairsAreToldApart() {
    assertArrayEquals(
        new double[] {2.9736723115226584, 3.0263276884773416},
        kinks("max(0,exp(-(x-3)^2*1000)-0.5)"),
        1e-15);
    assertArrayEquals(new double[] {1, 1.0001}, kinks("abs((x-1)*(x-1.0001))"), 1e-12);
  }

  @Test
  void randomPolynomialsShowAllTheirRoots() {
    SplittableRandom random = new SplittableRandom(7);
    for (int k = 0; k < 300; k++) {
      double[] roots = random.doubles(random.nextInt(1, 7), -12, 12).sorted().toArray();
      StringBuilder text = new StringBuilder("abs(1");
      for (double root : roots) {
        text.append("*(x-(").append(Numbers.text(root)).append("))");
      }
      assertArrayEquals(roots, kinks(text + ")"), text.toString());
    }
  }

  @Test
  void randomFormulasAreSearchedInBoundedTime() {
    SplittableRandom random = new SplittableRandom(8);
    for (int k = 0; k < 300; k++) {
      String text = new RandomFormula(random).next(random.nextInt(1, 30)).text();
      Formula formula = (Formula) Formula.parse(text);
      double[] kinks = assertTimeout(Duration.ofSeconds(5), formula::kinks, text);
      assertEquals(
          DoubleStream.of(kinks).sorted().distinct().boxed().toList(),
          DoubleStream.of(kinks).boxed().toList());
      assertTrue(DoubleStream.of(kinks).allMatch(Double::isFinite));
      formula.undefinedAt();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abs(sin(1/x))",
        "abs(tan(exp(x)))",
        "abs(sin(1e6*x))",
        "abs(sin(exp(x^2)))",
        "max(sin(x)^2+cos(x)^2,1)",
        "tan(tan(tan(x)))",
        "1/sin(1/sin(1/x))"
      })
  void endlessKinksStopWithTheBudget(String text) {
    assertTimeout(Duration.ofSeconds(5), () -> kinks(text));
  }
}
