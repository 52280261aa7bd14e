package org.normprop.net.onnx.predict;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.normprop.net.onnx.operator.Layout;
import org.normprop.net.onnx.predict.bond.SumDensity;
import org.normprop.net.onnx.predict.signal.Density;
import org.normprop.net.onnx.predict.signal.NodeStep;
import org.normprop.net.onnx.predict.signal.Origin;
import org.normprop.net.onnx.predict.signal.TensorSignal;
import org.normprop.net.onnx.read.Dims;
import org.normprop.net.onnx.read.TensorValue;

/**
 * Functions of cells: of one, of a cell and a constant, of two cells. Functions of one origin are
 * composed, so that x times sigmoid(x) is known for what it is, however it is written down; cells
 * of two origins are independent.
 */
final class Elementwise {

  private Elementwise() {}

  static TensorSignal unary(TensorSignal x, DoubleUnaryOperator f) {
    return TensorSignal.function(
        x,
        (cell, values) -> {
          x.at(cell, values);
          for (int i = 0; i < values.length; i++) {
            values[i] = f.applyAsDouble(values[i]);
          }
        });
  }

  /** y = factor x + shift with a factor and a shift for each cell of a common shape. */
  private static TensorSignal affine(TensorSignal x, float[] factor, float[] shift) {
    int n = x.cells();
    float[] mean = new float[n];
    float[] second = new float[n];
    for (int i = 0; i < n; i++) {
      mean[i] = (factor[i] == 0 ? 0 : factor[i] * x.mean()[i]) + shift[i];
    }
    if (x.isLinear()) {
      for (int i = 0; i < n; i++) {
        second[i] = factor[i] * x.slope()[i];
      }
      return TensorSignal.linear(x.dims(), x.stored(), mean, second, x.origin());
    }
    for (int i = 0; i < n; i++) {
      second[i] = factor[i] * factor[i] * x.variance()[i];
    }
    return TensorSignal.function(
        x.dims(),
        x.stored(),
        mean,
        second,
        x.origin(),
        (cell, values) -> {
          x.at(cell, values);
          for (int i = 0; i < values.length; i++) {
            values[i] = factor[cell] * values[i] + shift[cell];
          }
        });
  }

  /** A constant's elements for each cell; one element stands for all where it can. */
  static float[] cells(TensorValue constant, int[] stored) {
    float[] values = constant.asReals();
    int[] dims = constant.dims();
    int[] padded = new int[stored.length];
    Arrays.fill(padded, 1);
    int extra = Math.max(0, dims.length - stored.length);
    for (int i = extra; i < dims.length; i++) {
      padded[stored.length - dims.length + i] = dims[i];
    }
    int[] source = Layout.stepped(stored, 0, Dims.broadcastStrides(padded, stored)).source();
    float[] cells = new float[source.length];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = values[source[i]];
    }
    return cells;
  }

  /** Where a tensor differs from cell to cell: its sizes, 1 along axes without a difference. */
  private static int[] distinct(TensorValue constant) {
    return constant.dims();
  }

  /** The signal with as many cells as it and a constant need together. */
  static TensorSignal spreadFor(TensorSignal x, TensorValue constant) {
    int[] dims = Dims.broadcast(x.dims(), constant.dims());
    return x.spread(dims, Dims.broadcast(x.stored(), distinct(constant)));
  }

  /**
   * A function of a signal and a constant.
   *
   * @param first whether the constant is the first argument
   */
  static TensorSignal withConstant(
      String operator,
      TensorSignal signal,
      TensorValue constant,
      boolean first,
      DoubleBinaryOperator f) {
    TensorSignal x = spreadFor(signal, constant);
    if (operator.equals("Add") || operator.equals("Sum")) {
      return ShiftedSignal.of(x, constant);
    }
    float[] c = cells(constant, x.stored());
    int n = c.length;
    float[] factor = new float[n];
    float[] shift = new float[n];
    Arrays.fill(factor, 1);
    switch (operator) {
      case "Sub" -> {
        for (int i = 0; i < n; i++) {
          factor[i] = first ? -1 : 1;
          shift[i] = first ? c[i] : -c[i];
        }
        return affine(x, factor, shift);
      }
      case "Mul" -> {
        return affine(x, c, shift);
      }
      case "Div" -> {
        if (!first) {
          for (int i = 0; i < n; i++) {
            factor[i] = 1 / c[i];
          }
          return affine(x, factor, shift);
        }
      }
      default -> {
        // below
      }
    }
    return TensorSignal.function(
        x.dims(),
        x.stored(),
        x.origin(),
        (cell, values) -> {
          x.at(cell, values);
          for (int i = 0; i < values.length; i++) {
            values[i] =
                first ? f.applyAsDouble(c[cell], values[i]) : f.applyAsDouble(values[i], c[cell]);
          }
        });
  }

  /** A function of two signals; null where there is no rule. */
  static TensorSignal binary(
      String operator, TensorSignal left, TensorSignal right, DoubleBinaryOperator f) {
    int[] dims = Dims.broadcast(left.dims(), right.dims());
    int[] stored = Dims.broadcast(left.stored(), right.stored());
    TensorSignal a = left.spread(dims, stored);
    TensorSignal b = right.spread(dims, stored);
    if (a.origin() == b.origin()) {
      return TensorSignal.function(
          dims,
          stored,
          a.origin(),
          (cell, values) -> {
            double[] others = new double[values.length];
            a.at(cell, values);
            b.at(cell, others);
            for (int i = 0; i < values.length; i++) {
              values[i] = f.applyAsDouble(values[i], others[i]);
            }
          });
    }
    return switch (operator) {
      case "Add", "Sum" -> sum(a, b, 1);
      case "Sub" -> sum(a, b, -1);
      case "Mul" -> product(a, b);
      case "Div" -> product(a, unary(b, x -> 1 / x));
      case "Max", "Min" -> ofIndependent(a, b, f);
      default -> null;
    };
  }

  /** yes where the test is not 0, else no; all of one origin, or constant. */
  static TensorSignal chosen(TensorSignal test, TensorSignal yes, TensorSignal no) {
    int[] dims = Dims.broadcast(test.dims(), Dims.broadcast(yes.dims(), no.dims()));
    int[] stored = Dims.broadcast(test.stored(), Dims.broadcast(yes.stored(), no.stored()));
    TensorSignal t = test.spread(dims, stored);
    TensorSignal a = yes.spread(dims, stored);
    TensorSignal b = no.spread(dims, stored);
    if (!isOf(t.origin(), a) || !isOf(t.origin(), b)) {
      throw new NodeStep.NoRuleException();
    }
    return TensorSignal.function(
        dims,
        stored,
        t.origin(),
        (cell, values) -> {
          double[] first = new double[values.length];
          double[] second = new double[values.length];
          t.at(cell, values);
          a.at(cell, first);
          b.at(cell, second);
          for (int i = 0; i < values.length; i++) {
            values[i] = values[i] != 0 ? first[i] : second[i];
          }
        });
  }

  private static boolean isOf(Origin origin, TensorSignal x) {
    if (x.origin() == origin) {
      return true;
    }
    for (float variance : x.variance()) {
      if (variance != 0) {
        return false;
      }
    }
    return true;
  }

  private static TensorSignal sum(TensorSignal a, TensorSignal b, int sign) {
    int n = a.cells();
    float[] mean = new float[n];
    float[] variance = new float[n];
    for (int i = 0; i < n; i++) {
      mean[i] = a.mean()[i] + sign * b.mean()[i];
      variance[i] = a.variance()[i] + b.variance()[i];
    }
    Density density = a.isNormal() && b.isNormal() ? Density.NORMAL : SumDensity.of(a, b, sign);
    return TensorSignal.of(a.dims(), a.stored(), mean, variance, density);
  }

  /** Var(ab) = va vb + va mb^2 + vb ma^2. */
  private static TensorSignal product(TensorSignal a, TensorSignal b) {
    int n = a.cells();
    float[] mean = new float[n];
    float[] variance = new float[n];
    for (int i = 0; i < n; i++) {
      float ma = a.mean()[i];
      float mb = b.mean()[i];
      float va = a.variance()[i];
      float vb = b.variance()[i];
      mean[i] = ma * mb;
      variance[i] = va * vb + va * mb * mb + vb * ma * ma;
    }
    return TensorSignal.normal(a.dims(), a.stored(), mean, variance);
  }

  private static TensorSignal ofIndependent(
      TensorSignal a, TensorSignal b, DoubleBinaryOperator f) {
    int n = a.cells();
    float[] mean = new float[n];
    float[] variance = new float[n];
    double[] x = new double[Density.SIZE];
    double[] y = new double[Density.SIZE];
    for (int cell = 0; cell < n; cell++) {
      a.at(cell, x);
      b.at(cell, y);
      double[] p = a.origin().density().weights(cell);
      double[] q = b.origin().density().weights(cell);
      double first = 0;
      double second = 0;
      for (int i = 0; i < x.length; i++) {
        for (int j = 0; j < y.length; j++) {
          double value = f.applyAsDouble(x[i], y[j]);
          first += p[i] * q[j] * value;
          second += p[i] * q[j] * value * value;
        }
      }
      mean[cell] = (float) first;
      variance[cell] = (float) (second - first * first);
    }
    return TensorSignal.normal(a.dims(), a.stored(), mean, variance);
  }
}
