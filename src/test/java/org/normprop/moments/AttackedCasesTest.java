package org.normprop.moments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.function.Unit;
import org.normprop.function.catalogue.Activations;
import org.normprop.moments.law.MomentException;
import org.normprop.table.Bounded;
import org.normprop.table.Exact;
import org.normprop.table.Input;
import org.normprop.table.Quantity;

/** Units on which bounds were once wrong, and moments once denied. References from mpmath. */
class AttackedCasesTest {

  private static Optional<Exact> exact(String unit, double mean, double std) {
    return ExactMoments.of(Unit.parse(unit), Input.normal(mean, std));
  }

  /** Within the bound, up to the digits that the reference has. */
  private static void holds(Bounded number, String reference) {
    double right = Double.parseDouble(reference);
    double digits = 0.6 * new java.math.BigDecimal(reference).ulp().doubleValue();
    assertTrue(
        Math.abs(number.value() - right) <= number.error() + digits,
        () -> number + " and right is " + reference);
    assertTrue(number.error() <= Math.max(1e-14, 1e-9 * Math.abs(right)), number::toString);
  }

  @ParameterizedTest(name = "{0} N({1}, {2}^2) {3}")
  @CsvSource({
    // a narrow part beside a constant stretch
    "gaussian, 0, 1000, MEAN, 7.0710660e-4",
    "gaussian, 0, 1000, STD, 0.02235",
    "selu, 5, 10000, MEAN, 4193.439126743655",
    "celu:alpha=0.0001, 0, 1, MEAN, 0.39889228439085544",
    "softplus:beta=1000:threshold=5, 0, 100, MEAN, 39.8942280466788",
    // wiggles before a maximum
    "'expr:x-0.1*exp(-((x-1)/0.02)^2),max:2', 0, 1, MEAN, 0.562754530805",
    // a bump that no sample of the integrand meets: 1e-8 sqrt(pi) phi(1.2345)
    "expr:x+1e-4*exp(-((x-1.2345)/1e-4)^2), 0, 1, MEAN, 3.3003099e-9",
    // removable points
    "expr:x/(exp(x)-1), 0, 1, MEAN, 1.0795914517145",
    "expr:x/(exp(x)-1), 0, 1, STD, 0.51151031214666",
    "expr:sin(x)/x, -1.25, 0.4, MEAN, 0.74421655254957",
    "expr:sin(x)/x, -1.25, 0.4, STD, 0.13729072351251",
    "expr:tanh(x)/x, 0, 1, BACKWARD, 0.2607428099",
    "expr:(exp(x)-1)/x, 0, 1, BACKWARD, 0.839707661",
    // weak poles where a part crosses 0 at a point that is no double
    "expr:abs(x^2-2)^-0.49, 0, 1, MEAN, 1.026917615244437611552",
    "expr:abs(exp(x)-2)^-0.3, 0, 1, MEAN, 1.054141973456652607419",
    "expr:1/abs(x^2-1)^0.3, 0, 1, STD, 0.5349624030686712",
    "expr:ln(abs(tanh(x)-0.3)), 0, 1, STD, 1.002867123469356",
    // polynomials that are one number
    "expr:x*x-x^2, 0, 1, STD, 0",
    "expr:exp((x+1)^2-x^2-2*x), 3, 2, MEAN, 2.718281828459045235",
    // zeros of higher order that cancel
    "expr:(1-cos(x))/x^2, 0, 1, MEAN, 0.46215505160478222678",
    "expr:(1-cos(x))/x^2, 0, 1, STD, 0.048851985992026620093",
    "'expr:if(sin(5*x)>0,1,0)', 0, 1, MEAN, 0.5", // a cut at 0, so narrow that nodes meet
    "expr:sign(sin(2*x)), 0, 1, STD, 1",
    "expr:(x-sin(x))/x^3, 0, 1, MEAN, 0.15888972174846551498",
    "expr:(x-sin(x))/x^3, 0, 1, STD, 0.010293780385141149057",
    "expr:(tanh(x)-x)/x^3, 0, 1, MEAN, -0.2627796049264804897",
    "expr:ln(1+x^2)/x^2, 0, 1, MEAN, 0.77790590499346211183",
    "expr:ln(1+x^2)/x^2, 0, 1, STD, 0.19350123467675394922",
    // steps, and a bump between two of them: sqrt(pi) 2e-4 phi(0.3) beside -1/2
    "expr:floor(x)-0.1*exp(-((x-0.3)/0.002)^2), 0, 1, MEAN, -0.500135198337409837",
    "expr:x-floor(x), 0.2, 3, STD, 0.288675134594812882",
    // cuts that rounding moves
    "hard_sigmoid:slope=4701440, 5, 7.6864, BACKWARD, 444.39186007754897",
    // large and small numbers
    "expr:1e300*x, 0, 1, STD, 1e300",
    "expr:1e150*x, 0, 1, BACKWARD, 1e150",
    "expr:1e-200*x, 0, 1, STD, 1e-200",
    "relu, 0, 1e-10, MEAN, 3.9894228040143268e-11",
    // a large value beside a kink beyond the range: the slope times the std
    "leaky_relu:slope=4478.67, -28.92898, 0.00110015, STD, 4.9272088005",
    // distances from the mean that are no multiples of the std, far out where the density is steep
    "exponential, 24.0444, 9.00451, STD, 4.523432712914496854843e45",
    // overflow and cancellation that the function of real numbers does not know
    "expr:ln(1+exp(x)), 0, 200, MEAN, 79.791737154579739761",
    "expr:log1p(exp(x)), 0, 200, STD, 116.76165242521660823",
    "expr:ln(exp(2*x)+1)/2, -40, 1, MEAN, 6.66807407751130670726507e-35",
    // slopes far smaller than those on the other side of a kink
    "elu, -31.7061, 1.1818, BACKWARD, 6.86710446350827631e-14",
    "expr:exp(15*x), 0, 1, MEAN, 7.213220596851904537e48",
    "expr:exp(15*x), 0, 1, STD, 5.203055137884854592e97",
    // limits and jumps that meet the next function's kinks: sqrt(2/pi asin(2/3)), sqrt(e) Phi(1)
    "'erf,hard_tanh', 0, 1, STD, 0.681585691162554",
    "'tanh,hard_tanh', 0, 1, STD, 0.627928730349106717",
    "'exponential,threshold', 0, 1, MEAN, 1.38714297883500",
    "'sigmoid,hard_shrink', 0, 1, MEAN, 0.3374284126334878",
    "'celu,hard_tanh', 0, 1, MEAN, 0.07720510167886974",
    "'snake,sign', 0, 1, STD, 1",
    // values that rounding must not take beyond 1, and a root that is an absolute value
    "'gaussian,hard_tanh', 0, 1, MEAN, 0.57735026918962576451",
    "'gaussian,sparse_sigmoid', 0, 1, MEAN, 0.78867513459481288225",
    "expr:x+sqrt(x^2), 0, 1, MEAN, 0.79788456080286535588",
    // a rising function behind a falling one: E[x/sqrt(1+x^2) on x > 0] twice
    "'abs,isru', 0, 1, MEAN, 0.5231565837302",
    "'abs,snake,identity', 0, 1, MEAN, 1.2302169191846",
    "'gelu_tanh,sign', 0, 1, BACKWARD, 0",
    "'expr:max(x,x)', 0, 1, STD, 1",
    "expr:x/x, 0, 1, MEAN, 1",
    // a maximum behind a function that turns, far from where it does
    "'silu,max:2', -20, 0.9, MEAN, -3.238687147509581e-8",
    "'silu,max:2', -20, 0.9, STD, 2.469137584856964e-8",
    "'silu,max:2', -12, 0.9, MEAN, -5.788842081684749e-5",
    "'silu,max:2', -12, 0.9, STD, 4.223597153284402e-5",
    "'silu,max:2', -8, 0.9, MEAN, -0.0021045135332388716",
    "'silu,max:16', -3, 0.9, STD, 0.026769978346631338",
    // which is nothing where inputs lie beside what it is 12 standard deviations away
    "'mish,max:7x7', -20.52001, 1.79699, STD, 5.27706993478217e-10",
    "'silu,max:2x2', -25.0328, 2.39866, BACKWARD, 1.25998243094730e-10",
    // a maximum behind a function that is large where nothing lies, and behind a step down
    "'expr:x*exp(-x),max:8', 0, 3, MEAN, 0.31282218171973447",
    "'expr:x*exp(-x),max:8', 0, 3, STD, 0.18447776887722555",
    "'expr:1e10-sign(x),max:2', 0, 1, STD, 0.86602540378443865",
    // lengths of rectified normals: sum of C(n,k)/2^n E[chi_k], 1 - 2^-n
    "'relu,lp:2', 0, 1, MEAN, 0.71227081473030774074",
    "'relu,lp:2x2', 0, 2, MEAN, 2.3718088449375795193",
    "'relu,lp:2x2', 0, 2, STD, 1.540948669838117895",
    "'relu,lp:2x2', 0, 2, BACKWARD, 0.48412291827592711065",
    // powers that are nearly not integrable: Gamma functions
    "expr:1/abs(x)^0.49, 0, 1, MEAN, 1.69030936196300579480",
    "expr:1/abs(x)^0.49, 0, 1, STD, 6.08987917089099253384",
    "expr:abs(x)^-0.495, 0, 1, STD, 8.77092905378287838767",
    "expr:abs(x)^-0.4999, 0, 1, STD, 63.1388268605890784478",
    // numbers next to the least that there are
    "gaussian, -26.8043, 0.000424098, MEAN, 9.3829469187390313196e-313",
    "gaussian, -26.8043, 0.000424098, BACKWARD, 5.0313630346256202598e-311",
    // singular, and integrable: E[ln|x|] under N(0.5, 1.5^2)
    "expr:ln(abs(x)), 0.5, 1.5, MEAN, -0.175174503742625",
    "expr:1/abs(x)^0.4, 0.1, 0.5, MEAN, 1.9234000006025",
    "expr:1/abs(x-0.1)^0.4, 0, 1, MEAN, 1.46639295792956637714",
    // a constant that rounding changes from point to point, behind a narrow slope
    "expr:relu(x-0.67478)-relu(x-0.67478-0.0001373), 3.6826, 1.146, MEAN, 1.367043942312070406e-4",
    // a jump beside a constant, and a probability that is the difference of two near 1/2
    "'expr:if(abs(x+0.63185)<0.0009026,1,0)', -1.0128, 3.346, MEAN, 2.138428373177181326e-4",
  })
  void aNumberIsRightWithinItsBound(
      String unit, double mean, double std, Quantity quantity, String reference) {
    holds(exact(unit, mean, std).orElseThrow().get(quantity), reference);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "expr:1/abs(x-0.1)^0.4",
        "expr:1/abs(x)^0.49",
        "expr:abs(x)^(-0.25)*sin(1/x)",
        "expr:ln(abs(x))^10",
        "expr:exp(15*x)",
        "expr:1e150*x",
        "expr:1e300*x",
        "dropout:keep=0.9:scale=sqrt,gaussian,max:8x8",
        "gelu,max:3x3"
      })
  void aMomentThatExistsIsNotDenied(String unit) {
    exact(unit, 0, 1).ifPresent(found -> assertTrue(Double.isFinite(found.mean())));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource({
    // a bump that no sample of the integrand meets: 1e-8 sqrt(pi)/4
    "expr:x+1e-4*exp(-((x-1.2345)/1e-4)^2), 'uniform:-2,2', MEAN, 4.43113462726379e-9",
    // E[(2 x e^(-x^2))^2] under Cauchy's law: by mpmath
    "gaussian, student:1, BACKWARD, 0.500952205125764328",
    "'expr:x*exp(-x),max:2x2', 'logistic:0.5,1', MEAN, 0.29622135361502005",
    "'expr:x*exp(-x),max:2x2', 'logistic:0.5,1', STD, 0.28942080139551717",
    // nothing but constants, cut where the density is steep
    "'expr:if(abs(x+2.3274)<0.01165,1,0)', 'laplace:1.5317,0.02588', STD, 2.8446114489425803444e-33",
    // poles that are not at 0
    "expr:ln(abs(x-2)), 'lognormal:0,1', MEAN, REACHED",
    "expr:1/abs(x+1.9277)^0.05, student:7.5, STD, REACHED",
    "expr:(x-1)/ln(x), 'uniform:0.5,2', STD, 0.20552207416063361436",
    // a flat part up to infinity
    "expr:relu(x-1)-relu(x-3), student:5, MEAN, REACHED",
  })
  void underOtherInputs(String unit, String input, Quantity quantity, String reference) {
    Exact found = ExactMoments.of(Unit.parse(unit), Input.parse(input, name -> null)).orElseThrow();
    if (reference.equals("REACHED")) {
      assertTrue(found.get(quantity).error() < 1e-12, found::toString);
    } else {
      holds(found.get(quantity), reference);
    }
  }

  @Test
  void aMaximumOfCorrelatedInputsBehindAFunctionThatTurnsIsRight() {
    Exact found =
        ExactMoments.of(Unit.parse("silu,max:4x4"), Input.normal(0.5, 2, 0.8)).orElseThrow();
    holds(found.get(Quantity.MEAN), "2.0475125660553665");
    holds(found.get(Quantity.STD), "1.6857215298650649");
  }

  /** Given what all have in common the inputs are independent: an average of such moments. */
  @ParameterizedTest
  @CsvSource({
    "'sin,max:3', 0, 1, 0.6",
    "'gelu,max:2x2,tanh', -1, 0.5, 0.3",
    "'hard_shrink,max:2', 0.2, 1, 0.5",
    "'relu,dropout:keep=0.8,max:2x2', 0.5, 2, 0.7",
    "'sin,max:2x2,relu', 0, 1, 0.2"
  })
  void theLargestOfCorrelatedInputsIsAnAverageOverWhatTheyHaveInCommon(
      String unit, double mean, double std, double rho) {
    Exact found = ExactMoments.of(Unit.parse(unit), Input.normal(mean, std, rho)).orElseThrow();
    double step = 0.125;
    double first = 0;
    double square = 0;
    for (double u = -9; u <= 9; u += step) {
      double center = mean + std * Math.sqrt(rho) * u;
      Exact given = exact(unit, center, std * Math.sqrt(1 - rho)).orElseThrow();
      double weight = step * Math.exp(-u * u / 2) / Math.sqrt(2 * Math.PI);
      first += weight * given.mean();
      square += weight * (given.mean() * given.mean() + given.std() * given.std());
    }
    assertEquals(first, found.mean(), 2e-12);
    assertEquals(Math.sqrt(square - first * first), found.std(), 2e-12);
    assertTrue(found.get(Quantity.MEAN).error() < 1e-11, found::toString);
  }

  @Test
  void windowsOfCorrelatedInputsHaveMoments() {
    for (double rho : new double[] {0.1, 0.4}) {
      Optional<Exact> found = ExactMoments.of(Unit.parse("gelu,max:3x3"), Input.normal(0, 1, rho));
      assertTrue(found.orElseThrow().get(Quantity.MEAN).error() < 1e-12);
    }
  }

  /** By mpmath; taken for one pole of order 0.44, the second moment would be 2.073. */
  @Test
  void twoPolesThatLieNextToEachOtherAreNotOne() {
    Optional<Exact> found = exact("expr:abs(x-1.4142135623730951)^-0.22*abs(x^2-2)^-0.22", 0, 1);
    found.ifPresent(
        exact -> {
          holds(exact.get(Quantity.MEAN), "1.01320323211479");
          assertEquals(2.0601382, exact.get(Quantity.SECOND_MOMENT).value(), 1e-6);
        });
  }

  /**
   * The slope of asin where tanh is 1 but for rounding is no infinite gradient: gd'(x) = 1/cosh x.
   */
  @Test
  void aSlopeThatOverflowsIsNotReachedAndNotInfinite() {
    Exact found = exact("expr:asin(tanh(x))/x", 0, 1).orElseThrow();
    holds(found.get(Quantity.MEAN), "0.8925462007809517");
    assertTrue(Double.isNaN(found.get(Quantity.BACKWARD).value()), found::toString);
  }

  /** Gradients that do not exist are not looked for again at every value of what is common. */
  @Test
  void averagesOfRootsOfCorrelatedInputsHaveAnInfiniteGradient() {
    Unit unit = Unit.parse("expr:sign(x)*sqrt(abs(x)),avg:2");
    Exact found = ExactMoments.of(unit, Input.normal(0, 1, 0.95)).orElseThrow();
    // the variance: (E|x| + E[f(x1) f(x2)])/2, the latter by a double integral in mpmath
    holds(found.get(Quantity.STD), "0.87828429485864273322");
    assertEquals(Double.POSITIVE_INFINITY, found.get(Quantity.BACKWARD).value());
  }

  /** In one integral, though far out gelu and its slope are 0 in doubles. */
  @ParameterizedTest
  @CsvSource({"'gelu,max:4x4', 0.8398, 2.32897, 0.6", "'silu,max:4x4', -4.2, 4448.46, 0.6"})
  void underflowFarOutDoesNotSpoilTheLargestOfCorrelatedInputs(
      String unit, double mean, double std, double rho) {
    Exact found = ExactMoments.of(Unit.parse(unit), Input.normal(mean, std, rho)).orElseThrow();
    assertEquals("distribution", found.method());
    assertTrue(found.get(Quantity.STD).error() < 1e-12 * std, found::toString);
  }

  @Test
  void whatIsSmallWhereItIsLookedAtMayBeLargeElsewhere() {
    Exact found = exact("expr:exp(-abs(x+0.56037)/0.002625)", 0, 7).orElseThrow();
    double w = 0.002625; // E[y^2] is phi(0.56/7)/7 w to first order
    assertEquals(Math.sqrt(w * 0.39894228 / 7 * Math.exp(-0.0032)), found.std(), 2e-5);
    assertTrue(found.get(Quantity.STD).error() < 1e-15, found::toString);
    assertTrue(found.get(Quantity.BACKWARD).error() < 1e-12, found::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"if(x>40,exp(18*x),0)", "if(x<-38,1e20,0)", "max(0,exp(17*x)-exp(680))"})
  void whatCountsBeyondTheRangeIsNotForgotten(String formula) {
    assertEquals(Optional.empty(), exact("expr:" + formula, 0, 1));
  }

  /** The largest of n is 1 unless nothing is dropped. */
  @ParameterizedTest
  @ValueSource(ints = {2, 9, 64})
  void anAtomStaysAboveTheValuesThatRoundingBringsToIt(int n) {
    String unit = "dropout:keep=0.9:scale=sqrt,gaussian,max:" + n;
    Bounded mean = exact(unit, 0, 1).orElseThrow().get(Quantity.MEAN);
    Exact kept = exact("gaussian,max:" + n, 0, 1 / Math.sqrt(0.9)).orElseThrow();
    double right = 1 - StrictMath.pow(0.9, n) * (1 - kept.mean());
    assertEquals(right, mean.value(), mean.error() + 4e-16);
    assertTrue(mean.error() < 1e-12, mean.toString());
  }

  /** A slope changes within the rounding of an input that is large beside its spread: mpmath. */
  @ParameterizedTest
  @CsvSource({
    "sin:frequency=100, 'uniform:50,50.001', 20.571746891390224359",
    "abs, '18.1099,5.31258e-05', 1",
    "cos, 'uniform:900,1100', 0.70653927450803251661",
  })
  void aSlopeIsKnownAsWellAsItsInput(String unit, String input, String reference) {
    Exact found = ExactMoments.of(Unit.parse(unit), Input.parse(input, name -> null)).orElseThrow();
    holds(found.get(Quantity.BACKWARD), reference);
  }

  /** e^x is too large a number from 710 on, 7.5 standard deviations away. */
  @Test
  void overflowIsNoProofThatThereIsNoValue() {
    assertEquals(Optional.empty(), exact("expr:(exp(x)-1)/x*exp(-x^2)", 1.7783, 95.35));
  }

  @ParameterizedTest
  @CsvSource({
    "'if(x>40,exp(x^2),0)'",
    "1/x",
    "cosh(x)^x",
    "1/abs(x)^0.5",
    "exp(x^2/4)",
    "tan(x)^3",
    "exp(abs(x)^3)/(1+x^6)",
    "1/(x-100)",
    "x/sin(x-1)"
  })
  void aMomentThatDoesNotExistIsNotGiven(String formula) {
    try {
      assertEquals(Optional.empty(), exact("expr:" + formula, 0, 1));
    } catch (MomentException e) {
      assertTrue(e.getMessage().contains("since the function"), e.getMessage());
    }
  }

  @Test
  void whatOutgrowsTheTailBeyondAllSamplesIsFound() {
    MomentException e =
        assertThrows(MomentException.class, () -> exact("expr:if(x>40,exp(x^2),0)", 0, 1));
    assertTrue(e.getMessage().contains("outgrows"), e.getMessage());
  }

  @Test
  void underflowIsNoZeroWithoutABound() {
    Exact exact = exact("relu", -43.9358, 1).orElseThrow();
    assertTrue(exact.get(Quantity.MEAN).error() > 0);
    assertTrue(exact.get(Quantity.STD).error() > 0);
    Exact wave = exact("sin", -30, 1225).orElseThrow(); // the mean is some 1e-325000
    assertTrue(wave.get(Quantity.MEAN).error() > 0);
    assertTrue(wave.get(Quantity.DERIVATIVE_MEAN).error() > 0);
  }

  /** No sampling decides what is constant: relu is, by proof, and a bump is not. */
  @Test
  void theBetterRouteIsTakenWhereTheClosedFormCancels() {
    Exact exact = exact("celu:alpha=9144.2", 0, 1).orElseThrow();
    assertTrue(exact.get(Quantity.MEAN).error() < 1e-14, exact::toString);
  }

  @Test
  void everyFunctionOfTheCatalogIsReachedUnderAnyUsualInput() {
    for (String name : Activations.names()) {
      for (double[] input : new double[][] {{0, 1}, {-3, 0.01}, {5, 100}, {50, 1e-6}}) {
        if (name.equals("exponential") && input[1] > 10) {
          continue; // e^5000 is no double
        }
        Optional<Exact> found = exact(name, input[0], input[1]);
        assertTrue(found.isPresent(), name + " N(" + input[0] + ", " + input[1] + "^2)");
      }
    }
  }
}
