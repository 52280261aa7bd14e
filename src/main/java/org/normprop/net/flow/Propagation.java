package org.normprop.net.flow;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.normprop.net.compute.Draws;
import org.normprop.net.flow.statistics.LayerStatistics;
import org.normprop.net.layer.Statistics;
import org.normprop.net.run.Network;
import org.normprop.net.run.Pass;

/**
 * Measures what goes through a network, forward and back, over all units and images together. Not
 * safe for use by several threads.
 */
public final class Propagation {

  private final Network network;
  private final Pass pass;
  private final ZigguratSampler.NormalizedGaussian normals;
  private final Statistics.Sum input = new Statistics.Sum();
  private final List<Statistics.Sum> pre = new ArrayList<>();
  private final List<Statistics.Sum> outputs = new ArrayList<>();
  private final List<Statistics.Sum> sentBack = new ArrayList<>();

  /**
   * Begins with nothing measured.
   *
   * @param network the network
   * @param pass in training or in evaluation
   * @param seed what the signals sent back are drawn from
   */
  public Propagation(Network network, Pass pass, long seed) {
    this.network = network;
    this.pass = pass;
    UniformRandomProvider random = Draws.of(seed, "propagation");
    normals = ZigguratSampler.NormalizedGaussian.of(random);
    for (int i = 0; i < network.graph().nodes().size(); i++) {
      pre.add(new Statistics.Sum());
      outputs.add(new Statistics.Sum());
    }
    for (int i = 0; i <= network.graph().nodes().size(); i++) {
      sentBack.add(new Statistics.Sum());
    }
  }

  /**
   * Sends images through the network, and N(0,1) back.
   *
   * @param x [batch, input]
   * @param batch how many images
   */
  public void add(float[] x, int batch) {
    input.add(x, batch * network.input().size());
    network.forward(
        x,
        batch,
        pass,
        (tensor, values) -> {
          int node = tensor - 1;
          outputs.get(node).add(values, size(tensor, batch));
          network
              .layer(node)
              .flatMap(layer -> layer.preActivations(batch))
              .ifPresent(received -> pre.get(node).add(received, received.length));
        });
    float[] signal = new float[batch * network.output().size()];
    for (int i = 0; i < signal.length; i++) {
      signal[i] = (float) normals.sample();
    }
    network.backward(
        signal, (tensor, gradient) -> sentBack.get(tensor).add(gradient, size(tensor, batch)));
  }

  private int size(int tensor, int batch) {
    return batch * network.graph().shape(tensor).size();
  }

  /**
   * What went in.
   *
   * @return mean and standard deviation of all values
   */
  public Statistics input() {
    return input.get();
  }

  /**
   * What went through the layers.
   *
   * @return the statistics of each layer, in order
   */
  public List<LayerStatistics> layers() {
    List<LayerStatistics> all = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      Statistics back = sentBack.get(LayerStatistics.sentTo(network.graph(), i)).get();
      all.add(new LayerStatistics(pre.get(i).get(), outputs.get(i).get(), back));
    }
    return all;
  }
}
