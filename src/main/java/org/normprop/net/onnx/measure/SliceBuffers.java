package org.normprop.net.onnx.measure;

import ai.onnxruntime.OnnxTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.normprop.net.onnx.operator.ShapeInference;

/** What one thread owns: room for a slice, and sums for every tensor. */
final class SliceBuffers {

  private final Map<MeasureTarget, SampleSums> sums = new LinkedHashMap<>();
  private final ByteBuffer room;
  private final SampleBlock block = new SampleBlock();
  private final ShapeInference shapes;

  SliceBuffers(
      List<List<MeasureTarget>> slices,
      ShapeInference shapes,
      Function<MeasureTarget, SampleSums> of) {
    this.shapes = shapes;
    long most = 0;
    for (List<MeasureTarget> slice : slices) {
      long bytes = 0;
      for (MeasureTarget target : slice) {
        sums.put(target, of.apply(target));
        bytes += padded(target.bytes());
      }
      most = Math.max(most, bytes);
    }
    this.room = ByteBuffer.allocateDirect(Math.toIntExact(most)).order(ByteOrder.nativeOrder());
  }

  private static long padded(long bytes) {
    return (bytes + 63) / 64 * 64;
  }

  void run(ModelRunner runner, Map<String, OnnxTensor> given, List<MeasureTarget> slice)
      throws IOException {
    Map<String, OnnxTensor> pinned = new LinkedHashMap<>();
    Map<MeasureTarget, ByteBuffer> own = new LinkedHashMap<>();
    List<String> free = new ArrayList<>();
    int at = 0;
    try {
      for (MeasureTarget target : slice) {
        if (target.node < 0) {
          sums.get(target).take(target.type, given.get(target.name).getByteBuffer(), block);
        } else if (shapes.fact(target.name).dims() == null) {
          free.add(target.name); // its shape may depend on the sample
        } else {
          ByteBuffer part = room.slice(at, (int) target.bytes()).order(ByteOrder.nativeOrder());
          at += (int) padded(target.bytes());
          pinned.put(target.name, runner.pinned(target.type, target.dims, part));
          own.put(target, part);
        }
      }
      if (pinned.isEmpty() && free.isEmpty()) {
        return;
      }
      Map<String, ModelRunner.Found> found = runner.run(given, free, pinned);
      for (MeasureTarget target : slice) {
        ByteBuffer part = own.get(target);
        if (part != null) {
          sums.get(target).take(target.type, part, block);
        } else if (found.containsKey(target.name)) {
          ModelRunner.Found value = found.get(target.name);
          if (Arrays.equals(value.dims(), target.dims)) {
            sums.get(target).take(value.type(), value.elements(), block);
          } else {
            Arrays.fill(sums.get(target).powers, Double.NaN);
          }
        }
      }
    } finally {
      pinned.values().forEach(OnnxTensor::close);
    }
  }

  void deliver() {
    sums.forEach((target, values) -> target.tally.add(values));
  }
}
