package org.normprop.net.onnx.predict.bond;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.normprop.net.onnx.predict.signal.NodeStep;
import org.normprop.net.onnx.predict.signal.TensorSignal;
import org.normprop.net.onnx.read.Dims;

/** Channels of several tensors side by side. */
final class JoinedCloud {

  private JoinedCloud() {}

  /** Channels side by side, or places of which others have constants. */
  static void put(NodeStep step, TensorSignal out, int axis, Tensors tensors, Expansion expansion) {
    int along = step.call().axis(1);
    List<Traced> parts = new ArrayList<>();
    for (int i = 0; i < step.node().inputs().size(); i++) {
      Traced part = step.isConstant(i) ? null : tensors.along(step, i, axis);
      if (part == null ? !step.isConstant(i) || along == axis : part.order(axis) == null) {
        return;
      }
      if (part != null) {
        parts.add(part);
      }
    }
    int n = out.dims()[axis];
    if (n > Tensors.MOST_CHANNELS || along != axis && parts.size() != 1) {
      return;
    }
    Cloud cloud =
        along == axis
            ? of(parts, axis, tensors.live(), expansion)
            : parts.get(0).cloud().at(Dims.count(out.dims()) / n);
    if (cloud != null && cloud.size() == n) {
      tensors.put(step, 0, Traced.of(out, cloud, axis, expansion));
    }
  }

  /** One cloud of all; null where the tensors have not the same places. */
  private static Cloud of(List<Traced> parts, int axis, Set<Cloud> live, Expansion expansion) {
    int n = 0;
    int places = parts.get(0).cloud().places();
    double scale = 0;
    boolean apart = false;
    for (Traced part : parts) {
      if (part.cloud().places() != places) {
        return null;
      }
      n += part.order(axis).length;
      scale += part.cloud().scale() * part.order(axis).length;
      apart |= part.cloud().with(part.cloud()).apart() != null;
    }
    float[] same = new float[n * n];
    float[] two = apart ? new float[n * n] : null;
    int row = 0;
    for (Traced a : parts) {
      int[] rows = a.order(axis);
      int column = 0;
      for (Traced b : parts) {
        int[] columns = b.order(axis);
        Cloud.Tie tie = a.cloud().with(b.cloud());
        if (tie != null) {
          put(tie.same(), rows, columns, b.cloud().size(), same, row, column, n);
          put(tie.apart(), rows, columns, b.cloud().size(), two, row, column, n);
        }
        column += columns.length;
      }
      row += rows.length;
    }
    Cloud cloud = Scales.cloud(n, places, new Cloud.Tie(same, two), scale / n, expansion);
    cloud.near(near(parts, n, places));
    for (Cloud other : live) {
      if (other.places() == places) {
        tie(cloud, parts, axis, other);
      }
    }
    return cloud;
  }

  /** Each part's own; null where the parts are not whole. */
  private static Neighbours near(List<Traced> parts, int n, int places) {
    boolean any = false;
    for (Traced part : parts) {
      if (part.channel() != null) {
        return null;
      }
      any |= part.cloud().near() != null;
    }
    return !any || !Neighbours.areFollowed(n, places)
        ? null
        : Neighbours.of(n, (down, right) -> placed(parts, n, down, right));
  }

  private static float[] placed(List<Traced> parts, int n, int down, int right) {
    float[] all = new float[n * n];
    int row = 0;
    for (Traced part : parts) {
      int size = part.cloud().size();
      Neighbours near = part.cloud().near();
      float[] one = near == null ? null : near.at(down, right);
      for (int i = 0; one != null && i < size; i++) {
        System.arraycopy(one, i * size, all, (row + i) * n + row, size);
      }
      row += size;
    }
    return all;
  }

  private static void tie(Cloud cloud, List<Traced> parts, int axis, Cloud other) {
    int width = other.size();
    float[] same = new float[cloud.size() * width];
    float[] two = new float[cloud.size() * width];
    int row = 0;
    boolean any = false;
    int[] columns = new int[width];
    for (int i = 0; i < width; i++) {
      columns[i] = i;
    }
    for (Traced part : parts) {
      int[] rows = part.order(axis);
      Cloud.Tie tie = part.cloud().with(other);
      if (tie != null) {
        any = true;
        put(tie.same(), rows, columns, width, same, row, 0, width);
        put(tie.apart(), rows, columns, width, two, row, 0, width);
      }
      row += rows.length;
    }
    if (any) {
      cloud.tie(other, new Cloud.Tie(same, two));
    }
  }

  private static void put(
      float[] from,
      int[] rows,
      int[] columns,
      int size,
      float[] to,
      int row,
      int column,
      int width) {
    for (int i = 0; from != null && i < rows.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        to[(row + i) * width + column + j] = from[rows[i] * size + columns[j]];
      }
    }
  }
}
