package org.normprop.net.onnx.write;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.normprop.io.BadFileException;
import org.normprop.net.onnx.read.ElementType;
import org.normprop.net.onnx.read.HalfFloat;
import org.normprop.net.onnx.read.OnnxModel;
import org.normprop.net.onnx.read.OnnxNode;

/** Puts other constants in the place of a model's. Not thread-safe. */
final class ConstantEditor {

  /** Rounds to infinity in float16, and all beyond it. */
  private static final float HALF_OVERFLOW = 65520;

  /** Rounds to infinity in bfloat16, and all beyond it. */
  private static final float BRAIN_OVERFLOW = 0x1.FFp127f;

  private final OnnxModel model;
  private final OnnxMl.GraphProto.Builder graph;
  private final Map<String, Integer> initializers = new HashMap<>();
  private final Map<String, Integer> uses = new HashMap<>();
  private int made;
  private String beyond = "";

  ConstantEditor(OnnxModel model) {
    this.model = model;
    this.graph = model.proto().getGraph().toBuilder();
    for (int i = 0; i < graph.getInitializerCount(); i++) {
      initializers.put(graph.getInitializer(i).getName(), i);
    }
    for (OnnxNode node : model.graph().nodes()) {
      node.inputs().forEach(input -> uses.merge(input, 1, Integer::sum));
    }
    model.graph().outputs().forEach(output -> uses.merge(output, 1, Integer::sum));
  }

  /** The graph that is changed. */
  OnnxMl.GraphProto.Builder graph() {
    return graph;
  }

  /** The changed model. */
  OnnxModel finished() throws IOException {
    return finished(graph);
  }

  /** The changed model, of the graph that has come of this one. */
  OnnxModel finished(OnnxMl.GraphProto.Builder result) throws IOException {
    if (!beyond.isEmpty()) {
      throw new BadFileException(model.file(), beyond);
    }
    return OnnxModel.of(model.file(), model.proto().toBuilder().setGraph(result).build());
  }

  /** Whether a name is a constant of the file's own. */
  boolean isInitializer(String name) {
    return initializers.containsKey(name);
  }

  /** In place, for all who use it. */
  void replaceForAll(OnnxNode node, String name, int[] dims, float[] values, ElementType type) {
    graph.setInitializer(initializers.get(name), tensor(node, name, dims, values, type));
  }

  /** A name that nothing has. */
  String fresh(String name) {
    String free = name;
    while (uses.containsKey(free) || initializers.containsKey(free)) {
      free = name + "_" + ++made;
    }
    uses.put(free, 1);
    return free;
  }

  /** In place where nobody else uses it; else under a name of its own. */
  void replace(OnnxNode node, int input, int[] dims, float[] values, ElementType type) {
    String name = node.hasInput(input) ? node.inputs().get(input) : "";
    boolean own = initializers.containsKey(name) && uses.getOrDefault(name, 0) == 1;
    if (own) {
      graph.setInitializer(initializers.get(name), tensor(node, name, dims, values, type));
      return;
    }
    String made = fresh(node.outputs().get(0) + "_constant_" + input);
    graph.addInitializer(tensor(node, made, dims, values, type));
    OnnxMl.NodeProto.Builder changed = graph.getNode(node.index()).toBuilder();
    while (changed.getInputCount() <= input) {
      changed.addInput("");
    }
    graph.setNode(node.index(), changed.setInput(input, made).build());
  }

  /** Notes a value that has no place in the type. */
  OnnxMl.TensorProto tensor(
      OnnxNode node, String name, int[] dims, float[] values, ElementType type) {
    ByteBuffer raw =
        ByteBuffer.allocate(values.length * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      if (Math.abs(value) >= overflow(type)) {
        beyond = beyond(node, name, value, type);
      }
      switch (type) {
        case DOUBLE -> raw.putDouble(value);
        case FLOAT16 -> raw.putShort(HalfFloat.fromFloat(value));
        case BFLOAT16 -> raw.putShort((short) (Float.floatToIntBits(value) + 0x8000 >>> 16));
        default -> raw.putFloat(value);
      }
    }
    OnnxMl.TensorProto.Builder tensor =
        OnnxMl.TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.number())
            .setRawData(ByteString.copyFrom(raw.array()));
    for (int dim : dims) {
      tensor.addDims(dim);
    }
    return tensor.build();
  }

  /** The least number that rounds to infinity; for what is computed in float32, infinity. */
  private static float overflow(ElementType type) {
    return switch (type) {
      case FLOAT16 -> HALF_OVERFLOW;
      case BFLOAT16 -> BRAIN_OVERFLOW;
      default -> Float.POSITIVE_INFINITY;
    };
  }

  /** One that the file does not have is named by its node alone. */
  private String beyond(OnnxNode node, String name, float value, ElementType type) {
    String own = initializers.containsKey(name) ? "constant " + name : "a constant";
    String constant = own + " of " + node.where() + " would ";
    if (Float.isInfinite(value)) {
      return constant + "be infinite: its factor is beyond float32";
    }
    String end = type == ElementType.FLOAT16 ? "float16 ends at 65504" : "bfloat16 ends at 3.4e38";
    return String.format(
        Locale.ROOT, "%shold %.2g, and %s: convert to float32 first", constant, value, end);
  }
}
