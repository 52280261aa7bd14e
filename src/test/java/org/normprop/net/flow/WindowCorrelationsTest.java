package org.normprop.net.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.normprop.function.Unit;
import org.normprop.function.catalogue.Activations;
import org.normprop.moments.pair.ExactCorrelations;
import org.normprop.net.flow.statistics.PlaneCorrelation;
import org.normprop.net.graph.Architecture;
import org.normprop.net.graph.Graph;
import org.normprop.net.graph.Norm;
import org.normprop.net.graph.Plan;
import org.normprop.net.graph.Recipe;
import org.normprop.net.layer.Flow;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.Statistics;
import org.normprop.net.layer.Window;

class WindowCorrelationsTest {

  private static final double R = 0.8;

  /** R^(rows + columns), as a field that is Markov along both axes has it. */
  private static final PlaneCorrelation MARKOV =
      (rows, columns) -> Math.pow(R, Math.abs(rows) + Math.abs(columns));

  private static List<Double> of(String architecture, String activation) {
    Recipe recipe = Recipe.of(Norm.NORMPROP, Activations.of(activation));
    Graph graph = Plan.outline(Architecture.parse(architecture), new Shape(1, 32, 32), recipe);
    List<Flow.Neighbours> nodes = WindowCorrelations.of(graph, MARKOV, new ExactCorrelations());
    return IntStream.range(0, nodes.size())
        .filter(node -> graph.nodes().get(node).layer() instanceof Layer.Pool)
        .mapToObj(node -> nodes.get(node).normals())
        .toList();
  }

  /** The mean over the six pairs of a 2x2 window: four neighbours, two diagonals. */
  private static double window(double neighbour, double diagonal) {
    return (4 * neighbour + 2 * diagonal) / 6;
  }

  /** Cho and Saul (2009), eq. 6, as a correlation. */
  private static double reluMap(double r) {
    double product = (Math.sqrt(1 - r * r) + (Math.PI - Math.acos(r)) * r) / (2 * Math.PI);
    double mean = 1 / Math.sqrt(2 * Math.PI);
    return (product - mean * mean) / (0.5 - mean * mean);
  }

  @Test
  void aPoolingBehindAConvolutionSeesTheInputsCorrelation() {
    assertEquals(window(R, R * R), of("C(4,3,1,1)-P(2,2,0,max)-F(2)", "relu").get(0), 1e-12);
  }

  @Test
  void aStrideLooksFurther() {
    double far = R * R;
    assertEquals(window(far, far * far), of("C(4,3,2,1)-P(2,2,0,avg)-F(2)", "relu").get(0), 1e-12);
  }

  @Test
  void anActivationMapsIt() {
    // What the second convolution sees is relu's output; its sums are normal again.
    double near = reluMap(R);
    double diagonal = reluMap(R * R);
    assertEquals(
        window(near, diagonal),
        of("C(4,3,1,1)-C(4,3,1,1)-P(2,2,0,max)-F(2)", "relu").get(0),
        // Correlations are told apart to 1e-4; the map's slope is at most 2 there.
        2e-4);
  }

  @Test
  void windowsOfAveragesShareAndNeighbourCells() {
    // Linear layers alone: windows of four, whose means correlate as their cells do.
    double variance = (4 + 8 * R + 4 * R * R) / 16;
    double right = 0;
    double diagonal = 0;
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        int rows = j / 2 - i / 2;
        int columns = j % 2 - i % 2;
        right += MARKOV.at(rows, columns + 2) / 16;
        diagonal += MARKOV.at(rows + 2, columns + 2) / 16;
      }
    }
    List<Double> both = of("C(4,3,1,1,linear)-P(2,2,0,avg)-C(4,3,1,1)-P(2,2,0,max)-F(2)", "relu");
    assertEquals(window(right / variance, diagonal / variance), both.get(1), 1e-12);
  }

  @Test
  void largestValuesCorrelateByWhatTheirWindowsShare() {
    assertEquals(1 - 1 / Math.PI, LargestOverlap.covariance(2, 2), 1e-5);
    // The published 0.5978 squared, with more digits by SciPy's quadrature.
    assertEquals(0.357353326358, LargestOverlap.covariance(9, 9), 1e-5);
    // max(a, b) = (a + b + |a - b|)/2; |a - b| and |b - c| are of normals that correlate by -1/2.
    double r = 0.5;
    double moduli = 4 / Math.PI * (Math.sqrt(1 - r * r) + r * Math.asin(r) - 1);
    assertEquals((1 + moduli) / 4, LargestOverlap.covariance(2, 1), 1e-5);
    assertEquals(0, LargestOverlap.covariance(4, 0));
    PlaneCorrelation one = (rows, columns) -> rows == 0 && columns == 0 ? 1 : 0;
    List<WindowCells.Offset> cells =
        List.of(new WindowCells.Offset(0, 0), new WindowCells.Offset(0, 1));
    PlaneCorrelation of = WindowCells.largest(one, cells, 0, new Window(1, 2, 1, 0));
    assertEquals((1 + moduli) / 4 / (1 - 1 / Math.PI), of.at(0, 1), 1e-5);
    assertEquals(0, of.at(0, 2), 1e-12);
    // Cells that share half of their variance, windows apart: 0.5 of 0.5 + 0.5 (1 - 1/pi).
    PlaneCorrelation half = (rows, columns) -> rows == 0 && columns == 0 ? 1 : 0.5;
    PlaneCorrelation apart = WindowCells.largest(half, cells, 0.5, new Window(1, 2, 1, 0));
    assertEquals(0.5 / (0.5 + 0.5 * (1 - 1 / Math.PI)), apart.at(0, 2), 1e-5);
  }

  @Test
  void anActivationOfLargestValuesReceivesTheirMean() {
    // relu of values that are positive, all of them: what it makes correlates as they do.
    LargestOfWindow largest = LargestOfWindow.of(new Window(1, 2, 1, 0), PlaneCorrelation.NONE);
    PlaneCorrelation of =
        largest.behind(r -> r).values(Activations.of("relu"), () -> new Statistics(20, 1));
    double shared = LargestOverlap.covariance(2, 1) / LargestOverlap.covariance(2, 2);
    assertEquals(shared, of.at(0, 1), 1e-9);
    // Of a sum with as much of its variance from elsewhere half.
    PlaneCorrelation sum =
        largest
            .plus(0.5, PlaneCorrelation.NONE)
            .behind(r -> r)
            .values(Activations.of("relu"), () -> new Statistics(20, 1));
    assertEquals(shared / 2, sum.at(0, 1), 1e-9);
  }

  @Test
  void correlationsAreMappedByWhatActivationsReceive() {
    ActivationMaps maps = new ActivationMaps(new ExactCorrelations());
    Unit relu = Unit.of(Activations.of("relu"));
    assertEquals(reluMap(R), maps.at(relu, new Statistics(0, 1), R), 2e-4);
    assertEquals(R, maps.at(relu, new Statistics(20, 1), R), 2e-4);
  }

  @Test
  void whatIsConstantCorrelatesWithNothing() {
    ActivationMaps maps = new ActivationMaps(new ExactCorrelations());
    for (String name : List.of("relu", "hard_tanh", "relu6", "sigmoid", "tanh")) {
      Unit unit = Unit.of(Activations.of(name));
      for (double mean : new double[] {-400, -60, -37, 60, 400}) {
        for (double r : new double[] {-1, -0.3, 0.5, 1}) {
          double mapped = maps.at(unit, new Statistics(mean, 1), r);
          assertTrue(mapped >= -1 && mapped <= 1, name + " at " + mean + ": " + mapped);
        }
      }
    }
    Unit relu = Unit.of(Activations.of("relu"));
    assertEquals(0, maps.at(relu, new Statistics(-60, 1), R));
    assertEquals(R, maps.at(relu, new Statistics(60, 1), R), 2e-4);
  }

  @Test
  void aResidualSumIsTheMeanOfItsTerms() {
    // (x + F/2)/sqrt(1 + 1/4): the branch has relu's correlation, the shortcut that of its input.
    double near = (R + 0.25 * reluMap(R)) / 1.25;
    double far = (R * R + 0.25 * reluMap(R * R)) / 1.25;
    assertEquals(
        window(near, far),
        of("C(4,3,1,1,linear)-R(C(4,3,1,1)-C(4,3,1,1,linear))-P(2,2,0,avg)-F(2)", "relu").get(0),
        2e-4);
  }

  @Test
  void imagesAreMeasured() {
    int images = 400;
    int side = 12;
    float[] x = new float[images * side * side];
    Random random = new Random(1);
    double fresh = Math.sqrt(1 - R * R);
    for (int image = 0; image < images; image++) {
      int at = image * side * side;
      for (int p = 0; p < side * side; p++) {
        x[at + p] = (float) random.nextGaussian();
      }
      for (int p = 0; p < side * side; p++) {
        if (p % side > 0) {
          x[at + p] = (float) (R * x[at + p - 1] + fresh * x[at + p]);
        }
      }
      for (int p = side; p < side * side; p++) {
        x[at + p] = (float) (R * x[at + p - side] + fresh * x[at + p]);
      }
    }
    PlaneCorrelation measured = PlaneCorrelation.of(x, images, 1, side, side);
    assertEquals(1, measured.at(0, 0), 1e-12);
    for (int rows = -2; rows <= 2; rows++) {
      for (int columns = -2; columns <= 2; columns++) {
        // 57,600 pixels of some 80 neighbours' worth of correlation each: a standard error of 0.02.
        assertEquals(MARKOV.at(rows, columns), measured.at(rows, columns), 0.06);
        assertEquals(measured.at(rows, columns), measured.at(-rows, -columns), 1e-12);
      }
    }
    assertTrue(Math.abs(measured.at(11, 11)) < 0.2);
    assertEquals(0, measured.at(12, 0));
  }
}
