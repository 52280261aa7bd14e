package org.normprop.net.onnx.operator;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.normprop.net.onnx.read.Dims;
import org.normprop.net.onnx.read.ElementType;
import org.normprop.net.onnx.read.TensorValue;

/** The elements of a node's result where they depend on no input's elements. */
final class ConstantFolding {

  /** Elements of a constant that is computed, not only laid out. */
  private static final int MOST_COMPUTED = 1 << 25;

  /** A result of constants. */
  private interface Rule {
    TensorValue of(NodeCall call);
  }

  private static final Map<String, Rule> RULES =
      Map.of(
          "Constant", ConstantFolding::constant,
          "ConstantOfShape", ConstantFolding::filled,
          "Shape", ConstantFolding::shape,
          "Size", call -> scalar(Dims.count(call.dims(0))),
          "Range", ConstantFolding::range,
          "Where", ConstantFolding::where,
          "Concat", ConstantFolding::concat,
          "Cast", call -> cast(call, ElementType.of((int) call.node().whole("to", 1))),
          "CastLike", ConstantFolding::castLike,
          "Mod", ConstantFolding::mod);

  private ConstantFolding() {}

  /** The first output's elements; empty where they are not known. */
  static Optional<TensorFact> of(NodeCall call) {
    String operator = call.node().operator();
    boolean known =
        switch (operator) {
          case "Shape", "Size" -> true;
          case "CastLike" -> call.in(0).isConstant(); // of the other input it reads the type
          default -> call.inputs().isEmpty() || allKnown(call);
        };
    if (!known || call.node().outputs().size() > 1) {
      return Optional.empty();
    }
    Rule rule = RULES.get(operator);
    try {
      if (rule != null) {
        return Optional.of(TensorFact.constant(rule.of(call)));
      }
      if (call.inputs().isEmpty()) {
        return Optional.empty();
      }
      Optional<Layout> layout = Layouts.of(call, 0);
      if (layout.isPresent()) {
        double fill = operator.equals("Pad") ? call.real("value", 2, 0) : 0;
        return Optional.of(TensorFact.constant(layout.get().of(call.value(0), fill)));
      }
      if (call.value(0).size() > MOST_COMPUTED) {
        return Optional.empty();
      }
      if (operator.startsWith("Reduce")) {
        return ConstantReduction.of(call).map(TensorFact::constant);
      }
      Optional<DoubleUnaryOperator> unary = Scalars.unary(call);
      if (unary.isPresent()) {
        return Optional.of(TensorFact.constant(each(call, unary.get())));
      }
      return Scalars.binary(operator).map(f -> TensorFact.constant(folded(call, f)));
    } catch (NodeCall.NotKnownException e) {
      return Optional.empty();
    }
  }

  private static boolean allKnown(NodeCall call) {
    for (int i = 0; i < call.inputs().size(); i++) {
      if (call.node().hasInput(i) && !call.inputs().get(i).isConstant()) {
        return false;
      }
    }
    return true;
  }

  private static TensorValue scalar(long value) {
    return TensorValue.of(new int[0], new long[] {value});
  }

  private static TensorValue constant(NodeCall call) {
    Map<String, Object> attributes = call.node().attributes();
    if (attributes.get("value") instanceof TensorValue value) {
      return value;
    }
    if (attributes.get("value_int") instanceof Long value) {
      return scalar(value);
    }
    if (attributes.get("value_ints") instanceof long[] values) {
      return TensorValue.of(new int[] {values.length}, values);
    }
    if (attributes.get("value_float") instanceof Float value) {
      return TensorValue.of(new int[0], new float[] {value});
    }
    if (attributes.get("value_floats") instanceof float[] values) {
      return TensorValue.of(new int[] {values.length}, values);
    }
    throw new NodeCall.NotKnownException();
  }

  private static TensorValue filled(NodeCall call) {
    int[] dims = Layouts.sizes(call.value(0).asWholes());
    int count = Dims.count(dims);
    if (count > 1 << 27) {
      throw new IllegalArgumentException(
          "a constant of " + Dims.text(dims) + ": more than 134 million elements");
    }
    Object given = call.node().attributes().get("value");
    if (given instanceof TensorValue value) {
      if (value.size() != 1) {
        throw new IllegalArgumentException("attribute value must have one element");
      }
      if (value.wholes() != null) {
        long[] wholes = new long[count];
        Arrays.fill(wholes, value.wholes()[0]);
        return new TensorValue(value.type(), dims, null, wholes);
      }
      float[] reals = new float[count];
      Arrays.fill(reals, value.reals()[0]);
      return new TensorValue(value.type(), dims, reals, null);
    }
    return TensorValue.of(dims, new float[count]);
  }

  private static TensorValue shape(NodeCall call) {
    int[] dims = call.dims(0);
    int rank = dims.length;
    int from = bound(call.node().whole("start", 0), rank);
    int to = bound(call.node().whole("end", rank), rank);
    long[] sizes = Arrays.stream(dims).asLongStream().toArray();
    long[] part = Arrays.copyOfRange(sizes, Math.min(from, to), to);
    return TensorValue.of(new int[] {part.length}, part);
  }

  private static int bound(long given, int rank) {
    long at = given < 0 ? given + rank : given;
    return (int) Math.max(0, Math.min(rank, at));
  }

  private static TensorValue range(NodeCall call) {
    double start = call.value(0).at(0);
    double limit = call.value(1).at(0);
    double step = call.value(2).at(0);
    double count = Math.max(0, Math.ceil((limit - start) / step));
    if (!(count <= MOST_COMPUTED)) {
      throw new IllegalArgumentException("a range of " + count + " numbers");
    }
    TensorValue first = call.value(0);
    if (first.wholes() != null) {
      long[] wholes = new long[(int) count];
      Arrays.setAll(wholes, i -> (long) (start + i * step));
      return new TensorValue(first.type(), new int[] {wholes.length}, null, wholes);
    }
    float[] reals = new float[(int) count];
    for (int i = 0; i < reals.length; i++) {
      reals[i] = (float) (start + i * step);
    }
    return new TensorValue(first.type(), new int[] {reals.length}, reals, null);
  }

  private static TensorValue where(NodeCall call) {
    TensorValue test = call.value(0);
    TensorValue yes = call.value(1);
    TensorValue no = call.value(2);
    int[] dims = Dims.broadcast(test.dims(), Dims.broadcast(yes.dims(), no.dims()));
    int[] t = sources(test, dims);
    int[] y = sources(yes, dims);
    int[] n = sources(no, dims);
    return made(yes.type(), dims, i -> test.at(t[i]) != 0 ? yes.at(y[i]) : no.at(n[i]));
  }

  private static int[] sources(TensorValue value, int[] dims) {
    if (Dims.count(dims) > MOST_COMPUTED) {
      throw new NodeCall.NotKnownException();
    }
    return Layout.stepped(dims, 0, Dims.broadcastStrides(value.dims(), dims)).source();
  }

  private static TensorValue concat(NodeCall call) {
    int axis = call.axis(0);
    int[] dims = ShapeRules.concatenated(call, axis);
    if (Dims.count(dims) > MOST_COMPUTED) {
      throw new NodeCall.NotKnownException();
    }
    TensorValue first = call.value(0);
    double[] values = new double[Dims.count(dims)];
    int inner = Dims.inner(dims, axis);
    int outer = Dims.count(Arrays.copyOf(dims, axis));
    int at = 0;
    for (int o = 0; o < outer; o++) {
      for (int k = 0; k < call.inputs().size(); k++) {
        TensorValue part = call.value(k);
        int block = part.dims()[axis] * inner;
        for (int i = 0; i < block; i++) {
          values[at++] = part.at(o * block + i);
        }
      }
    }
    return made(first.type(), dims, i -> values[i]);
  }

  private static TensorValue castLike(NodeCall call) {
    if (call.in(1).dims() == null) {
      throw new NodeCall.NotKnownException(); // nor is its type more than likely
    }
    return cast(call, call.in(1).type());
  }

  private static TensorValue cast(NodeCall call, ElementType to) {
    TensorValue from = call.value(0);
    if (to.isReal()) {
      return new TensorValue(to, from.dims(), from.asReals(), null);
    }
    if (!to.isWhole()) {
      throw new NodeCall.NotKnownException();
    }
    if (to == ElementType.BOOL) {
      return made(to, from.dims(), i -> from.at(i) == 0 ? 0 : 1);
    }
    return new TensorValue(to, from.dims(), null, from.asWholes());
  }

  private static TensorValue mod(NodeCall call) {
    boolean c = call.node().whole("fmod", 0) != 0;
    return folded(call, c ? (a, b) -> a % b : (a, b) -> a - b * Math.floor(a / b));
  }

  private static TensorValue each(NodeCall call, DoubleUnaryOperator f) {
    TensorValue value = call.value(0);
    ElementType type = Scalars.isTest(call.node().operator()) ? ElementType.BOOL : value.type();
    return made(type, value.dims(), i -> f.applyAsDouble(value.at(i)));
  }

  private static TensorValue folded(NodeCall call, DoubleBinaryOperator f) {
    TensorValue result = call.value(0);
    boolean divides = call.node().operator().equals("Div") && result.wholes() != null;
    DoubleBinaryOperator g = divides ? ConstantFolding::wholeQuotient : f;
    for (int k = 1; k < call.inputs().size(); k++) {
      TensorValue left = result;
      TensorValue right = call.value(k);
      int[] dims = Dims.broadcast(left.dims(), right.dims());
      int[] a = sources(left, dims);
      int[] b = sources(right, dims);
      ElementType type = Scalars.isTest(call.node().operator()) ? ElementType.BOOL : left.type();
      result = made(type, dims, i -> g.applyAsDouble(left.at(a[i]), right.at(b[i])));
    }
    return result;
  }

  private static double wholeQuotient(double a, double b) {
    if (b == 0) {
      throw new IllegalArgumentException("a whole number is divided by 0");
    }
    double quotient = a / b;
    return quotient < 0 ? Math.ceil(quotient) : Math.floor(quotient);
  }

  private interface Element {
    double at(int i);
  }

  private static TensorValue made(ElementType type, int[] dims, Element element) {
    int count = Dims.count(dims);
    if (type.isReal()) {
      float[] reals = new float[count];
      for (int i = 0; i < count; i++) {
        reals[i] = (float) element.at(i);
      }
      return new TensorValue(type, dims, reals, null);
    }
    long[] wholes = new long[count];
    for (int i = 0; i < count; i++) {
      wholes[i] = (long) element.at(i);
    }
    return new TensorValue(type, dims, null, wholes);
  }
}
