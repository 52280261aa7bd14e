package org.normprop.net.compute;

/**
 * Loops over float32 arrays as the compiler turns them into vector instructions: one to a method,
 * without branches, and all arrays at the same index. (Where places differ, {@code
 * System.arraycopy} to scratch memory first is several times as fast.)
 */
public final class Loops {

  /** Above 0 and times this, every normal number is at least 1. */
  private static final float HUGE = 1e38f;

  private Loops() {}

  /** y = s u + t in [at, at + n), one s and t for all. */
  public static void scale(float[] u, float s, float t, float[] y, int at, int n) {
    for (int i = at; i < at + n; i++) {
      y[i] = s * u[i] + t;
    }
  }

  /** u = (u - mean) inverse in [at, at + n). */
  public static void standardise(float[] u, int at, double mean, double inverse, int n) {
    for (int i = at; i < at + n; i++) {
      u[i] = (float) ((u[i] - mean) * inverse);
    }
  }

  /** x = s x + t in [c, c + n). */
  public static void scale(float[] x, float[] s, float[] t, int c, int n) {
    for (int i = c; i < c + n; i++) {
      x[i] = s[i] * x[i] + t[i];
    }
  }

  /** d = p d in [at, at + n). */
  public static void multiply(float[] d, int at, float p, int n) {
    for (int i = at; i < at + n; i++) {
      d[i] *= p;
    }
  }

  /** d = factor d in [at, at + n), a factor for each. */
  public static void multiply(float[] d, float[] factor, int at, int n) {
    for (int i = at; i < at + n; i++) {
      d[i] *= factor[i];
    }
  }

  /** d = p d + q u + r in [at, at + n). */
  public static void combine(float[] d, float[] u, int at, float p, float q, float r, int n) {
    for (int i = at; i < at + n; i++) {
      d[i] = p * d[i] + q * u[i] + r;
    }
  }

  /** d = p d + q u + r in [c, c + n), coefficients for each. */
  public static void combine(float[] d, float[] u, float[] p, float[] q, float[] r, int c, int n) {
    for (int i = c; i < c + n; i++) {
      d[i] = p[i] * d[i] + q[i] * u[i] + r[i];
    }
  }

  /** sum = sum + d in [at, at + n). */
  public static void addTo(float[] sum, float[] d, int at, int n) {
    for (int i = at; i < at + n; i++) {
      sum[i] += d[i];
    }
  }

  /** sum = sum + p d in [at, at + n). */
  public static void addScaled(float[] sum, float[] d, float p, int at, int n) {
    for (int i = at; i < at + n; i++) {
      sum[i] += p * d[i];
    }
  }

  /** y = p a + q b in [at, at + n). */
  public static void sum(float[] a, float p, float[] b, float q, float[] y, int at, int n) {
    for (int i = at; i < at + n; i++) {
      y[i] = p * a[i] + q * b[i];
    }
  }

  /** sum = sum + d, from different places on. */
  public static void addTo(float[] sum, int sumAt, float[] d, int at, int n) {
    for (int i = 0; i < n; i++) {
      sum[sumAt + i] += d[at + i];
    }
  }

  /** sum = sum + d u in [c, c + n). */
  public static void addProductTo(float[] sum, float[] d, float[] u, int c, int n) {
    for (int i = c; i < c + n; i++) {
      sum[i] += d[i] * u[i];
    }
  }

  /** sum = sum + d (u - centre) in [c, c + n). */
  public static void addProductTo(float[] sum, float[] d, float[] u, float[] centre, int c, int n) {
    for (int i = c; i < c + n; i++) {
      sum[i] += d[i] * (u[i] - centre[i]);
    }
  }

  /** The sum of x y; short ones are not worth a call into BLAS. */
  public static float dot(float[] x, int xAt, float[] y, int yAt, int n, Blas blas) {
    return n < 400 ? dot(x, xAt, y, yAt, n) : blas.dot(n, x, xAt, y, yAt);
  }

  /** The sum of x y, in eight sums, as one would wait for itself. */
  public static float dot(float[] x, int xAt, float[] y, int yAt, int n) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    int i = 0;
    for (; i < n - 7; i += 8) {
      s0 += x[xAt + i] * y[yAt + i];
      s1 += x[xAt + i + 1] * y[yAt + i + 1];
      s2 += x[xAt + i + 2] * y[yAt + i + 2];
      s3 += x[xAt + i + 3] * y[yAt + i + 3];
      s4 += x[xAt + i + 4] * y[yAt + i + 4];
      s5 += x[xAt + i + 5] * y[yAt + i + 5];
      s6 += x[xAt + i + 6] * y[yAt + i + 6];
      s7 += x[xAt + i + 7] * y[yAt + i + 7];
    }
    float sum = ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    for (; i < n; i++) {
      sum += x[xAt + i] * y[yAt + i];
    }
    return sum;
  }

  /** The sum of d (u - centre). */
  public static double centredDot(float[] d, float[] u, int at, float centre, int n) {
    double sum = 0;
    for (int i = at; i < at + n; i++) {
      sum += d[i] * (u[i] - centre);
    }
    return sum;
  }

  /** The sum of u. */
  public static double sum(float[] u, int at, int n) {
    double sum = 0;
    for (int i = at; i < at + n; i++) {
      sum += u[i];
    }
    return sum;
  }

  /** sum = sum + u, column by column. */
  public static void addTo(double[] sum, int c, float[] u, int at, int n) {
    for (int i = 0; i < n; i++) {
      sum[c + i] += u[at + i];
    }
  }

  /** sum = sum + (u - centre)^2, column by column. */
  public static void addSquaresTo(double[] sum, int c, float[] u, int at, double[] centre, int n) {
    for (int i = 0; i < n; i++) {
      double difference = u[at + i] - centre[c + i];
      sum[c + i] += difference * difference;
    }
  }

  /** The sum of (u - centre)^2. */
  public static double sumOfSquares(float[] u, int at, int n, double centre) {
    double sum = 0;
    for (int i = at; i < at + n; i++) {
      double difference = u[i] - centre;
      sum += difference * difference;
    }
    return sum;
  }

  /** y = max(s u + t, 0) inverse - offset in [at, at + n). */
  public static void scaledRelu(
      float[] u, float s, float t, float[] y, int at, float inverse, float offset, int n) {
    for (int i = at; i < at + n; i++) {
      y[i] = Math.max(s * u[i] + t, 0f) * inverse - offset;
    }
  }

  /** y = max(y, 0) inverse - offset. */
  public static void relu(float[] y, int at, float inverse, float offset, int n) {
    for (int i = at; i < at + n; i++) {
      y[i] = Math.max(y[i], 0f) * inverse - offset;
    }
  }

  /** d = d inverse where y, as {@link #relu} left it, is above its least value; else 0. */
  public static void reluBackward(
      float[] d, float[] y, int at, float inverse, float offset, int n) {
    for (int i = at; i < at + n; i++) {
      d[i] *= Math.min((y[i] + offset) * HUGE, 1f) * inverse;
    }
  }

  /** pre = y; y = (max(y, 0) + slope min(y, 0)) inverse - offset. */
  public static void leaky(
      float[] y, float[] pre, int at, float slope, float inverse, float offset, int n) {
    for (int i = at; i < at + n; i++) {
      pre[i] = y[i];
      y[i] = (Math.max(y[i], 0f) + slope * Math.min(y[i], 0f)) * inverse - offset;
    }
  }

  /** d = d inverse, times the slope where {@code pre} is not positive. */
  public static void leakyBackward(
      float[] d, float[] pre, int at, float slope, float inverse, int n) {
    float more = 1 - slope;
    for (int i = at; i < at + n; i++) {
      d[i] *= (slope + more * Math.min(Math.max(pre[i], 0f) * HUGE, 1f)) * inverse;
    }
  }

  /** y = factor x + offset where the mask is 1, {@code dropped} where it is 0. */
  public static void drop(
      float[] x, float[] mask, float factor, float offset, float dropped, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = mask[i] * (factor * x[i] + offset - dropped) + dropped;
    }
  }
}
