package org.normprop.moments.law;

import java.util.List;
import org.normprop.function.catalogue.Activations;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.Pooling;
import org.normprop.function.stage.Stage;
import org.normprop.moments.quadrature.OutOfReachException;
import org.normprop.table.Bounded;
import org.normprop.table.Correlation;
import org.normprop.table.Input;

/**
 * Windows whose cells correlate by a matrix: averages of any size, and maxima of up to four cells,
 * with or without relu.
 */
public final class CorrelatedWindow {

  private static final int MOST_CELLS = 4;
  private static final Activation RELU = Activations.of("relu");
  private static final String ROUTE = "orthants";

  private CorrelatedWindow() {}

  /**
   * The moments of a window.
   *
   * @param stages the window, with relu before or behind it or without
   * @param input its cells
   * @param matrix how they correlate
   * @throws OutOfReachException for other units, and larger maxima
   */
  public static LawMoments moments(
      List<Stage> stages, Input.Normal input, Correlation.Matrix matrix) {
    List<Stage> windows = stages.stream().filter(Pooling.class::isInstance).toList();
    List<Stage> others = stages.stream().filter(s -> !(s instanceof Pooling)).toList();
    boolean isRectified = others.size() == 1 && others.get(0).equals(RELU);
    if (windows.size() != 1
        || !(windows.get(0) instanceof Pooling window)
        || window.cells() != matrix.size()
        || !(others.isEmpty() || isRectified)) {
      throw new OutOfReachException("no route for a window of correlated cells with other stages");
    }
    double[][] correlations = matrix.array();
    if (window.kind() == Pooling.Kind.AVG && others.isEmpty()) {
      return average(input, correlations);
    }
    if (window.kind() != Pooling.Kind.MAX
        || window.cells() > MOST_CELLS
        || isRectified && input.mean() != 0) {
      throw new OutOfReachException("no route for larger windows of correlated cells");
    }
    return isRectified ? rectified(input, correlations) : largest(input, correlations);
  }

  private static LawMoments average(Input.Normal input, double[][] r) {
    int n = r.length;
    double sum = 0;
    for (double[] row : r) {
      for (double cell : row) {
        sum += cell;
      }
    }
    double variance = input.std() * input.std() * Math.max(sum, 0) / n / n;
    Bounded second = new Bounded(variance, 4e-16 * input.std() * input.std());
    Bounded fourth = second.squared().times(3);
    return new LawMoments(
        input.mean(),
        List.of(Bounded.ONE, Bounded.ZERO, second, Bounded.ZERO, fourth),
        Bounded.ONE.over(n),
        Bounded.UNKNOWN,
        ROUTE);
  }

  private static LawMoments largest(Input.Normal input, double[][] r) {
    GaussianMaximum.Moments found = GaussianMaximum.of(r);
    return moments(found, input.std(), input.mean(), Bounded.ONE);
  }

  private static LawMoments rectified(Input.Normal input, double[][] r) {
    int n = r.length;
    double[][] withZero = new double[n + 1][n + 1];
    for (int i = 0; i < n; i++) {
      System.arraycopy(r[i], 0, withZero[i], 0, n);
    }
    Bounded positive = Bounded.ONE.minus(GaussianMaximum.allNegative(r));
    return moments(GaussianMaximum.of(withZero), input.std(), 0, positive);
  }

  private static LawMoments moments(
      GaussianMaximum.Moments found, double std, double mean, Bounded squaredGradient) {
    Bounded first = found.mean().times(std);
    Bounded variance = found.square().minus(found.mean().squared()).times(std * std);
    double center = first.value() + mean;
    return new LawMoments(
        center,
        List.of(
            Bounded.ONE, new Bounded(0, first.error()), variance, Bounded.UNKNOWN, Bounded.UNKNOWN),
        squaredGradient,
        Bounded.UNKNOWN,
        ROUTE);
  }
}
