package org.normprop.net.onnx.operator;

import org.normprop.net.onnx.read.Dims;

/** Square blocks of places that become channels, and back. */
final class BlockLayouts {

  private BlockLayouts() {}

  static Layout depthToSpace(NodeCall call) {
    int[] d = call.dims(0);
    int b = (int) call.node().whole("blocksize", 0);
    if (d.length != 4 || b < 1 || d[1] % Math.multiplyExact(b, b) != 0) {
      throw new IllegalArgumentException("blocksize " + b + " for " + Dims.text(d));
    }
    int c = d[1] / (b * b);
    int plane = d[2] * d[3];
    boolean columns = call.node().text("mode", "DCR").equals("CRD");
    // from [n, c, b, b, h, w] or [n, b, b, c, h, w] to [n, c, h, b, w, b]
    int byChannel = columns ? b * b * plane : plane;
    int byRow = columns ? b * plane : b * c * plane;
    int byColumn = columns ? plane : c * plane;
    Layout six =
        Layout.stepped(
            new int[] {d[0], c, d[2], b, d[3], b},
            0,
            new int[] {d[1] * plane, byChannel, d[3], byRow, 1, byColumn});
    return new Layout(new int[] {d[0], c, d[2] * b, d[3] * b}, six.source());
  }

  static Layout spaceToDepth(NodeCall call) {
    int[] d = call.dims(0);
    int b = (int) call.node().whole("blocksize", 0);
    if (d.length != 4 || b < 1 || d[2] % b != 0 || d[3] % b != 0) {
      throw new IllegalArgumentException("blocksize " + b + " for " + Dims.text(d));
    }
    int plane = d[2] * d[3];
    Layout six =
        Layout.stepped(
            new int[] {d[0], b, b, d[1], d[2] / b, d[3] / b},
            0,
            new int[] {d[1] * plane, d[3], 1, plane, d[3] * b, b});
    return new Layout(new int[] {d[0], d[1] * b * b, d[2] / b, d[3] / b}, six.source());
  }
}
