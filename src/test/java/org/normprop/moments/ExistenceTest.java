package org.normprop.moments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.function.Unit;
import org.normprop.moments.law.MomentException;
import org.normprop.table.Bounded;
import org.normprop.table.Exact;
import org.normprop.table.Input;
import org.normprop.table.Quantity;

/** That a moment does not exist is said with a proof, and one that does not is never given. */
class ExistenceTest {

  private static Optional<Exact> exact(String unit, String input) {
    return ExactMoments.of(
        Unit.parse(unit),
        Input.parse(
            input,
            name -> {
              throw new IllegalArgumentException(name);
            }));
  }

  /** Each of them has mean and standard deviation: found, or not reached, but not denied. */
  @ParameterizedTest(name = "{0} under {1}")
  @CsvSource({
    // two poles within a unit or two of the last place
    "expr:abs(x-1)^-0.3*abs(x-1.0000000000000002)^-0.3, '0,1'",
    "expr:abs(x^2-2)^-0.3*abs(x^2-2.0000000000000004)^-0.3, '0,1'",
    "expr:abs(x^2-2)^-0.3*abs(x-1.4142135623730951)^-0.3, '0,1'",
    // the pole lies beside the double where it was found, and is cut off
    "'expr:if(x<1.4142135623730951,0,1/abs(x^2-2)^0.6)', '0,1'",
    "expr:1/abs(x^2-2)^0.6, 'uniform:1.4142135623730951,3'",
    "expr:1/abs(x^2-2), 'uniform:1.4142135623730951,3'",
    // what cancels at the pole varies fast beside it
    "expr:(cos(1e7*x)-1)/abs(x)^1.5, '0,1'",
    "expr:(exp(1e8*x)-1-1e8*x)/abs(x)^1.5*exp(-1e10*x^2), '0,1'",
    // exponents that no double spells
    "expr:abs(x)^(-0.5+1e-17), '0,1'",
    "expr:abs(x)^(-sqrt(0.25-1e-20)), '0,1'",
    // zeros at pi, which is no double
    "expr:sin(pi*x)/(x-1), '0,1'",
    "expr:sin(x)/(x-pi), '0,1'",
    // beyond all powers, both ways
    "expr:exp(exp(x))^2*exp(-exp(2*x)), '0,1'",
    // numbers that are too large for a double, or negative by rounding
    "expr:x*exp(800+x)/exp(800+x), '0,1'",
    "expr:sqrt(1-sin(x)^2-cos(x)^2), '0,1'",
    "expr:exp(800*x)/exp(799*x), 'bernoulli:0.3'",
    "expr:exp(1000*x), 'bernoulli:0.5'",
    // what is infinite is cut off behind
    "'expr:min(-1/abs(x),0),rrelu:lower=0:upper=0:mode=train', '0,1'",
    // differences of infinite things
    "expr:exp(x^2)-exp(x^2), '0,1'",
    "expr:1/x-1/x, '0,1'",
    "expr:1/abs(x)^0.6-1/abs(x)^0.6+x, '0,1'",
    "'expr:1/abs(x)*if(x>0,0,0)', '0,1'",
    "'expr:if(abs(x)>0.1,1/x,0)', '0,1'",
    "'expr:min(1/abs(x),5)', '0,1'",
    "expr:1/x, 'lognormal:0,1'",
    "expr:1/x^0.4, 'exponential:1'",
    "hard_tanh, 'student:1'",
    // what is 0 from a place on is not large there
    "expr:sinh(relu(x))*exp(relu(-x)^2), '0,1'",
    "expr:sinh(hard_swish(x))*exp(relu(-x)^2), '0,1'",
    "expr:(cosh(sparse_plus(x))-1)*exp(relu(-x)^2), '0,1'",
    "expr:expm1(relu(-x))*exp(relu(x)^2), '0,1'",
    "expr:tanh(relu(x))*exp(relu(-x)^2), '0,1'",
    "'expr:if(relu(-1/x)+(sin(1/x)^2+cos(1/x)^2)>0.5,0,1/x)', '0,1'"
  })
  void whatExistsIsNotDenied(String unit, String input) {
    exact(unit, input); // throws if it is
  }

  /** The same, of those that take seconds: in the long run. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "expr:1/(abs(x-1)*abs(x-1.0000000000000002))^0.3",
        "expr:exp(1/abs(x))*exp(-cos(1e7*x)/abs(x))*exp(-abs(x))"
      })
  void whatExistsIsNotDeniedSlowly(String unit) {
    assumeTrue(Integer.getInteger("normprop.fuzz", 0) > 1000, "in the soak run");
    exact(unit, "0,1");
  }

  @ParameterizedTest(name = "{0} under {1}: {2}")
  @CsvSource({
    "expr:1/(x-pi), '0,1', 1",
    "expr:1/(x^2-2)+cos(1e9*x), '0,1', 1",
    "expr:abs(x-1)^-0.6*abs(x-1.0000000000000002)^0.2, '0,1', 2", // 0.2 is not 0 at 1
    "expr:1/abs(x^2-2)^0.6, 'uniform:1.414213562373095,3', 2",
    "expr:1/abs(x-1)^0.6, 'uniform:1,2', 2",
    "expr:1/x, 'exponential:1', 1",
    // the means exist, by one unit in the last place of rate times scale
    "expr:exp(10*x), 'laplace:0,0.09999999999999999', 2",
    "expr:exp(3*x), 'laplace:0,0.3333333333333333', 2",
    "expr:exp(0.3333333333333333*x), 'laplace:0,3', 2",
    "expr:exp(2*x), 'laplace:0,0.5', 1",
    "expr:exp(0.125*x^2), '0,2', 1",
    "'expr:max(-1/x^3,0),max:2x2', '0,1', 1"
  })
  void whatDoesNotExistIsDenied(String unit, String input, int power) {
    MomentException e = assertThrows(MomentException.class, () -> exact(unit, input));
    assertEquals(power, e.power());
  }

  /** Whatever the function is at the mean: infinite, without a value, or ordinary. */
  @ParameterizedTest(name = "{0} under {1}")
  @CsvSource({
    "'expr:if(x>40,exp(18*x),0)', '0,1'",
    "'expr:ln(abs(x))+if(x>40,exp(18*x),0)', '0,1'",
    "'expr:sin(x)/x+if(x>40,exp(18*x),0)', '0,1'",
    "'expr:ln(abs(x))+if(x>38,exp(x^2/4.02),0)', '0,1'",
    "'expr:1/abs(x)^0.2+if(abs(x)>200,exp(30*abs(x)),0)', '0,5'"
  })
  void whatLiesBeyondReachIsNotLeftOut(String unit, String input) {
    assertEquals(Optional.empty(), exact(unit, input));
  }

  /** Infinity times 0 far out is NaN, which hides nothing of what grows before it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "expr:exp(x^2)*cos(x)^2*0+exp(x^2)",
        "expr:exp(x^2)*(2+cos(x))",
        "expr:exp(0.3*x^2)*(2+cos(x))"
      })
  void whatDoesNotExistIsNotGiven(String unit) {
    assertEquals(Optional.empty(), exact(unit, "0,1"));
  }

  /** A part at a pole is no constant part. By the smallest or largest |x| of n, in mpmath. */
  @ParameterizedTest(name = "{0} under {1}")
  @CsvSource({
    "'expr:1/abs(x)^0.4,max:2x2', '0,1', 2.4299374361534838526, 2.4338411950512629178",
    "'expr:-ln(abs(x)),max:2', '0,1', 1.2183032307923766453, 1.1686819439277035964",
    "'expr:ln(abs(x)),max:2', '0,1', -0.052059614669101524735, 0.64924689305036876045",
    "'expr:-1/abs(x),max:3', '0,1', -0.97451609898796476995, 0.75201242176387994158",
    "'expr:-1/x,max:3', 'uniform:0,1', -1.5, 0.86602540378443864676",
    // constant but for rounding at its ends: one atom and not two
    "'expr:min(abs(x-0.1)^-0.1,2),max:49', '0,1', 1.534089833080793, 0.184313615713638979"
  })
  void theLargestOfSeveralNearAPole(String unit, String input, double mean, double std) {
    Exact found = exact(unit, input).orElseThrow();
    holds(found.get(Quantity.MEAN), mean);
    holds(found.get(Quantity.STD), std);
  }

  /** Where a function nears a limit, its last digits are one atom, however often they are met. */
  @Test
  void theLargestOfSeveralNearALimitIsCountedOnce() {
    Bounded mean =
        exact("expr:tanh(abs(x-1.5)^-0.45),max:25", "0,1").orElseThrow().get(Quantity.MEAN);
    assertEquals(0.976196343017918972, mean.value(), mean.error());
    assertTrue(mean.error() < 1e-8, mean::toString);
  }

  private static void holds(Bounded number, double right) {
    assertEquals(right, number.value(), number.error() + Math.ulp(right));
    assertTrue(number.error() < 1e-12, number::toString);
  }

  /** A slope's square is integrable up to distance^-1, and never beside a pole. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "expr:cos(x)*sqrt(abs(x))",
        "expr:exp(sqrt(abs(x)))",
        "expr:1/abs(erf(x))^0.4",
        "expr:abs(x^2-2)^0.5",
        "expr:acosh(1+abs(x))",
        "avg:2,expr:sqrt(abs(x))",
        "expr:sqrt(abs(x)),dropout:keep=0.5"
      })
  void anInfiniteGradientIsProved(String unit) {
    Exact found = exact(unit, "0,1").orElseThrow();
    assertEquals(Double.POSITIVE_INFINITY, found.backward());
  }

  @Test
  void aFiniteGradientIsNotSaidToBeInfinite() {
    // 0.502^2 E|x|^-0.996
    assertEquals(
        7.0907931149074725, exact("expr:abs(x)^0.502", "0,1").orElseThrow().backward(), 1e-11);
    for (String unit :
        new String[] {
          "expr:sin(x)/(x-pi)",
          "expr:2*sqrt(abs(x))-sqrt(4*abs(x)+x^2)",
          "expr:abs(x^2-2)^0.52",
          "expr:sqrt(abs(x)),max:2x2"
        }) {
      double backward = exact(unit, "0,1").orElseThrow().backward(); // NaN: not reached
      assertTrue(!(backward > 10), unit);
    }
  }

  @Test
  void theNearestPoleIsTold() {
    MomentException told = assertThrows(MomentException.class, () -> exact("expr:tan(x)", "4,1"));
    assertTrue(told.getMessage().contains("a pole at x = 4.71"), told.getMessage());
  }
}
