package org.normprop.moments.overlap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.function.Unit;
import org.normprop.table.Bounded;
import org.normprop.table.Estimate;

class OverlapTest {

  /** Of some fifty comparisons a test makes, none goes beyond with more than 1e-4. */
  private static final double BOUND = 5;

  private static WindowGrid plane(int side, int stride) {
    return new WindowGrid(side, side, stride, 0, 0, 0);
  }

  @Test
  void aFlatFilterOfThreeAtStrideTwoSendsBackFiveSixthsOfEqualSignals() {
    WindowGrid grid = plane(3, 2);
    assertEquals(5.0 / 6, SentBack.std(SentBack.Kind.FLAT_FILTER, grid, 1), 1e-15);
    assertEquals(0.5, SentBack.std(SentBack.Kind.FLAT_FILTER, grid, 0), 1e-15);
    assertEquals(0.5, SentBack.std(SentBack.Kind.RANDOM_FILTER, grid, 1), 1e-15);
  }

  @Test
  void windowsSideBySideSendEachCellOneSignal() {
    for (double r : new double[] {0, 0.3, 1}) {
      assertEquals(0.5, SentBack.std(SentBack.Kind.MAXIMUM, plane(2, 2), r), 1e-15);
      assertEquals(0.25, SentBack.std(SentBack.Kind.AVERAGE, plane(2, 2), r), 1e-15);
      // Every other row and column is left out.
      assertEquals(0.25, SentBack.std(SentBack.Kind.FLAT_FILTER, plane(1, 4), r), 1e-15);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "3,3,2,0,0,0",
    "3,3,1,0,0,0",
    "2,3,1,0,0,0",
    "5,5,2,0,0,0",
    "2,2,3,0,0,0",
    "3,3,2,1,9,9",
    "3,2,1,1,4,7",
    "4,4,3,2,8,8"
  })
  void whatIsSentBackIsWhatIsMeasured(
      int height, int width, int stride, int padding, int rows, int columns) {
    WindowGrid grid = new WindowGrid(height, width, stride, padding, rows, columns);
    List<Double> correlations = List.of(0.0, 0.4, 1.0);
    Map<SentBack.Kind, List<Estimate>> sampled =
        new OverlapSampler(grid, 1).sentBack(correlations, 20_000);
    for (SentBack.Kind kind : SentBack.Kind.values()) {
      for (int i = 0; i < correlations.size(); i++) {
        double exact = SentBack.std(kind, grid, correlations.get(i));
        double z = sampled.get(kind).get(i).zScore(exact);
        assertTrue(Math.abs(z) < BOUND, kind + " " + correlations.get(i) + ": " + z);
      }
    }
  }

  @Test
  void signalsTakenForIndependentAreNoticed() {
    WindowGrid grid = plane(3, 2);
    Estimate sampled =
        new OverlapSampler(grid, 1)
            .sentBack(List.of(0.4), 20_000)
            .get(SentBack.Kind.MAXIMUM)
            .get(0);
    assertTrue(sampled.zScore(SentBack.std(SentBack.Kind.MAXIMUM, grid, 0)) > 2 * BOUND);
  }

  /** max(x, y) = (x + y + |x - y|)/2, and of normals of correlation 1/2 E|uv| is known. */
  @Test
  void twoMaximaOfTwoThatShareOneAreKnownInClosedForm() {
    double differences = 2 * (2 / Math.PI * (Math.sqrt(0.75) + 0.5 * Math.asin(0.5)) - 2 / Math.PI);
    double covariance = (1 + differences) / 4;
    double exact = covariance / (1 - 1 / Math.PI);
    Bounded found = SharedCells.correlation(Unit.parse("max:2"), 2, 1, 0, 0).orElseThrow();
    assertEquals(exact, found.value(), found.error());
    assertTrue(found.error() < 1e-9);
  }

  @Test
  void averagesCorrelateByTheShareOfTheirCells() {
    Unit unit = Unit.parse("gelu,avg:3x3");
    assertEquals(1.0 / 3, SharedCells.correlation(unit, 9, 3, 0, 0).orElseThrow().value(), 1e-15);
  }

  @ParameterizedTest
  @CsvSource({
    "'max:3x3',9,3,0",
    "'max:3x3',9,3,0.6",
    "'relu,max:2x2',4,2,0",
    "'tanh,max:3x3',9,6,0",
    "'hard_tanh,max:2x2',4,1,0",
    "'leaky_relu:slope=0.2,max:5',5,4,0",
    "'elu,max:2x2',4,2,0"
  })
  void maximaThatShareCellsCorrelateAsMeasured(String text, int cells, int shared, double rho) {
    Unit unit = Unit.parse(text);
    Bounded exact = SharedCells.correlation(unit, cells, shared, rho, rho).orElseThrow();
    Estimate sampled = OverlapSampler.correlation(unit, cells, shared, rho, 1, 200_000);
    assertTrue(
        Math.abs(sampled.zScore(exact.value())) < BOUND, () -> exact + " against " + sampled);
    // One shared cell more or less is noticed.
    Bounded other = SharedCells.correlation(unit, cells, shared - 1, rho, rho).orElseThrow();
    assertTrue(Math.abs(sampled.zScore(other.value())) > 2 * BOUND);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gelu,max:2x2", "sign,max:2x2", "expr:x^3,max:2x2", "relu", "lp:2x2"})
  void whatNoRouteReachesIsLeftOpen(String text) {
    assertTrue(SharedCells.correlation(Unit.parse(text), 4, 2, 0, 0).isEmpty());
  }

  @Test
  void aWindowLargerThanItsImageIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new WindowGrid(5, 5, 1, 0, 4, 4));
  }
}
