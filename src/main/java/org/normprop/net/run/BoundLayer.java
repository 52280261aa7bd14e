package org.normprop.net.run;

import java.util.List;
import java.util.Optional;
import org.normprop.net.compute.Tensor;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Shape;

/**
 * A layer bound to an input shape: owns its buffers and parameters. Not safe for use by several
 * threads.
 *
 * <p>Arrays that are handed out are the layer's own, as large as the largest batch asks; they are
 * valid until the next pass.
 */
public interface BoundLayer {

  /**
   * The value that was bound.
   *
   * @return the layer
   */
  Layer layer();

  /**
   * The shape of an image that goes in.
   *
   * @return the shape
   */
  Shape input();

  /**
   * The shape of an image that comes out.
   *
   * @return the shape
   */
  Shape output();

  /**
   * Computes the output.
   *
   * @param x [batch, input]; must stay as it is until the backward pass and the step are over
   * @param batch how many images
   * @param pass what for
   * @return y [batch, output]
   */
  float[] forward(float[] x, int batch, Pass pass);

  /**
   * Computes the gradients of the last forward pass: sums over the batch, without division.
   *
   * @param gradOutput dl/dy [batch, output]; is overwritten
   * @param inputToo whether dl/dx is wanted
   * @return dl/dx [batch, input], maybe {@code gradOutput} itself; null if not wanted
   */
  float[] backward(float[] gradOutput, boolean inputToo);

  /**
   * What training changes.
   *
   * @return the parameters, maybe none
   */
  List<Parameter> parameters();

  /**
   * What passes change: running averages.
   *
   * @return the arrays themselves, maybe none
   */
  List<Tensor> buffers();

  /**
   * What the last forward pass handed to the activation.
   *
   * @param batch the images of that pass
   * @return pre [batch, output], a copy; empty for a layer without activation
   */
  Optional<float[]> preActivations(int batch);

  /**
   * How the last forward pass stretched its input.
   *
   * @return the gain; empty for a layer without weights
   */
  default Optional<Gain> gain() {
    return Optional.empty();
  }

  /**
   * Chooses scale and shift so that on these images every channel has mean 0 and standard deviation
   * 1 before the activation; only weight normalisation does. Salimans and Kingma (2016), section 3.
   *
   * @param x [batch, input]
   * @param batch how many images
   */
  void startFrom(float[] x, int batch);
}
