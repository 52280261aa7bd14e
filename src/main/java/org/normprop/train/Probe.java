package org.normprop.train;

import java.io.IOException;
import java.util.List;
import org.normprop.net.run.Network;
import org.normprop.train.journal.Histogram;
import org.normprop.train.journal.Journal;
import org.normprop.train.journal.LayerReading;

/** Measures layers on the same held-out rows after every epoch, and before the first. */
final class Probe {

  private static final int MOST_ROWS = 256;

  private final RunFolder folder;
  private final Network network;
  private final float[] x;
  private final int rows;
  private final Journal layers;
  private final Journal histograms;

  /** Goes on after an epoch. */
  Probe(RunFolder folder, Network network, Problem problem, int epoch) throws IOException {
    this.folder = folder;
    this.network = network;
    int most = Math.min(MOST_ROWS, network.maxBatch());
    this.x = problem.inputs().features(problem.heldOut(), most);
    this.rows = x.length / problem.inputs().shape().size();
    // Before the first checkpoint all is measured again.
    int kept = epoch == 0 ? -1 : epoch;
    this.layers = folder.layersUntil(kept);
    this.histograms = folder.histogramsUntil(kept);
  }

  /** Measures; histograms too where training begins or ends. */
  void measure(int epoch, boolean withHistograms) throws IOException {
    List<LayerReading> all =
        LayerReading.of(
            network,
            x,
            rows,
            (layer, pre) -> {
              if (withHistograms) {
                Histogram.write(epoch, layer, pre, histograms);
              }
            });
    all.forEach(statistics -> layers.add(statistics.line(epoch)));
    folder.writeLayers(layers);
    if (withHistograms) {
      folder.writeHistograms(histograms);
    }
  }
}
