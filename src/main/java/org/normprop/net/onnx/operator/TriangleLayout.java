package org.normprop.net.onnx.operator;

import java.util.Arrays;
import org.normprop.net.onnx.read.Dims;

/** What Trilu keeps of each matrix of a stack: the part above or below a diagonal; 0 elsewhere. */
final class TriangleLayout {

  private TriangleLayout() {}

  static Layout of(NodeCall call) {
    int[] dims = call.dims(0);
    int rank = dims.length;
    if (rank < 2) {
      throw new IllegalArgumentException("Trilu of " + Dims.text(dims) + ": matrices are wanted");
    }
    boolean upper = call.node().whole("upper", 1) != 0;
    long diagonal = call.node().hasInput(1) ? diagonal(call) : 0;
    int columns = dims[rank - 1];
    int rows = dims[rank - 2];
    int[] source = new int[Dims.count(dims)];
    Arrays.setAll(
        source,
        i -> {
          long over = i % columns - i / columns % rows - diagonal;
          return (upper ? over >= 0 : over <= 0) ? i : -1;
        });
    return new Layout(dims.clone(), source);
  }

  private static long diagonal(NodeCall call) {
    long[] k = call.value(1).asWholes();
    if (k.length != 1 || Math.abs((double) k[0]) > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "k of Trilu is one number, at most 2147483647 from 0; got " + Arrays.toString(k));
    }
    return k[0];
  }
}
