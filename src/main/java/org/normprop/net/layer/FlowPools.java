package org.normprop.net.layer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.normprop.function.Unit;
import org.normprop.function.stage.Pooling;
import org.normprop.function.stage.Stage;
import org.normprop.table.Input;
import org.normprop.table.Row;

/** How statistics pass through pooling: the window is one more stage of the unit before it. */
final class FlowPools {

  private FlowPools() {}

  /**
   * What a window sees: so many cells, each like the mean of those that it holds, and distributed
   * as that in its middle.
   */
  private record Seen(int cells, FlowState cell, FlowLaw law) {}

  /** How values lie behind windows, and what they get back. */
  private record Behind(FlowLaw law, FlowTilt.Rule tilt) {}

  static FlowStep pool(Layer.Pool pool, Flow flow) {
    FlowWindows windows = new FlowWindows(pool.window(), flow.shape(), flow.output());
    boolean isMax = pool.kind() == Pooling.Kind.MAX;
    List<FlowState> before = flow.in().places();
    int outputs = flow.output().plane();
    List<FlowState> places = new ArrayList<>();
    double[] back = new double[outputs];
    double[] onwards = new double[outputs];
    List<Seen> seen = new ArrayList<>();
    Map<Seen, FlowState> found = new HashMap<>();
    for (int o = 0; o < outputs; o++) {
      int cells = windows.cells(o);
      List<Integer> held = new ArrayList<>();
      windows.forEach(o, held::add);
      FlowState cell = mean(held.stream().map(before::get).toList());
      seen.add(new Seen(cells, cell, flow.in().laws().get(held.get(held.size() / 2))));
      FlowState behind = found.computeIfAbsent(seen.get(o), key -> behind(pool, flow, key));
      places.add(behind);
      double scale = pool.constants().byCells().getOrDefault(cells, Affine.IDENTITY).scale();
      back[o] = 1 / (scale * scale);
      onwards[o] =
          behind.isKnown() ? behind.slope() / cell.slope() * (isMax ? 1 : Math.sqrt(cells)) : 1;
    }
    FlowStep.Back toCells =
        isMax
            ? signal -> FlowReturn.largest(windows, signal)
            : signal -> FlowReturn.averaged(windows, signal);
    FlowStep.Back scaled = FlowStep.Back.byPlaces(back);
    boolean isTilted = isMax && places.stream().noneMatch(FlowState::isKnown);
    Map<FlowLaw, Behind> known = new HashMap<>();
    List<Behind> behind =
        seen.stream()
            .map(of -> known.computeIfAbsent(of.law(), in -> behind(pool, flow, in, isTilted)))
            .toList();
    return new FlowStep(
        Statistics.UNKNOWN,
        new FlowMap(places, behind.stream().map(Behind::law).toList()),
        List.of(scaled.then(toCells)),
        onwards,
        List.of(place -> behind.get(place).tilt()));
  }

  private static Behind behind(Layer.Pool pool, Flow flow, FlowLaw in, boolean isTilted) {
    FlowLaw law = law(pool, in, flow.neighbours());
    if (!isTilted || in.isNormal()) {
      return new Behind(law, FlowTilt.Rule.EVENED);
    }
    int cells = pool.window().cells();
    Statistics of = in.ofLargest(cells, Math.max(0, flow.neighbours().values()));
    return new Behind(law, FlowTilt.largest(in, cells, law, of));
  }

  /** The mean of places: their normals' mean and variance are averaged. */
  private static FlowState mean(List<FlowState> held) {
    FlowState first = held.get(0);
    if (held.stream().allMatch(first::equals)) {
      return first;
    }
    FlowMap map = new FlowMap(held);
    // E[x_p x_q] is sqrt(shared_p shared_q), here on average over both.
    double shared = Math.pow(map.mean(state -> Math.sqrt(Math.max(0, state.shared()))), 2);
    if (!held.stream().allMatch(FlowState::isKnown)) {
      return FlowState.unknown(map.statistics(), shared);
    }
    double into = map.mean(state -> state.into().mean());
    double variance = map.mean(state -> state.into().std() * state.into().std());
    return new FlowState(
        map.statistics(),
        shared,
        first.stages(),
        Input.normal(into, Math.sqrt(variance)),
        map.mean(FlowState::rho),
        first.through(),
        map.mean(FlowState::slope));
  }

  /** The law of what a whole window makes. */
  private static FlowLaw law(Layer.Pool pool, FlowLaw in, Flow.Neighbours neighbours) {
    int cells = pool.window().cells();
    if (in.isNormal() && pool.kind() == Pooling.Kind.AVG || cells > Pooling.MAX_CELLS) {
      return FlowLaw.NORMAL;
    }
    if (pool.kind() == Pooling.Kind.AVG) {
      FlowLaw sum = in;
      for (int n = 1; n < cells; n++) {
        sum = FlowLaw.sum(sum, Math.sqrt(n), in, 1);
      }
      return sum;
    }
    return in.largest(cells, Math.max(0, neighbours.values()));
  }

  private static FlowState behind(Layer.Pool pool, Flow flow, Seen seen) {
    Affine constants = pool.constants().byCells().getOrDefault(seen.cells(), Affine.IDENTITY);
    return pool.kind() == Pooling.Kind.MAX
        ? maximum(flow, seen, constants)
        : average(flow, seen, constants);
  }

  /** The mean of n values of which every two have this covariance, whatever they are. */
  private static FlowState average(Flow flow, Seen seen, Affine constants) {
    FlowState in = seen.cell();
    int cells = seen.cells();
    double std = in.statistics().std();
    double covariance = both(in.covariance(), flow.neighbours().values(), std * std);
    double variance = std * std / cells + (1 - 1.0 / cells) * covariance;
    Statistics all = seen(in.statistics().mean(), Math.sqrt(Math.max(0, variance)), constants);
    double scale = constants.scale();
    double shared = all.mean() * all.mean() + in.covariance() / (scale * scale);
    if (!in.isKnown() || cells > Pooling.MAX_CELLS) {
      return FlowState.unknown(all, shared);
    }
    // Its gradient is n parts of 1/n each.
    return new FlowState(
        all,
        shared,
        longer(in, Pooling.of(Pooling.Kind.AVG, cells)),
        in.into(),
        in.rho(),
        constants.after(in.through()),
        in.slope() / Math.sqrt(cells));
  }

  /**
   * What places have in common of a variance: what all of them have, as filters see the means of
   * what they read, and of the rest what neighbours have.
   */
  private static double both(double everywhere, double beside, double variance) {
    return everywhere + beside * Math.max(0, variance - everywhere);
  }

  private static FlowState maximum(Flow flow, Seen seen, Affine constants) {
    FlowState in = seen.cell();
    FlowLaw law = seen.law();
    boolean isUnit = in.isKnown() && (law.isNormal() || !in.stages().isEmpty());
    if (!isUnit && !law.isNormal() && seen.cells() > 0) {
      return largest(flow, seen, constants);
    }
    if (!in.isKnown() || seen.cells() > Pooling.MAX_CELLS) {
      return FlowState.unknown(Statistics.UNKNOWN, Double.NaN);
    }
    Unit unit = new Unit(longer(in, Pooling.of(Pooling.Kind.MAX, seen.cells())));
    Affine through = constants.after(in.through());
    double rho = Math.max(0, both(in.rho(), flow.neighbours().normals(), 1));
    Input into = Input.normal(in.into().mean(), in.into().std(), rho);
    Row row = flow.source().row(unit, into);
    double slope = Math.sqrt(unit.inputs()) * row.backward();
    Statistics all = seen(row.mean(), row.std(), through);
    // What all inputs have in common shifts the value by about the length of its gradient.
    double moved = in.into().std() * slope / through.scale();
    double common = Math.min(in.rho() * moved * moved, all.std() * all.std());
    return new FlowState(
        all, all.mean() * all.mean() + common, unit.stages(), in.into(), in.rho(), through, slope);
  }

  /** The largest of values that are no unit's on a normal. */
  private static FlowState largest(Flow flow, Seen seen, Affine constants) {
    FlowLaw law = seen.law();
    Statistics in = seen.cell().statistics();
    double far = law.normalCorrelation(FlowState.correlation(in, seen.cell().shared()));
    double near = law.normalCorrelation(flow.neighbours().values());
    Statistics of = law.ofLargest(seen.cells(), Math.max(0, both(far, near, 1)));
    Statistics all = seen(in.mean() + in.std() * of.mean(), in.std() * of.std(), constants);
    double moved = in.std() / constants.scale();
    double common = law.largestInCommon(seen.cells(), far) * moved * moved;
    return FlowState.unknown(all, all.mean() * all.mean() + common);
  }

  private static List<Stage> longer(FlowState in, Stage stage) {
    List<Stage> longer = new ArrayList<>(in.stages());
    longer.add(stage);
    return longer;
  }

  private static Statistics seen(double mean, double std, Affine through) {
    return new Statistics((mean - through.mean()) / through.scale(), std / through.scale());
  }
}
