package org.normprop.net.run.convolution;

/**
 * The interpolation points 0, &plusmn;P, &plusmn;Q and infinity of {@link WinogradConvolution}, and
 * what follows from them along one axis: whole arrays at a time, one loop to a few results, as the
 * compiler makes vector instructions of small loops only. Arrays of a bank are those with numbers
 * at, at + step, at + 2 step and so on.
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
  static void split(float[][] x, float[][] v, int at, int step, int n) {
    combine(P2Q2, x[0], -SUM, x[2], x[4], v[at], n);
    evenOdd(x[4], -Q2, x[2], P, x[3], -P * Q2, x[1], v[at + step], v[at + 2 * step], n);
    evenOdd(x[4], -P2, x[2], Q, x[3], -Q * P2, x[1], v[at + 3 * step], v[at + 4 * step], n);
    combine(P2Q2, x[1], -SUM, x[3], x[5], v[at + 5 * step], n);
  }

  /** x = B v, with v1 to v4 lost. */
  static void splitBack(float[][] v, int at, int step, float[][] x, int n) {
    float[] first = v[at];
    float[] sumP = v[at + step];
    float[] differenceP = v[at + 2 * step];
    float[] sumQ = v[at + 3 * step];
    float[] differenceQ = v[at + 4 * step];
    float[] last = v[at + 5 * step];
    sumAndDifference(sumP, differenceP, n);
    sumAndDifference(sumQ, differenceQ, n);
    scale(P2Q2, first, x[0], n);
    combine(P2Q2, last, -P * Q2, differenceP, -Q * P2, differenceQ, x[1], n);
    combine(-SUM, first, -Q2, sumP, -P2, sumQ, x[2], n);
    combine(-SUM, last, P, differenceP, Q, differenceQ, x[3], n);
    combine(1, sumP, 1, sumQ, first, x[4], n);
    System.arraycopy(last, 0, x[5], 0, n);
  }

  /** u = A' m, as many as there are outputs of a tile, with m1 to m4 lost. */
  static void join(
      float[][] m, int at, int step, float[][] u, int uAt, int uStep, int outputs, int n) {
    float[] sumP = m[at + step];
    float[] differenceP = m[at + 2 * step];
    float[] sumQ = m[at + 3 * step];
    float[] differenceQ = m[at + 4 * step];
    float[] last = m[at + 5 * step];
    sumAndDifference(sumP, differenceP, n);
    sumAndDifference(sumQ, differenceQ, n);
    combine(1, sumP, 1, sumQ, m[at], u[uAt], n);
    if (outputs == 2) {
      combine(P, differenceP, Q, differenceQ, last, u[uAt + uStep], n);
    } else {
      combine(P, differenceP, Q, differenceQ, u[uAt + uStep], n);
      combine(P2, sumP, Q2, sumQ, u[uAt + 2 * uStep], n);
      combine(P3, differenceP, Q3, differenceQ, last, u[uAt + 3 * uStep], n);
    }
  }

  /** m = A u, of as many u as there are outputs of a tile. */
  static void joinBack(float[][] u, int outputs, float[][] m, int at, int step, int n) {
    float[] atP = m[at + step];
    float[] atMinusP = m[at + 2 * step];
    float[] atQ = m[at + 3 * step];
    float[] atMinusQ = m[at + 4 * step];
    System.arraycopy(u[0], 0, m[at], 0, n);
    if (outputs == 2) {
      evenOdd(u[0], P, u[1], atP, atMinusP, n);
      evenOdd(u[0], Q, u[1], atQ, atMinusQ, n);
    } else {
      evenOdd(u[0], P2, u[2], P, u[1], P3, u[3], atP, atMinusP, n);
      evenOdd(u[0], Q2, u[2], Q, u[1], Q3, u[3], atQ, atMinusQ, n);
    }
    System.arraycopy(u[outputs - 1], 0, m[at + 5 * step], 0, n);
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
