package org.normprop.net.run;

import java.util.Map;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.Pooling;
import org.normprop.net.layer.Affine;
import org.normprop.net.layer.Borders;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Nonlinearity;
import org.normprop.net.layer.Scheme;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.WeightLayer;
import org.normprop.net.layer.Window;

/**
 * What layers compute, a second time: in float64, one value after the other, straight from the
 * equations, sharing no code with the runtime.
 */
final class Reference {

  private Reference() {}

  /** y [batch, output] of a layer in a training pass. */
  static double[] forward(
      Layer layer, Shape input, int batch, double[] x, Map<String, double[]> p) {
    if (layer instanceof WeightLayer.Dense dense) {
      Shape flat = Shape.vector(input.size());
      double[] u =
          convolve(x, batch, flat, rows(dense.scheme(), p, dense.units()), one(), dense.units());
      Shape output = Shape.vector(dense.units());
      return activate(dense.nonlinearity(), pre(dense.scheme(), u, batch, output, p), p);
    }
    if (layer instanceof WeightLayer.Convolution conv) {
      double[] w = rows(conv.scheme(), p, conv.filters());
      Shape output = conv.output(input);
      double[] dense = ungrouped(w, conv, input.channels());
      double[] u = convolve(x, batch, input, dense, conv.window(), conv.filters());
      if (conv.borders() == Borders.CORRECTED) {
        correct(u, conv.window(), input, output);
      }
      return activate(conv.nonlinearity(), pre(conv.scheme(), u, batch, output, p), p);
    }
    if (layer instanceof Layer.Channelwise each) {
      return activate(each.nonlinearity(), pre(each.scheme(), x, batch, input, p), p);
    }
    return pool((Layer.Pool) layer, input, batch, x);
  }

  /** W [filters, all channels, ...] of W [filters, channels of a group, ...], zeros elsewhere. */
  private static double[] ungrouped(double[] w, WeightLayer.Convolution conv, int channels) {
    int cells = conv.window().cells();
    int of = channels / conv.groups();
    double[] whole = new double[conv.filters() * channels * cells];
    for (int f = 0; f < conv.filters(); f++) {
      int first = f / (conv.filters() / conv.groups()) * of;
      for (int i = 0; i < of * cells; i++) {
        whole[(f * channels + first) * cells + i] = w[f * of * cells + i];
      }
    }
    return whole;
  }

  /** Divides by the root of the share of cells inside, counted cell by cell. */
  private static void correct(double[] u, Window window, Shape in, Shape out) {
    for (int place = 0; place < out.plane(); place++) {
      int inside = 0;
      for (int i = 0; i < window.height(); i++) {
        for (int j = 0; j < window.width(); j++) {
          int y = place / out.width() * window.stride() + i - window.padding();
          int x = place % out.width() * window.stride() + j - window.padding();
          inside += y >= 0 && y < in.height() && x >= 0 && x < in.width() ? 1 : 0;
        }
      }
      for (int at = place; at < u.length; at += out.plane()) {
        u[at] /= Math.sqrt(inside / (double) window.cells());
      }
    }
  }

  private static Window one() {
    return Window.square(1, 1, 0);
  }

  /** The rows that multiply x: divided by their norms where the scheme says so. */
  private static double[] rows(Scheme scheme, Map<String, double[]> p, int count) {
    boolean divides =
        scheme instanceof Scheme.WeightNorm
            || scheme instanceof Scheme.NormProp n && n.division() != Scheme.Division.PROJECT;
    double[] w = p.get(scheme instanceof Scheme.WeightNorm ? "weight_v" : "weight").clone();
    int columns = w.length / count;
    for (int i = 0; divides && i < count; i++) {
      double squares = 0;
      for (int j = 0; j < columns; j++) {
        squares += w[i * columns + j] * w[i * columns + j];
      }
      for (int j = 0; j < columns; j++) {
        w[i * columns + j] /= Math.sqrt(squares);
      }
    }
    return w;
  }

  /** The direct convolution: seven loops. */
  static double[] convolve(
      double[] x, int batch, Shape in, double[] w, Window window, int filters) {
    Shape out = window.output(in, filters);
    double[] u = new double[batch * out.size()];
    visit(batch, in, window, out, (xi, wi, ui) -> u[ui] += x[xi] * w[wi]);
    return u;
  }

  /** dl/dW of the direct convolution. */
  static double[] weightGradient(
      double[] x, int batch, Shape in, double[] d, Window window, int filters) {
    double[] gradient = new double[filters * in.channels() * window.cells()];
    visit(
        batch,
        in,
        window,
        window.output(in, filters),
        (xi, wi, ui) -> gradient[wi] += x[xi] * d[ui]);
    return gradient;
  }

  /** dl/dx of the direct convolution. */
  static double[] inputGradient(
      double[] w, int batch, Shape in, double[] d, Window window, int filters) {
    double[] gradient = new double[batch * in.size()];
    visit(
        batch,
        in,
        window,
        window.output(in, filters),
        (xi, wi, ui) -> gradient[xi] += w[wi] * d[ui]);
    return gradient;
  }

  private interface Product {
    void at(int x, int w, int u);
  }

  private static void visit(int batch, Shape in, Window window, Shape out, Product product) {
    for (int b = 0; b < batch; b++) {
      for (int f = 0; f < out.channels(); f++) {
        for (int oy = 0; oy < out.height(); oy++) {
          for (int ox = 0; ox < out.width(); ox++) {
            for (int c = 0; c < in.channels(); c++) {
              for (int i = 0; i < window.height(); i++) {
                for (int j = 0; j < window.width(); j++) {
                  int y = oy * window.stride() + i - window.padding();
                  int x = ox * window.stride() + j - window.padding();
                  if (y >= 0 && y < in.height() && x >= 0 && x < in.width()) {
                    product.at(
                        ((b * in.channels() + c) * in.height() + y) * in.width() + x,
                        ((f * in.channels() + c) * window.height() + i) * window.width() + j,
                        ((b * out.channels() + f) * out.height() + oy) * out.width() + ox);
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  private static double[] pre(
      Scheme scheme, double[] u, int batch, Shape shape, Map<String, double[]> p) {
    double[] pre = new double[u.length];
    int plane = shape.plane();
    if (scheme instanceof Scheme.LayerNorm norm) {
      for (int i = 0; i < u.length; i++) {
        int first = i / shape.size() * shape.size();
        double mean = 0;
        double square = 0;
        for (int j = first; j < first + shape.size(); j++) {
          mean += u[j] / shape.size();
          square += u[j] * u[j] / shape.size();
        }
        int c = i / plane % shape.channels();
        double variance = square - mean * mean;
        pre[i] =
            p.get("ln.weight")[c] * (u[i] - mean) / Math.sqrt(variance + norm.epsilon())
                + p.get("ln.bias")[c];
      }
      return pre;
    }
    for (int c = 0; c < shape.channels(); c++) {
      double mean = 0;
      double variance = 0;
      double m = (double) batch * plane;
      for (int i = 0; i < u.length; i++) {
        mean += i / plane % shape.channels() == c ? u[i] / m : 0;
      }
      for (int i = 0; i < u.length; i++) {
        variance += i / plane % shape.channels() == c ? (u[i] - mean) * (u[i] - mean) / m : 0;
      }
      for (int i = 0; i < u.length; i++) {
        if (i / plane % shape.channels() != c) {
          continue;
        }
        if (scheme instanceof Scheme.Plain plain) {
          pre[i] = plain.bias() ? u[i] + p.get("bias")[c] : u[i];
        } else if (scheme instanceof Scheme.NormProp) {
          pre[i] = p.get("gamma")[c] * u[i] + p.get("beta")[c];
        } else if (scheme instanceof Scheme.WeightNorm) {
          pre[i] = p.get("weight_g")[c] * u[i] + p.get("bias")[c];
        } else {
          double epsilon = ((Scheme.BatchNorm) scheme).epsilon();
          pre[i] =
              p.get("bn.weight")[c] * (u[i] - mean) / Math.sqrt(variance + epsilon)
                  + p.get("bn.bias")[c];
        }
      }
    }
    return pre;
  }

  private static double[] activate(
      Nonlinearity nonlinearity, double[] pre, Map<String, double[]> p) {
    double[] y = pre.clone();
    for (int i = 0; i < y.length; i++) {
      if (nonlinearity instanceof Nonlinearity.Fixed fixed) {
        Activation f = fixed.activation();
        y[i] = (f.value(pre[i]) - fixed.constants().mean()) / fixed.constants().scale();
      } else if (nonlinearity instanceof Nonlinearity.LearntSlope prelu) {
        double a = p.get("prelu.weight")[0];
        double f = pre[i] > 0 ? pre[i] : a * pre[i];
        double mean = (1 - a) / Math.sqrt(2 * Math.PI);
        double second = (1 + a * a) / 2;
        y[i] =
            switch (prelu.constants()) {
              case NONE -> f;
              case STD -> (f - mean) / Math.sqrt(second - mean * mean);
              case BACKWARD -> (f - mean) / Math.sqrt(second);
            };
      }
    }
    return y;
  }

  private static double[] pool(Layer.Pool layer, Shape in, int batch, double[] x) {
    Window window = layer.window();
    Shape out = layer.output(in);
    double[] y = new double[batch * out.size()];
    for (int plane = 0; plane < batch * in.channels(); plane++) {
      for (int oy = 0; oy < out.height(); oy++) {
        for (int ox = 0; ox < out.width(); ox++) {
          int cells = 0;
          double sum = 0;
          double largest = Double.NEGATIVE_INFINITY;
          for (int i = 0; i < window.height(); i++) {
            for (int j = 0; j < window.width(); j++) {
              int iy = oy * window.stride() + i - window.padding();
              int ix = ox * window.stride() + j - window.padding();
              if (iy >= 0 && iy < in.height() && ix >= 0 && ix < in.width()) {
                double value = x[(plane * in.height() + iy) * in.width() + ix];
                cells++;
                sum += value;
                largest = Math.max(largest, value);
              }
            }
          }
          Affine constants = layer.constants().of(cells);
          double value = layer.kind() == Pooling.Kind.MAX ? largest : sum / cells;
          y[(plane * out.height() + oy) * out.width() + ox] =
              (value - constants.mean()) / constants.scale();
        }
      }
    }
    return y;
  }
}
