package org.normprop.moments.quadrature;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Thrown where a moment is missing; the face makes it a message that names the unit ({@code
 * MomentException}).
 */
public final class MissingMomentException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Which moment, such as "mean". */
  private final String moment;

  /** Where no value was found; NaN if that is not what is wrong. */
  private final double place;

  private MissingMomentException(String moment, String why, double place) {
    super(why, null, false, false);
    this.moment = moment;
    this.place = place;
  }

  public static MissingMomentException undefined(double input) {
    return new MissingMomentException("mean", "it is not defined around x = " + text(input), input);
  }

  /** Of the mean or the standard deviation, by the power that is not integrable. */
  public static MissingMomentException infinite(int power, String why) {
    return power == 1
        ? new MissingMomentException("mean", "E|y| is infinite, since " + why, Double.NaN)
        : new MissingMomentException(
            "standard deviation", "E[y^2] is infinite, since " + why, Double.NaN);
  }

  /** A place, in three digits. */
  public static String text(double input) {
    BigDecimal x = new BigDecimal(input).round(new MathContext(3)).stripTrailingZeros();
    return Math.abs(input) < 1e-6 ? "0" : x.toPlainString();
  }

  /**
   * Throws if one of the first two powers is not defined, or was not reached.
   *
   * @param powers integrals of y^k, k from 0
   * @throws OutOfReachException if an integral is infinite, or seems to be
   */
  public static void check(Integrals powers) {
    for (int k = 0; k <= 2; k++) {
      if (!Double.isNaN(powers.undefinedAt()[k])) {
        throw undefined(powers.undefinedAt()[k]);
      }
      if (powers.divergent()[k]) {
        throw new OutOfReachException("the integral of the power " + k + " does not converge");
      }
    }
  }

  /** Whether no value was found on a whole interval. */
  public boolean isUndefined() {
    return !Double.isNaN(place);
  }

  /** An input where no value was found; NaN if that is not what is wrong. */
  public double place() {
    return place;
  }

  public String moment() {
    return moment;
  }

  /** 1 for the mean, 2 for the standard deviation. */
  public int power() {
    return moment.equals("mean") ? 1 : 2;
  }
}
