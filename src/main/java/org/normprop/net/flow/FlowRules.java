package org.normprop.net.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.normprop.function.Unit;
import org.normprop.function.catalogue.Activations;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.Pooling;
import org.normprop.function.stage.Stage;
import org.normprop.function.stage.Thinning;
import org.normprop.net.compute.Parameter;
import org.normprop.net.graph.Graph;
import org.normprop.net.layer.Affine;
import org.normprop.net.layer.Borders;
import org.normprop.net.layer.Join;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Nonlinearity;
import org.normprop.net.layer.Scheme;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.WeightLayer;
import org.normprop.net.layer.Window;
import org.normprop.net.run.BoundLayer;
import org.normprop.net.run.Gain;
import org.normprop.net.run.Pass;
import org.normprop.table.Row;

/** How statistics pass through each kind of layer. */
final class FlowRules {

  private final Pass pass;
  private final Prediction.Source source;

  FlowRules(Pass pass, Prediction.Source source) {
    this.pass = pass;
    this.source = source;
  }

  FlowStep step(Graph graph, Graph.Node node, Optional<BoundLayer> bound, List<FlowState> inputs) {
    FlowState in = inputs.get(0);
    Layer layer = node.layer();
    return switch (layer.type()) {
      case DENSE, CONVOLUTION -> weights((WeightLayer) layer, bound.orElseThrow(), in);
      case CHANNELWISE -> channelwise((Layer.Channelwise) layer, bound.orElseThrow(), in);
      case POOL -> pool((Layer.Pool) layer, bound.orElseThrow(), in);
      case DROP -> drop((Layer.Drop) layer, in);
      case SCALE -> FlowStep.of(Statistics.UNKNOWN, scaled(in, factor(layer)), factor(layer));
      case SUM -> sum((Join.Sum) layer, inputs);
      case CONCAT -> concat(graph, node, inputs);
    };
  }

  private static double factor(Layer layer) {
    return ((Layer.Scale) layer).factor();
  }

  private static FlowState scaled(FlowState in, double factor) {
    Statistics before = in.statistics();
    return new FlowState(
        new Statistics(factor * before.mean(), factor * before.std()),
        in.stages(),
        in.into(),
        new Affine(in.through().mean(), in.through().scale() / factor),
        in.slope());
  }

  private FlowStep weights(WeightLayer layer, BoundLayer bound, FlowState in) {
    Gain gain = bound.gain().orElseThrow();
    double share = layer instanceof WeightLayer.Convolution c ? shareInside(c, bound.input()) : 1;
    double second =
        gain.forward() == 0 ? gain.added() : gain.forward() * share * in.square() + gain.added();
    Statistics pre = new Statistics(gain.shift(), Math.sqrt(second - gain.shift() * gain.shift()));
    // Each of n outputs sends d_i s_i W_i back; what lands on the inputs is shared by them.
    double spread =
        Math.sqrt(gain.backward() * share * bound.output().size() / (double) bound.input().size());
    return activation(layer.nonlinearity(), bound, pre, spread);
  }

  /** The mean over places of the share of a filter's cells that lie inside; 1 if corrected. */
  private static double shareInside(WeightLayer.Convolution layer, Shape input) {
    if (layer.borders() == Borders.CORRECTED) {
      return 1;
    }
    Window window = layer.window();
    Shape output = layer.output(input);
    return share(window, window.height(), input.height(), output.height())
        * share(window, window.width(), input.width(), output.width());
  }

  private static double share(Window window, int side, int length, int outputs) {
    double inside = 0;
    for (int o = 0; o < outputs; o++) {
      inside += Math.max(0, window.to(o, side, length) - window.from(o));
    }
    return inside / ((double) side * outputs);
  }

  private FlowStep channelwise(Layer.Channelwise layer, BoundLayer bound, FlowState in) {
    if (!(layer.scheme() instanceof Scheme.Plain)) {
      return FlowStep.of(Statistics.UNKNOWN, FlowState.unknown(Statistics.UNKNOWN), Double.NaN);
    }
    return activation(layer.nonlinearity(), bound, in.statistics(), 1);
  }

  private FlowStep activation(
      Nonlinearity nonlinearity, BoundLayer bound, Statistics pre, double spread) {
    FlowState before = FlowState.of(pre);
    if (nonlinearity instanceof Nonlinearity.Linear) {
      return FlowStep.of(pre, before, spread);
    }
    Activation f;
    Affine through;
    if (nonlinearity instanceof Nonlinearity.Fixed fixed) {
      f = fixed.activation();
      through = fixed.constants();
    } else {
      double a = learntSlope(bound);
      f = Activations.of("prelu", Map.of("slope", a));
      through = ((Nonlinearity.LearntSlope) nonlinearity).constants().at(a);
    }
    if (before.into() == null) {
      return FlowStep.of(pre, FlowState.unknown(Statistics.UNKNOWN), Double.NaN);
    }
    Row row = source.row(Unit.of(f), before.into());
    FlowState behind =
        new FlowState(seen(row, through), List.of(f), before.into(), through, row.backward());
    return FlowStep.of(pre, behind, spread * row.backward() / through.scale());
  }

  private static double learntSlope(BoundLayer layer) {
    return layer.parameters().stream()
        .filter(parameter -> parameter.role() == Parameter.Role.SLOPE)
        .findFirst()
        .orElseThrow()
        .values()[0];
  }

  /** Mean and standard deviation of (u - mean)/scale. */
  private static Statistics seen(Row row, Affine through) {
    return new Statistics(
        (row.mean() - through.mean()) / through.scale(), row.std() / through.scale());
  }

  private FlowStep pool(Layer.Pool pool, BoundLayer layer, FlowState in) {
    int cells = pool.window().cells();
    boolean isMax = pool.kind() == Pooling.Kind.MAX;
    Affine constants = pool.constants().byCells().getOrDefault(cells, Affine.IDENTITY);
    // Each output sends its signal to one cell, or an n-th of it to each of n.
    double back =
        Math.sqrt(layer.output().plane() / (double) layer.input().plane())
            / constants.scale()
            / (isMax ? 1 : Math.sqrt(cells));
    if (in.stages() == null || in.into() == null || cells > Pooling.MAX_CELLS) {
      return FlowStep.of(Statistics.UNKNOWN, FlowState.unknown(Statistics.UNKNOWN), back);
    }
    List<Stage> longer = new ArrayList<>(in.stages());
    longer.add(Pooling.of(pool.kind(), cells));
    Affine through = constants.after(in.through());
    Unit unit = new Unit(longer);
    Row row = source.row(unit, in.into());
    double slope = Math.sqrt(unit.inputs()) * row.backward();
    double onwards = slope / in.slope() * (isMax ? 1 : Math.sqrt(cells));
    FlowState behind = new FlowState(seen(row, through), longer, in.into(), through, slope);
    return new FlowStep(Statistics.UNKNOWN, behind, List.of(back), onwards);
  }

  private FlowStep drop(Layer.Drop drop, FlowState in) {
    if (!pass.training()) {
      double factor = drop.evaluationFactor();
      return FlowStep.of(Statistics.UNKNOWN, scaled(in, factor), factor);
    }
    Thinning thinning = drop.dropout().thinning().orElseThrow();
    double mean = thinning.mean(in.statistics().mean());
    double square = thinning.square(in.statistics().mean(), in.square());
    Statistics behind = new Statistics(mean, Math.sqrt(square - mean * mean));
    double back = thinning.slope() * Math.sqrt(thinning.keep());
    return FlowStep.of(Statistics.UNKNOWN, FlowState.unknown(behind), back);
  }

  private static FlowStep sum(Join.Sum sum, List<FlowState> inputs) {
    Statistics first = inputs.get(0).statistics();
    Statistics second = inputs.get(1).statistics();
    Statistics all =
        new Statistics(
            sum.first() * first.mean() + sum.second() * second.mean(),
            Math.hypot(sum.first() * first.std(), sum.second() * second.std()));
    return new FlowStep(
        Statistics.UNKNOWN, FlowState.of(all), List.of(sum.first(), sum.second()), 1);
  }

  private static FlowStep concat(Graph graph, Graph.Node node, List<FlowState> inputs) {
    double mean = 0;
    double square = 0;
    List<Double> back = new ArrayList<>();
    for (int k = 0; k < inputs.size(); k++) {
      double share =
          graph.shape(node.inputs().get(k)).channels() / (double) node.output().channels();
      mean += share * inputs.get(k).statistics().mean();
      square += share * inputs.get(k).square();
      back.add(1.0);
    }
    Statistics all = new Statistics(mean, Math.sqrt(square - mean * mean));
    return new FlowStep(Statistics.UNKNOWN, FlowState.of(all), back, 1);
  }
}
