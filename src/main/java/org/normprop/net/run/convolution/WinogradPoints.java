package org.normprop.net.run.convolution;

/**
 * The interpolation points 0, &plusmn;P, &plusmn;Q and infinity of {@link WinogradConvolution}, and
 * what follows from them along one axis: whole arrays at a time, one loop to a few results, as the
 * compiler makes vector instructions of small loops only.
 *
 * <p>P = 3/4 and Q = 3/2 rather than the usual 1 and 2 keep the powers in A and G alike, which
 * halves the rounding error or better (Barabasz et al. 2018 look for such points); their products
 * have no rounding error of their own.
 */
final class WinogradPoints {

  static final float P = 0.75f;
  static final float Q = 1.5f;
  static final float P2 = P * P;
  static final float Q2 = Q * Q;
  static final float P3 = P2 * P;
  static final float Q3 = Q2 * Q;
  static final float P2Q2 = P2 * Q2;
  static final float SUM = P2 + Q2;

  private WinogradPoints() {}

  /** v = B' x: the polynomial of which x are the coefficients, taken apart by the points. */
  static void split(float[][] x, float[][] v, int n) {
    combine(P2Q2, x[0], -SUM, x[2], x[4], v[0], n);
    evenOdd(x[4], -Q2, x[2], P, x[3], -P * Q2, x[1], v[1], v[2], n);
    evenOdd(x[4], -P2, x[2], Q, x[3], -Q * P2, x[1], v[3], v[4], n);
    combine(P2Q2, x[1], -SUM, x[3], x[5], v[5], n);
  }

  /** x = B v, with v1 to v4 lost. */
  static void splitBack(float[][] v, float[][] x, int n) {
    sumAndDifference(v[1], v[2], n);
    sumAndDifference(v[3], v[4], n);
    scale(P2Q2, v[0], x[0], n);
    combine(P2Q2, v[5], -P * Q2, v[2], -Q * P2, v[4], x[1], n);
    combine(-SUM, v[0], -Q2, v[1], -P2, v[3], x[2], n);
    combine(-SUM, v[5], P, v[2], Q, v[4], x[3], n);
    combine(1, v[1], 1, v[3], v[0], x[4], n);
    scale(1, v[5], x[5], n);
  }

  /** u = A' m, as many as the step, with m1 to m4 lost. */
  static void join(float[][] m, float[][] u, int step, int n) {
    sumAndDifference(m[1], m[2], n);
    sumAndDifference(m[3], m[4], n);
    combine(1, m[1], 1, m[3], m[0], u[0], n);
    if (step == 2) {
      combine(P, m[2], Q, m[4], m[5], u[1], n);
    } else {
      combine(P, m[2], Q, m[4], u[1], n);
      combine(P2, m[1], Q2, m[3], u[2], n);
      combine(P3, m[2], Q3, m[4], m[5], u[3], n);
    }
  }

  /** m = A u. */
  static void joinBack(float[][] u, float[][] m, int step, int n) {
    scale(1, u[0], m[0], n);
    if (step == 2) {
      evenOdd(u[0], P, u[1], m[1], m[2], n);
      evenOdd(u[0], Q, u[1], m[3], m[4], n);
    } else {
      evenOdd(u[0], P2, u[2], P, u[1], P3, u[3], m[1], m[2], n);
      evenOdd(u[0], Q2, u[2], Q, u[1], Q3, u[3], m[3], m[4], n);
    }
    scale(1, u[step - 1], m[5], n);
  }

  /** to = (a + f b) + (g c + h d), and the same with a minus between. */
  private static void evenOdd(
      float[] a,
      float f,
      float[] b,
      float g,
      float[] c,
      float h,
      float[] d,
      float[] sum,
      float[] difference,
      int n) {
    for (int i = 0; i < n; i++) {
      float even = a[i] + f * b[i];
      float odd = g * c[i] + h * d[i];
      sum[i] = even + odd;
      difference[i] = even - odd;
    }
  }

  private static void evenOdd(
      float[] a, float f, float[] b, float[] sum, float[] difference, int n) {
    for (int i = 0; i < n; i++) {
      float odd = f * b[i];
      sum[i] = a[i] + odd;
      difference[i] = a[i] - odd;
    }
  }

  /** a, b = a + b, a - b. */
  private static void sumAndDifference(float[] a, float[] b, int n) {
    for (int i = 0; i < n; i++) {
      float sum = a[i] + b[i];
      b[i] = a[i] - b[i];
      a[i] = sum;
    }
  }

  private static void combine(float f, float[] a, float g, float[] b, float[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = f * a[i] + g * b[i];
    }
  }

  private static void combine(
      float f, float[] a, float g, float[] b, float[] c, float[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = f * a[i] + g * b[i] + c[i];
    }
  }

  private static void combine(
      float f, float[] a, float g, float[] b, float h, float[] c, float[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = f * a[i] + g * b[i] + h * c[i];
    }
  }

  private static void scale(float f, float[] a, float[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = f * a[i];
    }
  }
}
