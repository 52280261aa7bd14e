package org.normprop.function.formula;

/**
 * What joins two terms: arithmetic, and the larger or smaller of the two.
 *
 * <p>Jets are (limit, derivative) pairs from the left. A factor that is exactly zero makes a
 * product of derivatives zero, even where the other factor has overflowed: 1/(1+exp(x^2)) is flat
 * at x = 30.
 */
enum Operator {
  ADD("+", Term.SUM, Term.SUM, Term.PRODUCT) {
    @Override
    double value(double a, double b) {
      return a + b;
    }

    @Override
    void jets(double[] a, double[] da, double[] b, double[] db, int n) {
      for (int i = 0; i < n; i++) {
        a[i] += b[i];
        da[i] += db[i];
      }
    }
  },

  SUBTRACT("-", Term.SUM, Term.SUM, Term.PRODUCT) {
    @Override
    double value(double a, double b) {
      return a - b;
    }

    @Override
    void jets(double[] a, double[] da, double[] b, double[] db, int n) {
      for (int i = 0; i < n; i++) {
        a[i] -= b[i];
        da[i] -= db[i];
      }
    }
  },

  MULTIPLY("*", Term.PRODUCT, Term.PRODUCT, Term.SIGNED) {
    @Override
    double value(double a, double b) {
      return a * b;
    }

    @Override
    void jets(double[] a, double[] da, double[] b, double[] db, int n) {
      for (int i = 0; i < n; i++) {
        da[i] = product(da[i], b[i]) + product(a[i], db[i]);
        a[i] *= b[i];
      }
    }

    private static double product(double u, double v) {
      return u == 0 || v == 0 ? 0 : u * v;
    }
  },

  DIVIDE("/", Term.PRODUCT, Term.PRODUCT, Term.SIGNED) {
    @Override
    double value(double a, double b) {
      return a / b;
    }

    @Override
    void jets(double[] a, double[] da, double[] b, double[] db, int n) {
      for (int i = 0; i < n; i++) {
        a[i] /= b[i];
        // (a/b)' = (a' - (a/b) b')/b
        da[i] = (da[i] - (a[i] == 0 ? 0 : a[i] * db[i])) / b[i];
      }
    }
  },

  POWER("^", Term.POWER, Term.ATOM, Term.SIGNED) {
    @Override
    double value(double a, double b) {
      if (b == 3) {
        return a * a * a;
      }
      return b == 4 ? a * a * (a * a) : StrictMath.pow(a, b);
    }

    @Override
    void jets(double[] a, double[] da, double[] b, double[] db, int n) {
      for (int i = 0; i < n; i++) {
        double y = value(a[i], b[i]);
        // (a^b)' = b a^(b-1) a' + a^b ln(a) b'
        double slope = times(powerSlope(a[i], b[i], y), da[i]);
        if (db[i] != 0) {
          slope += times(a[i] == 0 && y == 0 ? 0 : y * StrictMath.log(a[i]), db[i]);
        }
        da[i] = slope;
        a[i] = y;
      }
    }

    /** b a^(b-1), given y = a^b. */
    private static double powerSlope(double a, double b, double y) {
      if (b == 0) {
        return 0;
      }
      double slope = b * y / a;
      return Math.abs(slope) > 1e-290 && Math.abs(slope) < 1e290
          ? slope
          : b * StrictMath.pow(a, b - 1);
    }
  },

  MAX("max", Term.ATOM, Term.COMPARISON, Term.COMPARISON) {
    @Override
    double value(double a, double b) {
      return Math.max(a, b);
    }

    @Override
    void jets(double[] a, double[] da, double[] b, double[] db, int n) {
      for (int i = 0; i < n; i++) {
        // To the left of a tie, the larger of the two is the one that rises less.
        da[i] = a[i] > b[i] ? da[i] : a[i] < b[i] ? db[i] : Math.min(da[i], db[i]);
        a[i] = Math.max(a[i], b[i]);
      }
    }
  },

  MIN("min", Term.ATOM, Term.COMPARISON, Term.COMPARISON) {
    @Override
    double value(double a, double b) {
      return Math.min(a, b);
    }

    @Override
    void jets(double[] a, double[] da, double[] b, double[] db, int n) {
      for (int i = 0; i < n; i++) {
        da[i] = a[i] < b[i] ? da[i] : a[i] > b[i] ? db[i] : Math.max(da[i], db[i]);
        a[i] = Math.min(a[i], b[i]);
      }
    }
  };

  final String symbol;
  final int level;
  final int leftLevel;
  final int rightLevel;

  Operator(String symbol, int level, int leftLevel, int rightLevel) {
    this.symbol = symbol;
    this.level = level;
    this.leftLevel = leftLevel;
    this.rightLevel = rightLevel;
  }

  abstract double value(double a, double b);

  /** Jets of the result, from those of the operands; they replace the left operand's. */
  abstract void jets(double[] a, double[] da, double[] b, double[] db, int n);

  /** Whether it is written as a function of any number of arguments. */
  boolean isExtremum() {
    return this == MAX || this == MIN;
  }

  /** The chain rule: outer times inner derivative, zero where the outer function is flat. */
  static double times(double outer, double inner) {
    return outer == 0 ? 0 : outer * inner;
  }
}
