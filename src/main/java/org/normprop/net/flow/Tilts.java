package org.normprop.net.flow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.normprop.net.graph.Graph;
import org.normprop.net.layer.FlowMap;
import org.normprop.net.layer.FlowSignal;
import org.normprop.net.layer.FlowTilt;
import org.normprop.net.layer.Shape;

/**
 * The {@link FlowTilt} of every tensor, place by place, on the way back through a network. Places
 * that are alike share one object, so that it is found once. Used by one prediction, so not by
 * several threads.
 */
final class Tilts {

  /** What reaches an input from a node: by how much more, and how spread, at each output place. */
  record Sent(double[] factors, List<FlowTilt> tilts) {}

  private record Passed(FlowTilt.Rule rule, FlowTilt tilt) {}

  private record Both(FlowTilt own, FlowTilt other, long ratio) {}

  private final Graph graph;
  private final List<List<FlowTilt>> tilts = new ArrayList<>();

  /** Even everywhere. */
  Tilts(Graph graph) {
    this.graph = graph;
    for (int i = 0; i <= graph.nodes().size(); i++) {
      tilts.add(Collections.nCopies(graph.shape(i).plane(), FlowTilt.EVEN));
    }
  }

  /** What a node passes back of its output's. */
  Sent back(int output, FlowTilt.Rules rules) {
    Map<Passed, FlowTilt.Sent> known = new HashMap<>();
    List<FlowTilt> of = tilts.get(output);
    double[] factors = new double[of.size()];
    List<FlowTilt> all = new ArrayList<>();
    for (int p = 0; p < factors.length; p++) {
      Passed passed = new Passed(rules.at(p), of.get(p));
      FlowTilt.Sent sent = known.computeIfAbsent(passed, key -> key.rule.back(key.tilt));
      factors[p] = sent.factor();
      all.add(sent.tilt());
    }
    return new Sent(factors, all);
  }

  /**
   * Adds what a node sends to a tensor.
   *
   * @param tensor who gets it
   * @param arrived what was there before
   * @param from the shape of the node's output
   * @param sent how it is spread
   * @param more how much it is
   */
  void add(int tensor, FlowSignal arrived, Shape from, Sent sent, FlowSignal more) {
    Map<Both, FlowTilt> known = new HashMap<>();
    Shape shape = graph.shape(tensor);
    List<FlowTilt> all = new ArrayList<>();
    for (int p = 0; p < shape.plane(); p++) {
      double own = arrived.squares()[p];
      double others = more.squares()[p];
      FlowTilt tilt = tilts.get(tensor).get(p);
      FlowTilt other = sent.tilts.get(across(p, shape, from));
      Both both = new Both(tilt, other, FlowTilt.ratio(own, others));
      all.add(known.computeIfAbsent(both, key -> tilt.with(own, other, others)));
    }
    tilts.set(tensor, all);
  }

  /**
   * What two of the ways to a tensor have in common, place by place.
   *
   * @param places what is foretold of the tensor
   * @param a of one way, by place
   * @param b of the other
   * @param sign of the product of both ways' slopes at a value
   */
  static List<FlowTilt.Common> common(
      FlowMap places, List<FlowTilt> a, List<FlowTilt> b, DoubleUnaryOperator sign) {
    Map<List<FlowTilt>, FlowTilt.Common> known = new HashMap<>();
    List<FlowTilt.Common> all = new ArrayList<>();
    for (int p = 0; p < a.size(); p++) {
      int place = p;
      all.add(
          known.computeIfAbsent(
              List.of(a.get(p), b.get(p)),
              key -> key.get(0).common(key.get(1), places.at(place, sign))));
    }
    return all;
  }

  /** The place of one plane that lies where that of another does. */
  private static int across(int place, Shape shape, Shape from) {
    int row = place / shape.width() * from.height() / shape.height();
    int column = place % shape.width() * from.width() / shape.width();
    return row * from.width() + column;
  }
}
