package org.normprop.net.flow.field;

import org.apache.commons.math3.special.Erf;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.normprop.net.compute.Draws;

/**
 * Draws normal values of all places of a plane of a given covariance: half of the draws are the
 * others with the sign turned, each place's are spread evenly, and the mean products over the draws
 * are the covariance exactly, so that of what is linear or quadratic in them nothing is left to
 * chance.
 *
 * <p>The same numbers in the same order each time. Not safe for several threads.
 */
final class NormalFields {

  private final UniformRandomProvider random;
  private final int draws;

  /** Means of a normal over equally likely parts, one for each of half the draws. */
  private final double[] evenly;

  private final int[] order;

  /**
   * At its start.
   *
   * @param draws how many at a time, a multiple of 8 and at least four times the places
   * @param name what they are for
   */
  NormalFields(int draws, String name) {
    random = Draws.of(1, name);
    this.draws = draws;
    evenly = new double[draws / 2];
    double below = 0;
    for (int i = 0; i < evenly.length; i++) {
      double density = i + 1 == evenly.length ? 0 : density((i + 1.0) / evenly.length);
      evenly[i] = (below - density) * evenly.length;
      below = density;
    }
    order = PermutationSampler.natural(evenly.length);
  }

  /** Of a normal, where so much of it lies below. */
  private static double density(double share) {
    double z = Math.sqrt(2) * Erf.erfInv(2 * share - 1);
    return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }

  /** A number in [0, 1). */
  double uniform() {
    return random.nextDouble();
  }

  /**
   * New draws.
   *
   * @param covariance of the places
   * @param mean of each place
   * @return [draws][places]
   */
  double[][] of(double[][] covariance, double mean) {
    int n = covariance.length;
    double[][] own = new double[draws / 2][n];
    for (int p = 0; p < n; p++) {
      PermutationSampler.shuffle(random, order);
      for (int s = 0; s < own.length; s++) {
        own[s][p] = evenly[order[s]];
      }
    }
    double[][] root = PlaceMatrices.root(PlaceMatrices.products(own));
    double[][] map = PlaceMatrices.quotient(PlaceMatrices.root(covariance), root);
    double[][] columns = new double[n][n];
    for (int p = 0; p < n; p++) {
      for (int q = 0; q <= p; q++) {
        columns[q][p] = map[p][q];
      }
    }
    double[][] all = new double[draws][n];
    for (int s = 0; s < own.length; s++) {
      double[] to = all[s];
      for (int q = 0; q < n; q++) {
        double[] column = columns[q];
        double z = own[s][q];
        for (int p = q; p < n; p++) {
          to[p] += z * column[p];
        }
      }
      double[] turned = all[s + own.length];
      for (int p = 0; p < n; p++) {
        turned[p] = mean - to[p];
        to[p] += mean;
      }
    }
    return all;
  }
}
