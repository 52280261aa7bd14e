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
 * <p>Tasks take all images of the batch, and nothing is added between tasks. On the way forward and
 * back to dl/du they take columns of u (units), and have their rows of W and their channels'
 * statistics to themselves. Then they take columns of x (inputs), for both products that dl/du goes
 * into: BLAS copies what a piece needs of its operands, and dl/du is the smaller one. Layer
 * normalisation, which needs all units of an image, stands between as tasks that take images.
 */
final class BoundDense extends EpilogueLayer {

  /** Multiply-adds that are worth waking a thread for: some 30 microseconds. */
  private static final double TASK = 2e6;

  private static final int MOST_TASKS = 16;

  /** Values to standardise that are worth waking a thread for. */
  private static final int VALUES = 1 << 14;

  private final int inputs;
  private final int units;
  private final Blas blas;
  private final Workers workers;
  private final float[] u;

  /** dl/du of a single image, kept for the step. */
  private final float[] outer;

  private final Workers.Task forward = this::forwardTask;
  private final Workers.Task standardise = this::standardiseTask;
  private final Workers.Task forwardEpilogue = this::forwardEpilogueTask;
  private final Workers.Task backwardUnits = this::backwardUnitsTask;
  private final Workers.Task standardiseBack = this::standardiseBackTask;
  private final Workers.Task backwardInputs = this::backwardInputsTask;

  private float[] x;
  private float[] d;
  private float[] gradInput;
  private int batch;
  private Slices unitSlices;
  private Slices inputSlices;
  private Slices allImages;
  private Slices imageSlices;

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
      imageSlices = Slices.of(batch, Math.max(1, VALUES / units), MOST_TASKS);
    }
    if (epilogue.scale.needsMoments(pass)) {
      BatchScale.check(batch);
    }
    epilogue.kernel.prepare();
    workers.run(unitSlices.count(), forward);
    if (images != null) {
      images.begin(batch);
      workers.run(imageSlices.count(), standardise);
      workers.run(unitSlices.count(), forwardEpilogue);
    }
    return epilogue.y;
  }

  private void standardiseTask(int task, int worker) {
    images.standardise(u, imageSlices.from(task), imageSlices.to(task));
  }

  private void forwardEpilogueTask(int task, int worker) {
    epilogue.forward(u, 0, batch, unitSlices.from(task), unitSlices.to(task), worker);
  }

  /** The cut of columns that take so many multiply-adds each, in 1, 2, 4, 8 or 16 parts. */
  private static Slices slices(int columns, double work) {
    Slices cut = Slices.of(columns, (int) Math.max(16, TASK / work), MOST_TASKS);
    return new Slices(columns, Integer.highestOneBit(cut.count()));
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
    if (images == null) {
      epilogue.forward(u, 0, batch, from, to, worker);
    }
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
    workers.run(unitSlices.count(), backwardUnits);
    if (images != null) {
      workers.run(imageSlices.count(), standardiseBack);
    }
    if (batch == 1) {
      System.arraycopy(d, 0, outer, 0, units);
    }
    epilogue.kernel.finish();
    if (batch > 1 || gradInput != null) {
      workers.run(inputSlices.count(), backwardInputs);
    }
  }

  private void backwardUnitsTask(int task, int worker) {
    int from = unitSlices.from(task);
    int to = unitSlices.to(task);
    epilogue.backwardToPre(d, u, 0, batch, from, to, 0, task, worker);
    epilogue.finishScale(from, to, 1, pass, batch);
    epilogue.backwardToProduct(d, u, 0, batch, from, to, worker);
  }

  private void standardiseBackTask(int task, int worker) {
    images.backward(d, u, imageSlices.from(task), imageSlices.to(task));
  }

  private void backwardInputsTask(int task, int worker) {
    int from = inputSlices.from(task);
    int columns = inputSlices.to(task) - from;
    float[] w = weights.values();
    if (batch == 1) {
      blas.multiplyTransposedVector(units, inputs, w, 0, d, 0, gradInput, 0);
      return;
    }
    // dl/dW = (dl/du)' x.
    float[] dw = weights.matrix();
    blas.multiplyTransposed(
        units, columns, batch, d, 0, units, x, from, inputs, false, dw, from, inputs);
    if (gradInput != null) {
      // dl/dx = dl/du W.
      blas.multiply(
          batch, columns, units, d, 0, units, w, from, inputs, false, gradInput, from, inputs);
    }
  }

  @Override
  public Optional<float[]> preActivations(int batch) {
    return Optional.of(epilogue.preActivations(u, batch));
  }
}
