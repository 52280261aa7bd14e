package org.normprop.net.run;

import java.util.List;
import org.normprop.net.compute.Loops;
import org.normprop.net.layer.Scheme;
import org.normprop.net.layer.Shape;

/** What dense layers and convolutions have in common. */
final class Weights {

  private Weights() {}

  /** The weight matrix of a layer of this scheme. */
  static Parameter of(Scheme scheme, String prefix, List<Integer> shape) {
    String name = scheme instanceof Scheme.WeightNorm ? "weight_v" : "weight";
    boolean onSphere = scheme instanceof Scheme.NormProp normProp && normProp.division().projects();
    return Parameter.weights(prefix + name, shape, onSphere);
  }

  /** Hands the mean and standard deviation of each channel of pre [batch, shape] on. */
  static void startFrom(Epilogue epilogue, float[] pre, int batch, Shape shape) {
    int channels = shape.channels();
    int plane = shape.plane();
    double[] mean = new double[channels];
    double[] std = new double[channels];
    for (int i = 0; i < batch * channels; i++) {
      mean[i % channels] += Loops.sum(pre, i * plane, plane) / ((double) batch * plane);
    }
    for (int i = 0; i < batch * channels; i++) {
      int c = i % channels;
      std[c] += Loops.sumOfSquares(pre, i * plane, plane, mean[c]) / ((double) batch * plane);
    }
    for (int c = 0; c < channels; c++) {
      std[c] = Math.sqrt(std[c]);
    }
    epilogue.scale.startFrom(mean, std);
  }
}
