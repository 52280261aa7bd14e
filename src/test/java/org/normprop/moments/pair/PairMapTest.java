package org.normprop.moments.pair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.function.Unit;
import org.normprop.function.catalogue.Activations;
import org.normprop.moments.law.MomentException;
import org.normprop.table.Bounded;
import org.normprop.table.Correlations.Branch;
import org.normprop.table.Input;

class PairMapTest {

  /** u, v standard normal; mpmath, at least 25 digits right. */
  static Stream<String> references() throws IOException {
    try (InputStream in = PairMapTest.class.getResourceAsStream("/moments/dual.csv")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(l -> !l.startsWith("#") && !l.startsWith("activation"));
    }
  }

  private static PairMap map(String unit) {
    return PairMap.of(Unit.parse(unit), Input.STANDARD).orElseThrow();
  }

  private static void within(double expected, Bounded found, String what) {
    double rounding = 2 * Math.ulp(expected);
    assertTrue(
        Math.abs(found.value() - expected) <= found.error() + rounding,
        () -> what + ": " + found + " is not " + expected);
  }

  @ParameterizedTest
  @MethodSource("references")
  void referencesAreMetWithinTheBound(String line) {
    String[] fields = line.split(",");
    PairMoments found = map(fields[0]).at(Rho.of(Double.parseDouble(fields[1])));
    Bounded[] numbers = {found.expectation(), found.correlation(), found.slope()};
    for (int i = 0; i < numbers.length; i++) {
      within(Double.parseDouble(fields[2 + i]), numbers[i], line);
      assertTrue(numbers[i].error() <= 1e-13, line);
    }
  }

  /** Cho and Saul (2009), the arc-cosine kernel of degree 1, in terms of d = 1 - r. */
  @ParameterizedTest
  @ValueSource(
      doubles = {
        2, 1.9, 1.5, 1, 0.5, 0.1, 1e-2, 1e-3, 9e-4, 1e-5, 1e-8, 1e-10, 1e-12, 1e-20, 1e-27
      })
  void reluIsTheArcCosineKernel(double d) {
    double angle = Math.atan2(Math.sqrt(d * (2 - d)), 1 - d);
    PairMoments found = map("relu").at(Rho.near(d));
    within((Math.PI - angle) / (2 * Math.PI), found.slope(), "slope");
    double cubic =
        angle < 0.02
            ? Math.pow(angle, 3) / 6 * (1 - angle * angle / 20 * (1 - angle * angle / 42))
            : angle - Math.sin(angle);
    double lost = (Math.PI * d + cubic - d * angle) / (2 * Math.PI);
    Bounded left = found.oneMinusCorrelation();
    double expected = lost / (0.5 - 1 / (2 * Math.PI));
    assertEquals(expected, left.value(), left.error() + 1e-15 * expected);
    assertTrue(left.error() <= 1e-12 * expected, "12 digits at least");
  }

  /** Van Vleck and Middleton (1966): E sign(u) sign(v) = (2/pi) asin r. */
  @ParameterizedTest
  @ValueSource(doubles = {-0.999999, -0.7, 0, 0.3, 0.99, 0.9999, 0.99999999})
  void signIsTheArcSine(double r) {
    PairMoments found = map("sign").at(Rho.of(r));
    within(2 / Math.PI * Math.asin(r), found.expectation(), "sign");
    double slope = 2 / Math.PI / Math.sqrt((1 - r) * (1 + r));
    assertEquals(slope, found.slope().value(), found.slope().error() + 1e-12 * slope);
  }

  /** Williams (1997): E erf(u) erf(v) = (2/pi) asin(2r/3). */
  @ParameterizedTest
  @ValueSource(doubles = {-1, -0.9, -0.2, 0.4, 0.95, 0.9995, 1})
  void erfIsAnArcSine(double r) {
    PairMoments found = map("erf").at(Rho.of(r));
    within(2 / Math.PI * Math.asin(2 * r / 3), found.expectation(), "erf");
    within(4 / Math.PI / Math.sqrt(9 - 4 * r * r), found.slope(), "slope of erf");
  }

  /** E e^u e^v = e^(1 + r); E sin u sin v = sinh(r)/e; E cos u cos v = cosh(r)/e. */
  @ParameterizedTest
  @ValueSource(doubles = {-1, -0.5, 0.1, 0.9, 0.9999, 1})
  void exponentialsAreClosed(double r) {
    within(Math.exp(1 + r), map("expr:exp(x)").at(Rho.of(r)).expectation(), "exp");
    within(Math.sinh(r) / Math.E, map("sin").at(Rho.of(r)).expectation(), "sin");
    within(Math.cosh(r) / Math.E, map("cos").at(Rho.of(r)).expectation(), "cos");
    within(Math.sinh(r) / Math.E, map("cos").at(Rho.of(r)).slope(), "slope of cos");
  }

  @Test
  void bothRoutesAgreeForEveryActivationAndAlmostEveryCorrelation() {
    for (String name : Activations.names()) {
      PairMap map = map(name);
      for (double r : new double[] {-1, -0.6, 0.25, 0.8, 0.9995, 1}) {
        PairMoments found = map.at(Rho.of(r));
        assertTrue(map.agrees(found), () -> name + " at " + r);
        double scale = Math.abs(found.expectation().value()) + 1;
        assertTrue(found.expectation().error() <= 1e-13 * scale, name);
      }
    }
  }

  /** Negative control: 1 % of a closed form's value is far outside of what agreement forgives. */
  @Test
  void anErrorOfOnePercentIsNoticed() {
    PairMap map = map("tanh");
    PairMoments found = map.at(Rho.of(0.5));
    Bounded wrong = found.covariance().times(1.01);
    PairMoments planted =
        new PairMoments(
            found.rho(),
            found.expectation(),
            wrong,
            found.correlation(),
            found.slope(),
            found.oneMinusCorrelation());
    assertTrue(map.agrees(found));
    assertFalse(map.agrees(planted));
  }

  /** Two ways that share no rule: the trapezoid outside, and the slope's integral inside. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "relu",
        "hard_tanh",
        "tanh",
        "elu",
        "gelu",
        "abs",
        "sign",
        "hard_shrink",
        "softplus",
        "expr:(x>0.3)+sin(7*x)",
        "expr:max(x,x^2-1)"
      })
  void theTwoWaysToConditionMeet(String unit) {
    double d = 1e-3;
    Curve curve =
        new Curve(
            List.of((org.normprop.function.stage.Activation) Unit.parse(unit).stages().get(0)),
            0.1,
            1.2);
    Mesh fine = new Mesh(curve, 0.03125);
    Mesh coarse = new Mesh(curve, 0.5);
    for (int sign : new int[] {1, -1}) {
      Joint far = CommonFactor.of(fine, fine, new Rho(sign * (1 - d), d));
      Joint near = new NearOne(coarse, coarse, sign).at(d);
      meet(far.covariance(), near.covariance());
      meet(far.slope(), near.slope());
      meet(far.difference(), near.difference());
    }
  }

  private static void meet(Bounded a, Bounded b) {
    assertTrue(Math.abs(a.value() - b.value()) <= a.error() + b.error(), a + " and " + b);
  }

  @ParameterizedTest
  @ValueSource(strings = {"relu", "hard_tanh", "tanh", "elu", "gelu"})
  void tenDigitsOfOneMinusCorrelationStayNearOne(String unit) {
    for (double d : new double[] {1e-4, 1e-7, 1e-10, 1e-13}) {
      Bounded left = map(unit).at(Rho.near(d)).oneMinusCorrelation();
      assertTrue(left.error() <= 1e-11 * left.value(), unit);
    }
  }

  @ParameterizedTest
  @CsvSource({"sign", "threshold", "expr:(x>0)+0.5*(x>1)", "hard_shrink"})
  void whatJumpsHasAnInfiniteSlopeAtOne(String unit) {
    PairMoments found = map(unit).at(Rho.of(1));
    assertEquals(Double.POSITIVE_INFINITY, found.slope().value());
    assertEquals(1, found.correlation().value(), 1e-13);
    assertEquals(0, found.oneMinusCorrelation().value());
  }

  @Test
  void unequalMeansAndDeviationsAreWeighed() {
    // E e^u e^v = exp(m1 + m2 + (s1^2 + s2^2)/2 + r s1 s2)
    Branch a = new Branch(Unit.parse("expr:exp(x)"), Input.normal(0.3, 0.5));
    Branch b = new Branch(Unit.parse("expr:exp(x)"), Input.normal(-0.2, 0.8));
    for (double r : new double[] {-1, -0.4, 0.7, 0.9999, 1}) {
      PairMoments found = PairMap.of(a, b).orElseThrow().at(Rho.of(r));
      double expected = Math.exp(0.1 + (0.25 + 0.64) / 2 + r * 0.4);
      within(expected, found.expectation(), "e^u e^v");
      within(0.4 * expected, found.slope(), "slope");
    }
    // Cov(u, g(v)) = r s1 s2 E g'(v), by Stein
    Branch identity = new Branch(Unit.parse("identity"), Input.normal(1, 2));
    Branch relu = new Branch(Unit.parse("relu"), Input.normal(0, 3));
    within(
        0.6 * 2 * 3 * 0.5,
        PairMap.of(identity, relu).orElseThrow().at(Rho.of(0.6)).covariance(),
        "Stein");
  }

  @Test
  void chainsAveragesAndDropoutAreReached() {
    PairMoments plain = map("relu").at(Rho.of(0.5));
    PairMoments dropped = map("relu,dropout:keep=0.8").at(Rho.of(0.5));
    assertEquals(0.64 * plain.covariance().value(), dropped.covariance().value(), 1e-15);
    PairMoments averaged = map("relu,avg:2x2").at(Rho.of(0.5));
    assertEquals(plain.covariance().value() / 4, averaged.covariance().value(), 1e-15);
    assertEquals(plain.correlation().value(), averaged.correlation().value(), 1e-14);
    PairMoments chain = map("relu,tanh").at(Rho.of(0.5));
    PairMoments formula = map("expr:tanh(max(0,x))").at(Rho.of(0.5));
    within(formula.covariance().value(), chain.covariance(), "relu,tanh");
    PairMoments kinked = map("tanh,hard_shrink").at(Rho.of(0.5));
    PairMoments same = map("expr:if(abs(tanh(x))>0.5,tanh(x),0)").at(Rho.of(0.5));
    within(same.covariance().value(), kinked.covariance(), "tanh,hard_shrink");
  }

  @Test
  void whatHasNoMomentsIsRefusedWithTheReason() {
    MomentException refused = assertThrows(MomentException.class, () -> map("expr:1/x"));
    assertTrue(refused.getMessage().contains("E|y| is infinite"), refused.getMessage());
  }

  @Test
  void constantsHaveNoCorrelation() {
    PairMoments found = map("expr:0*x+3").at(Rho.of(0.5));
    assertEquals(9, found.expectation().value(), 1e-13);
    assertTrue(Double.isNaN(found.correlation().value()));
  }

  @Test
  void windowsAreNotReached() {
    assertTrue(PairMap.of(Unit.parse("relu,max:2x2"), Input.STANDARD).isEmpty());
  }

  @Test
  void hermiteCoefficientsOfReluAreDaniely() {
    // Daniely et al. (2016): 1/sqrt(2 pi), 1/2, 1/sqrt(4 pi), 0, -1/sqrt(48 pi)
    List<Double> a = map("relu").hermite(4).coefficients();
    double[] known = {
      1 / Math.sqrt(2 * Math.PI), 0.5, 1 / Math.sqrt(4 * Math.PI), 0, -1 / Math.sqrt(48 * Math.PI)
    };
    for (int k = 0; k < known.length; k++) {
      assertEquals(known[k], a.get(k), 1e-15, "a_" + k);
    }
  }

  /** E sin(a u) sin(a v) = e^(-a^2) sinh(a^2 r); what is narrower than a panel must not hide. */
  @Test
  void wavesAndSteepStepsAreSeen() {
    PairMoments wave = map("expr:sin(20*x)").at(Rho.of(0.9999));
    within((Math.exp(-400 * 0.0001) - Math.exp(-400 * 1.9999)) / 2, wave.expectation(), "sin(20x)");
    PairMap steep = map("expr:tanh(1e4*x)");
    for (double r : new double[] {0.5, 0.9999}) {
      assertTrue(steep.agrees(steep.at(Rho.of(r))));
    }
  }
}
