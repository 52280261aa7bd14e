package org.normprop.net.onnx.write;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes a graph node by node, each under the name of what it computes. */
final class GraphBuilder {

  private static final int OPSET = 17;
  private static final int IR = 8;

  private final OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder().setName("network");
  private final List<OnnxMl.AttributeProto> attributes = new ArrayList<>();
  private int made;

  private static OnnxMl.ValueInfoProto value(String name, long... dims) {
    OnnxMl.TensorShapeProto.Builder shape = OnnxMl.TensorShapeProto.newBuilder();
    shape.addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimParam("N"));
    for (long dim : dims) {
      shape.addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(dim));
    }
    OnnxMl.TypeProto.Tensor.Builder tensor =
        OnnxMl.TypeProto.Tensor.newBuilder()
            .setElemType(OnnxMl.TensorProto.DataType.FLOAT_VALUE)
            .setShape(shape);
    return OnnxMl.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(OnnxMl.TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  void input(String name, long... dims) {
    graph.addInput(value(name, dims));
  }

  void output(String name, long... dims) {
    graph.addOutput(value(name, dims));
  }

  String constant(String name, double[] values, long... dims) {
    ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      raw.putFloat((float) value);
    }
    OnnxMl.TensorProto.Builder tensor =
        OnnxMl.TensorProto.newBuilder()
            .setName(name)
            .setDataType(OnnxMl.TensorProto.DataType.FLOAT_VALUE)
            .setRawData(ByteString.copyFrom(raw.array()));
    for (long dim : dims) {
      tensor.addDims(dim);
    }
    graph.addInitializer(tensor);
    return name;
  }

  String constant(String name, double value) {
    return constant(name, new double[] {value}, 1);
  }

  /** An attribute of the next node. */
  GraphBuilder with(String name, long... values) {
    OnnxMl.AttributeProto.Builder attribute = OnnxMl.AttributeProto.newBuilder().setName(name);
    attribute.setType(OnnxMl.AttributeProto.AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    attributes.add(attribute.build());
    return this;
  }

  GraphBuilder with(String name, long value) {
    attributes.add(
        OnnxMl.AttributeProto.newBuilder()
            .setName(name)
            .setType(OnnxMl.AttributeProto.AttributeType.INT)
            .setI(value)
            .build());
    return this;
  }

  GraphBuilder with(String name, double value) {
    attributes.add(
        OnnxMl.AttributeProto.newBuilder()
            .setName(name)
            .setType(OnnxMl.AttributeProto.AttributeType.FLOAT)
            .setF((float) value)
            .build());
    return this;
  }

  /** A node; the name of its output. */
  String node(String operator, String... inputs) {
    return nodeAs(operator.toLowerCase(Locale.ROOT) + "_" + made++, operator, inputs);
  }

  String nodeAs(String output, String operator, String... inputs) {
    graph.addNode(
        OnnxMl.NodeProto.newBuilder()
            .setName(output)
            .setOpType(operator)
            .addAllInput(List.of(inputs))
            .addOutput(output)
            .addAllAttribute(attributes));
    attributes.clear();
    return output;
  }

  OnnxMl.ModelProto.Builder model() {
    return OnnxMl.ModelProto.newBuilder()
        .setIrVersion(IR)
        .setProducerName("normprop")
        .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(OPSET))
        .setGraph(graph);
  }
}
