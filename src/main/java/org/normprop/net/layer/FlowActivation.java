package org.normprop.net.layer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.normprop.function.Unit;
import org.normprop.function.catalogue.Activations;
import org.normprop.function.stage.Activation;
import org.normprop.table.Correlations;
import org.normprop.table.Input;
import org.normprop.table.Row;

/** How statistics pass through an activation: its constants for each normal that arrives. */
final class FlowActivation {

  /** Normals whose parameters differ by less than this are taken as the first of them. */
  private static final double STEP = 1.0 / 2048;

  /** So much do laws of values differ that are told apart. */
  private static final double LAW_STEP = 1.0 / 64;

  /** Values of a law, in steps. */
  private record Values(FlowLaw law, long mean, long std) {}

  /** Two of them beside each other. */
  private record Pair(Values each, long rho) {}

  /**
   * How values are distributed behind it, and what they get back.
   *
   * @param law of the values
   * @param tilt how what is sent back depends on the value that went in
   * @param evened the same, and then through weights
   */
  record Spread(FlowLaw law, FlowTilt.Rule tilt, FlowTilt.Rule evened) {}

  private static final Spread NOTHING =
      new Spread(FlowLaw.NORMAL, FlowTilt.Rule.EVENED, FlowTilt.Rule.EVENED);

  private final Flow flow;
  private final Activation f;
  private final Affine through;
  private final Map<Pair, FlowState> found = new HashMap<>();
  private final Map<Values, Spread> spreads = new HashMap<>();

  private FlowActivation(Flow flow, Activation f, Affine through) {
    this.flow = flow;
    this.f = f;
    this.through = through;
  }

  /** An activation; not for the linear layer. */
  static FlowActivation of(Nonlinearity nonlinearity, Flow flow) {
    if (nonlinearity instanceof Nonlinearity.Fixed fixed) {
      return new FlowActivation(flow, fixed.activation(), fixed.constants());
    }
    double a = flow.slope();
    Affine through = ((Nonlinearity.LearntSlope) nonlinearity).constants().at(a);
    return new FlowActivation(flow, Activations.of("prelu", Map.of("slope", a)), through);
  }

  Affine through() {
    return through;
  }

  /** How values lie behind it that are so distributed before it. */
  Spread spread(FlowState before, FlowLaw law) {
    Statistics pre = before.statistics();
    if (!(Double.isFinite(pre.mean()) && pre.std() > 0)) {
      return NOTHING;
    }
    return spreads.computeIfAbsent(
        values(law, pre.mean(), pre.std(), LAW_STEP),
        key -> {
          FlowLaw out = law.through(f::value, pre.mean(), pre.std());
          FlowTilt.Rule tilt = FlowTilt.activated(law, out, f::value, f::derivative, pre);
          return new Spread(out, tilt, tilt.evened());
        });
  }

  /** What comes out where this goes in. */
  FlowState behind(FlowState pre, FlowLaw law) {
    if (pre.statistics().std() == 0) {
      return constant(pre.statistics().mean());
    }
    if (pre.into() == null) {
      FlowState unknown = FlowState.unknown(Statistics.UNKNOWN, Double.NaN);
      return new FlowState(unknown.statistics(), Double.NaN, null, null, 0, through, Double.NaN);
    }
    double std = pre.into().std();
    Values each = values(law, pre.into().mean(), std, STEP);
    Pair pair = new Pair(each, Math.round(pre.rho() / STEP));
    return found.computeIfAbsent(pair, key -> law.isNormal() ? found(pre) : byLaw(pre, law));
  }

  private static Values values(FlowLaw law, double mean, double std, double step) {
    return new Values(law, Math.round(mean / std / step), Math.round(Math.log(std) / step));
  }

  /** Where windows hold padding alone, or weights are 0. */
  private FlowState constant(double at) {
    double mean = (f.value(at) - through.mean()) / through.scale();
    double slope = Math.abs(f.derivative(at));
    return new FlowState(new Statistics(mean, 0), mean * mean, null, null, 0, through, slope);
  }

  private FlowState found(FlowState pre) {
    Input into = pre.into();
    Row row = flow.source().row(Unit.of(f), into);
    Statistics all =
        new Statistics(
            (row.mean() - through.mean()) / through.scale(), row.std() / through.scale());
    double shared = all.mean() * all.mean() + covariance(pre, row);
    return new FlowState(all, shared, List.of(f), into, pre.rho(), through, row.backward());
  }

  private FlowState byLaw(FlowState pre, FlowLaw law) {
    double at = pre.into().mean();
    double std = pre.into().std();
    double mean = law.mean(f::value, at, std);
    double variance = law.mean(x -> Math.pow(f.value(x) - mean, 2), at, std);
    double slope = Math.sqrt(law.mean(x -> Math.pow(f.derivative(x), 2), at, std));
    double scale = through.scale();
    Statistics all = new Statistics((mean - through.mean()) / scale, Math.sqrt(variance) / scale);
    double covariance = pre.rho() == 0 ? 0 : covarianceByLaw(pre, law);
    double shared = all.mean() * all.mean() + covariance / (scale * scale);
    return new FlowState(all, shared, null, null, 0, through, slope);
  }

  /** E[f'(u_p) f'(u_q)] over the square of the scale, q beside p, place by place. */
  double[] sharedSlopes(FlowMap pre) {
    Map<FlowLaw, Map<FlowState, Double>> known = new HashMap<>();
    double[] all = new double[pre.places().size()];
    for (int p = 0; p < all.length; p++) {
      FlowLaw law = pre.laws().get(p);
      all[p] =
          known
              .computeIfAbsent(law, key -> new HashMap<>())
              .computeIfAbsent(pre.places().get(p), state -> sharedSlope(state, law));
    }
    return all;
  }

  private double sharedSlope(FlowState pre, FlowLaw law) {
    if (pre.into() == null) {
      double slope = f.derivative(pre.statistics().mean()) / through.scale();
      return pre.statistics().std() == 0 ? slope * slope : Double.NaN;
    }
    double at = pre.into().mean();
    double std = pre.into().std();
    double union = flow.neighbours().union();
    if (union > 0) {
      // What two windows send to one cell comes from one value, the largest of both.
      double square = ofLargest(law.at(x -> Math.pow(f.derivative(x), 2), at, std), union);
      return square / (through.scale() * through.scale());
    }
    double mean = law.mean(f::derivative, at, std);
    double rho = Math.max(pre.rho(), flow.neighbours().beside());
    double covariance = rho == 0 ? 0 : law.covariance(f::derivative, at, std, rho);
    return (mean * mean + covariance) / (through.scale() * through.scale());
  }

  /** The mean of what stands beside atoms, under the law F^n of the largest of n. */
  private static double ofLargest(double[] besideAtoms, double n) {
    double sum = 0;
    double below = 0;
    for (int i = 0; i < besideAtoms.length; i++) {
      double to = Math.pow((i + 1.0) / besideAtoms.length, n);
      sum += besideAtoms[i] * (to - below);
      below = to;
    }
    return sum;
  }

  /** What moves all values alike does so by the slope's mean; the rest goes with the value. */
  private double covarianceByLaw(FlowState pre, FlowLaw law) {
    double at = pre.into().mean();
    double std = pre.into().std();
    double slope = law.mean(f::derivative, at, std);
    double rho = pre.rho() - pre.alike() / (std * std);
    return pre.alike() * slope * slope + law.covariance(f::value, at, std, rho);
  }

  /** Cov[f(u_p), f(u_q)]; where nobody knows it, by the slope alone. */
  private double covariance(FlowState pre, Row row) {
    if (pre.rho() == 0) {
      return 0;
    }
    Correlations.Branch branch = new Correlations.Branch(Unit.of(f), pre.into());
    Optional<Correlations.Covariance> pair = flow.correlations().of(branch, branch, pre.rho());
    double covariance =
        pair.map(of -> of.covariance().value()).orElse(pre.rho() * row.std() * row.std());
    return covariance / (through.scale() * through.scale());
  }
}
