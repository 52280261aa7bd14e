package org.normprop.net.layer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How statistics pass where branches meet. */
final class FlowJoins {

  private FlowJoins() {}

  /** The laws of two terms, and the ratio of their standard deviations in steps. */
  private record Terms(FlowLaw first, FlowLaw second, long ratio) {}

  /** The law of a sum, and how what is sent back to its terms depends on their values. */
  private record Added(FlowLaw law, FlowTilt.Rule toFirst, FlowTilt.Rule toSecond) {
    static Added of(FlowLaw x, double p, FlowLaw y, double q, double together) {
      FlowLaw law = FlowCoupling.sum(x, p, y, q, together);
      double std = length(p, q, together);
      return new Added(
          law,
          FlowTilt.added(x, p / std, y, q / std, together, law),
          FlowTilt.added(y, q / std, x, p / std, together, law));
    }
  }

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
    Map<Terms, Added> known = new HashMap<>();
    List<Added> added = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      double p = a * first.places().get(i).statistics().std();
      double q = b * second.places().get(i).statistics().std();
      FlowLaw x = first.laws().get(i);
      FlowLaw y = second.laws().get(i);
      Terms terms = new Terms(x, y, FlowTilt.ratio(p, q));
      added.add(known.computeIfAbsent(terms, key -> Added.of(x, p, y, q, flow.together())));
    }
    return FlowStep.of(
        Statistics.UNKNOWN,
        new FlowMap(places, added.stream().map(Added::law).toList()),
        List.of(FlowStep.Back.by(a), FlowStep.Back.by(b)),
        List.of(place -> added.get(place).toFirst(), place -> added.get(place).toSecond()));
  }

  /** The standard deviation of a sum of terms of these, and of this correlation. */
  private static double length(double p, double q, double r) {
    return r == 0 ? Math.hypot(p, q) : Math.sqrt(Math.max(0, p * p + q * q + 2 * r * p * q));
  }

  /** What the places of a term have in common moves the sum, whatever the others are. */
  private static double alike(FlowMap term, FlowState state) {
    return term.isNormal() ? state.covariance() : state.alike();
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
    Map<List<Object>, FlowLaw> known = new HashMap<>();
    List<FlowLaw> laws = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      int at = i;
      List<FlowLaw> each = flow.inputs().stream().map(in -> in.laws().get(at)).toList();
      List<Statistics> of = flow.inputs().stream().map(in -> statistics(in, at)).toList();
      laws.add(known.computeIfAbsent(List.of(each, of), key -> FlowLaw.mixture(each, shares, of)));
    }
    FlowMap behind = new FlowMap(places, laws);
    List<FlowTilt.Rules> tilts = flow.inputs().stream().map(in -> parts(in, behind)).toList();
    return FlowStep.of(Statistics.UNKNOWN, behind, back, tilts);
  }

  private static FlowTilt.Rules parts(FlowMap in, FlowMap whole) {
    Map<List<Object>, FlowTilt.Rule> known = new HashMap<>();
    return place -> {
      FlowLaw law = in.laws().get(place);
      FlowLaw all = whole.laws().get(place);
      return known.computeIfAbsent(
          List.of(law, statistics(in, place), all, statistics(whole, place)),
          key -> FlowTilt.part(law, statistics(in, place), all, statistics(whole, place)));
    };
  }

  private static Statistics statistics(FlowMap of, int place) {
    return of.places().get(place).statistics();
  }
}
