package org.normprop.net.layer;

import java.util.List;
import org.normprop.function.Activation;
import org.normprop.function.Activations;

/**
 * A {@link Nonlinearity} at work on stretches of an array y, which hold pre before and (f(pre) -
 * mean)/std after. Tasks may work on disjoint stretches at once.
 */
abstract class Kernel {

  static Kernel of(Nonlinearity nonlinearity, float[] y, int workers, int parts, String prefix) {
    if (nonlinearity instanceof Nonlinearity.LearntSlope prelu) {
      return new SlopeKernel(prelu, y, parts, prefix);
    }
    if (nonlinearity instanceof Nonlinearity.Fixed fixed) {
      Activation f = fixed.activation();
      if (f.equals(Activations.of("relu"))) {
        return new ReluKernel(fixed.constants(), y);
      }
      return new AnyKernel(f, fixed.constants(), y, workers);
    }
    return new LinearKernel();
  }

  /** Readies the kernel for a pass; on the calling thread. */
  void prepare() {}

  /** Turns pre into the output. */
  abstract void forward(int at, int n, int worker);

  /** Turns dl/dy into dl/dpre. {@code part} tells apart tasks that run at once. */
  abstract void backward(float[] d, int at, int n, int part);

  /** Forgets what the parts have summed; on the calling thread, before the backward tasks. */
  void clear() {}

  /** Sets the gradients of this kernel's parameters; on the calling thread, after the tasks. */
  void finish() {}

  List<Parameter> parameters() {
    return List.of();
  }

  /** y = pre. */
  private static final class LinearKernel extends Kernel {
    @Override
    void forward(int at, int n, int worker) {}

    @Override
    void backward(float[] d, int at, int n, int part) {}
  }

  /** The rectifier, which needs no memory but y. */
  private static final class ReluKernel extends Kernel {
    private final float[] y;
    private final float inverse;
    private final float offset;

    ReluKernel(Affine constants, float[] y) {
      this.y = y;
      this.inverse = constants.inverseAsFloat();
      this.offset = (float) (constants.mean() / constants.scale());
    }

    @Override
    void forward(int at, int n, int worker) {
      Loops.relu(y, at, inverse, offset, n);
    }

    @Override
    void backward(float[] d, int at, int n, int part) {
      Loops.reluBackward(d, y, at, inverse, offset, n);
    }
  }
}
