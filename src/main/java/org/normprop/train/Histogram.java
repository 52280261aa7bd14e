package org.normprop.train;

/** How pre-activations are spread: equal bins from -5 to 5, what lies outside in the outer ones. */
final class Histogram {

  static final String HEADER = "epoch,layer,from,to,count\n";

  private static final int BINS = 40;
  private static final double EDGE = 5;

  private Histogram() {}

  /** Adds a line for each bin. */
  static void write(int epoch, int layer, float[] values, Journal journal) {
    long[] counts = new long[BINS];
    for (float value : values) {
      double place = (value + EDGE) / (2 * EDGE) * BINS;
      counts[(int) Math.max(0, Math.min(BINS - 1, Math.floor(place)))]++;
    }
    for (int bin = 0; bin < BINS; bin++) {
      journal.add(
          epoch + "," + layer + "," + edge(bin) + "," + edge(bin + 1) + "," + counts[bin] + "\n");
    }
  }

  private static String edge(int bin) {
    return EpochMetrics.number(-EDGE + 2 * EDGE * bin / BINS);
  }
}
