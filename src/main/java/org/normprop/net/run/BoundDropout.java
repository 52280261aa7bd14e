package org.normprop.net.run;

import org.apache.commons.rng.UniformRandomProvider;
import org.normprop.function.stage.Thinning;
import org.normprop.net.compute.Draws;
import org.normprop.net.compute.Loops;
import org.normprop.net.compute.Slices;
import org.normprop.net.compute.Workers;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Shape;

/**
 * Dropout of x [batch, shape]: a kept value becomes a x + b, a dropped one c. Plain dropout has b =
 * c = 0 and a = 1, 1/keep or 1/sqrt(keep).
 *
 * <p>The mask of an image follows from seed, layer, step and the image's place in the batch.
 */
final class BoundDropout extends BoundLayer {

  /** Values worth a task. */
  private static final int TASK = 1 << 14;

  private static final int MOST_TASKS = 64;

  private final Workers workers;
  private final long seed;
  private final long name;
  private final double keep;
  private final float factor;
  private final float evaluationFactor;
  private final float keptOffset;
  private final float dropped;

  /** 1 where kept, 0 where dropped. */
  private final float[] mask;

  private final float[] y;
  private final Workers.Task drawMask = this::drawMaskTask;

  private int batch;
  private long step;
  private Slices slices = new Slices(0, 1);

  /** The mask of the next training pass; null if it is drawn. */
  private float[] given;

  /** What a value is multiplied by on the way back, besides the mask; NaN before a pass. */
  private float backwardFactor;

  private boolean masked;

  public BoundDropout(Layer.Drop layer, Shape shape, Binding binding) {
    super(layer, shape, binding);
    this.evaluationFactor = (float) layer.evaluationFactor();
    this.workers = binding.engine().workers();
    this.seed = binding.seed();
    this.name = Draws.nameHash(binding.prefix() + "dropout");
    Thinning thinning =
        layer
            .dropout()
            .thinning()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "a layer drops by dropout or alpha_dropout, not by "
                            + layer.dropout().text()));
    this.keep = thinning.keep();
    this.factor = (float) thinning.slope();
    this.keptOffset = (float) thinning.offset();
    this.dropped = (float) thinning.dropped();
    this.mask = binding.images(shape);
    this.y = binding.output(shape);
  }

  @Override
  public float[] forward(float[] x, int batch, Pass pass) {
    this.batch = batch;
    masked = pass.training();
    if (!masked) {
      backwardFactor = evaluationFactor;
      Loops.scale(x, backwardFactor, 0, y, 0, batch * input.size());
      return y;
    }
    if (given != null) {
      System.arraycopy(given, 0, mask, 0, batch * input.size());
      given = null;
      return apply(x);
    }
    step = pass.step();
    if (slices.total() != batch) {
      slices = Slices.of(batch, TASK / input.size(), MOST_TASKS);
    }
    workers.run(slices.count(), drawMask);
    return apply(x);
  }

  private void drawMaskTask(int task, int worker) {
    // A draw of 32 bits is below the threshold with probability keep, to 2^-32.
    long threshold = Math.round(keep * 0x1p32);
    for (int image = slices.from(task); image < slices.to(task); image++) {
      UniformRandomProvider random = Draws.of(seed, name, step, image);
      int to = (image + 1) * input.size();
      for (int i = image * input.size(); i < to; i++) {
        mask[i] = (random.nextInt() & 0xFFFFFFFFL) < threshold ? 1 : 0;
      }
    }
  }

  /** The next training pass has this mask in place of one that is drawn. */
  void give(float[] mask) {
    given = mask;
  }

  private float[] apply(float[] x) {
    backwardFactor = factor;
    Loops.drop(x, mask, factor, keptOffset, dropped, y, batch * input.size());
    return y;
  }

  @Override
  void backward(float[] gradOutput, float[] gradInput) {
    if (gradInput == null) {
      return;
    }
    int n = batch * input.size();
    if (masked) {
      Loops.multiply(gradOutput, mask, 0, n);
    }
    if (backwardFactor != 1) {
      Loops.multiply(gradOutput, 0, backwardFactor, n);
    }
  }
}
