package org.normprop.net.onnx.predict;

import org.normprop.net.onnx.predict.signal.TensorSignal;
import org.normprop.net.onnx.read.TensorValue;

/** y = x + shift: a bias, one for each channel as a rule, whose elements are not repeated. */
final class ShiftedSignal {

  private ShiftedSignal() {}

  static TensorSignal of(TensorSignal x, TensorValue constant) {
    int[] dims = constant.dims();
    int first = 0;
    while (first < dims.length && dims[first] == 1) {
      first++;
    }
    int last = dims.length;
    while (last > first && dims[last - 1] == 1) {
      last--;
    }
    // Axes that differ lie side by side and are those of the signal: the elements come in turn.
    int at = x.stored().length - dims.length;
    boolean inTurn = at + first >= 0;
    for (int i = first; inTurn && i < last; i++) {
      inTurn = x.stored()[at + i] == dims[i];
    }
    int inner = 1;
    for (int i = at + last; inTurn && i < x.stored().length; i++) {
      inner *= x.stored()[i];
    }
    float[] shift = inTurn ? constant.asReals() : Elementwise.cells(constant, x.stored());
    float[] mean = new float[x.cells()];
    int count = Math.max(1, shift.length);
    int run = Math.max(1, inner);
    for (int from = 0, c = 0; from < mean.length; from += run) {
      for (int i = from; i < from + run; i++) {
        mean[i] = x.mean()[i] + shift[c];
      }
      c = c + 1 == count ? 0 : c + 1;
    }
    return x.shifted(
        mean,
        (cell, values) -> {
          x.at(cell, values);
          float more = shift[cell / run % count];
          for (int i = 0; i < values.length; i++) {
            values[i] += more;
          }
        });
  }
}
