package org.normprop.net.run.kernel;

import java.util.Arrays;
import java.util.List;
import org.normprop.net.compute.Loops;
import org.normprop.net.compute.Parameter;
import org.normprop.net.compute.Parameter.Role;
import org.normprop.net.layer.Nonlinearity;

/**
 * PReLU with a learnt slope a, whose constants follow the slope; {@link
 * Nonlinearity.SlopeConstants} has the formulas.
 */
final class SlopeKernel extends Kernel {

  private final Nonlinearity.SlopeConstants rule;
  private final Parameter slope;
  private final float[] y;
  private final float[] pre;

  /** For each part: the sums of d min(pre, 0), d, and d y. */
  private final double[] sums;

  private float a;
  private double mean;
  private double scale;

  SlopeKernel(Nonlinearity.LearntSlope prelu, float[] y, int parts, String prefix) {
    super(y);
    rule = prelu.constants();
    slope = Parameter.vector(prefix + "prelu.weight", Role.SLOPE, 1);
    slope.values()[0] = (float) prelu.slope();
    this.y = y;
    pre = new float[y.length];
    sums = new double[3 * parts];
  }

  @Override
  public void prepare() {
    a = slope.values()[0];
    mean = rule.mean(a);
    scale = rule.scale(a);
  }

  @Override
  public void forward(int at, int n, int worker) {
    Loops.leaky(y, pre, at, a, (float) (1 / scale), (float) (mean / scale), n);
  }

  @Override
  public void clear() {
    Arrays.fill(sums, 0);
  }

  @Override
  public void backward(float[] d, int at, int n, int part) {
    double below = 0;
    double all = 0;
    double outputs = 0;
    for (int i = at; i < at + n; i++) {
      below += d[i] * Math.min(pre[i], 0f);
      all += d[i];
      outputs += d[i] * y[i];
    }
    sums[3 * part] += below;
    sums[3 * part + 1] += all;
    sums[3 * part + 2] += outputs;
    Loops.leakyBackward(d, pre, at, a, (float) (1 / scale), n);
  }

  @Override
  public void finish() {
    double below = 0;
    double all = 0;
    double outputs = 0;
    for (int i = 0; i < sums.length; i += 3) {
      below += sums[i];
      all += sums[i + 1];
      outputs += sums[i + 2];
    }
    // y = (f - mean)/scale, so dy/da = (min(pre, 0) - mean'(a) - y scale'(a))/scale.
    double meanSlope = rule.meanSlope();
    double scaleSlope = rule.scaleSlope(a, scale);
    slope.matrix()[0] = (float) ((below - meanSlope * all - scaleSlope * outputs) / scale);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(slope);
  }
}
