package org.normprop.moments.law;

import java.util.ArrayList;
import java.util.List;
import org.normprop.moments.quadrature.Goal;
import org.normprop.moments.quadrature.Integrals;
import org.normprop.moments.quadrature.OutOfReachException;
import org.normprop.moments.quadrature.Quadrature;
import org.normprop.table.Bounded;

/**
 * The largest of a few jointly normal values of mean 0, by integration by parts:
 *
 * <pre>
 * E max   = sum over i != j of w_ij P(others below | x_i = x_j),  w_ij = (S_ii - S_ij)/(d_ij sqrt(2 pi))
 * E max^2 = sum over i of S_ii P(i is largest) + sum over i != j of w_ij E[x_i; others below | x_i = x_j]
 * </pre>
 *
 * <p>with d_ij^2 = Var(x_i - x_j). The probabilities are orthants: arcsines for up to three values,
 * one smooth integral for four (Plackett, A Reduction Formula for Normal Multivariate Integrals,
 * 1954). One of the values may be the constant 0, whose row and column are zeros.
 */
final class GaussianMaximum {

  private static final double ROOT_2_PI = Math.sqrt(2 * Math.PI);

  /** Values that differ by a smaller variance than this are one. */
  private static final double SAME = 1e-13;

  /** Sums of a few dozen arcsines. */
  private static final double ROUNDING = 8e-15;

  private static final Goal GOAL = new Goal(new double[] {1e-15}, 20_000);

  private final double[][] s;
  private double integralError;

  private GaussianMaximum(double[][] covariance) {
    s = covariance;
  }

  /**
   * Its first two moments.
   *
   * @param mean E max
   * @param square E max^2
   */
  record Moments(Bounded mean, Bounded square) {}

  /**
   * The moments of the largest value.
   *
   * @param covariance of at most four values, or of four and the constant 0
   */
  static Moments of(double[][] covariance) {
    return new GaussianMaximum(distinct(covariance)).moments();
  }

  /** The probability that all values are negative, of at most four. */
  static Bounded allNegative(double[][] covariance) {
    double[][] s = distinct(covariance);
    GaussianMaximum of = new GaussianMaximum(s);
    double probability = of.orthant(s);
    return new Bounded(probability, ROUNDING + of.integralError);
  }

  private Moments moments() {
    int n = s.length;
    double mean = 0;
    double square = 0;
    for (int i = 0; i < n; i++) {
      if (s[i][i] > 0) {
        square += s[i][i] * orthant(differences(i, -1));
      }
      for (int j = 0; j < n; j++) {
        double w = i == j ? 0 : (s[i][i] - s[i][j]) / (Math.sqrt(variance(i, j)) * ROOT_2_PI);
        if (w != 0) {
          double[][] below = differences(i, j);
          mean += w * orthant(below);
          square += w * partial(i, j, below);
        }
      }
    }
    double error = ROUNDING + 4 * integralError;
    return new Moments(new Bounded(mean, error), new Bounded(square, error));
  }

  private double variance(int i, int j) {
    return s[i][i] + s[j][j] - 2 * s[i][j];
  }

  /** E[x_i; all below it | x_i = x_j]: Stein's identity once more. */
  private double partial(int i, int j, double[][] below) {
    int[] others = others(i, j);
    double sum = 0;
    for (int m = 0; m < others.length; m++) {
      double covariance = conditional(i, -1, others[m], i, i, j);
      sum -= covariance / (Math.sqrt(below[m][m]) * ROOT_2_PI) * orthant(given(below, m));
    }
    return sum;
  }

  private int[] others(int i, int j) {
    return java.util.stream.IntStream.range(0, s.length).filter(k -> k != i && k != j).toArray();
  }

  /** The covariance of x_k - x_i for all others, given x_i = x_j if there is a j. */
  private double[][] differences(int i, int j) {
    int[] others = others(i, j);
    double[][] c = new double[others.length][others.length];
    for (int k = 0; k < others.length; k++) {
      for (int l = 0; l < others.length; l++) {
        c[k][l] = conditional(others[k], i, others[l], i, i, j);
      }
    }
    return c;
  }

  /** Cov(x_a - x_b, x_c - x_d | x_i = x_j); b may be -1 for nothing, j for no condition. */
  private double conditional(int a, int b, int c, int d, int i, int j) {
    double covariance = of(a, b, c, d);
    return j < 0 ? covariance : covariance - of(a, b, i, j) * of(c, d, i, j) / variance(i, j);
  }

  private double of(int a, int b, int c, int d) {
    double first = s[a][c] - s[a][d];
    return b < 0 ? first : first - s[b][c] + s[b][d];
  }

  /** The covariance of the others given that one is 0. */
  private static double[][] given(double[][] c, int m) {
    int n = c.length - 1;
    double[][] rest = new double[n][n];
    for (int k = 0; k < n; k++) {
      for (int l = 0; l < n; l++) {
        int a = k < m ? k : k + 1;
        int b = l < m ? l : l + 1;
        rest[k][l] = c[a][b] - c[a][m] * c[b][m] / c[m][m];
      }
    }
    return rest;
  }

  /** P(all negative) of normals with this covariance. */
  private double orthant(double[][] c) {
    int n = c.length;
    for (int k = 0; k < n; k++) {
      if (!(c[k][k] > SAME)) {
        throw new OutOfReachException("the covariance of the window is singular");
      }
    }
    double arcs = 0;
    for (int k = 0; k < n; k++) {
      for (int l = 0; l < k; l++) {
        arcs += arc(c[k][l] / Math.sqrt(c[k][k] * c[l][l]));
      }
    }
    return switch (n) {
      case 0 -> 1;
      case 1 -> 0.5;
      case 2 -> 0.25 + arcs / (2 * Math.PI);
      case 3 -> 0.125 + arcs / (4 * Math.PI);
      case 4 -> 0.0625 + arcs / (8 * Math.PI) + four(c);
      default -> throw new OutOfReachException("the window has too many cells");
    };
  }

  private static double arc(double r) {
    return StrictMath.asin(Math.max(-1, Math.min(1, r)));
  }

  /** What Plackett's identity adds: dP/dr_ij = phi_2(0, 0; r_ij) P(the others | both 0). */
  private double four(double[][] c) {
    double[][] r = new double[4][4];
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        r[i][j] = c[i][j] / Math.sqrt(c[i][i] * c[j][j]);
      }
    }
    Integrals found =
        Quadrature.integrate(
            (t, values, slack) -> {
              double sum = 0;
              for (int i = 0; i < 4; i++) {
                for (int j = i + 1; j < 4; j++) {
                  sum += r[i][j] / Math.sqrt(1 - square(t * r[i][j])) * arc(rest(r, t, i, j));
                }
              }
              values[0] = sum;
              slack[0] = 4e-16 * Math.abs(sum);
            },
            new double[] {0, 1},
            GOAL);
    double scale = 1 / (4 * Math.PI * Math.PI);
    integralError += found.error()[0] * scale;
    return found.value()[0] * scale;
  }

  private static double square(double x) {
    return x * x;
  }

  /** The correlation of the other two of four, all correlations times t, given two are 0. */
  private static double rest(double[][] r, double t, int i, int j) {
    int k = i == 0 ? (j == 1 ? 2 : 1) : 0;
    int l = 6 - i - j - k;
    double rij = t * r[i][j];
    double ki = t * r[k][i];
    double kj = t * r[k][j];
    double li = t * r[l][i];
    double lj = t * r[l][j];
    double det = 1 - rij * rij;
    double covariance = t * r[k][l] - (ki * li + kj * lj - rij * (ki * lj + kj * li)) / det;
    double vk = 1 - (ki * ki + kj * kj - 2 * rij * ki * kj) / det;
    double vl = 1 - (li * li + lj * lj - 2 * rij * li * lj) / det;
    return vk > 0 && vl > 0 ? covariance / Math.sqrt(vk * vl) : 0;
  }

  /** Without values that are the same as one before. */
  private static double[][] distinct(double[][] c) {
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < c.length; i++) {
      int at = i;
      if (kept.stream().noneMatch(j -> c[at][at] + c[j][j] - 2 * c[at][j] < SAME)) {
        kept.add(i);
      }
    }
    double[][] rest = new double[kept.size()][kept.size()];
    for (int i = 0; i < rest.length; i++) {
      for (int j = 0; j < rest.length; j++) {
        rest[i][j] = c[kept.get(i)][kept.get(j)];
      }
    }
    return rest;
  }
}
