package org.normprop.net.onnx.measure;

import ai.onnxruntime.OnnxTensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.normprop.net.onnx.operator.ChannelAxes;
import org.normprop.net.onnx.operator.ShapeInference;
import org.normprop.net.onnx.operator.TensorFact;
import org.normprop.net.onnx.read.Dims;
import org.normprop.net.onnx.read.ElementType;
import org.normprop.net.onnx.read.OnnxGraph;
import org.normprop.net.onnx.read.OnnxInput;
import org.normprop.net.onnx.read.OnnxModel;
import org.normprop.net.onnx.read.OnnxNode;

/**
 * Sends samples through a model and takes statistics of its tensors. Each sample is a run of its
 * own, by one thread, and samples are added in their order: the result depends on nothing but the
 * model and the samples. Memory holds one sample's tensors for each thread, and no more of them at
 * a time than a slice.
 */
public final class Measurement {

  /**
   * Bytes of tensors that all threads together hold; as many as the weights', if those are more.
   */
  private static final long SLICE = 320L << 20;

  private static final long MOST_SLICE = 1L << 30;

  /** Bytes that the runtime keeps when it shows tensors for the first time. */
  private static final long FIRST = 96L << 20;

  private final OnnxModel model;
  private final ShapeInference shapes;
  private final ChannelAxes axes;
  private final Map<String, int[]> inputDims;
  private final List<MeasureTarget> targets = new ArrayList<>();

  /**
   * A measurement to come.
   *
   * @param model the model
   * @param inputDims the sizes of each input in one run
   * @param shapes the shapes for them
   * @param wanted which tensors, by name
   */
  public Measurement(
      OnnxModel model,
      Map<String, int[]> inputDims,
      ShapeInference shapes,
      Predicate<String> wanted) {
    this.model = model;
    this.inputDims = inputDims;
    this.shapes = shapes;
    OnnxGraph graph = model.graph();
    this.axes = ChannelAxes.of(graph, shapes);
    for (OnnxInput input : graph.inputs()) {
      add(input.name(), "Input", -1, wanted);
    }
    for (OnnxNode node : graph.nodes()) {
      for (String output : node.outputs()) {
        add(output, node.operator(), node.index(), wanted);
      }
    }
  }

  private void add(String name, String operator, int node, Predicate<String> wanted) {
    if (!name.isEmpty() && shapes.varies(name) && wanted.test(name)) {
      TensorFact fact = shapes.fact(name);
      if (fact.dims() == null || fact.type().isReal()) {
        targets.add(new MeasureTarget(name, operator, node));
      }
    }
  }

  /**
   * Measures.
   *
   * @param inputs the samples
   * @param samples how many
   * @param threads threads to use
   * @param progress is told how many samples are done
   * @return a tensor after the other, in the order of the graph
   * @throws IOException if the runtime does not run the model
   */
  public List<MeasuredTensor> run(
      ModelInputs inputs, int samples, int threads, IntConsumer progress) throws IOException {
    MeasureLimits.check(model, shapes);
    // Buffers count against the memory that the virtual machine was given.
    long most = Math.min(MOST_SLICE, Runtime.getRuntime().maxMemory() / 2);
    long slice = Math.min(most, Math.max(SLICE, model.size()));
    int workers =
        (int) Math.max(1, Math.min(Math.min(threads, samples), slice / Math.max(1, guess())));
    int inner = Math.max(1, threads / workers);
    List<String> names =
        targets.stream().filter(t -> t.node >= 0).map(target -> target.name).toList();
    try (ModelRunner runner = ModelRunner.open(model, names, inner)) {
      discover(runner, inputs);
      targets.removeIf(target -> target.dims == null);
      for (MeasureTarget target : targets) {
        int elements = Dims.count(target.dims);
        target.tally = new TensorTally(sums(target), elements, target.pivot, samples);
      }
      List<List<MeasureTarget>> slices = slices(slice / workers);
      measure(runner, inputs, samples, workers, slices, progress);
    }
    List<MeasuredTensor> found = new ArrayList<>();
    for (MeasureTarget target : targets) {
      found.add(
          new MeasuredTensor(
              target.name,
              target.operator,
              target.node,
              target.type,
              target.dims,
              target.tally.moments(),
              target.tally.channelMoments()));
    }
    return found;
  }

  private long guess() {
    long bytes = 0;
    for (MeasureTarget target : targets) {
      int[] dims = shapes.fact(target.name).dims();
      bytes += dims == null ? 0 : 4L * Dims.count(dims);
    }
    return bytes;
  }

  private SampleSums sums(MeasureTarget target) {
    int axis = axes.of(target.name, target.dims);
    return new SampleSums(target.dims, axis, target.pivot, target.spread);
  }

  /** The first sample tells sizes and types, and a pivot near each tensor's mean. */
  private void discover(ModelRunner runner, ModelInputs inputs) throws IOException {
    Map<String, OnnxTensor> given = given(runner, inputs, 0);
    try {
      for (MeasureTarget target : targets) {
        if (target.node < 0) {
          look(target, found(target, given.get(target.name)));
        }
      }
      List<String> part = new ArrayList<>();
      Map<String, MeasureTarget> byName = new LinkedHashMap<>();
      long bytes = 0;
      for (MeasureTarget target : targets) {
        if (target.node < 0) {
          continue;
        }
        int[] dims = shapes.fact(target.name).dims();
        bytes += dims == null ? 0 : 4L * Dims.count(dims);
        if (bytes > FIRST && !part.isEmpty()) {
          runner.show(given, part, (name, found) -> look(byName.get(name), found));
          part.clear();
          bytes = 0;
        }
        part.add(target.name);
        byName.put(target.name, target);
      }
      if (!part.isEmpty()) {
        runner.show(given, part, (name, found) -> look(byName.get(name), found));
      }
    } finally {
      given.values().forEach(OnnxTensor::close);
    }
  }

  private ModelRunner.Found found(MeasureTarget target, OnnxTensor tensor) {
    ElementType type = shapes.fact(target.name).type();
    return new ModelRunner.Found(type, inputDims.get(target.name), tensor.getByteBuffer());
  }

  private void look(MeasureTarget target, ModelRunner.Found found) {
    if (!found.type().isReal() || Dims.count(found.dims()) == 0) {
      return;
    }
    target.type = found.type();
    target.dims = found.dims();
    SampleSums first = sums(target);
    first.takeExactly(found.type(), found.elements(), new SampleBlock());
    double mean = first.powers[0] / Dims.count(found.dims());
    double square = first.powers[1] / Dims.count(found.dims());
    target.pivot = Double.isFinite(mean) ? (float) mean : 0;
    target.spread = (float) Math.sqrt(Math.max(0, square - mean * mean));
  }

  private List<List<MeasureTarget>> slices(long most) {
    List<List<MeasureTarget>> slices = new ArrayList<>();
    List<MeasureTarget> slice = new ArrayList<>();
    long bytes = 0;
    for (MeasureTarget target : targets) {
      if (bytes + target.bytes() > most && !slice.isEmpty()) {
        slices.add(slice);
        slice = new ArrayList<>();
        bytes = 0;
      }
      slice.add(target);
      bytes += target.bytes();
    }
    slices.add(slice);
    return slices;
  }

  private Map<String, OnnxTensor> given(ModelRunner runner, ModelInputs inputs, int sample)
      throws IOException {
    Map<String, OnnxTensor> given = new LinkedHashMap<>();
    for (OnnxInput input : model.graph().inputs()) {
      int[] dims = inputDims.get(input.name());
      double[] values = new double[Dims.count(dims)];
      inputs.fill(input.name(), sample, values);
      given.put(input.name(), runner.input(input, dims, values));
    }
    return given;
  }

  private void measure(
      ModelRunner runner,
      ModelInputs inputs,
      int samples,
      int workers,
      List<List<MeasureTarget>> slices,
      IntConsumer progress)
      throws IOException {
    SampleQueue queue = new SampleQueue(samples, progress);
    ExecutorService pool = Executors.newFixedThreadPool(workers);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int w = 0; w < workers; w++) {
        running.add(pool.submit(() -> work(runner, inputs, slices, queue)));
      }
      for (Future<?> worker : running) {
        worker.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UncheckedIOException io) {
        throw io.getCause();
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      pool.shutdownNow();
    }
  }

  private void work(
      ModelRunner runner, ModelInputs inputs, List<List<MeasureTarget>> slices, SampleQueue queue) {
    SliceBuffers buffers = new SliceBuffers(slices, shapes, this::sums);
    try {
      for (int sample = queue.next(); sample >= 0; sample = queue.next()) {
        Map<String, OnnxTensor> given = given(runner, inputs, sample);
        try {
          for (List<MeasureTarget> slice : slices) {
            buffers.run(runner, given, slice);
          }
        } finally {
          given.values().forEach(OnnxTensor::close);
        }
        queue.inOrder(sample, buffers::deliver);
      }
    } catch (IOException e) {
      queue.stop();
      throw new UncheckedIOException(e);
    } catch (RuntimeException | Error e) {
      queue.stop();
      throw e;
    }
  }
}
