package org.normprop.net.onnx.measure;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.normprop.net.onnx.read.OnnxModel;

/**
 * A model whose large weights stay where they are, in the mapped file, and are lent to the runtime:
 * neither the message nor the runtime holds a copy.
 *
 * @param model the model without them
 * @param tensors the weights by name, to be held as long as the session lives
 */
record SharedWeights(OnnxMl.ModelProto model, Map<String, OnnxTensorLike> tensors)
    implements AutoCloseable {

  /** Bytes of a tensor that is lent. */
  private static final int LARGE = 1 << 16;

  static SharedWeights of(OnnxModel model) throws OrtException {
    OnnxMl.GraphProto graph = model.proto().getGraph();
    OnnxMl.GraphProto.Builder without = graph.toBuilder();
    Map<String, OnnxTensorLike> tensors = new LinkedHashMap<>();
    for (int i = 0; i < graph.getInitializerCount(); i++) {
      OnnxMl.TensorProto tensor = graph.getInitializer(i);
      if (tensor.getDataType() != OnnxMl.TensorProto.DataType.FLOAT_VALUE
          || tensor.getRawData().size() < LARGE) {
        continue;
      }
      ByteBuffer bytes = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.nativeOrder());
      if (bytes.isDirect() && bytes.order() == ByteOrder.LITTLE_ENDIAN) {
        long[] dims = tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
        tensors.put(
            tensor.getName(),
            OnnxTensor.createTensor(
                NativeLibraries.environment(), bytes, dims, OnnxJavaType.FLOAT));
        without.setInitializer(
            i,
            tensor.toBuilder()
                .clearRawData()
                .setDataLocation(OnnxMl.TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                    OnnxMl.StringStringEntryProto.newBuilder()
                        .setKey("location")
                        .setValue("weights")));
      }
    }
    return new SharedWeights(model.proto().toBuilder().setGraph(without).build(), tensors);
  }

  @Override
  public void close() {
    List.copyOf(tensors.values()).forEach(OnnxTensorLike::close);
  }
}
