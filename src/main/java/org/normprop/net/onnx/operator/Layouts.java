package org.normprop.net.onnx.operator;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.normprop.net.onnx.read.Dims;

/** The operators that move elements of their first input: what they do to a shape. */
public final class Layouts {

  /** How an operator lays out the elements of its first input for one of its outputs. */
  private interface Rule {
    Layout layout(NodeCall call, int output);
  }

  private static final Map<String, Rule> RULES =
      Map.ofEntries(
          Map.entry("Identity", (call, output) -> Layout.reshape(call.dims(0))),
          Map.entry("Cast", (call, output) -> Layout.reshape(call.dims(0))),
          Map.entry("CastLike", (call, output) -> Layout.reshape(call.dims(0))),
          Map.entry("Reshape", (call, output) -> reshape(call)),
          Map.entry("Flatten", (call, output) -> flatten(call)),
          Map.entry("Squeeze", (call, output) -> squeeze(call)),
          Map.entry("Unsqueeze", (call, output) -> unsqueeze(call)),
          Map.entry("Transpose", (call, output) -> transpose(call)),
          Map.entry("Slice", (call, output) -> slice(call)),
          Map.entry("Split", Layouts::split),
          Map.entry("Expand", (call, output) -> expand(call)),
          Map.entry("Tile", (call, output) -> tile(call)),
          Map.entry("Gather", (call, output) -> gather(call)),
          Map.entry("Trilu", (call, output) -> TriangleLayout.of(call)),
          Map.entry("Pad", (call, output) -> PadLayout.of(call)),
          Map.entry("DepthToSpace", (call, output) -> BlockLayouts.depthToSpace(call)),
          Map.entry("SpaceToDepth", (call, output) -> BlockLayouts.spaceToDepth(call)));

  private Layouts() {}

  /**
   * The layout of an output.
   *
   * @param call the node
   * @param output which output
   * @return empty where the operator is not of this kind
   * @throws NodeCall.NotKnownException where it depends on what is not known
   * @throws IllegalArgumentException where the model is wrong
   */
  public static Optional<Layout> of(NodeCall call, int output) {
    Rule rule = RULES.get(call.node().operator());
    if (rule == null || (call.node().operator().equals("Gather") && !call.in(1).isConstant())) {
      return Optional.empty();
    }
    return Optional.of(rule.layout(call, output));
  }

  private static Layout reshape(NodeCall call) {
    int[] from = call.dims(0);
    long[] shape = call.wholes("shape", 1);
    if (shape == null) {
      throw new IllegalArgumentException("no shape");
    }
    boolean zeroCopies = call.node().whole("allowzero", 0) == 0;
    int[] dims = new int[shape.length];
    int open = -1;
    long known = 1;
    for (int i = 0; i < dims.length; i++) {
      if (shape[i] == -1) {
        if (open >= 0) {
          throw new IllegalArgumentException("two sizes of -1");
        }
        open = i;
        continue;
      }
      long dim = shape[i] == 0 && zeroCopies && i < from.length ? from[i] : shape[i];
      if (dim < 0 || dim > Dims.MOST) {
        throw new IllegalArgumentException("a size of " + dim);
      }
      dims[i] = (int) dim;
      known *= dim;
      if (known > Dims.MOST) {
        throw new IllegalArgumentException("too many elements");
      }
    }
    int size = Dims.count(from);
    if (open >= 0) {
      dims[open] = known == 0 ? 0 : (int) (size / known);
      known *= dims[open];
    }
    if (known != size) {
      throw new IllegalArgumentException(
          "shape "
              + Arrays.toString(shape)
              + " does not hold the "
              + size
              + " elements of "
              + Dims.text(from));
    }
    return Layout.reshape(dims);
  }

  private static Layout flatten(NodeCall call) {
    int[] from = call.dims(0);
    long given = call.node().whole("axis", 1);
    int axis = given == from.length ? from.length : Dims.axis(given, Math.max(1, from.length));
    int before = Dims.count(Arrays.copyOf(from, axis));
    int after = Dims.count(Arrays.copyOfRange(from, axis, from.length));
    return Layout.reshape(new int[] {before, after});
  }

  private static Layout squeeze(NodeCall call) {
    int[] from = call.dims(0);
    int[] axes = call.axes(1);
    int[] dims =
        IntStream.range(0, from.length)
            .filter(axis -> axes == null ? from[axis] != 1 : Arrays.binarySearch(axes, axis) < 0)
            .map(axis -> from[axis])
            .toArray();
    if (Dims.count(dims) != Dims.count(from)) {
      throw new IllegalArgumentException("an axis of " + Dims.text(from) + " has not the size 1");
    }
    return Layout.reshape(dims);
  }

  private static Layout unsqueeze(NodeCall call) {
    int[] from = call.dims(0);
    long[] given = call.wholes("axes", 1);
    if (given == null) {
      throw new IllegalArgumentException("no axes");
    }
    int rank = from.length + given.length;
    int[] axes = Arrays.stream(given).mapToInt(a -> Dims.axis(a, rank)).sorted().toArray();
    int[] dims = new int[rank];
    for (int i = 0, next = 0; i < rank; i++) {
      boolean isNew = Arrays.binarySearch(axes, i) >= 0;
      if (!isNew && next == from.length) {
        throw new IllegalArgumentException("an axis is given twice");
      }
      dims[i] = isNew ? 1 : from[next++];
    }
    return Layout.reshape(dims);
  }

  /** The order of axes of a Transpose. */
  static int[] permutation(NodeCall call) {
    int rank = call.dims(0).length;
    long[] given = call.node().wholes("perm", null);
    int[] order =
        given == null
            ? IntStream.range(0, rank).map(i -> rank - 1 - i).toArray()
            : Arrays.stream(given).mapToInt(axis -> Dims.axis(axis, rank)).toArray();
    if (Arrays.stream(order).distinct().count() != rank || order.length != rank) {
      throw new IllegalArgumentException("perm is no order of " + rank + " axes");
    }
    return order;
  }

  private static Layout transpose(NodeCall call) {
    int[] from = call.dims(0);
    int[] order = permutation(call);
    int[] strides = Dims.strides(from);
    return Layout.stepped(
        Arrays.stream(order).map(axis -> from[axis]).toArray(),
        0,
        Arrays.stream(order).map(axis -> strides[axis]).toArray());
  }

  private static Layout slice(NodeCall call) {
    int[] from = call.dims(0);
    long[] starts = call.wholes("starts", 1);
    long[] ends = call.wholes("ends", 2);
    long[] axes = call.wholes("axes", 3);
    long[] steps = call.node().hasInput(4) ? call.value(4).asWholes() : null;
    if (starts == null || ends == null || starts.length != ends.length) {
      throw new IllegalArgumentException("as many starts as ends are wanted");
    }
    if ((axes != null && axes.length != starts.length)
        || (axes == null && starts.length > from.length)
        || (steps != null && steps.length != starts.length)) {
      throw new IllegalArgumentException("as many axes and steps as starts are wanted");
    }
    int[] dims = from.clone();
    int[] strides = Dims.strides(from);
    int[] walk = strides.clone();
    int origin = 0;
    for (int i = 0; i < starts.length; i++) {
      int axis = Dims.axis(axes == null ? i : axes[i], from.length);
      long step = steps == null ? 1 : steps[i];
      if (step == 0 || step < -Dims.MOST || step > Dims.MOST) {
        throw new IllegalArgumentException("a step of " + step);
      }
      long n = from[axis];
      long first = within(starts[i] < 0 ? starts[i] + n : starts[i], 0, step > 0 ? n : n - 1);
      long end = step < 0 && ends[i] < -n ? -1 : ends[i] < 0 ? ends[i] + n : ends[i];
      long last = within(end, step > 0 ? 0 : -1, step > 0 ? n : n - 1);
      dims[axis] = (int) Math.max(0, (last - first + step - Long.signum(step)) / step);
      walk[axis] = (int) (strides[axis] * step);
      origin += (int) first * strides[axis];
    }
    return Layout.stepped(dims, origin, walk);
  }

  private static long within(long value, long least, long most) {
    return Math.max(least, Math.min(most, value));
  }

  /** Sizes along the axis of a Split's outputs. */
  private static int[] parts(NodeCall call, int size) {
    long[] given = call.wholes("split", 1);
    if (given != null) {
      int[] parts = Arrays.stream(given).mapToInt(part -> (int) within(part, -1, size)).toArray();
      if (Arrays.stream(parts).anyMatch(p -> p < 0) || Arrays.stream(parts).sum() != size) {
        throw new IllegalArgumentException("the parts do not add up to " + size);
      }
      return parts;
    }
    int count = (int) call.node().whole("num_outputs", call.node().outputs().size());
    if (count < 1) {
      throw new IllegalArgumentException("no outputs");
    }
    int part = (size + count - 1) / count;
    return IntStream.range(0, count)
        .map(i -> Math.max(0, Math.min(part, size - i * part)))
        .toArray();
  }

  private static Layout split(NodeCall call, int output) {
    int[] from = call.dims(0);
    int axis = call.axis(0);
    int[] parts = parts(call, from[axis]);
    if (output >= parts.length) {
      throw new IllegalArgumentException("more outputs than parts");
    }
    int[] dims = from.clone();
    dims[axis] = parts[output];
    int[] strides = Dims.strides(from);
    int start = Arrays.stream(parts).limit(output).sum() * strides[axis];
    return Layout.stepped(dims, start, strides);
  }

  private static Layout expand(NodeCall call) {
    int[] from = call.dims(0);
    int[] to = sizes(call.value(1).asWholes());
    int[] dims = Dims.broadcast(from, to);
    return Layout.stepped(dims, 0, Dims.broadcastStrides(from, dims));
  }

  /** Sizes given as elements of a tensor. */
  static int[] sizes(long[] given) {
    int[] dims = new int[given.length];
    for (int i = 0; i < dims.length; i++) {
      if (given[i] < 0 || given[i] > Dims.MOST) {
        throw new IllegalArgumentException("a size of " + given[i]);
      }
      dims[i] = (int) given[i];
    }
    Dims.count(dims);
    return dims;
  }

  private static Layout tile(NodeCall call) {
    int[] from = call.dims(0);
    int[] repeats = sizes(call.value(1).asWholes());
    if (repeats.length != from.length) {
      throw new IllegalArgumentException("a number of repeats for each axis is wanted");
    }
    int[][] picks = new int[from.length][];
    int[] dims = new int[from.length];
    for (int axis = 0; axis < from.length; axis++) {
      dims[axis] = Math.multiplyExact(from[axis], repeats[axis]);
    }
    Dims.count(dims);
    for (int axis = 0; axis < from.length; axis++) {
      int size = from[axis];
      picks[axis] = IntStream.range(0, dims[axis]).map(i -> i % size).toArray();
    }
    return Layout.picked(from, picks);
  }

  private static Layout gather(NodeCall call) {
    int[] from = call.dims(0);
    int axis = call.axis(0);
    long[] indices = call.value(1).asWholes();
    int[] shape = call.value(1).dims();
    int[][] picks = new int[from.length][];
    for (int i = 0; i < from.length; i++) {
      picks[i] =
          i == axis
              ? Arrays.stream(indices).mapToInt(k -> Dims.axis(k, from[axis])).toArray()
              : IntStream.range(0, from[i]).toArray();
    }
    int[] dims = new int[from.length - 1 + shape.length];
    System.arraycopy(from, 0, dims, 0, axis);
    System.arraycopy(shape, 0, dims, axis, shape.length);
    System.arraycopy(from, axis + 1, dims, axis + shape.length, from.length - axis - 1);
    return new Layout(dims, Layout.picked(from, picks).source());
  }
}
