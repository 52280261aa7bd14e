package org.normprop.net.onnx.operator;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.normprop.net.onnx.read.Dims;

/**
 * Which axes an operator reduces. Immutable, if nobody writes to its arrays.
 *
 * @param from sizes before
 * @param axes the axes reduced, ascending
 * @param kept sizes with 1 along them
 * @param dims the result's sizes
 * @param count how many elements become one
 */
public record Reduction(int[] from, int[] axes, int[] kept, int[] dims, int count) {

  /**
   * Of a Reduce operator.
   *
   * @param call the node
   * @return what it reduces
   */
  public static Reduction of(NodeCall call) {
    int[] from = call.dims(0);
    int[] given = call.axes(1);
    boolean none = given == null || given.length == 0;
    boolean nothing = none && call.node().whole("noop_with_empty_axes", 0) != 0;
    int[] all = IntStream.range(0, from.length).toArray();
    int[] axes = nothing ? new int[0] : none ? all : given;
    return of(from, axes, call.node().whole("keepdims", 1) != 0);
  }

  /**
   * Of axes.
   *
   * @param from sizes before
   * @param axes ascending
   * @param keep whether the result keeps them with size 1
   * @return what is reduced
   */
  public static Reduction of(int[] from, int[] axes, boolean keep) {
    int[] kept = from.clone();
    int count = 1;
    for (int axis : axes) {
      count *= from[axis];
      kept[axis] = 1;
    }
    int[] dims =
        keep
            ? kept
            : IntStream.range(0, from.length)
                .filter(axis -> Arrays.binarySearch(axes, axis) < 0)
                .map(axis -> from[axis])
                .toArray();
    return new Reduction(from, axes, kept, dims, count);
  }

  /**
   * Where each element goes.
   *
   * @return for each element before, its place in the result
   */
  public int[] targets() {
    return Layout.stepped(from, 0, Dims.broadcastStrides(kept, from)).source();
  }
}
