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
  private final Map<Steps, FlowState> found = new HashMap<>();

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

  /** What comes out where this goes in. */
  FlowState behind(FlowState pre) {
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
    return found.computeIfAbsent(steps, key -> found(pre));
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
