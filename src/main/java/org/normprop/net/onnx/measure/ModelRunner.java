package org.normprop.net.onnx.measure;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.normprop.io.BadFileException;
import org.normprop.net.onnx.read.Dims;
import org.normprop.net.onnx.read.ElementType;
import org.normprop.net.onnx.read.OnnxInput;
import org.normprop.net.onnx.read.OnnxModel;
import org.normprop.net.onnx.read.TensorValue;

/**
 * A model in ONNX Runtime, every tensor an output if asked for. Safe for use by several threads at
 * once.
 */
public final class ModelRunner implements AutoCloseable {

  private static final Pattern NOISE =
      Pattern.compile("(?s)^Error code - ORT_[A-Z_]+ - message: |\\[ONNXRuntimeError\\] : ");

  private final OnnxModel model;
  private final OrtSession session;

  private ModelRunner(OnnxModel model, OrtSession session) {
    this.model = model;
    this.session = session;
  }

  /**
   * Loads a model.
   *
   * @param model the model
   * @param tensors tensors to hand out besides the outputs
   * @param threads threads of a run
   * @return to be closed
   * @throws IOException if the runtime does not take the model
   */
  public static ModelRunner open(OnnxModel model, List<String> tensors, int threads)
      throws IOException {
    OrtEnvironment runtime = NativeLibraries.environment(); // loaded before anything of it
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      // Optimised, nodes would be joined and their tensors gone.
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      options.setCPUArenaAllocator(false);
      options.setMemoryPatternOptimization(false);
      String folder = model.file().toAbsolutePath().getParent().toString();
      options.addConfigEntry("session.model_external_initializers_file_folder_path", folder);
      try (SharedWeights weights = SharedWeights.of(model)) {
        options.addExternalInitializers(weights.tensors());
        ByteBuffer bytes = withOutputs(weights.model(), model.graph().outputs(), tensors);
        return new ModelRunner(model, runtime.createSession(bytes, options));
      }
    } catch (OrtException e) {
      throw failed(model, e);
    }
  }

  private static ByteBuffer withOutputs(
      OnnxMl.ModelProto model, List<String> outputs, List<String> tensors) throws IOException {
    Set<String> there = new HashSet<>(outputs);
    OnnxMl.GraphProto.Builder graph = model.getGraph().toBuilder();
    for (String tensor : new LinkedHashSet<>(tensors)) {
      if (there.add(tensor)) {
        graph.addOutput(OnnxMl.ValueInfoProto.newBuilder().setName(tensor));
      }
    }
    OnnxMl.ModelProto all = model.toBuilder().setGraph(graph).build();
    ByteBuffer bytes = ByteBuffer.allocateDirect(all.getSerializedSize());
    all.writeTo(CodedOutputStream.newInstance(bytes));
    return bytes;
  }

  private static BadFileException failed(OnnxModel model, OrtException e) {
    String message = NOISE.matcher(String.valueOf(e.getMessage())).replaceAll("");
    return new BadFileException(
        model.file(), "ONNX Runtime does not run it: " + message.strip().replaceAll("\\s+", " "));
  }

  /** An output of a run that has no buffer of ours. */
  record Found(ElementType type, int[] dims, ByteBuffer elements) {}

  /**
   * An input in the runtime's form.
   *
   * @param input which one
   * @param dims its sizes
   * @param values its elements
   */
  OnnxTensor input(OnnxInput input, int[] dims, double[] values) throws IOException {
    if (!TensorBytes.isTaken(input.type())) {
      throw new BadFileException(
          model.file(), "input " + input + " holds elements of type " + input.type());
    }
    try {
      ByteBuffer bytes = TensorBytes.of(input.type(), values);
      return OnnxTensor.createTensor(
          NativeLibraries.environment(), bytes, longs(dims), TensorBytes.javaType(input.type()));
    } catch (OrtException e) {
      throw failed(model, e);
    }
  }

  /** A buffer for an output, and the tensor that the runtime writes into it. */
  OnnxTensor pinned(ElementType type, int[] dims, ByteBuffer buffer) throws IOException {
    try {
      return OnnxTensor.createTensor(
          NativeLibraries.environment(), buffer, longs(dims), TensorBytes.javaType(type));
    } catch (OrtException e) {
      throw failed(model, e);
    }
  }

  /**
   * Runs once.
   *
   * @param inputs all inputs
   * @param wanted outputs without buffers of ours
   * @param pinned outputs that have them
   * @return what was wanted, copied; tensors alone
   */
  Map<String, Found> run(
      Map<String, OnnxTensor> inputs, List<String> wanted, Map<String, OnnxTensor> pinned)
      throws IOException {
    Map<String, Found> found = new LinkedHashMap<>();
    run(inputs, wanted, pinned, found::put);
    return found;
  }

  /** Runs once, and shows one tensor after the other. */
  void show(Map<String, OnnxTensor> inputs, List<String> wanted, BiConsumer<String, Found> receiver)
      throws IOException {
    run(inputs, wanted, Map.of(), receiver);
  }

  private void run(
      Map<String, OnnxTensor> inputs,
      List<String> wanted,
      Map<String, OnnxTensor> pinned,
      BiConsumer<String, Found> receiver)
      throws IOException {
    Map<String, OnnxTensorLike> given = new LinkedHashMap<>(inputs);
    Map<String, OnnxValue> own = new LinkedHashMap<>(pinned);
    try (OrtSession.Result result = session.run(given, new LinkedHashSet<>(wanted), own)) {
      for (String name : wanted) {
        if (result.get(name).orElse(null) instanceof OnnxTensor tensor) {
          TensorInfo info = tensor.getInfo();
          ElementType type = TensorBytes.type(info.type);
          if (type.bytes() > 0) {
            receiver.accept(name, new Found(type, ints(info.getShape()), tensor.getByteBuffer()));
          }
        }
      }
    } catch (OrtException e) {
      throw failed(model, e);
    }
  }

  /**
   * Runs once on given values.
   *
   * @param inputs a value for each input
   * @param wanted the outputs asked for
   * @return those of a real type, as float32
   * @throws IOException if the runtime does not run the model
   */
  public Map<String, TensorValue> compute(Map<String, TensorValue> inputs, List<String> wanted)
      throws IOException {
    Map<String, OnnxTensor> given = new LinkedHashMap<>();
    try {
      for (OnnxInput input : model.graph().inputs()) {
        TensorValue value = inputs.get(input.name());
        double[] values = new double[value.size()];
        Arrays.setAll(values, value::at);
        given.put(input.name(), input(input, value.dims(), values));
      }
      Map<String, TensorValue> results = new LinkedHashMap<>();
      run(given, wanted, Map.of())
          .forEach(
              (name, found) -> {
                if (found.type().isReal()) {
                  float[] reals = new float[Dims.count(found.dims())];
                  TensorBytes.get(found.type(), found.elements(), 0, reals, reals.length);
                  results.put(name, TensorValue.of(found.dims(), reals));
                }
              });
      return results;
    } finally {
      given.values().forEach(OnnxTensor::close);
    }
  }

  private static long[] longs(int[] dims) {
    long[] longs = new long[dims.length];
    for (int i = 0; i < dims.length; i++) {
      longs[i] = dims[i];
    }
    return longs;
  }

  private static int[] ints(long[] shape) {
    int[] dims = new int[shape.length];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = Math.toIntExact(shape[i]);
    }
    return dims;
  }

  /** The names of the outputs that the runtime offers. */
  List<String> outputs() {
    return new ArrayList<>(session.getOutputNames());
  }

  @Override
  public void close() throws IOException {
    try {
      session.close();
    } catch (OrtException e) {
      throw failed(model, e);
    }
  }
}
