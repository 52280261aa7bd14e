package org.normprop.claim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.normprop.claim.structure.StructuralClaim;
import org.normprop.claim.structure.Structure;
import org.normprop.function.Unit;
import org.normprop.moments.Agreement;
import org.normprop.moments.Calculator;
import org.normprop.moments.KnownExact;
import org.normprop.moments.law.MomentException;
import org.normprop.moments.sample.MonteCarlo;
import org.normprop.moments.sample.Sampling;
import org.normprop.table.Input;
import org.normprop.table.Row;

/**
 * Published numbers held against our own.
 *
 * @param findings a verdict on each claim, in the claims' order
 * @param inconsistencies pairs that contradict each other inside a source
 * @param structure claims that are not numbers of one unit, computed
 * @param disagreements where our own routes contradict each other; empty if all is well
 * @param units how many units were computed by both routes
 */
public record Verification(
    List<Finding> findings,
    List<Inconsistency> inconsistencies,
    List<StructuralClaim> structure,
    List<String> disagreements,
    int units) {

  /**
   * Judges claims. Every unit is computed by the deterministic route and sampled.
   *
   * @param claims the claims
   * @param structure the claims about layers and nets to compute beside them
   * @param sampling how much to sample
   * @param progress told now and then how many samples are done
   * @return the verdicts
   */
  public static Verification of(
      List<Claim> claims, List<Structure> structure, Sampling sampling, LongConsumer progress) {
    KnownExact known = new KnownExact();
    Map<String, MomentException> missing = new HashMap<>();
    List<Unit> units = units(claims);
    units.removeIf(unit -> lacksMoments(unit, known, missing));
    List<Row> rows =
        Calculator.rows(
            units,
            Input.STANDARD,
            Calculator.Method.BOTH,
            sampling,
            progress,
            MonteCarlo.runner(sampling),
            known);
    Judge judge = new Judge(new TrueValues(rows), missing);
    List<Finding> findings = new ArrayList<>();
    for (Claim claim : claims) {
      findings.add(judge.find(claim));
    }
    return new Verification(
        findings,
        Inconsistency.among(findings),
        structure.stream().map(s -> s.compute(sampling.seed())).toList(),
        Agreement.disagreements(rows),
        units.size());
  }

  /** The claims' units, and relu, which others are compared with. */
  private static List<Unit> units(List<Claim> claims) {
    Map<String, Unit> units = new LinkedHashMap<>();
    units.put(TrueValues.RELU.key(), TrueValues.RELU);
    claims.forEach(c -> c.unit().ifPresent(unit -> units.putIfAbsent(unit.key(), unit)));
    return new ArrayList<>(units.values());
  }

  private static boolean lacksMoments(
      Unit unit, KnownExact known, Map<String, MomentException> missing) {
    try {
      known.of(unit, Input.STANDARD);
      return false;
    } catch (MomentException e) {
      missing.put(unit.key(), e);
      return true;
    }
  }

  /**
   * How many findings have a verdict of a kind.
   *
   * @param kind the kind
   * @return the number
   */
  public long count(Verdict.Kind kind) {
    return findings.stream().filter(f -> f.verdict().kind() == kind).count();
  }

  /**
   * Whether our own routes agree and every structural claim came out as predicted.
   *
   * @return false if this program is wrong somewhere
   */
  public boolean isSound() {
    return disagreements.isEmpty() && structure.stream().allMatch(StructuralClaim::holds);
  }
}
