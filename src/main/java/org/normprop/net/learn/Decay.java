package org.normprop.net.learn;

import org.normprop.net.compute.Parameter;

/**
 * Weight decay: rate * w is added to the gradient of w.
 *
 * @param rate at least 0
 * @param everything whether scales, shifts and slopes decay too, not weights alone
 */
public record Decay(double rate, boolean everything) {

  /** No decay. */
  public static final Decay NONE = new Decay(0, false);

  /** Checks the rate. */
  public Decay {
    if (!(rate >= 0 && rate <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("weight decay must be at least 0 and finite, got " + rate);
    }
  }

  double of(Parameter parameter) {
    return everything || parameter.role() == Parameter.Role.WEIGHT ? rate : 0;
  }
}
