package org.normprop.net.onnx.predict.bond;

import org.normprop.net.onnx.operator.WindowGeometry;

/**
 * How large what is in a window is: S, the sum of the squared distances from the means over its
 * cells and their channels. Of many random weights outputs are N(0, S) given the inputs, so that
 * they have a scale in common, whose variance is (K - G)/(1 + G) with
 *
 * <p>K = Var S/(E S)^2 and G = 2 |C|^2/(tr C)^2,
 *
 * <p>C the covariances of all that is in the window: what K were for normal inputs. Cells that go
 * together make it large. Of two windows Cov(S, S')/(E S)^2 less its G is what their scales have in
 * common.
 */
final class WindowSpread {

  private static final int REACH = Neighbours.REACH;
  private static final int WIDTH = 2 * REACH + 1;

  private final WindowGeometry geometry;
  private final int cells;

  /** Of two places at each offset, over the squared mean. */
  private final double[] squares = new double[WIDTH * WIDTH];

  private final double[] normal = new double[WIDTH * WIDTH];

  /**
   * By what goes in.
   *
   * @param same covariances of its channels
   * @param geometry of the window; null where there is one cell
   */
  WindowSpread(Traced x, float[] same, WindowGeometry geometry, Taps taps) {
    this.geometry = geometry;
    this.cells = taps.weights().length;
    boolean each = taps.groups() > 1 && taps.groups() == taps.ins();
    int size = x.cloud().size();
    double trace = 0;
    for (int i = 0; i < size; i++) {
      trace += same[i * size + i];
    }
    double mean = trace > 0 ? trace * trace : Double.POSITIVE_INFINITY;
    put(0, 0, each ? scale(x) : spread(x, same), each ? 0 : 2 * square(same) / mean);
    Neighbours near = geometry == null || geometry.in().length != 2 ? null : x.near();
    for (int down = 0; near != null && down <= REACH; down++) {
      for (int right = down == 0 ? 1 : -REACH; right <= REACH; right++) {
        float[] c = near.at(down, right);
        if (c != null && each) {
          put(down, right, scale(x, down, right), 0);
        } else if (c != null) {
          put(down, right, together(x, down, right, c) / mean, 2 * square(c) / mean);
        }
      }
    }
  }

  private void put(int down, int right, double ofSquares, double ofNormal) {
    for (int sign = -1; sign <= 1; sign += 2) {
      int at = (sign * down + REACH) * WIDTH + sign * right + REACH;
      squares[at] = ofSquares;
      normal[at] = ofNormal;
    }
  }

  private static double square(float[] values) {
    double sum = 0;
    for (float one : values) {
      sum += (double) one * one;
    }
    return sum;
  }

  /** Variance of the scale that the outputs of a place have in common. */
  double scale() {
    double g = sum(normal, 0, 0);
    return (sum(squares, 0, 0) - g) / (1 + g);
  }

  /** The same of those of two places. */
  double scale(int down, int right) {
    return (sum(squares, down, right) - sum(normal, down, right)) / (1 + sum(normal, 0, 0));
  }

  /** The mean over pairs of cells of two windows. */
  private double sum(double[] values, int down, int right) {
    if (geometry == null || geometry.in().length != 2) {
      return down == 0 && right == 0 ? values[REACH * WIDTH + REACH] / cells : 0;
    }
    int wide = geometry.kernel()[1];
    double sum = 0;
    for (int k = 0; k < cells; k++) {
      for (int l = 0; l < cells; l++) {
        int e = geometry.strides()[0] * down + geometry.dilations()[0] * (l / wide - k / wide);
        int f = geometry.strides()[1] * right + geometry.dilations()[1] * (l % wide - k % wide);
        if (Math.abs(e) <= REACH && Math.abs(f) <= REACH) {
          sum += values[(e + REACH) * WIDTH + f + REACH];
        }
      }
    }
    return sum / cells / cells;
  }

  /**
   * The variance of the sum of squared distances from the means over all channels of a place, over
   * its squared mean.
   *
   * @param same covariances of the channels
   */
  static double spread(Traced x, float[] same) {
    int size = x.cloud().size();
    double mean = 0;
    for (int c = 0; c < size; c++) {
      mean += same[c * size + c];
    }
    if (!(mean > 0)) {
      return 0;
    }
    double variance = 0;
    if (x.squares() == null) {
      for (float one : same) {
        variance += 2.0 * (1 + x.cloud().scale()) * one * one;
      }
      double usual = 3 * (1 + x.cloud().scale());
      for (int c = 0; c < size; c++) {
        double own = same[c * size + c];
        variance += (x.fourth(c, usual) - usual) * own * own;
      }
      return x.cloud().scale() + variance / mean / mean;
    }
    for (float one : x.cloud().covariance(x.squares())) {
      variance += one;
    }
    return variance / mean / mean;
  }

  /**
   * The covariance of the sums of squared distances from the means over all channels of two places.
   *
   * @param c covariances of the channels of the two
   */
  static double together(Traced x, int down, int right, float[] c) {
    Neighbours near = x.cloud().near();
    double scale = near.scale(down, right);
    double sum = 0;
    if (x.squares() == null) {
      double trace = 0;
      for (float one : c) {
        sum += 2 * (1 + scale) * one * one;
      }
      for (float one : x.coefficients()[0]) {
        trace += (double) one * one;
      }
      return sum + scale * trace * trace;
    }
    for (float one :
        Expansion.covariance(
            x.squares(), x.squares(), near.at(down, right), x.cloud().common().of(scale))) {
      sum += one;
    }
    return sum;
  }

  /** The variance of the scale that channels of a place have in common: of their squares' pairs. */
  static double scale(Traced x) {
    return x.squares() == null
        ? x.cloud().scale()
        : scale(x, x.same(), x.cloud().covariance(x.squares()));
  }

  /** The same of two places; 0 where nothing is known. */
  static double scale(Traced x, int down, int right) {
    Neighbours near = x.cloud().near();
    float[] r = near == null || x.channel() != null ? null : near.at(down, right);
    if (r == null || x.squares() == null) {
      return r == null ? 0 : near.scale(down, right);
    }
    Expansion.Common common = x.cloud().common().of(near.scale(down, right));
    return scale(
        x,
        Expansion.covariance(x.coefficients(), x.coefficients(), r),
        Expansion.covariance(x.squares(), x.squares(), r, common));
  }

  /** Cov(x_i^2, x_j^2) = 2 Cov(x_i, x_j)^2 + scale Var x_i Var x_j, over pairs of channels. */
  private static double scale(Traced x, float[] covariance, float[] ofSquares) {
    int n = x.cloud().size();
    double sum = 0;
    double total = 0;
    double own = 0;
    for (int i = 0; i < n; i++) {
      double variance = 0;
      for (float[] a : x.coefficients()) {
        variance += (double) a[i] * a[i];
      }
      total += variance;
      own += variance * variance;
      for (int j = 0; j < n; j++) {
        double c = covariance[i * n + j];
        sum += i == j ? 0 : ofSquares[i * n + j] - 2 * c * c;
      }
    }
    double pairs = total * total - own;
    return pairs > 0 ? sum / pairs : 0;
  }

  /** How a channel's mean moves with the scale: E f(sqrt(s) z) by its slope at 1. */
  static double drift(Traced x, int channel) {
    return x.squares() == null
        ? 0
        : x.coefficients()[1][channel] * x.cloud().common().drift(channel);
  }

  /** The same of its squared distance from the mean. */
  static double spreadDrift(Traced x, int channel) {
    double a = x.coefficients()[0][channel];
    return x.squares() == null
        ? a * a
        : x.squares()[1][channel] * x.cloud().common().drift(channel);
  }

  /**
   * A branch's scale is a mean of the stream's over its window, and the covariance of a mean and
   * one of its terms is about the mean's variance.
   */
  static double shared(double ofA, double ofB) {
    return Math.max(0, Math.min(ofA, ofB));
  }

  /** The scale of a sum of two whose scales have these variances. */
  static double ofSum(Traced a, Traced b, double ofA, double ofB) {
    double first = total(a);
    double second = total(b);
    double all = first + second;
    double sum = first * first * ofA + second * second * ofB;
    return all > 0 ? (sum + 2 * first * second * shared(ofA, ofB)) / all / all : 0;
  }

  private static double total(Traced x) {
    double sum = 0;
    for (float[] a : x.coefficients()) {
      for (float one : a) {
        sum += one * one / x.cloud().size();
      }
    }
    return sum;
  }
}
