package org.normprop.net.run;

import java.util.Optional;
import org.normprop.net.compute.Slices;
import org.normprop.net.compute.Workers;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Shape;

/** The {@link Epilogue} on its own: u is the input x [batch, channels, height, width]. */
final class BoundChannelwise extends EpilogueLayer {

  /** Values worth a task. */
  private static final int TASK = 1 << 14;

  private static final int MOST_SLICES = 16;

  private final Shape shape;
  private final Workers workers;
  private final Workers.Task measure = this::measureTask;
  private final Workers.Task forward = this::forwardTask;
  private final Workers.Task backwardToPre = this::backwardToPreTask;
  private final Workers.Task backwardToInput = this::backwardToInputTask;

  /** What layer normalisation makes of x; null without it. */
  private final float[] standard;

  private float[] x;
  private float[] d;
  private int batch;
  private Slices slices = new Slices(0, 1);

  public BoundChannelwise(Layer.Channelwise layer, Shape shape, Binding binding) {
    super(layer, layer.scheme(), layer.nonlinearity(), shape, binding, MOST_SLICES, false);
    this.shape = shape;
    this.workers = binding.engine().workers();
    this.standard = images == null ? null : binding.images(shape);
  }

  @Override
  public float[] forward(float[] x, int batch, Pass pass) {
    this.x = images == null ? x : standard;
    this.pass = pass;
    this.batch = batch;
    if (slices.total() != batch) {
      slices = Slices.of(batch, TASK / shape.size(), MOST_SLICES);
    }
    if (images != null) {
      images.begin(batch);
      System.arraycopy(x, 0, standard, 0, batch * shape.size());
    }
    epilogue.scale.prepare(0, shape.channels(), pass);
    epilogue.kernel.prepare();
    if (epilogue.scale.needsMoments(pass)) {
      BatchScale.check(batch * shape.plane());
      workers.run(slices.count(), measure);
      ((BatchScale) epilogue.scale).useMoments(0, shape.channels(), slices, shape.plane());
    }
    workers.run(slices.count(), forward);
    return epilogue.y;
  }

  private void measureTask(int task, int worker) {
    ((BatchScale) epilogue.scale)
        .measure(x, shape.plane(), slices.from(task), slices.to(task), 0, shape.channels(), task);
  }

  private void forwardTask(int task, int worker) {
    if (images != null) {
      images.standardise(standard, slices.from(task), slices.to(task));
    }
    epilogue.forward(x, slices.from(task), slices.to(task), 0, shape.channels(), worker);
  }

  @Override
  void backward(float[] gradOutput, float[] gradInput) {
    d = gradOutput;
    epilogue.kernel.clear();
    workers.run(slices.count(), backwardToPre);
    epilogue.finishScale(0, shape.channels(), slices.count(), pass, batch);
    epilogue.kernel.finish();
    if (gradInput != null) {
      workers.run(slices.count(), backwardToInput);
    }
  }

  private void backwardToPreTask(int task, int worker) {
    epilogue.clear(task);
    epilogue.backwardToPre(
        d, x, slices.from(task), slices.to(task), 0, shape.channels(), task, task, worker);
  }

  private void backwardToInputTask(int task, int worker) {
    epilogue.backwardToProduct(
        d, x, slices.from(task), slices.to(task), 0, shape.channels(), worker);
    if (images != null) {
      images.backward(d, x, slices.from(task), slices.to(task));
    }
  }

  @Override
  public Optional<float[]> preActivations(int batch) {
    return Optional.of(epilogue.preActivations(x, batch));
  }
}
