package org.normprop.net.onnx.operator;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.normprop.net.onnx.read.Dims;

/** What Pad does to a shape: elements filled in, reflected or repeated; cut by negative pads. */
final class PadLayout {

  private PadLayout() {}

  static Layout of(NodeCall call) {
    int[] from = call.dims(0);
    long[] pads = call.wholes("pads", 1);
    int[] axes =
        call.node().hasInput(3)
            ? Arrays.stream(call.value(3).asWholes())
                .mapToInt(axis -> Dims.axis(axis, from.length))
                .toArray()
            : IntStream.range(0, from.length).toArray();
    if (pads == null || pads.length != 2 * axes.length) {
      throw new IllegalArgumentException("two pads for each axis are wanted");
    }
    String mode = call.node().text("mode", "constant");
    int[][] picks = new int[from.length][];
    int[] dims = from.clone();
    for (int i = 0; i < axes.length; i++) {
      long size = from[axes[i]] + pads[i] + pads[axes.length + i];
      if (size < 0 || size > Dims.MOST) {
        throw new IllegalArgumentException("a size of " + size);
      }
      dims[axes[i]] = (int) size;
    }
    Dims.count(dims);
    for (int axis = 0; axis < from.length; axis++) {
      int n = from[axis];
      int before = 0;
      for (int i = 0; i < axes.length; i++) {
        before = axes[i] == axis ? (int) pads[i] : before;
      }
      int shift = before;
      picks[axis] = IntStream.range(0, dims[axis]).map(i -> pick(i - shift, n, mode)).toArray();
    }
    return Layout.picked(from, picks);
  }

  private static int pick(int i, int n, String mode) {
    if (i >= 0 && i < n) {
      return i;
    }
    return switch (mode) {
      case "constant" -> -1;
      case "edge" -> i < 0 ? 0 : n - 1;
      case "wrap" -> Math.floorMod(i, n);
      case "reflect" -> {
        if (n < 2) {
          yield 0;
        }
        int k = Math.floorMod(i, 2 * n - 2);
        yield k < n ? k : 2 * n - 2 - k;
      }
      default -> throw new IllegalArgumentException("mode '" + mode + "'");
    };
  }
}
