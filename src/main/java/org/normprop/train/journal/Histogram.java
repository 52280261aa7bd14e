package org.normprop.train.journal;

import java.util.List;
import org.normprop.io.Csv;

/**
 * How pre-activations are spread: equal bins from -5 to 5, or twice as wide as often as it takes to
 * have all but a thousandth inside; what lies outside is counted in the outer bins.
 */
public final class Histogram {

  /** The first line of a file of histograms. */
  public static final String HEADER = "epoch,layer,from,to,count\n";

  private static final int BINS = 40;
  private static final double EDGE = 5;
  private static final int MOST_INSIDE = 1000;
  private static final int MOST_DOUBLINGS = 60;

  private Histogram() {}

  /**
   * Adds a line for each bin.
   *
   * @param epoch the epoch
   * @param layer the number of the layer
   * @param values its pre-activations
   * @param journal is added to
   */
  public static void write(int epoch, int layer, float[] values, Journal journal) {
    long[] counts = new long[BINS];
    double edge = edge(values);
    for (float value : values) {
      double place = (value + edge) / (2 * edge) * BINS;
      counts[(int) Math.max(0, Math.min(BINS - 1, Math.floor(place)))]++;
    }
    for (int bin = 0; bin < BINS; bin++) {
      journal.add(
          Csv.line(
              List.of(
                  epoch + "",
                  layer + "",
                  place(edge, bin),
                  place(edge, bin + 1),
                  counts[bin] + "")));
    }
  }

  private static double edge(float[] values) {
    double edge = EDGE;
    for (int doublings = 0; doublings < MOST_DOUBLINGS; doublings++) {
      long outside = 0;
      for (float value : values) {
        outside += Math.abs(value) > edge ? 1 : 0;
      }
      if (outside * MOST_INSIDE <= values.length) {
        break;
      }
      edge *= 2;
    }
    return edge;
  }

  private static String place(double edge, int bin) {
    return Journal.number(-edge + 2 * edge * bin / BINS);
  }
}
