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

  /** A normal, in steps. */
  private record Steps(long mean, long std, long rho) {}

  private final Flow flow;
  private final Activation f;
  private final Affine through;
  private final FlowLaw law;
  private final Map<Steps, FlowState> found = new HashMap<>();

  private FlowActivation(Flow flow, Activation f, Affine through, FlowLaw law) {
    this.flow = flow;
    this.f = f;
    this.through = through;
    this.law = law;
  }

  /** An activation of values of this law; not for the linear layer. */
  static FlowActivation of(Nonlinearity nonlinearity, Flow flow, FlowLaw law) {
    if (nonlinearity instanceof Nonlinearity.Fixed fixed) {
      return new FlowActivation(flow, fixed.activation(), fixed.constants(), law);
    }
    double a = flow.slope();
    Affine through = ((Nonlinearity.LearntSlope) nonlinearity).constants().at(a);
    return new FlowActivation(flow, Activations.of("prelu", Map.of("slope", a)), through, law);
  }

  Affine through() {
    return through;
  }

  /** The law of what comes out where values of this mean and standard deviation go in. */
  FlowLaw law(Statistics pre) {
    return Double.isFinite(pre.mean()) && pre.std() > 0
        ? law.through(f::value, pre.mean(), pre.std())
        : FlowLaw.NORMAL;
  }

  /** How what is sent back depends on the value that went in. */
  FlowTilt.Rule tilt(Statistics pre, FlowLaw out) {
    return Double.isFinite(pre.mean()) && pre.std() > 0
        ? FlowTilt.activated(law, out, f::value, f::derivative, pre)
        : FlowTilt.Rule.EVENED;
  }

  /** What comes out where this goes in. */
  FlowState behind(FlowState pre) {
    if (pre.statistics().std() == 0) {
      return constant(pre.statistics().mean());
    }
    if (pre.into() == null) {
      FlowState unknown = FlowState.unknown(Statistics.UNKNOWN, Double.NaN);
      return new FlowState(unknown.statistics(), Double.NaN, null, null, 0, through, Double.NaN);
    }
    double std = pre.into().std();
    Steps steps =
        new Steps(
            Math.round(pre.into().mean() / std / STEP),
            Math.round(Math.log(std) / STEP),
            Math.round(pre.rho() / STEP));
    return found.computeIfAbsent(steps, key -> law.isNormal() ? found(pre) : byLaw(pre));
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

  private FlowState byLaw(FlowState pre) {
    double at = pre.into().mean();
    double std = pre.into().std();
    double mean = law.mean(f::value, at, std);
    double variance = law.mean(x -> Math.pow(f.value(x) - mean, 2), at, std);
    double slope = Math.sqrt(law.mean(x -> Math.pow(f.derivative(x), 2), at, std));
    double scale = through.scale();
    Statistics all = new Statistics((mean - through.mean()) / scale, Math.sqrt(variance) / scale);
    double covariance = pre.rho() == 0 ? 0 : covarianceByLaw(pre, at, std);
    double shared = all.mean() * all.mean() + covariance / (scale * scale);
    return new FlowState(all, shared, null, null, 0, through, slope);
  }

  /** E[f'(u_p) f'(u_q)] over the square of the scale, q beside p, place by place. */
  double[] sharedSlopes(FlowMap pre) {
    Map<FlowState, Double> all = new HashMap<>();
    return pre.places().stream()
        .mapToDouble(state -> all.computeIfAbsent(state, this::sharedSlope))
        .toArray();
  }

  private double sharedSlope(FlowState pre) {
    if (pre.into() == null) {
      double slope = f.derivative(pre.statistics().mean()) / through.scale();
      return pre.statistics().std() == 0 ? slope * slope : Double.NaN;
    }
    double at = pre.into().mean();
    double std = pre.into().std();
    double mean = law.mean(f::derivative, at, std);
    double rho = Math.max(pre.rho(), flow.neighbours().beside());
    double covariance = rho == 0 ? 0 : law.covariance(f::derivative, at, std, rho);
    return (mean * mean + covariance) / (through.scale() * through.scale());
  }

  /** What moves all values alike does so by the slope's mean; the rest goes with the value. */
  private double covarianceByLaw(FlowState pre, double at, double std) {
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
