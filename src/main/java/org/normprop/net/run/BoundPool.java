package org.normprop.net.run;

import java.util.Arrays;
import org.normprop.net.compute.Slices;
import org.normprop.net.compute.Workers;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Shape;

/**
 * A pooling: x [batch, channels, height, width] to y [batch, channels, rows, columns], y = (value -
 * mean)/std with the constants of the cells that each window has. Tasks take slices of the planes.
 */
abstract class BoundPool extends BoundLayer {

  /** Pixels worth a task. */
  private static final int TASK = 1 << 15;

  private static final int MOST_TASKS = 64;

  final PoolGeometry geometry;
  final float[] y;
  private final Workers workers;
  private final Workers.Task forward = this::forwardTask;
  private final Workers.Task backward = this::backwardTask;

  private float[] x;
  private float[] d;
  private float[] gradInput;
  private Slices slices = new Slices(0, 1);

  BoundPool(Layer.Pool layer, Shape input, Binding binding) {
    super(layer, input, binding);
    this.geometry = new PoolGeometry(layer, input);
    this.workers = binding.engine().workers();
    this.y = binding.output(output);
  }

  /** One plane of x to one of y. */
  abstract void forwardPlane(float[] x, int xAt, int yAt);

  /** One plane of dl/dy to one of dl/dx, which is 0 before. */
  abstract void backwardPlane(float[] d, int dAt, float[] gradInput, int xAt);

  @Override
  public float[] forward(float[] x, int batch, Pass pass) {
    this.x = x;
    int planes = batch * input.channels();
    if (slices.total() != planes) {
      slices = Slices.of(planes, TASK / input.plane(), MOST_TASKS);
    }
    workers.run(slices.count(), forward);
    return y;
  }

  private void forwardTask(int task, int worker) {
    for (int i = slices.from(task); i < slices.to(task); i++) {
      forwardPlane(x, i * input.plane(), i * output.plane());
    }
  }

  @Override
  void backward(float[] gradOutput, float[] gradInput) {
    if (gradInput != null) {
      this.d = gradOutput;
      this.gradInput = gradInput;
      workers.run(slices.count(), backward);
    }
  }

  private void backwardTask(int task, int worker) {
    for (int i = slices.from(task); i < slices.to(task); i++) {
      int xAt = i * input.plane();
      Arrays.fill(gradInput, xAt, xAt + input.plane(), 0);
      backwardPlane(d, i * output.plane(), gradInput, xAt);
    }
  }
}
