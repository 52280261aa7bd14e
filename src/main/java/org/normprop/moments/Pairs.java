package org.normprop.moments;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.normprop.function.Unit;
import org.normprop.moments.law.MomentException;
import org.normprop.moments.pair.PairMap;
import org.normprop.moments.pair.PairMoments;
import org.normprop.moments.pair.Rho;
import org.normprop.moments.sample.PairSampler;
import org.normprop.moments.sample.Sampling;
import org.normprop.moments.sample.pairs.SampledPair;
import org.normprop.table.Bounded;
import org.normprop.table.Correlations.Branch;
import org.normprop.table.Estimate;
import org.normprop.table.Input;

/**
 * What a unit makes of the correlation of two inputs, by the routes that are asked for.
 *
 * @param unit the unit
 * @param map the exact map; empty where it was not asked for or is not reached
 * @param exact the moments at each correlation, or none
 * @param sampled the same, sampled, or none
 */
public record Pairs(
    Unit unit, Optional<PairMap> map, List<PairMoments> exact, List<SampledPair> sampled) {

  /** Which routes to take. */
  public enum Method {
    /** The exact route; sampling where it does not reach. */
    EXACT,
    /** Sampling alone. */
    MC,
    /** Both. */
    BOTH
  }

  /** Copies the lists. */
  public Pairs {
    exact = List.copyOf(exact);
    sampled = List.copyOf(sampled);
  }

  /**
   * Finds the moments of pairs.
   *
   * @param unit the unit
   * @param input what goes in, both times
   * @param correlations the correlations
   * @param method which routes
   * @param sampling how much to sample, from where
   * @param progress told now and then how many samples are done
   * @return what was found
   * @throws MomentException if the unit has no mean or no standard deviation
   */
  public static Pairs of(
      Unit unit,
      Input input,
      List<Rho> correlations,
      Method method,
      Sampling sampling,
      LongConsumer progress) {
    Optional<PairMap> map = PairMap.of(new Branch(unit, input), new Branch(unit, input));
    boolean isExact = method != Method.MC && map.isPresent();
    List<PairMoments> exact =
        isExact ? correlations.stream().map(map.get()::at).toList() : List.of();
    boolean isSampled = method != Method.EXACT || map.isEmpty();
    List<SampledPair> sampled =
        isSampled
            ? PairSampler.estimate(
                unit, input, correlations.stream().map(Rho::value).toList(), sampling, progress)
            : List.of();
    return new Pairs(unit, isExact ? map : Optional.empty(), exact, sampled);
  }

  /**
   * Where routes disagree: conditioning and the Hermite series beyond their bounds, or sampling and
   * either by more than chance allows.
   *
   * @return a line for each; empty if all agree
   */
  public List<String> disagreements() {
    List<String> lines = new ArrayList<>();
    double bound = Agreement.bound(3L * Math.max(exact.size(), 1));
    for (int i = 0; i < exact.size(); i++) {
      PairMoments m = exact.get(i);
      if (!map.orElseThrow().agrees(m)) {
        lines.add(
            String.format(
                Locale.ROOT,
                "%s: the covariance at r = %s is %.16g by conditioning and %.16g by Hermite series",
                unit,
                m.rho().value(),
                m.covariance().value(),
                map.orElseThrow().covarianceBySeries(m.rho()).value()));
      }
      if (!sampled.isEmpty()) {
        SampledPair s = sampled.get(i);
        compare(lines, m, "E f(u)f(v)", s.expectation(), m.expectation(), bound);
        compare(lines, m, "C", s.correlation(), m.correlation(), bound);
        compare(lines, m, "the slope", s.slope(), m.slope(), bound);
      }
    }
    return lines;
  }

  private void compare(
      List<String> lines,
      PairMoments m,
      String what,
      Estimate sampled,
      Bounded exact,
      double bound) {
    if (!sampled.isDefined() || !exact.isFinite()) {
      return;
    }
    double distance = Math.abs(sampled.value() - exact.value());
    double rounding = 1e-12 * Math.max(1, Math.abs(exact.value()));
    if (!(distance <= bound * sampled.standardError() + exact.error() + rounding)) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%s: %s at r = %s is %.10g sampled and %.10g exact, %.1f standard errors apart",
              unit,
              what,
              m.rho().value(),
              sampled.value(),
              exact.value(),
              distance / sampled.standardError()));
    }
  }
}
