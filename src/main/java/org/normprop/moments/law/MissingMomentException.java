package org.normprop.moments.law;

import java.math.BigDecimal;
import java.math.MathContext;
import org.normprop.moments.ExactMoments;
import org.normprop.moments.quadrature.Integrals;

/**
 * Thrown, and made a {@link MomentException} by {@link ExactMoments}, where a moment is missing.
 */
public final class MissingMomentException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Which moment, such as "mean". */
  private final String moment;

  private MissingMomentException(String moment, String why) {
    super(why, null, false, false);
    this.moment = moment;
  }

  static MissingMomentException undefined(double input) {
    BigDecimal x = new BigDecimal(input).round(new MathContext(3)).stripTrailingZeros();
    String at = Math.abs(input) < 1e-6 ? "0" : x.toPlainString();
    return new MissingMomentException("mean", "it is not defined around x = " + at);
  }

  private static MissingMomentException infinite(String moment, String integral) {
    return new MissingMomentException(moment, integral + " is infinite, or too large for a double");
  }

  /**
   * Throws if one of the first two powers was found not to exist.
   *
   * @param powers integrals of y^k, k from 0
   */
  static void check(Integrals powers) {
    for (int k = 0; k <= 2; k++) {
      if (!Double.isNaN(powers.undefinedAt()[k])) {
        throw undefined(powers.undefinedAt()[k]);
      }
    }
    if (powers.divergent()[1]) {
      throw infinite("mean", "E|y|");
    }
    if (powers.divergent()[2]) {
      throw infinite("standard deviation", "E[y^2]");
    }
  }

  public String moment() {
    return moment;
  }
}
