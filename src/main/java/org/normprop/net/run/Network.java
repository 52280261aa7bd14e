package org.normprop.net.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.normprop.net.compute.Engine;
import org.normprop.net.compute.Parameter;
import org.normprop.net.compute.Tensor;
import org.normprop.net.graph.Graph;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Shape;
import org.normprop.net.loss.Loss;
import org.normprop.net.loss.LossTargets;
import org.normprop.net.run.memory.BufferPlan;
import org.normprop.net.run.memory.StepLives;

/**
 * A graph of layers with buffers for a batch, parameters and gradients. Memory is allocated when
 * the network is made and in its first steps, not later; a backward pass uses up what the forward
 * pass before it left. Not safe for use by several threads; its results do not depend on how many
 * threads its engine has.
 */
public final class Network {

  /** Sees tensors while they are there; later their memory may hold others. */
  @FunctionalInterface
  public interface Observer {
    /**
     * Takes a look.
     *
     * @param tensor its number in the graph: 0 for what goes in, i + 1 for what node i puts out
     * @param values [batch, shape of the tensor], or its gradient
     */
    void see(int tensor, float[] values);
  }

  private static final Observer NOBODY = (tensor, values) -> {};

  private final Graph graph;
  private final BackwardPass.Bound[] bound;
  private final BackwardPass backward;
  private final List<Parameter> parameters;
  private final int maxBatch;
  private final float[] gradOutput;

  /** The input, then each node's output; of the last forward pass, as far as it is still there. */
  private final float[][] values;

  private final float[][][] joined;
  private int batch;
  private Pass pass = Pass.EVALUATION;
  private boolean mayGoBack;

  /**
   * Binds layers one after the other and starts their weights.
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
    this(Graph.chain(layers, input), initialiser, seed, maxBatch, engine);
  }

  /**
   * Binds the layers of a graph and starts their weights.
   *
   * @param graph the network
   * @param initialiser where weights start; rows of projecting layers then go to the unit sphere
   * @param seed what weights and dropout masks are drawn from
   * @param maxBatch the most images of a pass
   * @param engine what computes
   */
  public Network(Graph graph, Initialiser initialiser, long seed, int maxBatch, Engine engine) {
    this(graph, initialiser, seed, engine, new StepLives(graph, maxBatch));
  }

  /** Binds a graph to arrays of a step that are given. */
  Network(Graph graph, Initialiser initialiser, long seed, Engine engine, StepLives lives) {
    this.graph = graph;
    this.maxBatch = lives.maxBatch();
    this.bound = Binder.bind(graph, seed, maxBatch, engine, lives);
    this.values = new float[bound.length + 1][];
    this.joined = new float[bound.length][][];
    for (int i = 0; i < bound.length; i++) {
      joined[i] = new float[graph.nodes().get(i).inputs().size()][];
    }
    this.backward = new BackwardPass(graph, bound, lives, engine);
    this.parameters = BackwardPass.parameters(bound);
    this.gradOutput = new float[BufferPlan.size(maxBatch, graph.output())];
    initialiser.start(parameters, seed, engine.blas());
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
    return forward(x, batch, pass, NOBODY);
  }

  /**
   * Computes the output, and shows what comes before it.
   *
   * @param x [batch, input], image by image; must stay as it is until the step is over
   * @param batch how many images, at most {@link #maxBatch}
   * @param pass what for
   * @param observer sees each tensor but the input as soon as it is there
   * @return [batch, output], the network's own array, valid until the next pass
   */
  public float[] forward(float[] x, int batch, Pass pass, Observer observer) {
    if (batch < 1 || batch > maxBatch) {
      throw new IllegalArgumentException("a batch has 1 to " + maxBatch + " images, not " + batch);
    }
    if (x.length < (long) batch * input().size()) {
      throw new IllegalArgumentException(batch + " images of " + input() + " need more values");
    }
    mayGoBack = false;
    this.batch = batch;
    this.pass = pass;
    values[0] = x;
    for (int i = 0; i < bound.length; i++) {
      values[i + 1] = forward(i);
      observer.see(i + 1, values[i + 1]);
    }
    mayGoBack = true;
    return values[bound.length];
  }

  private float[] forward(int i) {
    List<Integer> inputs = graph.nodes().get(i).inputs();
    if (bound[i].join() == null) {
      return bound[i].layer().forward(values[inputs.get(0)], batch, pass);
    }
    for (int k = 0; k < joined[i].length; k++) {
      joined[i][k] = values[inputs.get(k)];
    }
    return bound[i].join().forward(joined[i], batch);
  }

  /**
   * The loss of the last forward pass.
   *
   * @param loss the loss
   * @param targets one for each image
   * @return the mean over the batch
   */
  public double loss(Loss loss, LossTargets targets) {
    return loss.evaluate(values[bound.length], batch, output().size(), targets, null);
  }

  /**
   * The loss of the last forward pass, and the gradients of all parameters.
   *
   * @param loss the loss
   * @param targets one for each image
   * @return the mean over the batch
   */
  public double backward(Loss loss, LossTargets targets) {
    double value = loss.evaluate(values[bound.length], batch, output().size(), targets, gradOutput);
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
    return back(gradOutput, inputToo, NOBODY);
  }

  /**
   * The gradients of all parameters and tensors, given that of the output.
   *
   * @param gradOutput [batch, output]; is overwritten
   * @param observer sees the gradient of each tensor, the input's at last, before it is overwritten
   */
  public void backward(float[] gradOutput, Observer observer) {
    back(gradOutput, true, observer);
  }

  private float[] back(float[] gradOutput, boolean inputToo, Observer observer) {
    if (!mayGoBack) {
      throw new IllegalStateException("before a pass back there must be one forward, each time");
    }
    mayGoBack = false;
    return backward.run(gradOutput, batch, inputToo, observer);
  }

  /**
   * Starts weight normalisation from data: on these images every channel then has mean 0 and
   * standard deviation 1 before its activation. Other layers stay as they are.
   *
   * @param x [batch, input]
   * @param batch how many images, at most {@link #maxBatch}
   */
  public void startFrom(float[] x, int batch) {
    mayGoBack = false;
    this.batch = batch;
    this.pass = Pass.EVALUATION;
    values[0] = x;
    for (int i = 0; i < bound.length; i++) {
      if (bound[i].layer() != null) {
        bound[i].layer().startFrom(values[graph.nodes().get(i).inputs().get(0)], batch);
      }
      values[i + 1] = forward(i);
    }
  }

  /**
   * Where the last step first left what is no finite number: in an output or in a gradient.
   *
   * @return for example {@code the output of layer 3}; empty if all is finite
   */
  public Optional<String> firstNonFinite() {
    return NonFinite.first(this, values[0], batch, pass);
  }

  /** Layers, shapes, parameters and constants. */
  public String summary() {
    return Summary.of(this);
  }

  /** What was bound. */
  public Graph graph() {
    return graph;
  }

  /**
   * A node at work.
   *
   * @param node its number, from 0
   * @return the layer; empty for a sum or a concatenation
   */
  public Optional<BoundLayer> layer(int node) {
    return Optional.ofNullable(bound[node].layer());
  }

  /** The layers of one input. */
  public List<BoundLayer> layers() {
    return Arrays.stream(bound).map(BackwardPass.Bound::layer).filter(Objects::nonNull).toList();
  }

  /** What training changes. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /**
   * All that makes the network's function: parameters and running averages.
   *
   * @return the tensors, whose arrays are the network's own; who writes to them after steps were
   *     made calls {@link Parameter#markChanged}
   */
  public List<Tensor> state() {
    List<Tensor> state = new ArrayList<>();
    for (BoundLayer layer : layers()) {
      layer.parameters().forEach(parameter -> state.add(parameter.tensor()));
      state.addAll(layer.buffers());
    }
    return state;
  }

  /** The shape of an image that goes in. */
  public Shape input() {
    return graph.input();
  }

  /** The shape of what comes out. */
  public Shape output() {
    return graph.output();
  }

  /** The most images of a pass. */
  public int maxBatch() {
    return maxBatch;
  }
}
