package org.normprop.moments.quadrature;

import java.util.Arrays;
import org.normprop.table.Bounded;

/**
 * A part of a stretch.
 *
 * @param stretch what it is a part of
 * @param from its lower end
 * @param to its upper end
 * @param depth how often the stretch was halved to have it
 */
record Part(Stretch stretch, double from, double to, int depth) {
  double width() {
    return to - from;
  }

  double middle() {
    return from / 2 + to / 2;
  }

  /** Whether one end is an end of the stretch at 0. */
  boolean isAtEnd() {
    return from == 0 || to == 0;
  }

  /** Sums over the nodes of a rule: integrals, those of the absolute values, rounding errors. */
  record Sums(double[] value, double[] magnitude, double[] slack) {}

  /** The sums of a rule. */
  Sums sums(GaussRule rule, int dimension) {
    double[] sum = new double[dimension];
    double[] size = new double[dimension];
    double[] rounding = new double[dimension];
    double[] values = new double[dimension];
    double[] slacks = new double[dimension];
    double[] before = new double[dimension];
    double radius = width() / 2;
    double middle = middle();
    double ulp = Math.ulp(Math.max(Math.abs(from), Math.abs(to)));
    for (int i = 0; i < rule.count(); i++) {
      double weight = radius * rule.weight(i);
      double x = middle + radius * rule.node(i);
      stretch.integrand().at(x, values, slacks);
      double gap = i == 0 ? Double.POSITIVE_INFINITY : radius * (rule.node(i) - rule.node(i - 1));
      // the nodes of the narrowest part that there can be are one
      double ulps = gap > 0 ? ulp / gap : 1;
      for (int k = 0; k < dimension; k++) {
        double v = values[k];
        double term = weight * v;
        sum[k] += term;
        size[k] += Math.abs(term);
        // the node is rounded, which moves a value by its slope
        double moved = i == 0 ? 0 : Math.abs(v - before[k]) * ulps;
        rounding[k] += weight * (slacks[k] + moved);
        before[k] = v;
      }
    }
    for (int k = 0; k < dimension; k++) {
      rounding[k] += 4 * Bounded.UNIT_ROUNDOFF * size[k];
    }
    return new Sums(sum, size, rounding);
  }

  /**
   * Whether the functions are all 0, since what they are made of has no value and does not count.
   */
  boolean isMasked(int dimension) {
    for (double share : new double[] {0.01, 0.3, 0.51, 0.77, 0.99}) {
      if (Arrays.stream(at(share, dimension)).anyMatch(v -> v != 0)) {
        return false;
      }
    }
    return true;
  }

  /** Whether function k has no values. */
  boolean isNan(int k, int dimension) {
    for (double share : new double[] {0.5, 0.501, 0.499, 0.7}) {
      if (!Double.isNaN(at(share, dimension)[k])) {
        return false;
      }
    }
    return true;
  }

  private double[] at(double share, int dimension) {
    double[] values = new double[dimension];
    stretch.integrand().at(from + share * width(), values, new double[dimension]);
    return values;
  }
}
