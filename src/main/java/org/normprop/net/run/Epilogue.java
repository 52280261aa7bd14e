package org.normprop.net.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.normprop.net.compute.Blas;
import org.normprop.net.compute.Loops;
import org.normprop.net.compute.Parameter;
import org.normprop.net.compute.Tensor;
import org.normprop.net.layer.Gain;
import org.normprop.net.layer.Nonlinearity;
import org.normprop.net.layer.Shape;
import org.normprop.net.run.kernel.Kernel;

/**
 * What follows u = W x: scale and shift for each channel, activation, mean and standard deviation,
 * while a piece of u lies in the cache. Forward and backward, on the images [b0, b1) and channels
 * [c0, c1) of arrays [batch, channels, plane].
 *
 * <pre>pre = s u + t,   y = (f(pre) - mean) / std</pre>
 */
final class Epilogue {

  final ChannelScale scale;
  final Kernel kernel;
  final float[] y;
  private final int channels;
  private final int plane;
  private final Blas blas;
  private final float[] ones;

  /** Whether u comes with s in it, because it scaled the rows of W. */
  final boolean isScaled;

  /** s, or 1 where it is in u already. */
  private final float[] factors;

  /** For each part and channel, the sums of d = dl/dpre and of d (u - centre). */
  private final float[][] sums;

  private final float[][] products;

  /** For each worker, two rows of channels to compute in. */
  private final float[][][] rows;

  private final double[] sum;
  private final double[] product;
  private boolean isShiftTakenOut;

  /**
   * Buffers for a layer's output.
   *
   * @param parts the most parts into which the images of a batch are cut
   * @param isScaled whether u comes with the factors s in it; then the sums of d u are left to the
   *     caller, and u may be {@link #y} itself
   */
  Epilogue(
      ChannelScale scale,
      Nonlinearity nonlinearity,
      Shape output,
      Binding binding,
      int parts,
      boolean isScaled) {
    this.scale = scale;
    this.isScaled = isScaled;
    this.channels = output.channels();
    this.plane = output.plane();
    this.blas = binding.engine().blas();
    this.y = binding.output(output);
    this.kernel =
        Kernel.of(nonlinearity, y, binding.engine().workers().count(), parts, binding.prefix());
    this.ones = new float[plane];
    Arrays.fill(ones, 1);
    if (isScaled) {
      this.factors = new float[channels];
      Arrays.fill(factors, 1);
    } else {
      this.factors = scale.s;
    }
    this.sums = new float[parts][channels];
    this.products = new float[parts][channels];
    this.rows = new float[binding.engine().workers().count()][2][channels];
    this.sum = new double[channels];
    this.product = new double[channels];
  }

  /** Says that in training all that reads y takes out again what its channels were shifted by. */
  void takeOutShift() {
    isShiftTakenOut = true;
  }

  /** y from u. */
  void forward(float[] u, int b0, int b1, int c0, int c1, int worker) {
    float[] row = rows[worker][0];
    for (int b = b0; b < b1; b++) {
      if (plane == 1) {
        int at = b * channels + c0;
        System.arraycopy(u, at, row, c0, c1 - c0);
        Loops.scale(row, factors, scale.t, c0, c1 - c0);
        System.arraycopy(row, c0, y, at, c1 - c0);
        kernel.forward(at, c1 - c0, worker);
      } else {
        for (int c = c0; c < c1; c++) {
          int at = (b * channels + c) * plane;
          kernel.forward(u, factors[c], scale.t[c], at, plane, worker);
        }
      }
    }
  }

  /** Forgets the sums of a part. */
  void clear(int part) {
    Arrays.fill(sums[part], 0);
    Arrays.fill(products[part], 0);
  }

  /**
   * Turns dl/dy into d = dl/dpre and adds the sums of a part.
   *
   * @param part where the sums of the channels go
   * @param kernelPart where the sums of the kernel go
   */
  void backwardToPre(
      float[] d, float[] u, int b0, int b1, int c0, int c1, int part, int kernelPart, int worker) {
    for (int b = b0; b < b1; b++) {
      if (plane == 1) {
        int at = b * channels + c0;
        kernel.backward(d, at, c1 - c0, kernelPart);
        addRow(d, u, at, part, c0, c1 - c0, rows[worker]);
      } else {
        for (int c = c0; c < c1; c++) {
          int at = (b * channels + c) * plane;
          kernel.backward(d, at, plane, kernelPart);
          addPlane(d, u, at, part, c);
        }
      }
    }
  }

  private void addRow(float[] d, float[] u, int at, int part, int c0, int n, float[][] row) {
    System.arraycopy(d, at, row[0], c0, n);
    Loops.addTo(sums[part], row[0], c0, n);
    if (needsProducts()) {
      System.arraycopy(u, at, row[1], c0, n);
      if (scale.centre() == null) {
        Loops.addProductTo(products[part], row[0], row[1], c0, n);
      } else {
        Loops.addProductTo(products[part], row[0], row[1], scale.centre(), c0, n);
      }
    }
  }

  private void addPlane(float[] d, float[] u, int at, int part, int c) {
    if (scale.needsSums()) {
      sums[part][c] += dot(d, at, ones, 0);
    }
    if (scale.centre() != null) {
      products[part][c] += (float) Loops.centredDot(d, u, at, scale.centre()[c], plane);
    } else if (needsProducts()) {
      products[part][c] += dot(d, at, u, at);
    }
  }

  private boolean needsProducts() {
    return scale.needsProducts() && !isScaled;
  }

  private float dot(float[] x, int xAt, float[] y, int yAt) {
    return Loops.dot(x, xAt, y, yAt, plane, blas);
  }

  /**
   * Adds the parts in order and sets the scheme's gradients for channels [c0, c1), where s was in
   * u: from G = dl/d(s W) and W, as the sum of d W x is that of G W.
   */
  void finishScale(int c0, int c1, int parts, Pass pass, int batch, Parameter weights) {
    if (scale.needsProducts()) {
      int columns = weights.columns();
      for (int c = c0; c < c1; c++) {
        products[0][c] =
            Loops.dot(weights.matrix(), c * columns, weights.values(), c * columns, columns, blas);
      }
    }
    finishScale(c0, c1, parts, pass, batch);
  }

  /** Adds the parts in order and sets the scheme's gradients for channels [c0, c1). */
  void finishScale(int c0, int c1, int parts, Pass pass, int batch) {
    for (int c = c0; c < c1; c++) {
      double s = 0;
      double p = 0;
      for (int part = 0; part < parts; part++) {
        s += sums[part][c];
        p += products[part][c];
      }
      sum[c] = isShiftTakenOut && pass.training() ? 0 : s;
      product[c] = p;
    }
    scale.finish(c0, c1, sum, product, pass, batch * plane);
  }

  /** Turns d = dl/dpre into dl/du = p d + q u + r. */
  void backwardToProduct(float[] d, float[] u, int b0, int b1, int c0, int c1, int worker) {
    float[] p = scale.p();
    float[] q = scale.q();
    float[] r = scale.r();
    if (isScaled || scale.onlyShifts()) {
      return;
    }
    for (int b = b0; b < b1; b++) {
      if (plane == 1) {
        int at = b * channels + c0;
        float[] row = rows[worker][0];
        System.arraycopy(d, at, row, c0, c1 - c0);
        if (q == null) {
          Loops.multiply(row, p, c0, c1 - c0);
        } else {
          System.arraycopy(u, at, rows[worker][1], c0, c1 - c0);
          Loops.combine(row, rows[worker][1], p, q, r, c0, c1 - c0);
        }
        System.arraycopy(row, c0, d, at, c1 - c0);
      } else {
        for (int c = c0; c < c1; c++) {
          int at = (b * channels + c) * plane;
          if (q == null) {
            Loops.multiply(d, at, p[c], plane);
          } else {
            Loops.combine(d, u, at, p[c], q[c], r[c], plane);
          }
        }
      }
    }
  }

  /** pre = s u + t of so many images. */
  float[] preActivations(float[] u, int batch) {
    float[] pre = new float[batch * channels * plane];
    for (int i = 0; i < batch * channels; i++) {
      int c = i % channels;
      Loops.scale(u, factors[c], scale.t[c], pre, i * plane, plane);
    }
    return pre;
  }

  /** How the last pass stretched, given the weights and what the pass was for. */
  Gain gain(Parameter weights, Pass pass) {
    double squares = 0;
    double shift = 0;
    double shiftSquares = 0;
    double free = 0;
    int columns = weights.columns();
    for (int c = 0; c < channels; c++) {
      double norm = Math.sqrt(Loops.sumOfSquares(weights.values(), c * columns, columns, 0));
      squares += Math.pow(scale.factor(c) * norm, 2) / channels;
      double mean = scale.mean(c, pass);
      shift += mean / channels;
      shiftSquares += mean * mean / channels;
      free += Math.pow(scale.freeGain(c, pass), 2) / channels;
    }
    boolean isFree = scale.isFree(pass);
    return new Gain(isFree ? 0 : squares, shiftSquares + free, shift, squares, scale.keepsShared());
  }

  List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(scale.parameters());
    all.addAll(kernel.parameters());
    return all;
  }

  List<Tensor> buffers() {
    return scale.buffers();
  }
}
