package org.normprop.net.graph;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.normprop.net.layer.Affine;
import org.normprop.net.layer.CellConstants;
import org.normprop.net.layer.Join;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Shape;

/**
 * Mean and standard deviation of what poolings and sums put out, as measured on data: they are
 * brought to mean 0 and standard deviation 1 by these, behind their constants.
 *
 * @param byNode by the names of nodes, in the graph's order
 */
public record Calibration(Map<String, Affine> byNode) {

  /** Constants alone. */
  public static final Calibration NONE = new Calibration(Map.of());

  /** Copies the map, in its order. */
  public Calibration {
    byNode = Collections.unmodifiableMap(new LinkedHashMap<>(byNode));
  }

  /**
   * Whether a node is one that can be calibrated.
   *
   * @param node a node of a graph
   * @return whether it is a pooling or a residual sum
   */
  public static boolean takes(Graph.Node node) {
    return node.layer() instanceof Layer.Pool || node.layer() instanceof Join.Sum;
  }

  /**
   * This and one node more.
   *
   * @param node its name
   * @param measured mean and standard deviation of what it puts out
   * @return both
   */
  public Calibration and(String node, Affine measured) {
    Map<String, Affine> longer = new LinkedHashMap<>(byNode);
    longer.put(node, measured);
    return new Calibration(longer);
  }

  Optional<Affine> of(String node) {
    return Optional.ofNullable(byNode.get(node));
  }

  /** A pooling whose windows do what was measured behind what their constants do. */
  Layer.Pool of(String node, Layer.Pool pool, Shape input) {
    if (!byNode.containsKey(node)) {
      return pool;
    }
    Map<Integer, Affine> byCells = new HashMap<>();
    for (int cells : pool.window().cellCounts(input)) {
      byCells.put(cells, byNode.get(node).after(pool.constants().of(cells)));
    }
    return new Layer.Pool(pool.kind(), pool.window(), new CellConstants(byCells));
  }
}
