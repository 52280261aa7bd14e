package org.normprop.net.layer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How statistics pass where branches meet. */
final class FlowJoins {

  private FlowJoins() {}

  /** Terms are uncorrelated where weights of random signs lie between them. */
  static FlowStep sum(Join.Sum sum, Flow flow) {
    double a = sum.first();
    double b = sum.second();
    FlowMap first = flow.inputs().get(0);
    FlowMap second = flow.inputs().get(1);
    List<FlowState> places = new ArrayList<>();
    for (int i = 0; i < flow.output().plane(); i++) {
      FlowState x = first.places().get(i);
      FlowState y = second.places().get(i);
      double mean = a * x.statistics().mean() + b * y.statistics().mean();
      double std = length(a * x.statistics().std(), b * y.statistics().std(), flow.together());
      double ofX = a * Math.sqrt(Math.max(0, x.covariance()));
      double ofY = b * Math.sqrt(Math.max(0, y.covariance()));
      double shared =
          mean * mean
              + a * a * x.covariance()
              + b * b * y.covariance()
              + 2 * flow.together() * ofX * ofY;
      double alike = a * a * alike(first, x) + b * b * alike(second, y);
      places.add(FlowState.sum(new Statistics(mean, std), shared, alike));
    }
    double p = a * first.within().std();
    double q = b * second.within().std();
    FlowLaw law = FlowCoupling.sum(first.law(), p, second.law(), q, flow.together());
    return FlowStep.of(
        Statistics.UNKNOWN,
        new FlowMap(places, law),
        List.of(FlowStep.Back.by(a), FlowStep.Back.by(b)),
        List.of(
            FlowTilt.added(first.law(), p, second.law(), q, law),
            FlowTilt.added(second.law(), q, first.law(), p, law)));
  }

  /** The standard deviation of a sum of terms of these, and of this correlation. */
  private static double length(double p, double q, double r) {
    return r == 0 ? Math.hypot(p, q) : Math.sqrt(Math.max(0, p * p + q * q + 2 * r * p * q));
  }

  /** What the places of a term have in common moves the sum, whatever the others are. */
  private static double alike(FlowMap term, FlowState state) {
    return term.law().isNormal() ? state.covariance() : state.alike();
  }

  /** Channels beside each other: a mixture by their numbers. */
  static FlowStep concat(Flow flow) {
    List<FlowState> places = new ArrayList<>();
    for (int i = 0; i < flow.output().plane(); i++) {
      double mean = 0;
      double square = 0;
      double shared = 0;
      for (int k = 0; k < flow.inputs().size(); k++) {
        double share = flow.shapes().get(k).channels() / (double) flow.output().channels();
        FlowState x = flow.inputs().get(k).places().get(i);
        mean += share * x.statistics().mean();
        square += share * x.square();
        shared += share * x.shared();
      }
      Statistics all = new Statistics(mean, Math.sqrt(square - mean * mean));
      places.add(FlowState.of(all, shared));
    }
    List<FlowStep.Back> back = Collections.nCopies(flow.inputs().size(), FlowStep.Back.by(1));
    double[] shares = flow.shapes().stream().mapToDouble(Shape::channels).toArray();
    FlowLaw law =
        FlowLaw.mixture(
            flow.inputs().stream().map(FlowMap::law).toList(),
            shares,
            flow.inputs().stream().map(FlowMap::within).toList());
    FlowMap behind = new FlowMap(places, law);
    List<FlowTilt.Rule> tilts =
        flow.inputs().stream()
            .map(in -> FlowTilt.part(in.law(), in.within(), law, behind.within()))
            .toList();
    return FlowStep.of(Statistics.UNKNOWN, behind, back, tilts);
  }
}
