package org.normprop.claim;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Two numbers of one source that must be equal and are printed differently.
 *
 * @param first one of them
 * @param second the other
 * @param common what both should be
 * @param difference the first as printed minus the second as printed
 */
public record Inconsistency(Claim first, Claim second, DecimalRange common, BigDecimal difference) {

  /** Exact values nearer than this, relatively, are the same number. */
  private static final BigDecimal SAME = new BigDecimal("1e-12");

  /**
   * Finds pairs of the same source and quantity whose true values are one number, whatever the
   * units are called: celu(1) is elu, and softplus is log_sigmoid mirrored.
   */
  static List<Inconsistency> among(List<Finding> findings) {
    List<Inconsistency> found = new ArrayList<>();
    for (int i = 0; i < findings.size(); i++) {
      for (int j = i + 1; j < findings.size(); j++) {
        Finding a = findings.get(i);
        Finding b = findings.get(j);
        if (mustAgree(a, b)) {
          BigDecimal difference = a.claim().printed().value().subtract(b.claim().printed().value());
          BigDecimal allowed = a.claim().printed().half().add(b.claim().printed().half());
          if (difference.abs().compareTo(allowed) > 0) {
            found.add(
                new Inconsistency(
                    a.claim(), b.claim(), a.known().orElseThrow().range(), difference));
          }
        }
      }
    }
    return found;
  }

  private static boolean mustAgree(Finding a, Finding b) {
    return a.claim().source().equals(b.claim().source())
        && a.claim().quantity().equals(b.claim().quantity())
        && a.known().isPresent()
        && b.known().isPresent()
        && !(isRight(a) && isRight(b))
        && isSame(a.known().get(), b.known().get());
  }

  private static boolean isRight(Finding finding) {
    Verdict.Kind kind = finding.verdict().kind();
    return kind == Verdict.Kind.EXACT || kind == Verdict.Kind.ROUNDING;
  }

  private static boolean isSame(Known a, Known b) {
    BigDecimal size = a.range().magnitude().high().max(BigDecimal.ONE);
    DecimalRange distance = a.range().minus(b.range()).magnitude();
    return a.standardError() == 0
        && b.standardError() == 0
        && distance.high().compareTo(SAME.multiply(size)) <= 0;
  }
}
