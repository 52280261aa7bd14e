package org.normprop.net.onnx.predict;

import org.normprop.net.onnx.operator.ResizeGeometry;
import org.normprop.net.onnx.predict.signal.NodeStep;
import org.normprop.net.onnx.read.OnnxNode;

/** How much of each old place goes into each new one, along one axis of a Resize. */
final class ResizeWeights {

  private ResizeWeights() {}

  static double[][] of(NodeStep step, ResizeGeometry geometry, int axis, String mode) {
    OnnxNode node = step.node();
    int n = geometry.from()[axis];
    int out = geometry.dims()[axis];
    double scale = geometry.scales()[axis];
    double[][] weights = new double[out][n];
    boolean old = step.operator().equals("Upsample") || step.call().opset() < 11;
    String transformation =
        node.text("coordinate_transformation_mode", old ? "asymmetric" : "half_pixel");
    boolean antialias = node.whole("antialias", 0) != 0 && scale < 1;
    for (int p = 0; p < out; p++) {
      double at = place(transformation, p, n, out, scale, geometry.roi(), axis);
      if (transformation.equals("tf_crop_and_resize") && (at < 0 || at > n - 1)) {
        continue; // the extrapolation value, a constant
      }
      switch (mode) {
        case "nearest" -> weights[p][within(nearest(node, at, old), n)] = 1;
        case "linear", "bilinear", "trilinear" -> {
          double width = antialias ? 1 / scale : 1;
          spread(weights[p], at, width, (int) Math.ceil(width), node, Kernel.LINEAR);
        }
        default -> {
          double width = antialias ? 1 / scale : 1;
          spread(weights[p], at, width, (int) Math.ceil(2 * width), node, Kernel.CUBIC);
        }
      }
    }
    return weights;
  }

  private enum Kernel {
    LINEAR,
    CUBIC;

    double at(double x, double a) {
      double d = Math.abs(x);
      if (this == LINEAR) {
        return Math.max(0, 1 - d);
      }
      // Keys' kernel
      return d <= 1
          ? ((a + 2) * d - (a + 3)) * d * d + 1
          : d < 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a : 0;
    }
  }

  private static void spread(
      double[] row, double at, double width, int reach, OnnxNode node, Kernel kernel) {
    double a = node.real("cubic_coeff_a", -0.75f);
    boolean exclude = node.whole("exclude_outside", 0) != 0;
    int base = (int) Math.floor(at);
    double total = 0;
    for (int k = base - reach; k <= base + reach + 1; k++) {
      double w = kernel.at((k - at) / width, a);
      boolean outside = k < 0 || k >= row.length;
      if (w != 0 && !(outside && exclude)) {
        row[within(k, row.length)] += w;
        total += w;
      }
    }
    for (int k = 0; k < row.length && total != 0; k++) {
      row[k] /= total;
    }
  }

  private static int within(int k, int n) {
    return Math.max(0, Math.min(n - 1, k));
  }

  private static int nearest(OnnxNode node, double at, boolean old) {
    return switch (node.text("nearest_mode", old ? "floor" : "round_prefer_floor")) {
      case "floor" -> (int) Math.floor(at);
      case "ceil" -> (int) Math.ceil(at);
      case "round_prefer_ceil" -> (int) Math.floor(at + 0.5);
      default -> (int) Math.ceil(at - 0.5);
    };
  }

  private static double place(
      String transformation, int p, int n, int out, double scale, double[] roi, int axis) {
    double length = n * scale;
    return switch (transformation) {
      case "asymmetric" -> p / scale;
      case "align_corners" -> out == 1 ? 0 : (double) p * (n - 1) / (out - 1);
      case "pytorch_half_pixel" -> out == 1 ? 0 : (p + 0.5) / scale - 0.5;
      case "half_pixel_symmetric" -> {
        double adjustment = out / length;
        double centre = n / 2.0;
        yield centre * (1 - adjustment) + (p + 0.5) / scale - 0.5;
      }
      case "tf_crop_and_resize" -> {
        double from = roi[2 * axis];
        double to = roi[2 * axis + 1];
        yield out > 1
            ? from * (n - 1) + p * (to - from) * (n - 1) / (out - 1)
            : 0.5 * (from + to) * (n - 1);
      }
      default -> (p + 0.5) / scale - 0.5;
    };
  }
}
