package org.normprop.net.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.normprop.net.compute.Loops;
import org.normprop.net.compute.Parameter;
import org.normprop.net.compute.Tensor;
import org.normprop.net.layer.Gain;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Nonlinearity;
import org.normprop.net.layer.Scheme;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.WeightLayer;

/** A layer that ends in an {@link Epilogue}: scale, shift and activation of some u, maybe W x. */
abstract class EpilogueLayer extends BoundLayer {

  /** Null for a layer without weights. */
  final Parameter weights;

  final Epilogue epilogue;

  /** The scale, where it standardises images; else null. */
  final ImageScale images;

  /** What the last forward pass was for. */
  Pass pass;

  /**
   * Makes parameters and buffers.
   *
   * @param parts the most parts into which the images of a batch are cut
   */
  EpilogueLayer(
      Layer layer,
      Scheme scheme,
      Nonlinearity nonlinearity,
      Shape input,
      Binding binding,
      int parts,
      boolean mayScaleRows) {
    super(layer, input, binding);
    this.weights = layer instanceof WeightLayer w ? weights(w, input, binding.prefix()) : null;
    ChannelScale scale =
        ChannelScale.of(
            scheme, weights, output.channels(), binding.engine().blas(), binding.prefix());
    boolean isScaled = mayScaleRows && scale.scalesRows();
    this.epilogue = new Epilogue(scale, nonlinearity, output, binding, parts, isScaled);
    if (scale instanceof BatchScale batchScale) {
      batchScale.reserve(parts);
    }
    this.images = scale instanceof ImageScale own ? own : null;
    if (images != null) {
      images.reserve(output, binding.maxBatch());
    }
  }

  private static Parameter weights(WeightLayer layer, Shape input, String prefix) {
    Scheme scheme = layer.scheme();
    String name = scheme instanceof Scheme.WeightNorm ? "weight_v" : "weight";
    boolean onSphere = scheme instanceof Scheme.NormProp normProp && normProp.division().projects();
    return Parameter.weights(prefix + name, layer.weights(input), onSphere);
  }

  @Override
  public final List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>();
    if (weights != null) {
      all.add(weights);
    }
    all.addAll(epilogue.parameters());
    return all;
  }

  @Override
  public final List<Tensor> buffers() {
    return epilogue.buffers();
  }

  @Override
  public final Optional<Gain> gain() {
    return weights == null ? Optional.empty() : Optional.of(epilogue.gain(weights, pass));
  }

  @Override
  public final void startFrom(float[] x, int batch) {
    if (weights == null) {
      return;
    }
    forward(x, batch, Pass.EVALUATION);
    float[] pre = preActivations(batch).orElseThrow();
    int channels = output.channels();
    int plane = output.plane();
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
