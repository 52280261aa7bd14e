package org.normprop.moments.pair;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.normprop.function.math.Blocks;
import org.normprop.table.Bounded;

/**
 * A curve around a place, in units of sigma: the nodes of panels cut where the curve's own are.
 * Mutable, for one thread.
 */
final class LocalCurve {

  private static final double VALUE_ROUNDING = 8 * Bounded.UNIT_ROUNDOFF;

  private static final double INV_SQRT_2PI = 0.3989422804014327;

  private final double[] offset;
  private final double[] weight;
  private final double[] value;
  private final double[] rounding;
  private final double[] kernel;
  private final double[] scratch;

  /** E[x f(place + sigma (offset + x))] of a standard normal x, after {@link #smooth}. */
  double slope;

  /** A bound of what the roundings of f's values make of it. */
  double wrong;

  /**
   * A curve, or its mirror image.
   *
   * @param mesh the curve
   * @param sign -1 to read it at minus the place
   */
  LocalCurve(Mesh mesh, int sign, double place, double sigma, double from, double to) {
    Curve curve = mesh.curve();
    List<double[]> panels = panels(mesh.cuts(), sign, place, sigma, from, to);
    int n = panels.size() * Legendre.N;
    offset = new double[n];
    weight = new double[n];
    value = new double[n];
    rounding = new double[n];
    kernel = new double[n];
    scratch = new double[n];
    int at = 0;
    for (double[] panel : panels) {
      double half = (panel[1] - panel[0]) / 2;
      for (int i = 0; i < Legendre.N; i++, at++) {
        offset[at] = panel[0] + half * (1 + Legendre.node(i));
        weight[at] = half * Legendre.weight(i);
        double z = place + sigma * offset[at];
        // However rounded, a node stays on its side of a kink.
        z = Math.min(Math.max(z, Math.nextUp(panel[2])), Math.nextDown(panel[3]));
        value[at] = curve.value(sign * z);
        rounding[at] = VALUE_ROUNDING * Math.abs(value[at]);
      }
    }
    double reference = value[n / 2];
    double before = reference;
    for (int i = 0; i < n; i++) {
      double steep = i == 0 ? 0 : Math.abs(value[i] - before) / (offset[i] - offset[i - 1]);
      rounding[i] += 2 * Bounded.UNIT_ROUNDOFF * steep * Math.abs(place / sigma + offset[i]);
      before = value[i];
      value[i] -= reference;
    }
  }

  /** Local ends, and the ends of the curve's panel that a panel lies in. */
  private static List<double[]> panels(
      double[] cuts, int sign, double place, double sigma, double from, double to) {
    List<double[]> panels = new ArrayList<>();
    double left = from;
    double outer = Double.NEGATIVE_INFINITY;
    for (int i = 0; i <= cuts.length; i++) {
      double cut =
          i == cuts.length
              ? Double.POSITIVE_INFINITY
              : sign > 0 ? cuts[i] : -cuts[cuts.length - 1 - i];
      double local = (cut - place) / sigma;
      double right = Math.min(local, to);
      if (right > left) {
        int steps = (int) Math.ceil((right - left) / NearSlope.innerStep() - 1e-9);
        for (int s = 0; s < steps; s++) {
          panels.add(
              new double[] {
                left + (right - left) * s / steps,
                left + (right - left) * (s + 1) / steps,
                outer,
                cut
              });
        }
        left = right;
      }
      outer = cut;
    }
    return panels;
  }

  /** Smooths by a standard normal at a place. */
  void smooth(double at, double reach) {
    int from = Arrays.binarySearch(offset, at - reach);
    from = from < 0 ? -from - 1 : from;
    int to = Arrays.binarySearch(offset, at + reach);
    to = to < 0 ? -to - 1 : to;
    int n = to - from;
    for (int i = 0; i < n; i++) {
      double x = offset[from + i] - at;
      kernel[i] = -x * x / 2;
    }
    Blocks.exp(kernel, 1, kernel, scratch, n);
    double sum = 0;
    double sumOfErrors = 0;
    for (int i = 0; i < n; i++) {
      double k = weight[from + i] * kernel[i] * (offset[from + i] - at);
      sum += k * value[from + i];
      sumOfErrors += Math.abs(k) * rounding[from + i];
    }
    slope = INV_SQRT_2PI * sum;
    wrong = INV_SQRT_2PI * sumOfErrors;
  }
}
