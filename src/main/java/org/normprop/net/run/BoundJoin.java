package org.normprop.net.run;

import java.util.List;
import org.normprop.net.compute.Engine;
import org.normprop.net.compute.Loops;
import org.normprop.net.compute.Slices;
import org.normprop.net.compute.Workers;
import org.normprop.net.layer.Join;
import org.normprop.net.layer.Shape;

/** A {@link Join} at work. Tasks take slices of all values, or of the images. */
abstract class BoundJoin {

  /** Values worth a task. */
  private static final int TASK = 1 << 15;

  private static final int MOST_TASKS = 64;

  final Shape output;
  final float[] y;
  final Workers workers;

  BoundJoin(Join join, List<Shape> inputs, Binding binding) {
    this.output = join.output(inputs);
    this.y = binding.output(output);
    this.workers = binding.engine().workers();
  }

  static Slices slices(Slices before, int values) {
    return before.total() == values ? before : Slices.of(values, TASK, MOST_TASKS);
  }

  /** Computes y [batch, output] from each input [batch, its shape]. */
  abstract float[] forward(float[][] inputs, int batch);

  /**
   * Computes the gradient of one input; those that take over come last.
   *
   * @param gradOutput dl/dy
   * @param into where dl/dx goes, maybe {@code gradOutput} itself
   * @param adds whether it is added to what stands there
   */
  abstract void backward(int input, float[] gradOutput, float[] into, boolean adds, int batch);

  /** Adds one array to another. */
  static final class Adder {
    private final Workers workers;
    private final Workers.Task add = this::addTask;
    private Slices slices = new Slices(0, 1);
    private float[] sum;
    private float[] term;

    Adder(Engine engine) {
      this.workers = engine.workers();
    }

    void add(float[] sum, float[] term, int n) {
      this.sum = sum;
      this.term = term;
      slices = BoundJoin.slices(slices, n);
      workers.run(slices.count(), add);
    }

    private void addTask(int task, int worker) {
      int from = slices.from(task);
      Loops.addTo(sum, term, from, slices.to(task) - from);
    }
  }
}
