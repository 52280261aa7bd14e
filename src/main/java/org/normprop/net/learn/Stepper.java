package org.normprop.net.learn;

import java.util.ArrayList;
import java.util.List;
import org.normprop.net.compute.Blas;
import org.normprop.net.compute.Engine;
import org.normprop.net.compute.Parameter;
import org.normprop.net.compute.Slices;
import org.normprop.net.compute.Tensor;
import org.normprop.net.compute.Workers;

/**
 * An {@link Optimiser} with its memory. Goes through each weight matrix once, row by row: gradient,
 * decay, momentum, step, and for rows that belong on the unit sphere, the division by their norm,
 * while the row lies in the cache. Not safe for use by several threads.
 */
public abstract class Stepper {

  /** Weights worth a task. */
  private static final int TASK = 1 << 15;

  private static final int MOST_TASKS = 64;

  private final Optimiser optimiser;
  private final List<Parameter> parameters;
  private final Workers workers;
  private final Blas blas;
  private final List<Slices> slices = new ArrayList<>();
  private final Workers.Task task = this::stepRows;

  private long steps;
  private int current;
  private float rate;
  private float clipFactor;

  Stepper(Optimiser optimiser, List<Parameter> parameters, Engine engine) {
    this.optimiser = optimiser;
    this.parameters = List.copyOf(parameters);
    this.workers = engine.workers();
    this.blas = engine.blas();
    for (Parameter parameter : parameters) {
      slices.add(Slices.of(parameter.rows(), TASK / parameter.columns(), MOST_TASKS));
    }
  }

  /**
   * Changes the parameters by their gradients.
   *
   * @param rate the learning rate
   */
  public final void step(double rate) {
    this.rate = (float) rate;
    clipFactor = clipFactor();
    steps++;
    prepare(steps, rate);
    for (current = 0; current < parameters.size(); current++) {
      workers.run(slices.get(current).count(), task);
      parameters.get(current).markFinished();
    }
  }

  private float clipFactor() {
    if (optimiser.clip() == Optimiser.NO_CLIP) {
      return 1;
    }
    double squares = 0;
    for (Parameter parameter : parameters) {
      for (float g : parameter.gradient()) {
        squares += (double) g * g;
      }
    }
    return (float) Math.min(1, optimiser.clip() / Math.sqrt(squares));
  }

  private void stepRows(int part, int worker) {
    Parameter parameter = parameters.get(current);
    float[] values = parameter.values();
    int columns = parameter.columns();
    float decay = (float) optimiser.decay().of(parameter);
    Slices mine = slices.get(current);
    for (int row = mine.from(part); row < mine.to(part); row++) {
      int at = row * columns;
      float factor = clipFactor * parameter.factor(row);
      float along = clipFactor * parameter.along(row) + decay;
      float[] gradient = parameter.gradientRow(row);
      stepRow(current, values, at, columns, gradient, factor, along, rate);
      // Projection: W_i = W_i/|W_i| (Wang's note; Arpit et al. 2016, section 3.3).
      parameter.finishRow(row, blas);
    }
  }

  /** Readies the rule for a step, the first has number 1; on the calling thread. */
  abstract void prepare(long step, double rate);

  /**
   * Changes values [at, at + n) of a parameter, whose gradient with decay is factor * gradient[i] +
   * along * values[i].
   */
  abstract void stepRow(
      int parameter,
      float[] values,
      int at,
      int n,
      float[] gradient,
      float factor,
      float along,
      float rate);

  /**
   * What the rule remembers, for a checkpoint; writing to the arrays changes it.
   *
   * @return tensors named after their parameters, such as {@code momentum.0.weight}
   */
  public abstract List<Tensor> state();

  /**
   * How many steps were made.
   *
   * @return the number
   */
  public final long steps() {
    return steps;
  }

  /**
   * Goes on as if so many steps had been made, after the state was written back.
   *
   * @param steps the number
   */
  public final void resumeAt(long steps) {
    this.steps = steps;
  }

  /** A memory of zeros for each parameter. */
  static List<Tensor> zeros(String kind, List<Parameter> parameters) {
    List<Tensor> state = new ArrayList<>();
    for (Parameter parameter : parameters) {
      Tensor like = parameter.tensor();
      state.add(
          new Tensor(kind + "." + like.name(), like.shape(), new float[like.values().length]));
    }
    return List.copyOf(state);
  }
}
