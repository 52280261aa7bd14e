package org.normprop.net.run.kernel;

import java.util.List;
import org.normprop.function.stage.Activation;
import org.normprop.net.compute.Loops;
import org.normprop.net.compute.Parameter;
import org.normprop.net.layer.Affine;
import org.normprop.net.layer.Nonlinearity;

/**
 * A {@link Nonlinearity} at work on stretches of an array y, which hold pre before and (f(pre) -
 * mean)/std after. Tasks may work on disjoint stretches at once; otherwise not thread-safe.
 */
public abstract class Kernel {

  private final float[] y;

  Kernel(float[] y) {
    this.y = y;
  }

  public static Kernel of(
      Nonlinearity nonlinearity, float[] y, int workers, int parts, String prefix) {
    if (nonlinearity instanceof Nonlinearity.LearntSlope prelu) {
      return new SlopeKernel(prelu, y, parts, prefix);
    }
    if (nonlinearity instanceof Nonlinearity.Fixed fixed) {
      Activation f = fixed.activation();
      if (f.name().equals("relu")) {
        return new ReluKernel(fixed.constants(), y);
      }
      return new AnyKernel(f, fixed.constants(), y, workers);
    }
    return new LinearKernel(y);
  }

  /** Readies the kernel for a pass; on the calling thread. */
  public void prepare() {}

  /** The output from pre = s u + t. */
  public void forward(float[] u, float s, float t, int at, int n, int worker) {
    Loops.scale(u, s, t, y, at, n);
    forward(at, n, worker);
  }

  /** Turns pre into the output. */
  public abstract void forward(int at, int n, int worker);

  /** Turns dl/dy into dl/dpre. {@code part} tells apart tasks that run at once. */
  public abstract void backward(float[] d, int at, int n, int part);

  /** Forgets what the parts have summed; on the calling thread, before the backward tasks. */
  public void clear() {}

  /** Sets the gradients of this kernel's parameters; on the calling thread, after the tasks. */
  public void finish() {}

  public List<Parameter> parameters() {
    return List.of();
  }

  /** y = pre. */
  private static final class LinearKernel extends Kernel {
    LinearKernel(float[] y) {
      super(y);
    }

    @Override
    public void forward(int at, int n, int worker) {}

    @Override
    public void backward(float[] d, int at, int n, int part) {}
  }

  /** The rectifier, which needs no memory but y. */
  private static final class ReluKernel extends Kernel {
    private final float[] y;
    private final float inverse;
    private final float offset;

    ReluKernel(Affine constants, float[] y) {
      super(y);
      this.y = y;
      this.inverse = constants.inverseAsFloat();
      this.offset = (float) (constants.mean() / constants.scale());
    }

    @Override
    public void forward(float[] u, float s, float t, int at, int n, int worker) {
      Loops.scaledRelu(u, s, t, y, at, inverse, offset, n);
    }

    @Override
    public void forward(int at, int n, int worker) {
      Loops.relu(y, at, inverse, offset, n);
    }

    @Override
    public void backward(float[] d, int at, int n, int part) {
      Loops.reluBackward(d, y, at, inverse, offset, n);
    }
  }
}
