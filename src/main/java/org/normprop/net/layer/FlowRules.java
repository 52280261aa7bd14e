package org.normprop.net.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.normprop.function.stage.Thinning;

/** How statistics pass through layers: the longer of the rules that {@link Layer#flow} asks for. */
final class FlowRules {

  private FlowRules() {}

  /** y = (x - mean)/scale. */
  static FlowStep scale(Affine map, Flow flow) {
    List<FlowState> places = flow.in().places().stream().map(state -> mapped(state, map)).toList();
    return FlowStep.of(
        Statistics.UNKNOWN,
        new FlowMap(places, flow.in().laws()),
        FlowStep.Back.by(1 / map.scale()),
        FlowTilt.Rule.KEPT);
  }

  private static FlowState mapped(FlowState in, Affine map) {
    double mean = (in.statistics().mean() - map.mean()) / map.scale();
    return new FlowState(
        new Statistics(mean, in.statistics().std() / map.scale()),
        mean * mean + in.covariance() / (map.scale() * map.scale()),
        in.stages(),
        in.into(),
        in.rho(),
        map.after(in.through()),
        in.slope(),
        in.alike() / (map.scale() * map.scale()));
  }

  static FlowStep weights(WeightLayer layer, Flow flow) {
    return layer instanceof WeightLayer.Convolution convolution
        ? convolution(convolution, flow)
        : dense(layer, flow);
  }

  /** Each of n outputs sends d_i s_i W_i back; what lands on the inputs is shared by them. */
  private static FlowStep dense(WeightLayer layer, Flow flow) {
    Gain gain = flow.gain().orElseThrow();
    double square = flow.in().mean(FlowState::square);
    double shared = flow.in().mean(FlowState::shared);
    FlowState pre = behind(gain, square, shared, square);
    double fan = gain.backward() * flow.output().size() / flow.shape().size();
    int plane = flow.shape().plane();
    FlowStep.Back back = signal -> FlowSignal.of(fan * signal.squares()[0], plane);
    return activation(layer.nonlinearity(), flow, new FlowMap(List.of(pre)), back);
  }

  private static FlowStep convolution(WeightLayer.Convolution layer, Flow flow) {
    Gain gain = flow.gain().orElseThrow();
    Shape output = flow.output();
    FlowWindows windows = new FlowWindows(layer.window(), flow.shape(), output);
    List<FlowState> in = flow.in().places();
    int filter = layer.window().cells();
    double[] shares = new double[output.plane()];
    for (int o = 0; o < shares.length; o++) {
      int cells = windows.cells(o);
      boolean corrected = layer.borders() == Borders.CORRECTED && cells > 0;
      shares[o] = corrected ? 1.0 / cells : 1.0 / filter;
    }
    double[] squares = windows.sums(in.stream().mapToDouble(FlowState::square).toArray());
    double[] shared = windows.shared(in.stream().mapToDouble(FlowState::shared).toArray(), shares);
    double mean = 0;
    for (int o = 0; o < shares.length; o++) {
      squares[o] *= shares[o];
      mean += squares[o] / shares.length;
    }
    List<FlowState> pre = new ArrayList<>();
    double[] fan = new double[shares.length];
    for (int o = 0; o < shares.length; o++) {
      pre.add(behind(gain, squares[o], shared[o], mean));
      fan[o] = gain.backward() * shares[o] * output.channels() / flow.shape().channels();
    }
    FlowStep.Back toCells = signal -> FlowReturn.convolved(windows, signal);
    return activation(
        layer.nonlinearity(), flow, new FlowMap(pre), FlowStep.Back.byPlaces(fan).then(toCells));
  }

  /** s W x + t at a place whose inputs have this mean square; {@code mean}: over all places. */
  private static FlowState behind(Gain gain, double square, double shared, double mean) {
    double shift = gain.shift();
    if (gain.forward() == 0) {
      // Batch normalisation takes what is the same everywhere away, and the size.
      double own = gain.added() - shift * shift;
      double variance = own * (mean > 0 ? square / mean : 1);
      double common = gain.keepsShared() && mean > 0 ? own * shared / mean : 0;
      return FlowState.of(new Statistics(shift, Math.sqrt(variance)), common + shift * shift);
    }
    double second = gain.forward() * square + gain.added();
    return FlowState.of(
        new Statistics(shift, Math.sqrt(second - shift * shift)),
        gain.forward() * shared + gain.added());
  }

  static FlowStep channelwise(Layer.Channelwise layer, Flow flow) {
    if (!(layer.scheme() instanceof Scheme.Plain)) {
      if (flow.gain().isEmpty()) {
        return flow.unknown();
      }
      Gain gain = flow.gain().get();
      double mean = flow.in().mean(FlowState::square);
      List<FlowState> pre =
          flow.in().places().stream()
              .map(state -> behind(gain, state.square(), state.shared(), mean))
              .toList();
      FlowStep.Back back = FlowStep.Back.by(Math.sqrt(gain.backward()));
      return activation(layer.nonlinearity(), flow, new FlowMap(pre, flow.in().laws()), back);
    }
    return activation(layer.nonlinearity(), flow, normals(flow.in()), FlowStep.Back.by(1));
  }

  private static FlowMap normals(FlowMap in) {
    return new FlowMap(
        in.places().stream()
            .map(state -> FlowState.sum(state.statistics(), state.shared(), state.alike()))
            .toList(),
        in.laws());
  }

  private static FlowStep activation(
      Nonlinearity nonlinearity, Flow flow, FlowMap pre, FlowStep.Back back) {
    Statistics received = pre.statistics();
    boolean weights = flow.gain().isPresent() && pre.isNormal();
    if (nonlinearity instanceof Nonlinearity.Linear) {
      return FlowStep.of(received, pre, back, weights ? FlowTilt.Rule.EVENED : FlowTilt.Rule.KEPT);
    }
    FlowActivation activation = FlowActivation.of(nonlinearity, flow);
    List<FlowState> places = new ArrayList<>();
    List<FlowActivation.Spread> spreads = new ArrayList<>();
    for (int p = 0; p < pre.places().size(); p++) {
      places.add(activation.behind(pre.places().get(p), pre.laws().get(p)));
      spreads.add(activation.spread(pre.places().get(p), pre.laws().get(p)));
    }
    double scale = activation.through().scale();
    double[] slopes =
        places.stream().mapToDouble(state -> Math.pow(state.slope() / scale, 2)).toArray();
    FlowStep.Back all =
        FlowStep.Back.byPlaces(slopes, () -> activation.sharedSlopes(pre)).then(back);
    List<FlowLaw> laws = spreads.stream().map(FlowActivation.Spread::law).toList();
    FlowTilt.Rules tilts =
        place -> weights ? spreads.get(place).evened() : spreads.get(place).tilt();
    return FlowStep.of(received, new FlowMap(places, laws), List.of(all), List.of(tilts));
  }

  /** The law of what dropout leaves, and how what is sent back depends on a value before it. */
  private record Thinned(FlowLaw law, FlowTilt.Rule tilt) {}

  /** Kept values beside the one that dropped ones become. */
  private static List<Thinned> thinned(FlowMap in, List<FlowState> out, Thinning thinning) {
    Map<List<Object>, Thinned> known = new HashMap<>();
    double[] shares = {thinning.keep(), 1 - thinning.keep()};
    List<Thinned> all = new ArrayList<>();
    for (int p = 0; p < out.size(); p++) {
      FlowLaw law = in.laws().get(p);
      Statistics of = in.places().get(p).statistics();
      Statistics behind = out.get(p).statistics();
      Statistics kept =
          new Statistics(
              thinning.slope() * of.mean() + thinning.offset(), thinning.slope() * of.std());
      List<Statistics> both = List.of(kept, new Statistics(thinning.dropped(), 0));
      all.add(
          known.computeIfAbsent(
              List.of(law, kept),
              key -> {
                FlowLaw left = FlowLaw.mixture(List.of(law, FlowLaw.POINT), shares, both);
                return new Thinned(left, FlowTilt.part(law, kept, left, behind));
              }));
    }
    return all;
  }

  static FlowStep drop(Layer.Drop drop, Flow flow) {
    if (!flow.training()) {
      return scale(new Affine(0, 1 / drop.evaluationFactor()), flow);
    }
    Thinning thinning = drop.dropout().thinning().orElseThrow();
    // On average over draws, which are each place's own, it is a straight line.
    double slope = thinning.mean(1) - thinning.mean(0);
    List<FlowState> places = new ArrayList<>();
    for (FlowState in : flow.in().places()) {
      double mean = thinning.mean(in.statistics().mean());
      double square = thinning.square(in.statistics().mean(), in.square());
      Statistics behind = new Statistics(mean, Math.sqrt(square - mean * mean));
      double shared = mean * mean + slope * slope * in.covariance();
      places.add(FlowState.unknown(behind, shared));
    }
    double[] back = new double[places.size()];
    double[] sharedBack = new double[places.size()];
    Arrays.fill(back, thinning.slope() * thinning.slope() * thinning.keep());
    Arrays.fill(sharedBack, slope * slope);
    List<Thinned> thinned = thinned(flow.in(), places, thinning);
    return FlowStep.of(
        Statistics.UNKNOWN,
        new FlowMap(places, thinned.stream().map(Thinned::law).toList()),
        List.of(FlowStep.Back.byPlaces(back, () -> sharedBack)),
        List.of(place -> thinned.get(place).tilt()));
  }
}
