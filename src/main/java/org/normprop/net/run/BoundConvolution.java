package org.normprop.net.run;

import java.util.Optional;
import org.normprop.net.compute.Loops;
import org.normprop.net.compute.Slices;
import org.normprop.net.compute.Workers;
import org.normprop.net.compute.Workspace;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.WeightLayer;
import org.normprop.net.run.convolution.ConvolutionMap;

/**
 * A convolution: u = W * x, x [batch, channels, height, width], W [filters, channels, rows,
 * columns], u [batch, filters, output height, output width]; then the {@link Epilogue}.
 *
 * <p>A scale that does not depend on the batch goes into the weights, u = (s W) * x, which costs
 * nothing an image; then u lies where the output will.
 *
 * <p>Tasks take slices of the batch. What they sum over their images, dl/dW and the channels' sums,
 * is added in the order of the slices.
 */
final class BoundConvolution extends EpilogueLayer {

  /** Multiply-adds that are worth a slice. */
  private static final double SLICE = 1e6;

  private static final int MOST_SLICES = 16;

  /** The most floats that the slices' sums for dl/dW may take together. */
  private static final int MOST_SUMS = 1 << 23;

  private static final int SUM_BLOCK = 1 << 13;

  /** Weights worth a task. */
  private static final int WEIGHTS = 1 << 11;

  private final Workers workers;
  private final Workspace workspace;
  private final ConvolutionMap map;

  /** Null where borders are plain. */
  private final BorderFactors borders;

  private final boolean isScaled;
  private final float[] u;
  private final int mostSlices;
  private final double work;
  private final Workers.Task prepare = this::prepareTask;
  private final Workers.Task forwardAll = this::forwardAllTask;
  private final Workers.Task forwardMap = this::forwardMapTask;
  private final Workers.Task forwardEpilogue = this::forwardEpilogueTask;
  private final Workers.Task backwardAll = this::backwardAllTask;
  private final Workers.Task backwardToPre = this::backwardToPreTask;
  private final Workers.Task backwardMap = this::backwardMapTask;
  private final Workers.Task addSums = this::addSumsTask;
  private final Workers.Task finish = this::finishTask;

  private float[] x;
  private float[] d;
  private float[] gradInputOrNull;
  private int batch;
  private Slices slices;
  private final Slices sumSlices;
  private final Slices filterSlices;

  public BoundConvolution(WeightLayer.Convolution layer, Shape input, Binding binding) {
    this(
        layer,
        input,
        binding,
        ConvolutionMap.of(layer, input, binding.engine(), binding.workspace()));
  }

  private BoundConvolution(
      WeightLayer.Convolution layer, Shape input, Binding binding, ConvolutionMap map) {
    super(layer, layer.scheme(), layer.nonlinearity(), input, binding, mostSlices(map), true);
    this.workers = binding.engine().workers();
    this.workspace = binding.workspace();
    this.map = map;
    this.borders = BorderFactors.of(layer, input);
    this.mostSlices = mostSlices(map);
    this.work = (double) weights.values().length * output.plane();
    this.isScaled = epilogue.isScaled;
    boolean inPlace = isScaled || epilogue.scale.onlyShifts();
    this.u = inPlace ? epilogue.y : binding.images(output);
    this.sumSlices = Slices.of(map.sumSize(), SUM_BLOCK, 64);
    this.filterSlices = Slices.of(layer.filters(), WEIGHTS / weights.columns(), 64);
    workspace.reservePartials(mostSlices, map.sumSize());
  }

  private static int mostSlices(ConvolutionMap map) {
    return Math.max(2, Math.min(MOST_SLICES, MOST_SUMS / map.sumSize()));
  }

  @Override
  public float[] forward(float[] x, int batch, Pass pass) {
    this.x = x;
    this.pass = pass;
    if (batch != this.batch) {
      this.batch = batch;
      slices = Slices.of(batch, (int) Math.max(1, SLICE / work), mostSlices);
    }
    if (images != null) {
      images.begin(batch);
    }
    workers.run(filterSlices.count(), prepare);
    epilogue.kernel.prepare();
    if (epilogue.scale.needsMoments(pass)) {
      BatchScale.check(batch * output.plane());
      workers.run(slices.count(), forwardMap);
      ((BatchScale) epilogue.scale).useMoments(0, output.channels(), slices, output.plane());
      workers.run(slices.count(), forwardEpilogue);
    } else {
      workers.run(slices.count(), forwardAll);
    }
    return epilogue.y;
  }

  private void prepareTask(int task, int worker) {
    int from = filterSlices.from(task);
    int to = filterSlices.to(task);
    epilogue.scale.prepare(from, to, pass);
    map.prepare(weights.values(), isScaled ? epilogue.scale.s : null, from, to, worker);
  }

  private void forwardAllTask(int task, int worker) {
    int step = map.imagesAtOnce();
    for (int b = slices.from(task); b < slices.to(task); b += step) {
      int to = Math.min(b + step, slices.to(task));
      product(x, u, b, to, worker);
      epilogue.forward(u, b, to, 0, output.channels(), worker);
    }
  }

  /**
   * u = W * x of images [from, to), as large at the borders as elsewhere if they are corrected,
   * each standardised where layer normalisation does.
   */
  private void product(float[] x, float[] u, int from, int to, int worker) {
    map.forward(x, u, from, to, worker);
    if (borders != null) {
      borders.apply(u, from, to);
    }
    if (images != null) {
      images.standardise(u, from, to);
    }
  }

  /** dl/d(W * x) from dl/dpre. */
  private void backwardToProduct(int from, int to, int worker) {
    epilogue.backwardToProduct(d, u, from, to, 0, output.channels(), worker);
    if (images != null) {
      images.backward(d, u, from, to);
    }
    if (borders != null) {
      borders.apply(d, from, to);
    }
  }

  private void forwardMapTask(int task, int worker) {
    int from = slices.from(task);
    int to = slices.to(task);
    product(x, u, from, to, worker);
    ((BatchScale) epilogue.scale).measure(u, output.plane(), from, to, 0, output.channels(), task);
  }

  private void forwardEpilogueTask(int task, int worker) {
    epilogue.forward(u, slices.from(task), slices.to(task), 0, output.channels(), worker);
  }

  @Override
  void backward(float[] gradOutput, float[] gradInput) {
    d = gradOutput;
    gradInputOrNull = gradInput;
    weights.clear();
    epilogue.kernel.clear();
    if (epilogue.scale.q() == null) {
      workers.run(slices.count(), backwardAll);
    } else {
      workers.run(slices.count(), backwardToPre);
      epilogue.finishScale(0, output.channels(), slices.count(), pass, batch);
      workers.run(slices.count(), backwardMap);
    }
    epilogue.kernel.finish();
    if (slices.count() > 1) {
      workers.run(sumSlices.count(), addSums);
    }
    if (isScaled) {
      weights.setRowFactors(epilogue.scale.s);
    }
    workers.run(filterSlices.count(), finish);
  }

  private void backwardAllTask(int task, int worker) {
    int channels = output.channels();
    epilogue.clear(task);
    int step = map.imagesAtOnce();
    for (int b = slices.from(task); b < slices.to(task); b += step) {
      int to = Math.min(b + step, slices.to(task));
      epilogue.backwardToPre(d, u, b, to, 0, channels, task, task, worker);
      backwardToProduct(b, to, worker);
      boolean adds = b > slices.from(task);
      map.backward(x, d, workspace.partial(task), adds, gradInputOrNull, b, to, worker);
    }
  }

  private void backwardToPreTask(int task, int worker) {
    epilogue.clear(task);
    epilogue.backwardToPre(
        d, u, slices.from(task), slices.to(task), 0, output.channels(), task, task, worker);
  }

  private void backwardMapTask(int task, int worker) {
    int from = slices.from(task);
    int to = slices.to(task);
    backwardToProduct(from, to, worker);
    map.backward(x, d, workspace.partial(task), false, gradInputOrNull, from, to, worker);
  }

  /** Adds a stretch of the slices' sums to that of the first, in order. */
  private void addSumsTask(int task, int worker) {
    int from = sumSlices.from(task);
    int length = sumSlices.to(task) - from;
    float[] sum = workspace.partial(0);
    for (int slice = 1; slice < slices.count(); slice++) {
      Loops.addTo(sum, workspace.partial(slice), from, length);
    }
  }

  private void finishTask(int task, int worker) {
    int from = filterSlices.from(task);
    int to = filterSlices.to(task);
    map.finish(workspace.partial(0), weights.matrix(), from, to, worker);
    if (isScaled) {
      epilogue.finishScale(from, to, slices.count(), pass, batch, weights);
    } else if (epilogue.scale.q() == null) {
      epilogue.finishScale(from, to, slices.count(), pass, batch);
    }
  }

  @Override
  public Optional<float[]> preActivations(int batch) {
    if (u != epilogue.y) {
      return Optional.of(epilogue.preActivations(u, batch));
    }
    float[] product = new float[batch * output.size()];
    product(x, product, 0, batch, 0);
    return Optional.of(epilogue.preActivations(product, batch));
  }
}
