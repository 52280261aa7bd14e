package org.normprop.claim.structure;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * How far the covariance of y = W x is from the nearest diagonal matrix, for uncorrelated inputs of
 * variance sigma^2: Sigma = sigma^2 W W^T. Appendix A of the note corrects a bound of the paper.
 */
final class CovarianceBound {

  private static final int MATRICES = 200;
  private static final int SAMPLED_MATRICES = 20;
  private static final int SAMPLES = 1000;
  private static final double SIGMA = 1.5;
  private static final int M = WeightFamily.ROWS;

  /** A ratio above 1 by more than this breaks a bound; less is rounding. */
  private static final double BROKEN = 1 + Check.ROUNDING;

  private CovarianceBound() {}

  /**
   * One matrix.
   *
   * @param squaredError |Sigma - diag(alpha)|_F^2, alpha_i = sigma^2 |W_i|^2
   * @param innerProducts sigma^4 sum over i != j of (W_i . W_j)^2
   * @param normProducts sigma^4 mu^2 sum over i != j of |W_i|^2 |W_j|^2, mu the coherence
   */
  private record Trial(double squaredError, double innerProducts, double normProducts) {

    static Trial of(double[][] w, double[] alpha) {
      double s4 = SIGMA * SIGMA * SIGMA * SIGMA;
      double squaredError = 0;
      double inner = 0;
      double norms = 0;
      double coherence = 0;
      for (int i = 0; i < M; i++) {
        double own = SIGMA * SIGMA * WeightDraws.dot(w[i], w[i]) - alpha[i];
        squaredError += own * own;
        for (int j = 0; j < M; j++) {
          if (i != j) {
            double product = WeightDraws.dot(w[i], w[j]);
            double lengths = WeightDraws.dot(w[i], w[i]) * WeightDraws.dot(w[j], w[j]);
            double sigmaIj = SIGMA * SIGMA * product;
            squaredError += sigmaIj * sigmaIj;
            inner += s4 * product * product;
            norms += s4 * lengths;
            coherence = Math.max(coherence, Math.abs(product) / Math.sqrt(lengths));
          }
        }
      }
      return new Trial(squaredError, inner, coherence * coherence * norms);
    }

    static Trial best(double[][] w) {
      double[] alpha = new double[M];
      for (int i = 0; i < M; i++) {
        alpha[i] = SIGMA * SIGMA * WeightDraws.dot(w[i], w[i]);
      }
      return of(w, alpha);
    }
  }

  static List<Check> identity(WeightDraws draws) {
    double worst = 0;
    int nearer = 0;
    for (WeightFamily family : WeightFamily.values()) {
      for (int k = 0; k < MATRICES; k++) {
        double[][] w = family.draw(draws);
        Trial best = Trial.best(w);
        double[] other = new double[M];
        for (int i = 0; i < M; i++) {
          other[i] = SIGMA * SIGMA * WeightDraws.dot(w[i], w[i]) * (1 + 0.1 * draws.normal());
        }
        worst = Math.max(worst, Math.abs(distance(w) - best.innerProducts()) / size(w));
        nearer += Trial.of(w, other).squaredError() < best.squaredError() ? 1 : 0;
      }
    }
    return List.of(
        Check.rounded("error of the identity, largest of 1000", worst, 0),
        Check.rounded("other diagonals that come nearer", nearer, 0));
  }

  /** |Sigma|_F^2 = sigma^4 sum of s^4 over the singular values s of W. */
  private static double size(double[][] w) {
    double sum = 0;
    for (double s :
        new SingularValueDecomposition(new Array2DRowRealMatrix(w, false)).getSingularValues()) {
      sum += SIGMA * SIGMA * SIGMA * SIGMA * s * s * s * s;
    }
    return sum;
  }

  /** |Sigma|_F^2 less the squares on its diagonal: another way to the same distance. */
  private static double distance(double[][] w) {
    double sum = size(w);
    for (double[] row : w) {
      double alpha = SIGMA * SIGMA * WeightDraws.dot(row, row);
      sum -= alpha * alpha;
    }
    return sum;
  }

  /** Tries |.|_F^2 &lt;= looseness * sigma^4 mu^2 sum |W_i|^2 |W_j|^2. */
  static List<Check> bound(WeightDraws draws, double looseness) {
    List<Check> checks = new ArrayList<>();
    int violations = 0;
    for (WeightFamily family : WeightFamily.values()) {
      double largest = 0;
      for (int k = 0; k < MATRICES; k++) {
        Trial trial = Trial.best(family.draw(draws));
        double bound = looseness * trial.normProducts();
        violations += trial.squaredError() > bound * BROKEN ? 1 : 0;
        largest = Math.max(largest, Math.sqrt(trial.squaredError() / bound));
      }
      if (family != WeightFamily.ORTHOGONAL) { // there both sides are 0, up to rounding
        String what = "distance over bound, " + family.text() + " rows";
        boolean isTight = family == WeightFamily.EQUIANGULAR || family == WeightFamily.UNNORMALISED;
        checks.add(
            isTight
                ? Check.rounded(what, largest, 1 / Math.sqrt(looseness))
                : Check.shown(what, largest));
      }
    }
    checks.add(0, Check.rounded("violations in 1000 matrices", violations, 0));
    return checks;
  }

  static List<Check> sampled(WeightDraws draws) {
    List<Check> checks = new ArrayList<>();
    for (WeightFamily family : WeightFamily.values()) {
      double sum = 0;
      double squares = 0;
      for (int k = 0; k < SAMPLED_MATRICES; k++) {
        double distance = normalisedDistance(draws, family.draw(draws));
        sum += distance / SAMPLED_MATRICES;
        squares += distance * distance / SAMPLED_MATRICES;
      }
      double error = Math.sqrt((squares - sum * sum) / (SAMPLED_MATRICES - 1));
      checks.add(Check.sampled("mean square, " + family.text() + " rows", sum, 1, error));
    }
    return checks;
  }

  /** The mean of (S_ij - Sigma_ij)^2 / Var[S_ij], Var = (Sigma_ii Sigma_jj + Sigma_ij^2) / n. */
  private static double normalisedDistance(WeightDraws draws, double[][] w) {
    double[][] sampled = sampledCovariance(draws, w);
    double sum = 0;
    for (int i = 0; i < M; i++) {
      for (int j = 0; j < M; j++) {
        double s2 = SIGMA * SIGMA;
        double truth = s2 * WeightDraws.dot(w[i], w[j]);
        double norms = s2 * s2 * WeightDraws.dot(w[i], w[i]) * WeightDraws.dot(w[j], w[j]);
        double difference = sampled[i][j] - truth;
        sum += difference * difference / ((norms + truth * truth) / SAMPLES);
      }
    }
    return sum / (M * M);
  }

  private static double[][] sampledCovariance(WeightDraws draws, double[][] w) {
    double[][] covariance = new double[M][M];
    double[] y = new double[M];
    for (int sample = 0; sample < SAMPLES; sample++) {
      double[] x = draws.normals(WeightFamily.COLUMNS);
      for (int i = 0; i < M; i++) {
        y[i] = SIGMA * WeightDraws.dot(w[i], x);
      }
      for (int i = 0; i < M; i++) {
        for (int j = 0; j < M; j++) {
          covariance[i][j] += y[i] * y[j] / SAMPLES;
        }
      }
    }
    return covariance;
  }
}
