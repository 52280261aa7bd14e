package org.normprop.claim;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.normprop.claim.Verdict.Deviation;
import org.normprop.moments.law.MomentException;

/** Reaches verdicts from the digits, our value and its bound, and the source's sample size. */
final class Judge {

  /**
   * The most standard errors that sampling explains: one honest number in 16,000 is further away.
   */
  static final double MOST_STANDARD_ERRORS = 4;

  /** Half a unit in the last place, and what our own bound leaves open at an exact tie. */
  private static final BigDecimal TIE = new BigDecimal("1.000000001");

  /** Two units in a double's last place, relatively. */
  private static final BigDecimal DOUBLE_ROUNDING = new BigDecimal(0x1p-51);

  private static final DecimalRange ZERO = DecimalRange.exactly(0);

  private final TrueValues values;
  private final Map<String, MomentException> missing;

  /**
   * Judges by what is known.
   *
   * @param values our own values
   * @param missing units that have no mean or no standard deviation, by key
   */
  Judge(TrueValues values, Map<String, MomentException> missing) {
    this.values = values;
    this.missing = missing;
  }

  Finding find(Claim claim) {
    MomentException none = claim.unit().map(unit -> missing.get(unit.key())).orElse(null);
    if (none != null) {
      boolean isIt = claim.quantity().restsOn(none.power());
      Verdict.Kind kind = isIt ? Verdict.Kind.OFF : Verdict.Kind.UNDECIDED;
      return new Finding(claim, Optional.empty(), new Verdict.Missing(none.getMessage(), kind));
    }
    Finding finding = find(claim, values.of(claim));
    if (finding.verdict().kind() != Verdict.Kind.UNDECIDED) {
      return finding;
    }
    return values.toManyDigits(claim).map(known -> find(claim, Optional.of(known))).orElse(finding);
  }

  private Finding find(Claim claim, Optional<Known> known) {
    Verdict verdict =
        known.map(k -> judge(claim, k)).orElseGet(() -> new Verdict.Undecided(0, Double.NaN));
    return new Finding(claim, known, verdict);
  }

  private Verdict judge(Claim claim, Known known) {
    Printed printed = claim.printed();
    DecimalRange distance = DecimalRange.exactly(printed.value()).minus(known.range()).magnitude();
    if (distance.high().compareTo(printed.half().multiply(TIE)) <= 0) {
      return new Verdict.Exact();
    }
    double standardErrors = standardErrors(claim, known);
    if (isRounding(printed, known, distance)) {
      return new Verdict.Rounding(deviation(printed, known, standardErrors));
    }
    if (standardErrors <= MOST_STANDARD_ERRORS) {
      double error = known.spread() / Math.sqrt(claim.samples().getAsLong());
      return new Verdict.WithinSampling(standardErrors, printed.digitsBelow(new BigDecimal(error)));
    }
    if (distance.low().compareTo(printed.half()) <= 0) {
      return undecided(printed, known, distance);
    }
    Deviation deviation = deviation(printed, known, standardErrors);
    Optional<String> convention =
        Conventions.recognise(claim, values)
            .or(
                () ->
                    claim.kind() == Claim.Kind.CONVENTION
                        ? Optional.of("what its source recommends")
                        : Optional.empty());
    return convention
        .<Verdict>map(instead -> new Verdict.Convention(deviation, instead))
        .orElseGet(() -> new Verdict.Off(deviation, Conventions.slip(claim, known)));
  }

  /** Whether a number is surely not exact, and right to what a double resolves. */
  private static boolean isRounding(Printed printed, Known known, DecimalRange distance) {
    BigDecimal resolved = known.range().middle().abs().multiply(DOUBLE_ROUNDING);
    return printed.isDecimal()
        && distance.low().compareTo(printed.half()) > 0
        && distance.high().compareTo(resolved) <= 0;
  }

  /** How many standard errors of the source's sample, and of ours, lie between; or NaN. */
  private static double standardErrors(Claim claim, Known known) {
    if (claim.samples().isEmpty() || !(known.spread() > 0)) {
      return Double.NaN;
    }
    double theirs = known.spread() / Math.sqrt(claim.samples().getAsLong());
    double difference = difference(claim.printed(), known);
    return Math.abs(difference) / Math.hypot(theirs, known.standardError());
  }

  private static double difference(Printed printed, Known known) {
    double difference = printed.value().subtract(known.range().middle()).doubleValue();
    return Math.max(-Double.MAX_VALUE, Math.min(difference, Double.MAX_VALUE)); // of 1e400
  }

  private static Verdict undecided(Printed printed, Known known, DecimalRange distance) {
    int right = printed.digits() - printed.digitsBelow(distance.high());
    // Half of what the digits allow is left to the deviation itself.
    double wanted = printed.half().doubleValue() / 2;
    double samples =
        known.standardError() > 0 ? known.samplesFor(wanted) : Double.POSITIVE_INFINITY;
    return new Verdict.Undecided(right, samples);
  }

  private static Deviation deviation(Printed printed, Known known, double standardErrors) {
    double difference = difference(printed, known);
    double root = known.spread() / difference;
    double size = known.range().meets(ZERO) ? 0 : known.range().value();
    return new Deviation(
        difference,
        printed.isDecimal() ? difference / printed.unitInLastPlace().doubleValue() : Double.NaN,
        difference / Math.abs(size),
        printed.digits() - printed.digitsBelow(new BigDecimal(Math.abs(difference))),
        standardErrors,
        known.spread() > 0 ? root * root : Double.NaN);
  }
}
