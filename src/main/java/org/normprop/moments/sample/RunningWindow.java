package org.normprop.moments.sample;

import org.normprop.function.stage.Pooling;
import org.normprop.moments.sample.planes.Planes;

/** A window that takes its cells one after the other and can be read at any size on the way. */
final class RunningWindow {

  private final Pooling.Kind kind;
  private final double p;
  private final double[] value = new double[Planes.CHUNK]; // maximum, sum, or sum |x|^p
  private final double[] squared = new double[Planes.CHUNK]; // |gradient|^2, summed
  private final double[] scratch = new double[Planes.CHUNK];
  private boolean constant; // |gradient|^2 is the same for every sample: as long as max or sum can
  private double squaredConstant;

  RunningWindow(Pooling.Kind kind, double p) {
    this.kind = kind;
    this.p = p;
  }

  /** Takes a cell; {@code first} starts a new window. */
  void add(Lane in, boolean first, int n) {
    switch (kind) {
      case MAX -> addToMax(in, first, n);
      case AVG -> addToSum(in, first, n);
      case LP -> addToPowers(in, first, n);
    }
  }

  private void addToMax(Lane in, boolean first, int n) {
    if (first) {
      start(in, n);
      return;
    }
    double[] y = in.y;
    if (constant && in.isConstant() && in.constant == squaredConstant) {
      for (int i = 0; i < n; i++) {
        value[i] = Math.max(value[i], y[i]);
      }
      return;
    }
    becomeVariable(n);
    in.squaredGradient(scratch, n);
    // The gradient is that of the largest cell. Without a branch, which random data would mislead:
    // the sign of value - y, spread over all bits, is the mask that takes the new gradient.
    for (int i = 0; i < n; i++) {
      long take = Double.doubleToRawLongBits(value[i] - y[i]) >> 63;
      long old = Double.doubleToRawLongBits(squared[i]);
      long cell = Double.doubleToRawLongBits(scratch[i]);
      squared[i] = Double.longBitsToDouble(old ^ ((old ^ cell) & take));
    }
    for (int i = 0; i < n; i++) {
      value[i] = Math.max(value[i], y[i]);
    }
  }

  private void addToSum(Lane in, boolean first, int n) {
    if (first) {
      start(in, n);
      return;
    }
    double[] y = in.y;
    for (int i = 0; i < n; i++) {
      value[i] = value[i] + y[i];
    }
    if (constant && in.isConstant()) {
      squaredConstant += in.constant;
      return;
    }
    becomeVariable(n);
    in.squaredGradient(scratch, n);
    for (int i = 0; i < n; i++) {
      squared[i] = squared[i] + scratch[i];
    }
  }

  private void start(Lane in, int n) {
    System.arraycopy(in.y, 0, value, 0, n);
    constant = in.isConstant();
    squaredConstant = in.constant;
    if (!constant) {
      in.squaredGradient(squared, n);
    }
  }

  private void becomeVariable(int n) {
    if (constant) {
      java.util.Arrays.fill(squared, 0, n, squaredConstant);
      constant = false;
    }
  }

  /** value = sum |x|^p, squared = sum |x|^(2p-2) |grad x|^2. */
  private void addToPowers(Lane in, boolean first, int n) {
    constant = false;
    in.squaredGradient(scratch, n);
    for (int i = 0; i < n; i++) {
      double a = Math.abs(in.y[i]);
      double below = power(a, p - 1);
      double term = below * a;
      double weight = below * below * scratch[i];
      value[i] = first ? term : value[i] + term;
      squared[i] = first ? weight : squared[i] + weight;
    }
  }

  private static double power(double a, double q) {
    if (q == 1) {
      return a;
    }
    if (q == 0) {
      return 1;
    }
    return q == 2 ? a * a : StrictMath.pow(a, q);
  }

  /** Writes the window of the cells taken so far to {@code out}, by way of the two arrays. */
  void read(int cells, Lane out, double[] y, double[] g, int n) {
    switch (kind) {
      case MAX -> {
        if (constant) {
          out.set(value, squaredConstant);
        } else {
          out.set(value, Lane.Gradient.SQUARED, squared);
        }
      }
      case AVG -> {
        for (int i = 0; i < n; i++) {
          y[i] = value[i] / cells;
        }
        double weight = 1.0 / ((double) cells * cells);
        if (constant) {
          out.set(y, squaredConstant * weight);
        } else {
          for (int i = 0; i < n; i++) {
            g[i] = squared[i] * weight;
          }
          out.set(y, Lane.Gradient.SQUARED, g);
        }
      }
      case LP -> {
        for (int i = 0; i < n; i++) {
          double norm = root(value[i]);
          double below = power(norm, p - 1);
          y[i] = norm;
          g[i] = below == 0 ? 0 : squared[i] / (below * below);
        }
        out.set(y, Lane.Gradient.SQUARED, g);
      }
    }
  }

  private double root(double sum) {
    if (p == 1) {
      return sum;
    }
    if (p == 2) {
      return Math.sqrt(sum);
    }
    return p == 3 ? StrictMath.cbrt(sum) : StrictMath.pow(sum, 1 / p);
  }
}
