package org.normprop.net.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.normprop.function.Unit;
import org.normprop.function.catalogue.Activations;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.Pooling;
import org.normprop.function.stage.Stage;
import org.normprop.function.stage.Thinning;
import org.normprop.table.Row;

/** How statistics pass through layers: the longer of the rules that {@link Layer#flow} asks for. */
final class FlowRules {

  private FlowRules() {}

  /** y = factor x. */
  static FlowStep scale(double factor, Flow flow) {
    return FlowStep.of(Statistics.UNKNOWN, scaled(flow.in(), factor), factor);
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

  static FlowStep weights(WeightLayer layer, Flow flow) {
    FlowState in = flow.in();
    Gain gain = flow.gain().orElseThrow();
    double share = layer instanceof WeightLayer.Convolution c ? shareInside(c, flow.shape()) : 1;
    double second =
        gain.forward() == 0 ? gain.added() : gain.forward() * share * in.square() + gain.added();
    Statistics pre = new Statistics(gain.shift(), Math.sqrt(second - gain.shift() * gain.shift()));
    // Each of n outputs sends d_i s_i W_i back; what lands on the inputs is shared by them.
    double spread =
        Math.sqrt(gain.backward() * share * flow.output().size() / (double) flow.shape().size());
    return activation(layer.nonlinearity(), flow, pre, spread);
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

  static FlowStep channelwise(Layer.Channelwise layer, Flow flow) {
    if (!(layer.scheme() instanceof Scheme.Plain)) {
      return Flow.unknown();
    }
    return activation(layer.nonlinearity(), flow, flow.in().statistics(), 1);
  }

  private static FlowStep activation(
      Nonlinearity nonlinearity, Flow flow, Statistics pre, double spread) {
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
      double a = flow.slope();
      f = Activations.of("prelu", Map.of("slope", a));
      through = ((Nonlinearity.LearntSlope) nonlinearity).constants().at(a);
    }
    if (before.into() == null) {
      return FlowStep.of(pre, FlowState.unknown(Statistics.UNKNOWN), Double.NaN);
    }
    Row row = flow.source().row(Unit.of(f), before.into());
    FlowState behind =
        new FlowState(seen(row, through), List.of(f), before.into(), through, row.backward());
    return FlowStep.of(pre, behind, spread * row.backward() / through.scale());
  }

  /** Mean and standard deviation of (u - mean)/scale. */
  private static Statistics seen(Row row, Affine through) {
    return new Statistics(
        (row.mean() - through.mean()) / through.scale(), row.std() / through.scale());
  }

  static FlowStep pool(Layer.Pool pool, Flow flow) {
    FlowState in = flow.in();
    int cells = pool.window().cells();
    boolean isMax = pool.kind() == Pooling.Kind.MAX;
    Affine constants = pool.constants().byCells().getOrDefault(cells, Affine.IDENTITY);
    // Each output sends its signal to one cell, or an n-th of it to each of n.
    double back =
        Math.sqrt(flow.output().plane() / (double) flow.shape().plane())
            / constants.scale()
            / (isMax ? 1 : Math.sqrt(cells));
    if (in.stages() == null || in.into() == null || cells > Pooling.MAX_CELLS) {
      return FlowStep.of(Statistics.UNKNOWN, FlowState.unknown(Statistics.UNKNOWN), back);
    }
    List<Stage> longer = new ArrayList<>(in.stages());
    longer.add(Pooling.of(pool.kind(), cells));
    Affine through = constants.after(in.through());
    Unit unit = new Unit(longer);
    Row row = flow.source().row(unit, in.into());
    double slope = Math.sqrt(unit.inputs()) * row.backward();
    double onwards = slope / in.slope() * (isMax ? 1 : Math.sqrt(cells));
    FlowState behind = new FlowState(seen(row, through), longer, in.into(), through, slope);
    return new FlowStep(Statistics.UNKNOWN, behind, List.of(back), onwards);
  }

  static FlowStep drop(Layer.Drop drop, Flow flow) {
    FlowState in = flow.in();
    if (!flow.training()) {
      return scale(drop.evaluationFactor(), flow);
    }
    Thinning thinning = drop.dropout().thinning().orElseThrow();
    double mean = thinning.mean(in.statistics().mean());
    double square = thinning.square(in.statistics().mean(), in.square());
    Statistics behind = new Statistics(mean, Math.sqrt(square - mean * mean));
    double back = thinning.slope() * Math.sqrt(thinning.keep());
    return FlowStep.of(Statistics.UNKNOWN, FlowState.unknown(behind), back);
  }

  static FlowStep sum(Join.Sum sum, List<FlowState> inputs) {
    Statistics first = inputs.get(0).statistics();
    Statistics second = inputs.get(1).statistics();
    Statistics all =
        new Statistics(
            sum.first() * first.mean() + sum.second() * second.mean(),
            Math.hypot(sum.first() * first.std(), sum.second() * second.std()));
    return new FlowStep(
        Statistics.UNKNOWN, FlowState.of(all), List.of(sum.first(), sum.second()), 1);
  }

  static FlowStep concat(Flow flow) {
    List<FlowState> inputs = flow.inputs();
    double mean = 0;
    double square = 0;
    List<Double> back = new ArrayList<>();
    for (int k = 0; k < inputs.size(); k++) {
      double share = flow.shapes().get(k).channels() / (double) flow.output().channels();
      mean += share * inputs.get(k).statistics().mean();
      square += share * inputs.get(k).square();
      back.add(1.0);
    }
    Statistics all = new Statistics(mean, Math.sqrt(square - mean * mean));
    return new FlowStep(Statistics.UNKNOWN, FlowState.of(all), back, 1);
  }
}
