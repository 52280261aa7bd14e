package org.normprop.net.run;

import java.util.List;
import org.normprop.net.compute.Loops;
import org.normprop.net.layer.Join;
import org.normprop.net.layer.Shape;

/** y [batch, all channels, plane] from x_i [batch, channels of i, plane], and back. */
final class BoundConcat extends BoundJoin {

  /** Where each input starts in an image of the output. */
  private final int[] offsets;

  private final int[] sizes;

  BoundConcat(Join.Concat concat, List<Shape> inputs, Binding binding) {
    super(concat, inputs, binding);
    offsets = new int[inputs.size()];
    sizes = inputs.stream().mapToInt(Shape::size).toArray();
    for (int i = 1; i < sizes.length; i++) {
      offsets[i] = offsets[i - 1] + sizes[i - 1];
    }
  }

  @Override
  float[] forward(float[][] inputs, int batch) {
    for (int b = 0; b < batch; b++) {
      for (int i = 0; i < sizes.length; i++) {
        System.arraycopy(inputs[i], b * sizes[i], y, b * output.size() + offsets[i], sizes[i]);
      }
    }
    return y;
  }

  /** An image's part moves towards the front, over what has been read, where it stays in place. */
  @Override
  void backward(int input, float[] gradOutput, float[] into, boolean adds, int batch) {
    int size = sizes[input];
    for (int b = 0; b < batch; b++) {
      int at = b * output.size() + offsets[input];
      if (adds) {
        Loops.addTo(into, b * size, gradOutput, at, size);
      } else {
        System.arraycopy(gradOutput, at, into, b * size, size);
      }
    }
  }
}
