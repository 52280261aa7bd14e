package org.normprop.moments;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.normprop.function.Unit;
import org.normprop.function.formula.Formula;
import org.normprop.moments.law.MomentException;
import org.normprop.moments.sample.MonteCarlo;
import org.normprop.moments.sample.QuasiMonteCarlo;
import org.normprop.moments.sample.Sampling;
import org.normprop.run.Runner;
import org.normprop.table.Exact;
import org.normprop.table.Input;
import org.normprop.table.Row;
import org.normprop.table.Sampled;

/** Finds what is to be known of units, by the routes that are asked for. */
public final class Calculator {

  /** Which routes to take. */
  public enum Method {
    /** The deterministic route alone; sampling where it does not reach. */
    EXACT,
    /** Sampling alone. */
    MC,
    /** Randomised quasi-Monte Carlo alone. */
    RQMC,
    /** Sampling and the deterministic route. */
    BOTH
  }

  private Calculator() {}

  /**
   * Computes rows.
   *
   * @param units the units
   * @param input what goes into them
   * @param method which routes
   * @param sampling how much to sample, from where
   * @param progress told now and then how many samples are done
   * @return a row a unit, in order
   * @throws MomentException if a unit's mean or standard deviation does not exist, which sampling
   *     would not notice
   * @throws org.normprop.function.stage.UnitException if the method does not reach a unit
   */
  public static List<Row> rows(
      List<Unit> units, Input input, Method method, Sampling sampling, LongConsumer progress) {
    Runner runner = MonteCarlo.runner(sampling);
    return rows(units, input, method, sampling, progress, runner, new KnownExact());
  }

  /**
   * Computes rows, with plain sampling done wherever a runner does it.
   *
   * @param units the units
   * @param input what goes into them
   * @param method which routes
   * @param sampling how much to sample, from where
   * @param progress told now and then how many samples are done
   * @param runner does the tasks of {@link Method#MC} and {@link Method#BOTH}
   * @param known what was asked for before
   * @return a row a unit, in order
   * @throws MomentException as the other
   */
  public static List<Row> rows(
      List<Unit> units,
      Input input,
      Method method,
      Sampling sampling,
      LongConsumer progress,
      Runner runner,
      KnownExact known) {
    List<Optional<Exact>> exact = new ArrayList<>();
    List<Unit> toSample = new ArrayList<>();
    for (Unit unit : units) {
      boolean asked = method == Method.EXACT || method == Method.BOTH;
      Optional<Exact> found =
          asked || mayLackMoments(unit, input) ? known.of(unit, input) : Optional.empty();
      exact.add(asked ? found : Optional.empty());
      if (method != Method.EXACT || found.isEmpty()) {
        toSample.add(unit);
      }
    }
    List<Sampled> sampled = sampled(toSample, input, method, sampling, progress, runner);
    Map<Unit, Sampled> byUnit = new HashMap<>();
    for (int i = 0; i < toSample.size(); i++) {
      byUnit.put(toSample.get(i), sampled.get(i));
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < units.size(); i++) {
      Unit unit = units.get(i);
      rows.add(new Row(unit, Optional.ofNullable(byUnit.get(unit)), exact.get(i)));
    }
    return rows;
  }

  /**
   * Every unit of the catalog has moments of normals; a formula such as 1/x need not, and for
   * inputs with heavy tails relu need not.
   */
  public static boolean mayLackMoments(Unit unit, Input input) {
    return input instanceof Input.Independent
        || unit.stages().stream().anyMatch(Formula.class::isInstance);
  }

  private static List<Sampled> sampled(
      List<Unit> units,
      Input input,
      Method method,
      Sampling sampling,
      LongConsumer progress,
      Runner runner) {
    if (units.isEmpty()) {
      return List.of();
    }
    return method == Method.RQMC
        ? QuasiMonteCarlo.estimate(units, input, sampling, progress)
        : MonteCarlo.estimate(units, input, sampling, progress, runner);
  }
}
