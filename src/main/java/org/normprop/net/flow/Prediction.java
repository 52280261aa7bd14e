package org.normprop.net.flow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.normprop.function.Unit;
import org.normprop.function.catalogue.Activations;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.Pooling;
import org.normprop.function.stage.Stage;
import org.normprop.function.stage.Thinning;
import org.normprop.net.layer.Affine;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Nonlinearity;
import org.normprop.net.run.BoundLayer;
import org.normprop.net.run.Gain;
import org.normprop.net.run.Network;
import org.normprop.net.run.Parameter;
import org.normprop.net.run.Pass;
import org.normprop.table.Input;
import org.normprop.table.Row;

/**
 * Predicts what goes through a network from constants, layer by layer: pre-activations are taken as
 * normal with E[pre^2] = (mean of (s_i |W_i|)^2) E[x^2] + shifts, which holds for weights that are
 * random with mean 0 and inputs that are independent; then the constants of the activation for that
 * normal give the output, and the signal sent back.
 *
 * <p>Not thread-safe.
 */
public final class Prediction {

  /** Where constants for any normal come from. */
  @FunctionalInterface
  public interface Source {
    /**
     * The constants of a unit.
     *
     * @param unit the unit
     * @param input what goes in
     * @return its row
     */
    Row row(Unit unit, Input input);
  }

  private final Source source;
  private final Pass pass;

  /** What the layers so far make of their input. */
  private Statistics signal;

  /** The stages since the last weights, and what went into them; null where nothing is known. */
  private List<Stage> stages = List.of();

  private Input into;
  private Affine through = Affine.IDENTITY;

  /** sqrt(E|grad|^2) of the stages as one unit. */
  private double slope = 1;

  private Prediction(Statistics input, Pass pass, Source source) {
    this.signal = input;
    this.into = input(input.mean(), input.std());
    this.pass = pass;
    this.source = source;
  }

  /**
   * What a layer does.
   *
   * @param back what it sends back for each unit of standard deviation that arrives
   * @param onwards by how much more that is worth to the layer before: the largest of a window lies
   *     where an activation's slope is not what it is elsewhere
   */
  private record Step(Statistics pre, Statistics output, double back, double onwards) {
    Step(Statistics pre, Statistics output, double back) {
      this(pre, output, back, 1);
    }
  }

  /**
   * Predicts for the network as it is after its last forward pass.
   *
   * @param network the network
   * @param input mean and standard deviation of what goes in
   * @param pass the kind of that pass
   * @param source the constants
   * @return the statistics of each layer; unknown behind what no constants describe
   */
  public static List<LayerStatistics> of(
      Network network, Statistics input, Pass pass, Source source) {
    Prediction prediction = new Prediction(input, pass, source);
    List<Step> steps = new ArrayList<>();
    for (BoundLayer layer : network.layers()) {
      Step step = prediction.step(layer);
      prediction.signal = step.output();
      steps.add(step);
    }
    LayerStatistics[] all = new LayerStatistics[steps.size()];
    double back = 1;
    for (int i = all.length - 1; i >= 0; i--) {
      Step step = steps.get(i);
      back *= step.back();
      all[i] = new LayerStatistics(step.pre(), step.output(), new Statistics(0, back));
      back *= step.onwards();
    }
    return Arrays.asList(all);
  }

  private static Input input(double mean, double std) {
    return std > 0 && Double.isFinite(mean) ? Input.normal(mean, std) : null;
  }

  private Step step(BoundLayer layer) {
    if (layer.layer() instanceof Layer.Pool pool) {
      return pool(pool, layer);
    }
    if (layer.layer() instanceof Layer.Drop drop) {
      return drop(drop);
    }
    if (layer.gain().isEmpty()) {
      stages = null;
      return new Step(Statistics.UNKNOWN, Statistics.UNKNOWN, Double.NaN);
    }
    Nonlinearity nonlinearity =
        layer.layer() instanceof Layer.Dense dense
            ? dense.nonlinearity()
            : ((Layer.Convolution) layer.layer()).nonlinearity();
    return weights(layer, layer.gain().orElseThrow(), nonlinearity);
  }

  private Step weights(BoundLayer layer, Gain gain, Nonlinearity nonlinearity) {
    double second =
        gain.forward() == 0
            ? gain.added()
            : gain.forward() * (signal.mean() * signal.mean() + signal.std() * signal.std())
                + gain.added();
    Statistics pre = new Statistics(gain.shift(), Math.sqrt(second - gain.shift() * gain.shift()));
    into = input(pre.mean(), pre.std());
    // Each of n outputs sends d_i s_i W_i back; all of it lands on the inputs.
    double spread =
        Math.sqrt(gain.backward() * layer.output().size() / (double) layer.input().size());
    through = Affine.IDENTITY;
    slope = 1;
    if (nonlinearity instanceof Nonlinearity.Linear) {
      stages = List.of();
      return new Step(pre, pre, spread);
    }
    Activation f;
    if (nonlinearity instanceof Nonlinearity.Fixed fixed) {
      f = fixed.activation();
      through = fixed.constants();
    } else {
      Nonlinearity.LearntSlope prelu = (Nonlinearity.LearntSlope) nonlinearity;
      double a = learntSlope(layer);
      f = Activations.of("prelu", Map.of("slope", a));
      through = prelu.constants().at(a);
    }
    stages = List.of(f);
    if (into == null) {
      return new Step(pre, Statistics.UNKNOWN, Double.NaN);
    }
    Row row = source.row(Unit.of(f), into);
    slope = row.backward();
    return new Step(pre, seen(row), spread * row.backward() / through.scale());
  }

  private static double learntSlope(BoundLayer layer) {
    return layer.parameters().stream()
        .filter(parameter -> parameter.role() == Parameter.Role.SLOPE)
        .findFirst()
        .orElseThrow()
        .values()[0];
  }

  /** Mean and standard deviation of (u - mean)/scale. */
  private Statistics seen(Row row) {
    return new Statistics(
        (row.mean() - through.mean()) / through.scale(), row.std() / through.scale());
  }

  private Step pool(Layer.Pool pool, BoundLayer layer) {
    int cells = pool.window().cells();
    Affine constants = pool.constants().byCells().getOrDefault(cells, Affine.IDENTITY);
    // Each output sends its signal to one cell, or an n-th of it to each of n.
    double back =
        Math.sqrt(layer.output().plane() / (double) layer.input().plane())
            / constants.scale()
            / (pool.kind() == Pooling.Kind.MAX ? 1 : Math.sqrt(cells));
    if (stages == null || into == null || cells > Pooling.MAX_CELLS) {
      stages = null;
      return new Step(Statistics.UNKNOWN, Statistics.UNKNOWN, back);
    }
    List<Stage> longer = new ArrayList<>(stages);
    longer.add(Pooling.of(pool.kind(), cells));
    stages = longer;
    through =
        new Affine(
            through.mean() + through.scale() * constants.mean(),
            through.scale() * constants.scale());
    Unit unit = new Unit(longer);
    Row row = source.row(unit, into);
    double before = slope;
    slope = Math.sqrt(unit.inputs()) * row.backward();
    double onwards = slope / before * (pool.kind() == Pooling.Kind.MAX ? 1 : Math.sqrt(cells));
    return new Step(Statistics.UNKNOWN, seen(row), back, onwards);
  }

  private Step drop(Layer.Drop drop) {
    double m = signal.mean();
    double second = m * m + signal.std() * signal.std();
    if (!pass.training()) {
      double factor = drop.evaluationFactor();
      through = new Affine(through.mean(), through.scale() / factor);
      return new Step(
          Statistics.UNKNOWN, new Statistics(factor * m, factor * signal.std()), factor);
    }
    stages = null;
    Thinning thinning = drop.dropout().thinning().orElseThrow();
    double mean = thinning.mean(m);
    double square = thinning.square(m, second);
    return new Step(
        Statistics.UNKNOWN,
        new Statistics(mean, Math.sqrt(square - mean * mean)),
        thinning.slope() * Math.sqrt(thinning.keep()));
  }
}
