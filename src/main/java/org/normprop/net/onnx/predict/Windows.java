package org.normprop.net.onnx.predict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.normprop.net.onnx.operator.WindowGeometry;
import org.normprop.net.onnx.predict.signal.TensorSignal;
import org.normprop.net.onnx.read.Dims;

/** The cells that each window covers, and the few ways in which windows lie in the padding. */
final class Windows {

  private final WindowGeometry geometry;
  private final int cells;
  private final int places;

  /** Along each axis: the class of each window, and a window of each class. */
  private final int[][] classOf;

  private final int[][] examples;

  Windows(WindowGeometry geometry) {
    this.geometry = geometry;
    this.cells = Dims.count(geometry.kernel());
    this.places = Dims.count(geometry.out());
    int rank = geometry.out().length;
    this.classOf = new int[rank][];
    this.examples = new int[rank][];
    for (int axis = 0; axis < rank; axis++) {
      classify(axis);
    }
  }

  private void classify(int axis) {
    Map<List<Boolean>, Integer> seen = new HashMap<>();
    List<Integer> firsts = new ArrayList<>();
    int[] classes = new int[geometry.out()[axis]];
    for (int w = 0; w < classes.length; w++) {
      List<Boolean> inside = new ArrayList<>();
      for (int k = 0; k < geometry.kernel()[axis]; k++) {
        inside.add(geometry.place(axis, w, k) >= 0);
      }
      Integer known = seen.get(inside);
      if (known == null) {
        known = firsts.size();
        seen.put(inside, known);
        firsts.add(w);
      }
      classes[w] = known;
    }
    classOf[axis] = classes;
    examples[axis] = firsts.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Cells of a window. */
  int cells() {
    return cells;
  }

  /** The share of cells that lie inside, over all windows. */
  double inside() {
    double share = 1;
    for (int axis = 0; axis < classOf.length; axis++) {
      int inside = 0;
      for (int w = 0; w < geometry.out()[axis]; w++) {
        for (int k = 0; k < geometry.kernel()[axis]; k++) {
          inside += geometry.place(axis, w, k) >= 0 ? 1 : 0;
        }
      }
      share *= (double) inside / geometry.out()[axis] / geometry.kernel()[axis];
    }
    return share;
  }

  /** For every window the place of each cell, -1 in the padding. */
  int[][] all() {
    int[][] windows = new int[geometry.out().length][];
    for (int axis = 0; axis < windows.length; axis++) {
      int[] each = new int[geometry.out()[axis]];
      Arrays.setAll(each, i -> i);
      windows[axis] = each;
    }
    return covered(windows);
  }

  /** The same for one window of each class. */
  int[][] classes() {
    return covered(examples);
  }

  private int[][] covered(int[][] windows) {
    int rank = windows.length;
    int count = 1;
    for (int[] each : windows) {
      count *= each.length;
    }
    int[] steps = Dims.strides(geometry.in());
    int[][] covered = new int[count][cells];
    for (int p = 0; p < count; p++) {
      int[] window = new int[rank];
      int rest = p;
      for (int axis = rank - 1; axis >= 0; axis--) {
        window[axis] = windows[axis][rest % windows[axis].length];
        rest /= windows[axis].length;
      }
      for (int k = 0; k < cells; k++) {
        int at = 0;
        int cell = k;
        for (int axis = rank - 1; axis >= 0 && at >= 0; axis--) {
          int place = geometry.place(axis, window[axis], cell % geometry.kernel()[axis]);
          cell /= geometry.kernel()[axis];
          at = place < 0 ? -1 : at + place * steps[axis];
        }
        covered[p][k] = at;
      }
    }
    return covered;
  }

  private int classAt(int place) {
    int at = 0;
    int step = 1;
    int rest = place;
    for (int axis = classOf.length - 1; axis >= 0; axis--) {
      at += step * classOf[axis][rest % classOf[axis].length];
      step *= examples[axis].length;
      rest /= classOf[axis].length;
    }
    return at;
  }

  private int classCount() {
    int count = 1;
    for (int[] each : examples) {
      count *= each.length;
    }
    return count;
  }

  /** Classes written out for every place. */
  TensorSignal toPlaces(int[] dims, float[] mean, float[] variance) {
    int count = classCount();
    int[] classes = new int[places];
    Arrays.setAll(classes, this::classAt);
    int planes = mean.length / count;
    float[] m = new float[planes * places];
    float[] v = new float[m.length];
    for (int plane = 0; plane < planes; plane++) {
      for (int p = 0; p < places; p++) {
        m[plane * places + p] = mean[plane * count + classes[p]];
        v[plane * places + p] = variance[plane * count + classes[p]];
      }
    }
    return TensorSignal.normal(dims, dims, m, v);
  }

  /** Classes averaged over the places that have them. */
  TensorSignal toAverage(int[] dims, float[] mean, float[] variance) {
    int count = classCount();
    double[] share = new double[count];
    for (int p = 0; p < places; p++) {
      share[classAt(p)] += 1.0 / places;
    }
    int planes = mean.length / count;
    float[] m = new float[planes];
    float[] v = new float[planes];
    for (int plane = 0; plane < planes; plane++) {
      double first = 0;
      double second = 0;
      for (int c = 0; c < count; c++) {
        double one = mean[plane * count + c];
        first += share[c] * one;
        second += share[c] * (variance[plane * count + c] + one * one);
      }
      m[plane] = (float) first;
      v[plane] = (float) Math.max(0, second - first * first);
    }
    int[] stored = dims.clone();
    Arrays.fill(stored, 2, stored.length, 1);
    return TensorSignal.normal(dims, stored, m, v);
  }
}
