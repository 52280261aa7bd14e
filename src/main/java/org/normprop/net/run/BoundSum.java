package org.normprop.net.run;

import java.util.List;
import org.normprop.net.compute.Loops;
import org.normprop.net.compute.Slices;
import org.normprop.net.compute.Workers;
import org.normprop.net.layer.Join;
import org.normprop.net.layer.Shape;

/** y = p x_0 + q x_1, and dl/dx_0 = p dl/dy, dl/dx_1 = q dl/dy. */
final class BoundSum extends BoundJoin {

  private final float[] factors;
  private final Workers.Task forward = this::forwardTask;
  private final Workers.Task backward = this::backwardTask;

  private Slices slices = new Slices(0, 1);
  private float[] first;
  private float[] second;
  private float[] d;
  private float[] into;
  private boolean adds;
  private float factor;

  BoundSum(Join.Sum sum, List<Shape> inputs, Binding binding) {
    super(sum, inputs, binding);
    this.factors = new float[] {(float) sum.first(), (float) sum.second()};
  }

  @Override
  float[] forward(float[][] inputs, int batch) {
    first = inputs[0];
    second = inputs[1];
    slices = slices(slices, batch * output.size());
    workers.run(slices.count(), forward);
    return y;
  }

  private void forwardTask(int task, int worker) {
    int from = slices.from(task);
    Loops.sum(first, factors[0], second, factors[1], y, from, slices.to(task) - from);
  }

  @Override
  void backward(int input, float[] gradOutput, float[] into, boolean adds, int batch) {
    d = gradOutput;
    this.into = into;
    this.adds = adds;
    factor = factors[input];
    if (adds || factor != 1 || into != gradOutput) {
      workers.run(slices.count(), backward);
    }
  }

  private void backwardTask(int task, int worker) {
    int from = slices.from(task);
    int n = slices.to(task) - from;
    if (adds) {
      Loops.addScaled(into, d, factor, from, n);
    } else {
      Loops.scale(d, factor, 0, into, from, n);
    }
  }
}
