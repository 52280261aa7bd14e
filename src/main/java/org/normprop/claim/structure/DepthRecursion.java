package org.normprop.claim.structure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.normprop.table.Exact;

/**
 * The root mean square of relu's input from layer to layer of a normalised net, with random
 * zero-mean weights, for a gain gamma.
 *
 * <p>From an RMS of r comes gamma sqrt(E[o^2]), o = (relu(r z) - c2) / c1: in closed form r'^2 =
 * gamma^2 (r^2/2 - 2 c2^2 r + c2^2) / c1^2 (derived).
 */
final class DepthRecursion {

  private static final int SHOWN_LAYERS = 4;
  private static final int LAYERS_TO_FIXED_POINT = 80;
  private static final int NETS = 24;
  private static final int WIDTH = 256;
  private static final int BATCH = 16;

  private DepthRecursion() {}

  static List<Check> checks(WeightDraws draws, double gamma, double fixedPoint) {
    List<Check> checks = new ArrayList<>();
    double[][] simulated = simulate(draws, gamma);
    double rms = gamma;
    for (int layer = 0; layer < LAYERS_TO_FIXED_POINT; layer++) {
      if (layer < SHOWN_LAYERS) {
        checks.add(
            Check.sampled(
                String.format(Locale.ROOT, "layer %d, simulated", layer + 1),
                simulated[0][layer],
                rms,
                simulated[1][layer]));
      }
      rms = next(rms, gamma);
    }
    checks.add(Check.rounded("limit of the recursion", rms, fixedPoint));
    return checks;
  }

  private static double next(double rms, double gamma) {
    Exact at = Relu.constants(rms);
    Exact constants = Relu.constants(1);
    double shift = at.mean() - constants.mean();
    return gamma * Math.sqrt(shift * shift + at.std() * at.std()) / constants.std();
  }

  /** RMS per layer over many nets, and its standard error: [2][layers]. */
  private static double[][] simulate(WeightDraws draws, double gamma) {
    double[] sum = new double[SHOWN_LAYERS];
    double[] squares = new double[SHOWN_LAYERS];
    for (int net = 0; net < NETS; net++) {
      double[] meanSquares = meanSquares(draws, gamma);
      for (int layer = 0; layer < SHOWN_LAYERS; layer++) {
        sum[layer] += meanSquares[layer] / NETS;
        squares[layer] += meanSquares[layer] * meanSquares[layer] / NETS;
      }
    }
    double[][] result = new double[2][SHOWN_LAYERS];
    for (int layer = 0; layer < SHOWN_LAYERS; layer++) {
      double rms = Math.sqrt(sum[layer]);
      double variance = squares[layer] - sum[layer] * sum[layer];
      result[0][layer] = rms;
      result[1][layer] = Math.sqrt(variance / (NETS - 1)) / (2 * rms);
    }
    return result;
  }

  /** E[h^2] of every layer's pre-activations in one net. */
  private static double[] meanSquares(WeightDraws draws, double gamma) {
    Exact constants = Relu.constants(1);
    double[][] x = draws.normals(BATCH, WIDTH);
    double[] meanSquares = new double[SHOWN_LAYERS];
    for (int layer = 0; layer < SHOWN_LAYERS; layer++) {
      double[][] w = draws.unitRows(WIDTH, WIDTH);
      double[][] next = new double[BATCH][WIDTH];
      for (int b = 0; b < BATCH; b++) {
        for (int i = 0; i < WIDTH; i++) {
          double h = gamma * WeightDraws.dot(w[i], x[b]);
          meanSquares[layer] += h * h / (BATCH * WIDTH);
          // o = (relu(h) - c2) / c1, equation 9 with beta 0
          next[b][i] = (Math.max(0, h) - constants.mean()) / constants.std();
        }
      }
      x = next;
    }
    return meanSquares;
  }
}
