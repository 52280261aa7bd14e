package org.normprop.net.onnx;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.normprop.net.onnx.read.HalfFloat;
import org.normprop.net.onnx.read.OnnxModel;

/** Makes small models. */
public final class OnnxModels {

  private final OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder().setName("test");
  private final Random random;
  private int opset = 17;

  /** With weights by this seed. */
  public OnnxModels(long seed) {
    this.random = new Random(seed);
  }

  /** The folder of the standard's tests, by property or beside the project; null if absent. */
  public static Path shared() {
    String given = System.getProperty("normprop.onnx");
    Path folder = given != null ? Path.of(given) : Path.of("..", "shared", "onnx");
    return Files.isDirectory(folder.resolve("node")) ? folder : null;
  }

  public OnnxModels opset(int version) {
    opset = version;
    return this;
  }

  private static OnnxMl.ValueInfoProto value(String name, long... dims) {
    OnnxMl.TensorShapeProto.Builder shape = OnnxMl.TensorShapeProto.newBuilder();
    for (long dim : dims) {
      shape.addDim(
          dim < 0
              ? OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimParam("N")
              : OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(dim));
    }
    return OnnxMl.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            OnnxMl.TypeProto.newBuilder()
                .setTensorType(
                    OnnxMl.TypeProto.Tensor.newBuilder()
                        .setElemType(OnnxMl.TensorProto.DataType.FLOAT_VALUE)
                        .setShape(shape)))
        .build();
  }

  /** An input; -1 for the symbolic size N. */
  public OnnxModels input(String name, long... dims) {
    graph.addInput(value(name, dims));
    return this;
  }

  /** An input of whole numbers. */
  public OnnxModels wholeInput(String name, long... dims) {
    OnnxMl.ValueInfoProto.Builder whole = value(name, dims).toBuilder();
    whole
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .setElemType(OnnxMl.TensorProto.DataType.INT64_VALUE);
    graph.addInput(whole);
    return this;
  }

  public OnnxModels output(String name) {
    graph.addOutput(OnnxMl.ValueInfoProto.newBuilder().setName(name));
    return this;
  }

  /** A constant. */
  public OnnxModels constant(String name, float[] values, long... dims) {
    ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    OnnxMl.TensorProto.Builder tensor =
        OnnxMl.TensorProto.newBuilder()
            .setName(name)
            .setDataType(OnnxMl.TensorProto.DataType.FLOAT_VALUE)
            .setRawData(ByteString.copyFrom(raw.array()));
    for (long dim : dims) {
      tensor.addDims(dim);
    }
    graph.addInitializer(tensor);
    return this;
  }

  public OnnxModels wholes(String name, long... values) {
    OnnxMl.TensorProto.Builder tensor =
        OnnxMl.TensorProto.newBuilder()
            .setName(name)
            .addDims(values.length)
            .setDataType(OnnxMl.TensorProto.DataType.INT64_VALUE);
    for (long value : values) {
      tensor.addInt64Data(value);
    }
    graph.addInitializer(tensor);
    return this;
  }

  /** Normal weights of a standard deviation. */
  public OnnxModels weights(String name, double std, long... dims) {
    int count = 1;
    for (long dim : dims) {
      count *= (int) dim;
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (std * random.nextGaussian());
    }
    return constant(name, values, dims);
  }

  /** A node; attributes are Long, Float, String or long[] behind their names. */
  public OnnxModels node(
      String operator, List<String> inputs, String output, Object... attributes) {
    OnnxMl.NodeProto.Builder node =
        OnnxMl.NodeProto.newBuilder().setOpType(operator).addAllInput(inputs).addOutput(output);
    for (int i = 0; i < attributes.length; i += 2) {
      OnnxMl.AttributeProto.Builder attribute =
          OnnxMl.AttributeProto.newBuilder().setName((String) attributes[i]);
      Object value = attributes[i + 1];
      if (value instanceof Number number && !(value instanceof Float)) {
        attribute.setType(OnnxMl.AttributeProto.AttributeType.INT).setI(number.longValue());
      } else if (value instanceof Float number) {
        attribute.setType(OnnxMl.AttributeProto.AttributeType.FLOAT).setF(number);
      } else if (value instanceof long[] numbers) {
        attribute.setType(OnnxMl.AttributeProto.AttributeType.INTS);
        for (long number : numbers) {
          attribute.addInts(number);
        }
      } else {
        attribute
            .setType(OnnxMl.AttributeProto.AttributeType.STRING)
            .setS(ByteString.copyFromUtf8((String) value));
      }
      node.addAttribute(attribute);
    }
    graph.addNode(node);
    return this;
  }

  public OnnxMl.ModelProto proto() {
    return OnnxMl.ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(opset))
        .setGraph(graph)
        .build();
  }

  public OnnxModel model() throws IOException {
    return OnnxModel.of(Path.of("test.onnx"), proto());
  }

  /** A residual network of two blocks behind a stem. */
  public static OnnxModels residual(long seed, int width) {
    OnnxModels net = new OnnxModels(seed).input("x", -1, 3, 12, 12);
    double first = Math.sqrt(2.0 / 27);
    net.weights("w0", first, width, 3, 3, 3).weights("b0", 0.1, width);
    net.node("Conv", List.of("x", "w0", "b0"), "c0", "pads", new long[] {1, 1, 1, 1});
    net.node("Relu", List.of("c0"), "r0");
    double std = Math.sqrt(1.0 / (9 * width));
    for (int i = 1; i <= 2; i++) {
      net.weights("w" + i, std, width, width, 3, 3).weights("b" + i, 0.1, width);
      net.node(
          "Conv",
          List.of("r" + (i - 1), "w" + i, "b" + i),
          "c" + i,
          "pads",
          new long[] {1, 1, 1, 1});
      net.node("Add", List.of("c" + i, "r" + (i - 1)), "s" + i);
      net.node("Relu", List.of("s" + i), "r" + i);
    }
    net.node("GlobalAveragePool", List.of("r2"), "g").node("Flatten", List.of("g"), "f");
    net.weights("wf", Math.sqrt(1.0 / width), width, 10).weights("bf", 0.1, 10);
    net.node("Gemm", List.of("f", "wf", "bf"), "y");
    return net.output("y");
  }

  /** The same model in half precision. */
  public static OnnxModel halved(OnnxMl.ModelProto model) throws IOException {
    OnnxMl.GraphProto.Builder graph = model.getGraph().toBuilder();
    int half = OnnxMl.TensorProto.DataType.FLOAT16_VALUE;
    graph.getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder().setElemType(half);
    for (OnnxMl.TensorProto.Builder tensor : graph.getInitializerBuilderList()) {
      FloatBuffer floats =
          tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
      ByteBuffer raw = ByteBuffer.allocate(2 * floats.capacity()).order(ByteOrder.LITTLE_ENDIAN);
      while (floats.hasRemaining()) {
        raw.putShort(HalfFloat.fromFloat(floats.get()));
      }
      tensor.setDataType(half).setRawData(ByteString.copyFrom(raw.array()));
    }
    return OnnxModel.of(Path.of("half.onnx"), model.toBuilder().setGraph(graph).build());
  }
}
