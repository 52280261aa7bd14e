package org.normprop.moments.pair;

import java.util.List;
import org.normprop.table.Bounded;

/**
 * Coefficients of a curve in orthonormal probabilists' Hermite polynomials, a_k = E f(z)
 * He_k(z)/sqrt(k!), with which E f(u) g(v) = sum of a_k b_k r^k: a route that knows nothing of
 * conditioning. What is left out after a_n is at most |r|^(n+1) times the roots of E f^2 - sum
 * a_k^2 and of the same of g.
 *
 * @param coefficients a_0 to a_n
 * @param error a bound of each one's error
 * @param remainder E f^2 - sum of a_k^2, not negative
 */
public record Hermite(List<Double> coefficients, double error, double remainder) {

  /** The most that n may be. */
  public static final int MOST = 1000;

  /** Copies the list. */
  public Hermite {
    coefficients = List.copyOf(coefficients);
  }

  /** How wide a mesh's panels may be for so high a degree, which waves with sqrt(n). */
  static double widest(int n) {
    return Math.min(0.5, 6 / Math.sqrt(n + 1.0));
  }

  /** The first coefficients of a curve. */
  static Hermite of(Mesh mesh, int n) {
    double[] a = new double[n + 1];
    double mean = mesh.mean().value();
    double[] root = new double[n + 2];
    double[] inverse = new double[n + 2];
    for (int k = 1; k < n + 2; k++) {
      root[k] = Math.sqrt(k);
      inverse[k] = 1 / root[k];
    }
    for (int i = 0; i < mesh.count(); i++) {
      double z = mesh.z(i);
      double before = 0;
      double h = mesh.weight(i) * mesh.centred(i);
      for (int k = 0; k <= n; k++) {
        a[k] += h;
        double next = (z * h - root[k] * before) * inverse[k + 1];
        before = h;
        h = next;
      }
    }
    a[0] += mean;
    double std = Math.sqrt(mesh.variance().value());
    double error = mesh.missing() + 32 * Bounded.UNIT_ROUNDOFF * (std + Math.abs(mean));
    double left = mesh.variance().value();
    for (int k = 1; k <= n; k++) {
      left -= a[k] * a[k];
    }
    double leftError = mesh.variance().error() + 2 * error * std + error * error;
    return new Hermite(
        java.util.Arrays.stream(a).boxed().toList(), error, Math.max(left, 0) + leftError);
  }

  /**
   * Cov[f(u), g(v)] by the series.
   *
   * @param other the coefficients of g, as many
   * @param r the correlation
   */
  Bounded covariance(Hermite other, double r) {
    int n = coefficients.size() - 1;
    double sum = 0;
    double size = 0;
    double squares = 0;
    double otherSquares = 0;
    for (int k = n; k >= 1; k--) { // Horner's scheme
      double a = coefficients.get(k);
      double b = other.coefficients.get(k);
      sum = r * (a * b + sum);
      size += Math.abs(a * b);
      squares += a * a;
      otherSquares += b * b;
    }
    double cutOff = StrictMath.pow(Math.abs(r), n + 1) * Math.sqrt(remainder * other.remainder);
    double wrong =
        error * Math.sqrt(otherSquares)
            + other.error * Math.sqrt(squares)
            + error * other.error
            + 16 * Bounded.UNIT_ROUNDOFF * size;
    return new Bounded(sum, cutOff + wrong);
  }
}
