package org.normprop.net.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.normprop.function.Unit;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.Pooling;
import org.normprop.function.stage.Stage;
import org.normprop.net.graph.Architecture;
import org.normprop.net.graph.Constants;
import org.normprop.net.graph.Plan;
import org.normprop.net.graph.Recipe;
import org.normprop.net.layer.Shape;
import org.normprop.table.Bounded;
import org.normprop.table.ConstantsTable;
import org.normprop.table.Exact;
import org.normprop.table.Input;
import org.normprop.table.Row;

/**
 * Constants for tests, without the calculator: the midpoint rule, whose cells meet at kinks, over
 * the density of the largest of n normals, n phi(z) Phi(z)^(n-1); for an activation, or a maximum
 * after a non-decreasing one.
 */
public final class NormalIntegrals {

  private static final double STEP = 2e-3;
  private static final double LIMIT = 11;
  private static final int POINTS = (int) Math.round(2 * LIMIT / STEP);
  private static final double[] DENSITY = new double[POINTS];
  private static final double[] DISTRIBUTION = new double[POINTS];

  static {
    NormalDistribution normal = new NormalDistribution(0, 1);
    for (int i = 0; i < POINTS; i++) {
      DENSITY[i] = normal.density(point(i));
      DISTRIBUTION[i] = normal.cumulativeProbability(point(i));
    }
  }

  private NormalIntegrals() {}

  /** The tables that a network needs, for independent values. */
  public static Constants constants(Architecture architecture, Shape input, Recipe recipe) {
    return Constants.of(table(Plan.required(architecture, input, recipe).standard()));
  }

  static ConstantsTable table(Set<Unit> units) {
    List<Row> rows = new ArrayList<>();
    units.forEach(unit -> rows.add(row(unit, Input.STANDARD)));
    return new ConstantsTable(Input.STANDARD, rows);
  }

  static Row row(Unit unit, Input input) {
    int cells = 1;
    List<Activation> functions = new ArrayList<>();
    for (Stage stage : unit.stages()) {
      if (stage instanceof Pooling pooling && pooling.kind() == Pooling.Kind.MAX) {
        cells *= pooling.cells();
      } else if (stage instanceof Activation activation && cells == 1) {
        functions.add(activation);
      } else {
        throw new IllegalArgumentException("no integral for " + unit);
      }
    }
    if (functions.size() > 1) {
      throw new IllegalArgumentException("no integral for " + unit);
    }
    Optional<Activation> f = functions.stream().findFirst();
    DoubleUnaryOperator value =
        z ->
            f.map(a -> a.value(input.mean() + input.std() * z))
                .orElse(input.mean() + input.std() * z);
    DoubleUnaryOperator slope =
        z -> f.map(a -> a.derivative(input.mean() + input.std() * z)).orElse(1.0);
    double mean = integral(value, cells);
    double variance = integral(z -> Math.pow(value.applyAsDouble(z) - mean, 2), cells);
    double backward = Math.sqrt(integral(z -> Math.pow(slope.applyAsDouble(z), 2), cells) / cells);
    Exact exact =
        Exact.of(
            new Bounded(mean, 1e-6),
            new Bounded(Math.sqrt(variance), 1e-6),
            new Bounded(backward, 1e-6),
            unit.inputs(),
            "midpoint");
    return new Row(unit, Optional.empty(), Optional.of(exact));
  }

  private static double integral(DoubleUnaryOperator f, int cells) {
    double sum = 0;
    for (int i = 0; i < POINTS; i++) {
      double density = DENSITY[i];
      if (cells > 1) {
        density *= cells * Math.pow(DISTRIBUTION[i], cells - 1);
      }
      sum += density * f.applyAsDouble(point(i));
    }
    return sum * STEP;
  }

  private static double point(int i) {
    return -LIMIT + (i + 0.5) * STEP;
  }
}
