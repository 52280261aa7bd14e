package org.normprop.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.normprop.cli.line.Arguments;
import org.normprop.cli.line.UsageException;
import org.normprop.function.Unit;
import org.normprop.function.stage.Pooling;
import org.normprop.moments.Calculator;
import org.normprop.moments.KnownExact;
import org.normprop.moments.sample.Sampling;
import org.normprop.run.Runner;
import org.normprop.table.Correlation;
import org.normprop.table.CorrelationText;
import org.normprop.table.Input;
import org.normprop.table.Row;

/** The option --rho: how the cells of windows correlate. */
final class Rhos {

  static final String HELP =
      "correlation of every two inputs, or of a window's cells: RIGHT,BELOW[,DIAGONAL] (2x2),"
          + " exp:L, power:R or gauss:R of the distance, or a FILE with an n x n matrix (default 0)";

  private Rhos() {}

  /** The input of each unit; one and the same unless the correlation goes by the window. */
  static List<Input> of(Arguments arguments, Input input, List<Unit> units) throws IOException {
    String text = arguments.text("rho", "0");
    List<Input> inputs = new ArrayList<>();
    try {
      for (Unit unit : units) {
        inputs.add(input(text, input, unit));
      }
    } catch (IllegalArgumentException e) {
      throw new UsageException(message(e));
    }
    return inputs;
  }

  private static String message(IllegalArgumentException e) {
    return e.getMessage().startsWith("rho") ? "--" + e.getMessage() : e.getMessage();
  }

  private static Input input(String text, Input input, Unit unit) throws IOException {
    Correlation correlation = CorrelationText.parse(text, sides(unit));
    if (correlation.equals(Correlation.NONE)) {
      return input;
    }
    if (!(input instanceof Input.Normal)) {
      throw new UsageException(
          "--rho is for normals, and --input " + input.text() + " is independent; leave one out");
    }
    if (correlation instanceof Correlation.Matrix matrix && matrix.size() != unit.inputs()) {
      throw new UsageException(
          "--rho "
              + text
              + " is a matrix of "
              + matrix.size()
              + " cells, and "
              + unit
              + " has "
              + unit.inputs()
              + (unit.inputs() == 1 ? " input" : " inputs"));
    }
    return Input.normal(input.mean(), input.std(), correlation);
  }

  /** The sides of a unit's first window; of a one-sided window of four or nine cells a row. */
  private static List<Integer> sides(Unit unit) {
    return unit.stages().stream()
        .filter(Pooling.class::isInstance)
        .map(stage -> ((Pooling) stage).window())
        .findFirst()
        .orElse(List.of());
  }

  /** All rows in one pass where the input is one, else unit by unit. */
  static List<Row> rows(
      List<Unit> units,
      List<Input> inputs,
      Calculator.Method method,
      Sampling sampling,
      LongConsumer progress,
      Runner runner,
      KnownExact known) {
    if (inputs.stream().distinct().count() == 1) {
      return Calculator.rows(units, inputs.get(0), method, sampling, progress, runner, known);
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < units.size(); i++) {
      rows.addAll(
          Calculator.rows(
              List.of(units.get(i)), inputs.get(i), method, sampling, progress, runner, known));
    }
    return rows;
  }
}
