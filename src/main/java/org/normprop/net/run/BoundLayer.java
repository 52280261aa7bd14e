package org.normprop.net.run;

import java.util.List;
import java.util.Optional;
import org.normprop.net.compute.Parameter;
import org.normprop.net.compute.Tensor;
import org.normprop.net.layer.Gain;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.StepUse;
import org.normprop.net.run.memory.BufferPlan;

/**
 * A layer of one input bound to its shape: owns its buffers and parameters. Not safe for use by
 * several threads.
 */
public abstract class BoundLayer {

  final Shape input;
  final Shape output;
  private final Layer layer;
  private final int maxBatch;

  BoundLayer(Layer layer, Shape input, Binding binding) {
    this.layer = layer;
    this.input = input;
    this.output = layer.output(input);
    this.maxBatch = binding.maxBatch();
  }

  /**
   * The value that was bound.
   *
   * @return the layer
   */
  public final Layer layer() {
    return layer;
  }

  /**
   * The shape of an image that goes in.
   *
   * @return the shape
   */
  public final Shape input() {
    return input;
  }

  /**
   * The shape of an image that comes out.
   *
   * @return the shape
   */
  public final Shape output() {
    return output;
  }

  /**
   * Computes the output.
   *
   * @param x [batch, input]; must stay as it is until the step is over, if the layer reads its
   *     input
   * @param batch how many images
   * @param pass what for
   * @return y [batch, output], the array that the layer was bound to
   */
  public abstract float[] forward(float[] x, int batch, Pass pass);

  /**
   * Computes the gradients of the last forward pass: sums over the batch, without division.
   *
   * @param gradOutput dl/dy [batch, output]; is overwritten
   * @param gradInput receives dl/dx [batch, input] unless it {@link StepUse#returnsInPlace}; null
   *     if not wanted
   */
  abstract void backward(float[] gradOutput, float[] gradInput);

  /**
   * Computes the gradients of the last forward pass for a layer on its own.
   *
   * @param gradOutput dl/dy [batch, output]; is overwritten
   * @param inputToo whether dl/dx is wanted
   * @return dl/dx [batch, input], maybe {@code gradOutput} itself; null if not wanted
   */
  public final float[] backward(float[] gradOutput, boolean inputToo) {
    float[] gradInput = null;
    if (inputToo) {
      gradInput =
          layer.stepUse().returnsInPlace(input, output, false)
              ? gradOutput
              : new float[BufferPlan.size(maxBatch, input)];
    }
    backward(gradOutput, gradInput);
    return gradInput;
  }

  /**
   * What training changes.
   *
   * @return the parameters, maybe none
   */
  public List<Parameter> parameters() {
    return List.of();
  }

  /**
   * The slope that training changes, where the activation has one.
   *
   * @return its value now; NaN without one
   */
  public final double learntSlope() {
    return parameters().stream()
        .filter(parameter -> parameter.role() == Parameter.Role.SLOPE)
        .mapToDouble(parameter -> parameter.values()[0])
        .findFirst()
        .orElse(Double.NaN);
  }

  /**
   * What passes change: running averages.
   *
   * @return the arrays themselves, maybe none
   */
  public List<Tensor> buffers() {
    return List.of();
  }

  /**
   * What the last forward pass handed to the activation; to be asked for right after the pass.
   *
   * @param batch the images of that pass
   * @return pre [batch, output], a copy; empty for a layer without activation
   */
  public Optional<float[]> preActivations(int batch) {
    return Optional.empty();
  }

  /**
   * How the last forward pass stretched its input.
   *
   * @return the gain; empty for a layer without weights
   */
  public Optional<Gain> gain() {
    return Optional.empty();
  }

  /**
   * Chooses scale and shift so that on these images every channel has mean 0 and standard deviation
   * 1 before the activation; only weight normalisation does. Salimans and Kingma (2016), section 3.
   *
   * @param x [batch, input]
   * @param batch how many images
   */
  public void startFrom(float[] x, int batch) {}
}
