package org.normprop.net.onnx.read;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.normprop.io.BadFileException;

/** Checks a model's graph and turns it into ours. */
final class GraphReader {

  private static final int LEAST_OPSET = 7;
  private static final int MOST_NODES = 1_000_000;

  private final Path file;
  private final OnnxMl.ModelProto model;
  private final TensorReader tensors;
  private final Set<String> known = new HashSet<>();

  GraphReader(Path file, OnnxMl.ModelProto model) {
    this.file = file;
    this.model = model;
    Path folder = file.toAbsolutePath().getParent();
    this.tensors = new TensorReader(folder);
  }

  OnnxGraph graph() throws IOException {
    if (!model.hasGraph()) {
      throw bad("no graph: is this an ONNX model?");
    }
    OnnxMl.GraphProto graph = model.getGraph();
    if (graph.getNodeCount() == 0) {
      throw bad("graph: no nodes");
    }
    if (graph.getNodeCount() > MOST_NODES) {
      throw bad("graph: more than a million nodes");
    }
    int opset = opset();
    Map<String, OnnxGraph.Initializer> initializers = initializers(graph);
    List<OnnxInput> inputs = new ArrayList<>();
    for (OnnxMl.ValueInfoProto input : graph.getInputList()) {
      if (!initializers.containsKey(input.getName())) {
        inputs.add(input(input));
      }
      known.add(input.getName());
    }
    List<OnnxNode> nodes = new ArrayList<>();
    for (int i = 0; i < graph.getNodeCount(); i++) {
      nodes.add(node(i, graph.getNode(i)));
    }
    List<String> outputs = new ArrayList<>();
    for (OnnxMl.ValueInfoProto output : graph.getOutputList()) {
      if (!known.contains(output.getName())) {
        throw bad("graph output '" + output.getName() + "' is computed by no node");
      }
      outputs.add(output.getName());
    }
    if (outputs.isEmpty()) {
      throw bad("graph: no output");
    }
    return new OnnxGraph(opset, inputs, initializers, nodes, outputs);
  }

  private int opset() throws BadFileException {
    for (OnnxMl.OperatorSetIdProto set : model.getOpsetImportList()) {
      if (set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx")) {
        if (set.getVersion() < LEAST_OPSET) {
          throw bad(
              "opset "
                  + set.getVersion()
                  + " is too old: export with opset 7 or newer, or convert it with"
                  + " onnx.version_converter");
        }
        return (int) Math.min(set.getVersion(), Integer.MAX_VALUE);
      }
    }
    if (model.getOpsetImportCount() == 0) {
      throw bad("opset_import: none; a model says which operators it uses");
    }
    return 1;
  }

  private Map<String, OnnxGraph.Initializer> initializers(OnnxMl.GraphProto graph)
      throws IOException {
    Map<String, OnnxGraph.Initializer> all = new LinkedHashMap<>();
    for (OnnxMl.TensorProto tensor : graph.getInitializerList()) {
      String where = "initializer '" + tensor.getName() + "'";
      try {
        int[] dims = TensorReader.dims(tensor);
        ElementType type = ElementType.of(tensor.getDataType());
        if (tensor.getDataType() == 0) {
          throw bad(where + ": data_type: none");
        }
        all.put(tensor.getName(), new OnnxGraph.Initializer(type, dims, tensors.read(tensor)));
      } catch (TensorReader.BadTensorException e) {
        throw bad(where + ": " + e.getMessage());
      }
      known.add(tensor.getName());
    }
    for (OnnxMl.SparseTensorProto sparse : graph.getSparseInitializerList()) {
      known.add(sparse.getValues().getName());
    }
    return all;
  }

  private OnnxInput input(OnnxMl.ValueInfoProto input) throws BadFileException {
    if (!input.getType().hasTensorType()) {
      throw bad("input '" + input.getName() + "' is no tensor");
    }
    OnnxMl.TypeProto.Tensor type = input.getType().getTensorType();
    if (!type.hasShape()) {
      return new OnnxInput(input.getName(), ElementType.of(type.getElemType()), null);
    }
    List<String> dims = new ArrayList<>();
    for (OnnxMl.TensorShapeProto.Dimension dim : type.getShape().getDimList()) {
      if (dim.hasDimValue() && dim.getDimValue() < 0) {
        dims.add(""); // some exporters write -1 for what is not known
      } else {
        dims.add(
            dim.hasDimValue()
                ? String.valueOf(dim.getDimValue())
                : dim.hasDimParam() ? dim.getDimParam() : "");
      }
    }
    return new OnnxInput(input.getName(), ElementType.of(type.getElemType()), dims);
  }

  private OnnxNode node(int index, OnnxMl.NodeProto node) throws IOException {
    String domain = node.getDomain();
    String operator =
        domain.isEmpty() || domain.equals("ai.onnx")
            ? node.getOpType()
            : domain + ":" + node.getOpType();
    Map<String, Object> attributes = new LinkedHashMap<>();
    OnnxNode bare =
        new OnnxNode(
            index, node.getName(), operator, node.getInputList(), node.getOutputList(), attributes);
    if (node.getOpType().isEmpty()) {
      throw bad(bare.where() + ": op_type: none");
    }
    for (String input : bare.inputs()) {
      if (!input.isEmpty() && !known.contains(input)) {
        throw bad(
            bare.where()
                + ": input '"
                + input
                + "' is neither given nor computed by an earlier node");
      }
    }
    for (String output : bare.outputs()) {
      if (!output.isEmpty() && !known.add(output)) {
        throw bad(bare.where() + ": output '" + output + "' is there twice");
      }
    }
    for (OnnxMl.AttributeProto attribute : node.getAttributeList()) {
      attributes.put(attribute.getName(), attribute(bare, attribute));
    }
    return new OnnxNode(
        index, node.getName(), operator, node.getInputList(), node.getOutputList(), attributes);
  }

  private Object attribute(OnnxNode node, OnnxMl.AttributeProto attribute) throws IOException {
    return switch (attribute.getType()) {
      case FLOAT -> attribute.getF();
      case INT -> attribute.getI();
      case STRING -> attribute.getS().toStringUtf8();
      case INTS -> attribute.getIntsList().stream().mapToLong(Long::longValue).toArray();
      case FLOATS -> floats(attribute);
      case TENSOR -> {
        try {
          TensorValue value = tensors.read(attribute.getT());
          yield value == null ? Boolean.TRUE : value;
        } catch (TensorReader.BadTensorException e) {
          throw bad(node.where() + ": attribute " + attribute.getName() + ": " + e.getMessage());
        }
      }
      case UNDEFINED -> untyped(attribute);
      default -> Boolean.TRUE;
    };
  }

  /** The first version of the format left the type out. */
  private static Object untyped(OnnxMl.AttributeProto attribute) {
    if (attribute.hasF()) {
      return attribute.getF();
    }
    if (attribute.hasI()) {
      return attribute.getI();
    }
    if (attribute.hasS()) {
      return attribute.getS().toStringUtf8();
    }
    if (attribute.getIntsCount() > 0) {
      return attribute.getIntsList().stream().mapToLong(Long::longValue).toArray();
    }
    return attribute.getFloatsCount() > 0 ? floats(attribute) : Boolean.TRUE;
  }

  private static float[] floats(OnnxMl.AttributeProto attribute) {
    float[] values = new float[attribute.getFloatsCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = attribute.getFloats(i);
    }
    return values;
  }

  private BadFileException bad(String message) {
    return new BadFileException(file, message);
  }
}
