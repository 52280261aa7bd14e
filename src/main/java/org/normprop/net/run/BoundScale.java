package org.normprop.net.run;

import org.normprop.net.compute.Loops;
import org.normprop.net.compute.Slices;
import org.normprop.net.compute.Workers;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Shape;

/** y = c x + t, x [batch, shape]. */
final class BoundScale extends BoundLayer {

  private final float factor;
  private final float shift;
  private final float[] y;
  private final Workers workers;
  private final Workers.Task forward = this::forwardTask;
  private final Workers.Task backward = this::backwardTask;

  private float[] x;
  private float[] d;
  private Slices slices = new Slices(0, 1);

  BoundScale(Layer.Scale layer, Shape shape, Binding binding) {
    super(layer, shape, binding);
    this.factor = (float) layer.factor();
    this.shift = (float) layer.shift();
    this.y = binding.output(output);
    this.workers = binding.engine().workers();
  }

  @Override
  public float[] forward(float[] x, int batch, Pass pass) {
    this.x = x;
    slices = BoundJoin.slices(slices, batch * output.size());
    workers.run(slices.count(), forward);
    return y;
  }

  private void forwardTask(int task, int worker) {
    int from = slices.from(task);
    Loops.scale(x, factor, shift, y, from, slices.to(task) - from);
  }

  @Override
  void backward(float[] gradOutput, float[] gradInput) {
    if (gradInput != null) {
      d = gradOutput;
      workers.run(slices.count(), backward);
    }
  }

  private void backwardTask(int task, int worker) {
    Loops.multiply(d, slices.from(task), factor, slices.to(task) - slices.from(task));
  }
}
