package org.normprop.claim.structure;

import org.normprop.function.Unit;
import org.normprop.moments.ExactMoments;
import org.normprop.table.Exact;
import org.normprop.table.Input;

/** The constants of relu that structural claims use, computed. */
final class Relu {

  private static final Unit UNIT = Unit.parse("relu");

  private Relu() {}

  /** Mean (the paper's c2), std (its c1) and backward std for inputs from N(0, std^2). */
  static Exact constants(double std) {
    return ExactMoments.of(UNIT, Input.normal(0, std)).orElseThrow();
  }

  /** sqrt(E f'^2) / std: 1.2112. */
  static double jacobianFactor() {
    Exact c = constants(1);
    return c.backward() / c.std();
  }
}
