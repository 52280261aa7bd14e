package org.normprop.train;

import org.normprop.data.BatchPlan;
import org.normprop.data.Batches;
import org.normprop.data.DataSet;
import org.normprop.data.Epoch;
import org.normprop.data.TargetKind;
import org.normprop.net.loss.Loss;
import org.normprop.net.run.Network;
import org.normprop.net.run.Pass;

/** Asks a network about rows, in evaluation mode. Not thread-safe, as the network is not. */
final class Predictor {

  private final Network network;
  private final Inputs inputs;

  Predictor(Network network, Inputs inputs) {
    this.network = network;
    this.inputs = inputs;
  }

  /** The loss that fits what is predicted. */
  static Loss loss(Inputs inputs) {
    return inputs.kind() == TargetKind.CLASS ? Loss.SOFTMAX_CROSS_ENTROPY : Loss.MEAN_SQUARED_ERROR;
  }

  /** How well the answers are known. */
  Score score(DataSet rows) {
    Score.Sum sum = new Score.Sum(inputs.kind() == TargetKind.CLASS);
    Epoch epoch = inOrder(rows);
    Feed feed = new Feed(inputs, network.maxBatch(), false);
    for (int batch = 0; batch < epoch.batches(); batch++) {
      feed.read(epoch, batch);
      float[] output = network.forward(feed.x(), feed.rows(), Pass.EVALUATION);
      sum.addQuality(feed, output);
      sum.addLoss(feed.rows(), network.loss(loss(inputs), feed.targets()));
    }
    return sum.score();
  }

  /** What the network says, whether answers are known or not. */
  Predictions predict(DataSet rows) {
    int outputs = inputs.outputs();
    float[] all = new float[Math.multiplyExact(rows.size(), outputs)];
    Epoch epoch = inOrder(rows);
    float[] x = new float[network.maxBatch() * inputs.shape().size()];
    int done = 0;
    for (int batch = 0; batch < epoch.batches(); batch++) {
      int n = epoch.size(batch);
      epoch.features(batch, 0, n, x);
      float[] output = network.forward(x, n, Pass.EVALUATION);
      System.arraycopy(output, 0, all, done * outputs, n * outputs);
      done += n;
    }
    return new Predictions(inputs, all);
  }

  private Epoch inOrder(DataSet rows) {
    return new Batches(rows, inputs.norm(), BatchPlan.inOrder(network.maxBatch())).epoch(0);
  }
}
