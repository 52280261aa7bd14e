package org.normprop.net.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.normprop.net.compute.Blas;
import org.normprop.net.compute.Loops;
import org.normprop.net.compute.Slices;
import org.normprop.net.compute.Tensor;
import org.normprop.net.compute.Workers;
import org.normprop.net.compute.Workspace;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.Window;
import org.normprop.net.run.convolution.ConvolutionMap;
import org.normprop.net.run.convolution.UnrolledConvolution;
import org.normprop.net.run.convolution.WinogradConvolution;

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
final class BoundConvolution implements BoundLayer {

  /** Multiply-adds that are worth a slice. */
  private static final double SLICE = 1e6;

  private static final int MOST_SLICES = 16;

  /** The most floats that the slices' sums for dl/dW may take together. */
  private static final int MOST_SUMS = 1 << 23;

  private static final int SUM_BLOCK = 1 << 13;

  /** Weights worth a task. */
  private static final int WEIGHTS = 1 << 11;

  private final Layer.Convolution layer;
  private final Shape input;
  private final Shape output;
  private final Workers workers;
  private final Workspace workspace;
  private final Parameter weights;
  private final ConvolutionMap map;
  private final Epilogue epilogue;
  private final boolean isScaled;
  private final float[] u;
  private final float[] gradInput;
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
  private Pass pass;
  private Slices slices;
  private final Slices sumSlices;
  private final Slices filterSlices;

  public BoundConvolution(Layer.Convolution layer, Shape input, Binding binding) {
    this.layer = layer;
    this.input = input;
    this.output = layer.output(input);
    this.workers = binding.engine().workers();
    this.workspace = binding.workspace();
    Window window = layer.window();
    this.weights =
        Weights.of(
            layer.scheme(),
            binding.prefix(),
            List.of(layer.filters(), input.channels(), window.height(), window.width()));
    Blas blas = binding.engine().blas();
    this.map =
        WinogradConvolution.suits(input, output, window)
            ? new WinogradConvolution(input, output, window, blas, workers.count())
            : new UnrolledConvolution(input, output, window, blas, workspace);
    this.mostSlices = Math.max(2, Math.min(MOST_SLICES, MOST_SUMS / map.sumSize()));
    this.work = (double) weights.values().length * output.plane();
    ChannelScale scale =
        ChannelScale.of(
            layer.scheme(), weights, layer.filters(), binding.engine().blas(), binding.prefix());
    this.isScaled = scale.scalesRows();
    this.epilogue =
        new Epilogue(scale, layer.nonlinearity(), output, binding, mostSlices, isScaled);
    this.u = isScaled || scale.onlyShifts() ? epilogue.y : binding.images(output);
    this.gradInput = binding.images(input);
    this.sumSlices = Slices.of(map.sumSize(), SUM_BLOCK, 64);
    this.filterSlices = Slices.of(layer.filters(), WEIGHTS / weights.columns(), 64);
    workspace.reservePartials(mostSlices, map.sumSize());
    if (scale instanceof BatchScale batchScale) {
      batchScale.reserve(mostSlices);
    }
  }

  @Override
  public float[] forward(float[] x, int batch, Pass pass) {
    this.x = x;
    this.pass = pass;
    if (batch != this.batch) {
      this.batch = batch;
      slices = Slices.of(batch, (int) Math.max(1, SLICE / work), mostSlices);
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
      map.forward(x, u, b, to, worker);
      epilogue.forward(u, b, to, 0, output.channels(), worker);
    }
  }

  private void forwardMapTask(int task, int worker) {
    int from = slices.from(task);
    int to = slices.to(task);
    map.forward(x, u, from, to, worker);
    ((BatchScale) epilogue.scale).measure(u, output.plane(), from, to, 0, output.channels(), task);
  }

  private void forwardEpilogueTask(int task, int worker) {
    epilogue.forward(u, slices.from(task), slices.to(task), 0, output.channels(), worker);
  }

  @Override
  public float[] backward(float[] gradOutput, boolean inputToo) {
    d = gradOutput;
    gradInputOrNull = inputToo ? gradInput : null;
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
    return gradInputOrNull;
  }

  private void backwardAllTask(int task, int worker) {
    int channels = output.channels();
    epilogue.clear(task);
    int step = map.imagesAtOnce();
    for (int b = slices.from(task); b < slices.to(task); b += step) {
      int to = Math.min(b + step, slices.to(task));
      epilogue.backwardToPre(d, u, b, to, 0, channels, task, task, worker);
      epilogue.backwardToProduct(d, u, b, to, 0, channels, worker);
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
    epilogue.backwardToProduct(d, u, from, to, 0, output.channels(), worker);
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
  public void startFrom(float[] x, int batch) {
    forward(x, batch, Pass.EVALUATION);
    Weights.startFrom(epilogue, preActivations(batch).orElseThrow(), batch, output);
  }

  @Override
  public Optional<float[]> preActivations(int batch) {
    if (u != epilogue.y) {
      return Optional.of(epilogue.preActivations(u, batch));
    }
    float[] product = new float[batch * output.size()];
    map.forward(x, product, 0, batch, 0);
    return Optional.of(epilogue.preActivations(product, batch));
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
