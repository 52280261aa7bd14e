package org.normprop.moments.quadrature;

import java.util.function.DoubleUnaryOperator;

/** Probabilities of intervals on which a density hardly changes, to their last digits. */
public final class NarrowMass {

  private NarrowMass() {}

  /**
   * The integral of a smooth density from 0 to a width.
   *
   * @param density the density by the distance from one end
   * @param width the interval's width, over which the density changes by a few powers of e at most
   * @return the probability
   */
  public static double of(DoubleUnaryOperator density, double width) {
    double radius = width / 2;
    double sum = 0;
    for (int i = 0; i < GaussRule.TWENTY_FOUR.count(); i++) {
      double d = radius + radius * GaussRule.TWENTY_FOUR.node(i);
      sum += GaussRule.TWENTY_FOUR.weight(i) * density.applyAsDouble(d);
    }
    return sum * radius;
  }
}
