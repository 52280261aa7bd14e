package org.normprop.net.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.normprop.net.compute.Engine;
import org.normprop.net.compute.Tensor;
import org.normprop.net.compute.Workspace;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Shape;
import org.normprop.net.learn.Loss;
import org.normprop.net.learn.LossTargets;

/**
 * Layers one after the other, with buffers for a batch, parameters and gradients. Memory is
 * allocated when the network is made and in its first steps, not later. Not safe for use by several
 * threads; its results do not depend on how many threads its engine has.
 */
public final class Network {

  private final List<BoundLayer> layers;
  private final List<Parameter> parameters;
  private final Shape input;
  private final int maxBatch;
  private final int firstWithParameters;
  private final float[] gradOutput;

  /** What the last forward pass left: the input, then each layer's output. */
  private final float[][] values;

  private int batch;

  /**
   * Binds layers and starts their weights.
   *
   * @param layers the layers, the first applied first; at least one
   * @param input the shape of an image
   * @param initialiser where weights start; rows of projecting layers then go to the unit sphere
   * @param seed what weights and dropout masks are drawn from
   * @param maxBatch the most images of a pass
   * @param engine what computes
   */
  public Network(
      List<Layer> layers,
      Shape input,
      Initialiser initialiser,
      long seed,
      int maxBatch,
      Engine engine) {
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("a network needs at least one layer");
    }
    Workspace workspace = new Workspace(engine.workers().count());
    List<BoundLayer> bound = new ArrayList<>();
    Shape shape = input;
    for (Layer layer : layers) {
      Binding binding = new Binding(engine, workspace, maxBatch, bound.size() + ".", seed);
      bound.add(Binder.bind(layer, shape, binding));
      shape = bound.get(bound.size() - 1).output();
    }
    this.layers = List.copyOf(bound);
    this.parameters = bound.stream().flatMap(layer -> layer.parameters().stream()).toList();
    this.firstWithParameters = firstWithParameters(bound);
    this.values = new float[bound.size() + 1][];
    this.input = input;
    this.maxBatch = maxBatch;
    this.gradOutput = new float[Math.multiplyExact(maxBatch, shape.size())];
    for (Parameter parameter : parameters) {
      initialiser.start(parameter, seed);
      if (parameter.onSphere()) {
        project(parameter, engine);
      }
    }
  }

  private static int firstWithParameters(List<BoundLayer> layers) {
    int first = 0;
    while (first < layers.size() && layers.get(first).parameters().isEmpty()) {
      first++;
    }
    return first;
  }

  private static void project(Parameter parameter, Engine engine) {
    int columns = parameter.columns();
    float[] w = parameter.values();
    for (int row = 0; row < parameter.rows(); row++) {
      double inverse = Parameter.inverseNorm(w, row * columns, columns, engine.blas());
      for (int j = row * columns; j < (row + 1) * columns; j++) {
        w[j] *= (float) inverse;
      }
    }
  }

  /**
   * Computes the output.
   *
   * @param x [batch, input], image by image; must stay as it is until the step is over
   * @param batch how many images, at most {@link #maxBatch}
   * @param pass what for
   * @return [batch, output], the network's own array, valid until the next pass
   */
  public float[] forward(float[] x, int batch, Pass pass) {
    if (batch < 1 || batch > maxBatch) {
      throw new IllegalArgumentException(
          "the batch must be from 1 to " + maxBatch + ", got " + batch);
    }
    if (x.length < (long) batch * input.size()) {
      throw new IllegalArgumentException(
          batch
              + " images of "
              + input
              + " need "
              + (long) batch * input.size()
              + " values, got "
              + x.length);
    }
    this.batch = batch;
    values[0] = x;
    for (int i = 0; i < layers.size(); i++) {
      values[i + 1] = layers.get(i).forward(values[i], batch, pass);
    }
    return values[layers.size()];
  }

  /**
   * The loss of the last forward pass.
   *
   * @param loss the loss
   * @param targets one for each image
   * @return the mean over the batch
   */
  public double loss(Loss loss, LossTargets targets) {
    return loss.evaluate(values[layers.size()], batch, output().size(), targets, null);
  }

  /**
   * The loss of the last forward pass, and the gradients of all parameters.
   *
   * @param loss the loss
   * @param targets one for each image
   * @return the mean over the batch
   */
  public double backward(Loss loss, LossTargets targets) {
    double value =
        loss.evaluate(values[layers.size()], batch, output().size(), targets, gradOutput);
    backward(gradOutput, false);
    return value;
  }

  /**
   * The gradients of all parameters, given that of the output.
   *
   * @param gradOutput [batch, output]; is overwritten
   * @param inputToo whether the input's gradient is wanted
   * @return dl/dx [batch, input] of the network's own, or null if not wanted
   */
  public float[] backward(float[] gradOutput, boolean inputToo) {
    float[] gradient = gradOutput;
    for (int i = layers.size() - 1; i >= 0; i--) {
      gradient = layers.get(i).backward(gradient, inputToo || i > firstWithParameters);
    }
    return gradient;
  }

  /**
   * Starts weight normalisation from data: on these images every channel then has mean 0 and
   * standard deviation 1 before its activation. Other layers stay as they are.
   *
   * @param x [batch, input]
   * @param batch how many images, at most {@link #maxBatch}
   */
  public void startFrom(float[] x, int batch) {
    float[] values = x;
    for (BoundLayer layer : layers) {
      layer.startFrom(values, batch);
      values = layer.forward(values, batch, Pass.EVALUATION);
    }
  }

  /**
   * Where the last step first left what is no finite number: in an output, on the way forward, or
   * in a gradient, on the way back.
   *
   * @return for example {@code the output of layer 3}; empty if all is finite
   */
  public Optional<String> firstNonFinite() {
    for (int i = 0; i < values.length; i++) {
      Shape shape = i == 0 ? input : layers.get(i - 1).output();
      if (!isFinite(values[i], batch * shape.size())) {
        return Optional.of(i == 0 ? "the input" : "the output of layer " + (i - 1));
      }
    }
    for (int i = parameters.size() - 1; i >= 0; i--) {
      Parameter parameter = parameters.get(i);
      if (!isFinite(parameter.gradient(), parameter.values().length)) {
        return Optional.of("the gradient of " + parameter.name());
      }
    }
    return Optional.empty();
  }

  private static boolean isFinite(float[] values, int n) {
    for (int i = 0; i < n; i++) {
      if (!Float.isFinite(values[i])) {
        return false;
      }
    }
    return true;
  }

  /**
   * What a layer put out in the last forward pass.
   *
   * @param layer the layer's number, from 0
   * @return [batch, output of the layer], the network's own array
   */
  public float[] output(int layer) {
    return values[layer + 1];
  }

  /**
   * Layers, shapes, parameters and constants.
   *
   * @return a table as text
   */
  public String summary() {
    return Summary.of(this);
  }

  /**
   * The layers.
   *
   * @return in order
   */
  public List<BoundLayer> layers() {
    return layers;
  }

  /**
   * What training changes.
   *
   * @return all parameters, layer by layer
   */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** To be called when values of {@link #state} were written over after steps were made. */
  public void changed() {
    parameters.forEach(Parameter::markChanged);
  }

  /**
   * All that makes the network's function: parameters and running averages.
   *
   * @return the tensors, whose arrays are the network's own; who writes to them after steps were
   *     made calls {@link #changed}
   */
  public List<Tensor> state() {
    List<Tensor> state = new ArrayList<>();
    for (BoundLayer layer : layers) {
      layer.parameters().forEach(parameter -> state.add(parameter.tensor()));
      state.addAll(layer.buffers());
    }
    return state;
  }

  /**
   * The shape of an image that goes in.
   *
   * @return the shape
   */
  public Shape input() {
    return input;
  }

  /**
   * The shape of what comes out.
   *
   * @return the shape
   */
  public Shape output() {
    return layers.get(layers.size() - 1).output();
  }

  /**
   * The most images of a pass.
   *
   * @return how many
   */
  public int maxBatch() {
    return maxBatch;
  }
}
