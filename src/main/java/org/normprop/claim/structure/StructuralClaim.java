package org.normprop.claim.structure;

import java.util.List;

/**
 * A claim about layers, and the numbers that were computed for it.
 *
 * @param source where it is made
 * @param statement what it says, in our words
 * @param checks what was computed
 */
public record StructuralClaim(String source, String statement, List<Check> checks) {

  /** Keeps the checks. */
  public StructuralClaim {
    checks = List.copyOf(checks);
  }

  /**
   * Whether every check came out as predicted.
   *
   * @return the conjunction
   */
  public boolean holds() {
    return checks.stream().allMatch(Check::holds);
  }
}
