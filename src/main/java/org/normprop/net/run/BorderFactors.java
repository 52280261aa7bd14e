package org.normprop.net.run;

import java.util.stream.IntStream;
import org.normprop.net.compute.Loops;
import org.normprop.net.layer.Borders;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.WeightLayer;
import org.normprop.net.layer.Window;

/**
 * What a convolution with corrected borders multiplies by at each place: one over the root of the
 * share of its window's cells that lie inside the image, a factor of the row times one of the
 * column. Most are 1, and cost nothing.
 */
final class BorderFactors {

  private final Shape output;
  private final float[] rows;
  private final float[] columns;

  /** The columns whose factor is not 1. */
  private final int[] edges;

  private BorderFactors(Shape output, float[] rows, float[] columns) {
    this.output = output;
    this.rows = rows;
    this.columns = columns;
    this.edges = IntStream.range(0, columns.length).filter(i -> columns[i] != 1).toArray();
  }

  /** The factors of a layer; null if all are 1. */
  static BorderFactors of(WeightLayer.Convolution layer, Shape input) {
    Window window = layer.window();
    if (layer.borders() == Borders.PLAIN || window.padding() == 0) {
      return null;
    }
    Shape output = layer.output(input);
    return new BorderFactors(
        output,
        factors(window, window.height(), input.height(), output.height()),
        factors(window, window.width(), input.width(), output.width()));
  }

  private static float[] factors(Window window, int side, int length, int outputs) {
    float[] factors = new float[outputs];
    for (int o = 0; o < outputs; o++) {
      int inside = window.to(o, side, length) - window.from(o);
      factors[o] = inside <= 0 ? 1 : (float) Math.sqrt((double) side / inside);
    }
    return factors;
  }

  /** Multiplies images [from, to) of [batch, output]. */
  void apply(float[] values, int from, int to) {
    int width = output.width();
    for (int plane = from * output.channels(); plane < to * output.channels(); plane++) {
      int at = plane * output.plane();
      for (int row = 0; row < rows.length; row++, at += width) {
        if (rows[row] != 1) {
          Loops.multiply(values, at, rows[row], width);
        }
        for (int column : edges) {
          values[at + column] *= columns[column];
        }
      }
    }
  }
}
