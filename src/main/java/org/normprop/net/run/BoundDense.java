package org.normprop.net.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.normprop.net.compute.Blas;
import org.normprop.net.compute.Slices;
import org.normprop.net.compute.Tensor;
import org.normprop.net.compute.Workers;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Shape;

/**
 * A dense layer: u = x W', x [batch, inputs], W [units, inputs], u [batch, units]; then the {@link
 * Epilogue}.
 *
 * <p>Tasks take columns of u (units), with all images of the batch: each task has its rows of W,
 * its part of dl/dW and its channels' statistics to itself, and nothing is added between tasks.
 */
final class BoundDense implements BoundLayer {

  /** Multiply-adds that are worth waking a thread for: some 20 microseconds. */
  private static final double TASK = 1.5e6;

  private static final int MOST_TASKS = 16;

  private final Layer.Dense layer;
  private final Shape input;
  private final Shape output;
  private final int inputs;
  private final int units;
  private final Blas blas;
  private final Workers workers;
  private final Parameter weights;
  private final Epilogue epilogue;
  private final float[] u;
  private final float[] gradInput;
  private final Workers.Task forward = this::forwardTask;
  private final Workers.Task backwardWeights = this::backwardWeightsTask;
  private final Workers.Task backwardInput = this::backwardInputTask;

  private float[] x;
  private float[] d;
  private int batch;
  private Pass pass;
  private Slices unitSlices;
  private Slices inputSlices;
  private Slices allImages;

  public BoundDense(Layer.Dense layer, Shape input, Binding binding) {
    this.layer = layer;
    this.input = input;
    this.output = layer.output(input);
    this.inputs = input.size();
    this.units = layer.units();
    this.blas = binding.engine().blas();
    this.workers = binding.engine().workers();
    this.weights = Weights.of(layer.scheme(), binding.prefix(), List.of(units, inputs));
    ChannelScale scale = ChannelScale.of(layer.scheme(), weights, units, blas, binding.prefix());
    this.epilogue = new Epilogue(scale, layer.nonlinearity(), output, binding, MOST_TASKS, false);
    this.u = binding.images(output);
    this.gradInput = binding.images(input);
    if (scale instanceof BatchScale batchScale) {
      batchScale.reserve(1);
    }
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
      blas.multiply(
          false,
          true,
          batch,
          to - from,
          inputs,
          1,
          x,
          0,
          inputs,
          weights.values(),
          from * inputs,
          inputs,
          0,
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
  public float[] backward(float[] gradOutput, boolean inputToo) {
    d = gradOutput;
    epilogue.clear(0);
    epilogue.kernel.clear();
    weights.clear();
    if (batch == 1) {
      // The gradient is an outer product that nobody forms: dl/dW = dl/du x'.
      weights.setOuter(d, 0, x, 0);
    }
    workers.run(unitSlices.count(), backwardWeights);
    epilogue.kernel.finish();
    if (!inputToo) {
      return null;
    }
    workers.run(inputSlices.count(), backwardInput);
    return gradInput;
  }

  private void backwardWeightsTask(int task, int worker) {
    int from = unitSlices.from(task);
    int to = unitSlices.to(task);
    epilogue.backwardToPre(d, u, 0, batch, from, to, 0, task, worker);
    epilogue.finishScale(from, to, 1, pass, batch);
    epilogue.backwardToProduct(d, u, 0, batch, from, to, worker);
    if (batch > 1) {
      // dl/dW = (dl/du)' x.
      blas.multiply(
          true,
          false,
          to - from,
          inputs,
          batch,
          1,
          d,
          from,
          units,
          x,
          0,
          inputs,
          0,
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
          false,
          false,
          batch,
          to - from,
          units,
          1,
          d,
          0,
          units,
          weights.values(),
          from,
          inputs,
          0,
          gradInput,
          from,
          inputs);
    }
  }

  @Override
  public void startFrom(float[] x, int batch) {
    forward(x, batch, Pass.EVALUATION);
    Weights.startFrom(epilogue, epilogue.preActivations(u, batch), batch, output);
  }

  @Override
  public Optional<float[]> preActivations(int batch) {
    return Optional.of(epilogue.preActivations(u, batch));
  }

  @Override
  public Optional<Gain> gain() {
    return Optional.of(epilogue.gain(weights, pass));
  }

  @Override
  public Layer layer() {
    return layer;
  }

  @Override
  public Shape input() {
    return input;
  }

  @Override
  public Shape output() {
    return output;
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(List.of(weights));
    all.addAll(epilogue.parameters());
    return all;
  }

  @Override
  public List<Tensor> buffers() {
    return epilogue.buffers();
  }
}
