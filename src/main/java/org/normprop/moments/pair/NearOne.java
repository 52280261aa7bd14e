package org.normprop.moments.pair;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.normprop.function.math.Special;
import org.normprop.table.Bounded;

/**
 * Pairs whose correlation is so near 1 or -1 that smoothing by sqrt(1-c) changes f near its kinks
 * alone: what the covariance loses on the way from c = 1 is
 *
 * <pre>Cov(1) - Cov(1-d) = integral over t from 0 to sqrt(d) of S(1 - t^2) 2t,   S = dCov/dc</pre>
 *
 * <p>which keeps all digits however small d is, for S is no difference, and S(1 - t^2) t is a
 * smooth function of t: kinks and jumps give it odd powers. Mutable, for one thread.
 */
final class NearOne {

  /** From here on the {@link CommonFactor} is quicker. */
  static final double FARTHEST = 1e-3;

  /** Stands for a distance of 0, where S may be infinite. */
  private static final double TOUCHING = 1e-28;

  private static final double ALMOST_TOUCHING = 1e-24;

  private static final int FINE = 8;
  private static final int ROUGH = 5;
  private static final double[] FINE_NODES = new double[FINE];
  private static final double[] FINE_WEIGHTS = new double[FINE];
  private static final double[] ROUGH_NODES = new double[ROUGH];
  private static final double[] ROUGH_WEIGHTS = new double[ROUGH];

  /** Two rules that differ by less than this promise 1e-13 of the finer one. */
  private static final double CONVERGED = 1e-8;

  private static final int MOST_SPLITS = 8;

  /**
   * What the rules of {@link NearSlope} may be wrong by, relatively; compared with other routes.
   */
  private static final double RULES = 3e-14;

  static {
    Legendre.fill(FINE_NODES, FINE_WEIGHTS);
    Legendre.fill(ROUGH_NODES, ROUGH_WEIGHTS);
  }

  private final Mesh f;
  private final Mesh g;
  private final int sign;
  private final NearSlope slopes;

  NearOne(Mesh f, Mesh g, int sign) {
    this.f = f;
    this.g = g;
    this.sign = sign;
    this.slopes = new NearSlope(f, g, sign);
  }

  /** The moments of a pair of a distance from 0 to {@link #FARTHEST}. */
  Joint at(double distance) {
    Bounded touching = touching();
    Bounded apart = apart();
    if (distance == 0) {
      return new Joint(touching, slopeAtEnd(), apart);
    }
    Bounded lost = lost(0, Math.sqrt(distance), 0);
    Bounded scale = f.variance().root().times(g.variance().root());
    return new Joint(
        touching.minus(lost), slopes.at(distance, RULES), apart.plus(lost.over(scale)));
  }

  /** S at c = 1: infinite where both jump at one place, or E f'^2 is. */
  private Bounded slopeAtEnd() {
    Bounded near = slopes.at(TOUCHING, RULES);
    Bounded farther = slopes.at(ALMOST_TOUCHING, RULES);
    double grown = Math.abs(near.value()) - Math.abs(farther.value());
    if (grown > 1e-9 * Math.abs(near.value()) + near.error() + farther.error()) {
      return new Bounded(Math.copySign(Double.POSITIVE_INFINITY, near.value()), 0);
    }
    // Where it goes with sigma, as at a kink, a hundredth of the change is left; else more.
    double share = Math.abs(grown) <= 1e-9 * Math.abs(near.value()) ? 0.02 : 4;
    return new Bounded(near.value(), near.error() + share * Math.abs(grown));
  }

  /** The integral of S(1 - t^2) 2t; S is dCov/dc, the slope in r but for the sign. */
  private Bounded lost(double from, double to, int depth) {
    double fine = 0;
    double error = 0;
    double size = 0;
    double half = (to - from) / 2;
    for (int i = 0; i < FINE; i++) {
      double t = from + half * (1 + FINE_NODES[i]);
      Bounded s = slopes.at(t * t, RULES);
      double weight = half * FINE_WEIGHTS[i] * 2 * t;
      fine += weight * s.value();
      size += weight * Math.abs(s.value());
      error += weight * s.error();
    }
    double rough = 0;
    for (int i = 0; i < ROUGH; i++) {
      double t = from + half * (1 + ROUGH_NODES[i]);
      rough += half * ROUGH_WEIGHTS[i] * 2 * t * slopes.at(t * t, RULES).value();
    }
    double change = Math.abs(fine - rough);
    if (change > CONVERGED * size && depth < MOST_SPLITS) {
      double middle = from == 0 ? to / 4 : (from + to) / 2;
      return lost(from, middle, depth + 1).plus(lost(middle, to, depth + 1));
    }
    // Five nodes leave a, eight a^1.6 or so, where the rule converges geometrically.
    double left = size == 0 ? 0 : size * StrictMath.pow(change / size, 1.5);
    return new Bounded(sign * fine, error + Math.min(change, 8 * left) + 1e-15 * size);
  }

  /** Cov at c = 1. */
  private Bounded touching() {
    if (f == g && sign > 0) {
      return f.variance();
    }
    double stdF = Math.sqrt(f.variance().value());
    double stdG = Math.sqrt(g.variance().value());
    double sum = together((a, b) -> a * b);
    double wrongF = f.missing() + 16 * Bounded.UNIT_ROUNDOFF * stdF;
    double wrongG = g.missing() + 16 * Bounded.UNIT_ROUNDOFF * stdG;
    return new Bounded(sum, wrongF * stdG + wrongG * stdF + wrongF * wrongG);
  }

  /** E (f^(z) - g^(+-z))^2/2. */
  private Bounded apart() {
    if (f == g && sign > 0) {
      return Bounded.ZERO;
    }
    double stdF = Math.sqrt(f.variance().value());
    double stdG = Math.sqrt(g.variance().value());
    double sum = together((a, b) -> (a / stdF - b / stdG) * (a / stdF - b / stdG)) / 2;
    double wrong = f.missing() / stdF + g.missing() / stdG + 4 * Bounded.UNIT_ROUNDOFF;
    return new Bounded(sum, 2 * Math.sqrt(sum) * wrong + wrong * wrong);
  }

  private interface Both {
    double of(double f, double g);
  }

  /** An expectation of both centred curves at one normal, or at z and -z. */
  private double together(Both both) {
    double[] cuts = cuts(f, g, sign);
    double meanF = f.mean().value();
    double meanG = g.mean().value();
    double sum = 0;
    for (int p = 0; p + 1 < cuts.length; p++) {
      double half = (cuts[p + 1] - cuts[p]) / 2;
      for (int i = 0; i < Legendre.N; i++) {
        double z = cuts[p] + half * (1 + Legendre.node(i));
        double weight = half * Legendre.weight(i) * Special.normalDensity(z);
        if (weight > 0) {
          sum += weight * both.of(f.curve().value(z) - meanF, g.curve().value(sign * z) - meanG);
        }
      }
    }
    return sum;
  }

  /** The ends of both curves' panels, the second's mirrored for a negative correlation. */
  static double[] cuts(Mesh f, Mesh g, int sign) {
    List<Double> all = new ArrayList<>();
    Arrays.stream(f.cuts()).forEach(all::add);
    Arrays.stream(g.cuts()).forEach(cut -> all.add(sign * cut));
    return all.stream().mapToDouble(z -> z).map(z -> z == 0 ? 0 : z).sorted().distinct().toArray();
  }
}
