package org.normprop.net.layer;

import java.util.List;
import org.normprop.function.stage.Stage;
import org.normprop.table.Input;

/**
 * What is foretold of a tensor: x = (u - mean)/scale, u the value of some stages on a normal.
 *
 * @param statistics its mean and standard deviation
 * @param stages the stages since the last weights; null where nothing is known
 * @param into the normal that went into them; null where nothing is known
 * @param through the map from u to x
 * @param slope sqrt(E|grad|^2) of the stages as one unit
 */
public record FlowState(
    Statistics statistics, List<Stage> stages, Input into, Affine through, double slope) {

  /** A normal of these statistics. */
  public static FlowState of(Statistics statistics) {
    boolean known = statistics.std() > 0 && Double.isFinite(statistics.mean());
    Input into = known ? Input.normal(statistics.mean(), statistics.std()) : null;
    return new FlowState(statistics, List.of(), into, Affine.IDENTITY, 1);
  }

  /** Something of these statistics, of which no more is known. */
  public static FlowState unknown(Statistics statistics) {
    return new FlowState(statistics, null, null, Affine.IDENTITY, 1);
  }

  public double square() {
    return statistics.mean() * statistics.mean() + statistics.std() * statistics.std();
  }
}
