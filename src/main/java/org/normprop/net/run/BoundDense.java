package org.normprop.net.run;

import java.util.Optional;
import org.normprop.net.compute.Blas;
import org.normprop.net.compute.Slices;
import org.normprop.net.compute.Workers;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.WeightLayer;

/**
 * A dense layer: u = x W', x [batch, inputs], W [units, inputs], u [batch, units]; then the {@link
 * Epilogue}.
 *
 * <p>Tasks take columns of u (units), with all images of the batch: each task has its rows of W,
 * its part of dl/dW and its channels' statistics to itself, and nothing is added between tasks.
 */
final class BoundDense extends EpilogueLayer {

  /** Multiply-adds that are worth waking a thread for: some 20 microseconds. */
  private static final double TASK = 1.5e6;

  private static final int MOST_TASKS = 16;

  private final int inputs;
  private final int units;
  private final Blas blas;
  private final Workers workers;
  private final float[] u;

  /** dl/du of a single image, kept for the step. */
  private final float[] outer;

  private final Workers.Task forward = this::forwardTask;
  private final Workers.Task backwardWeights = this::backwardWeightsTask;
  private final Workers.Task backwardInput = this::backwardInputTask;

  private float[] x;
  private float[] d;
  private float[] gradInput;
  private int batch;
  private Slices unitSlices;
  private Slices inputSlices;
  private Slices allImages;

  public BoundDense(WeightLayer.Dense layer, Shape input, Binding binding) {
    super(layer, layer.scheme(), layer.nonlinearity(), input, binding, MOST_TASKS, false);
    this.inputs = input.size();
    this.units = layer.units();
    this.blas = binding.engine().blas();
    this.workers = binding.engine().workers();
    this.u = binding.images(output);
    this.outer = new float[units];
  }

  @Override
  public float[] forward(float[] x, int batch, Pass pass) {
    this.x = x;
    this.pass = pass;
    if (batch != this.batch) {
      this.batch = batch;
      unitSlices = slices(units, (double) batch * inputs);
      inputSlices = batch == 1 ? new Slices(inputs, 1) : slices(inputs, (double) batch * units);
      allImages = new Slices(batch, 1);
    }
    if (epilogue.scale.needsMoments(pass)) {
      BatchScale.check(batch);
    }
    epilogue.kernel.prepare();
    workers.run(unitSlices.count(), forward);
    return epilogue.y;
  }

  /** The cut of columns that take so many multiply-adds each. */
  private static Slices slices(int columns, double work) {
    return Slices.of(columns, (int) Math.max(16, TASK / work), MOST_TASKS);
  }

  private void forwardTask(int task, int worker) {
    int from = unitSlices.from(task);
    int to = unitSlices.to(task);
    epilogue.scale.prepare(from, to, pass);
    if (batch == 1) {
      blas.multiplyVector(to - from, inputs, weights.values(), from * inputs, x, 0, u, from);
    } else {
      blas.multiplyByTransposed(
          batch,
          to - from,
          inputs,
          x,
          0,
          inputs,
          weights.values(),
          from * inputs,
          inputs,
          false,
          u,
          from,
          units);
    }
    if (epilogue.scale.needsMoments(pass)) {
      BatchScale scale = (BatchScale) epilogue.scale;
      scale.measure(u, 1, 0, batch, from, to, 0);
      scale.useMoments(from, to, allImages, 1);
    }
    epilogue.forward(u, 0, batch, from, to, worker);
  }

  @Override
  void backward(float[] gradOutput, float[] gradInput) {
    d = gradOutput;
    this.gradInput = gradInput;
    epilogue.clear(0);
    epilogue.kernel.clear();
    weights.clear();
    if (batch == 1) {
      // The gradient is an outer product that nobody forms: dl/dW = dl/du x'.
      weights.setOuter(outer, 0, x, 0);
    }
    workers.run(unitSlices.count(), backwardWeights);
    epilogue.kernel.finish();
    if (gradInput != null) {
      workers.run(inputSlices.count(), backwardInput);
    }
  }

  private void backwardWeightsTask(int task, int worker) {
    int from = unitSlices.from(task);
    int to = unitSlices.to(task);
    epilogue.backwardToPre(d, u, 0, batch, from, to, 0, task, worker);
    epilogue.finishScale(from, to, 1, pass, batch);
    epilogue.backwardToProduct(d, u, 0, batch, from, to, worker);
    if (batch == 1) {
      System.arraycopy(d, from, outer, from, to - from);
    } else {
      // dl/dW = (dl/du)' x.
      blas.multiplyTransposed(
          to - from,
          inputs,
          batch,
          d,
          from,
          units,
          x,
          0,
          inputs,
          false,
          weights.matrix(),
          from * inputs,
          inputs);
    }
  }

  private void backwardInputTask(int task, int worker) {
    int from = inputSlices.from(task);
    int to = inputSlices.to(task);
    // dl/dx = dl/du W.
    if (batch == 1) {
      blas.multiplyTransposedVector(units, inputs, weights.values(), 0, d, 0, gradInput, 0);
    } else {
      blas.multiply(
          batch,
          to - from,
          units,
          d,
          0,
          units,
          weights.values(),
          from,
          inputs,
          false,
          gradInput,
          from,
          inputs);
    }
  }

  @Override
  public Optional<float[]> preActivations(int batch) {
    return Optional.of(epilogue.preActivations(u, batch));
  }
}
