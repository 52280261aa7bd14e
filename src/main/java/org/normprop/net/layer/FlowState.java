package org.normprop.net.layer;

import java.util.List;
import org.normprop.function.stage.Stage;
import org.normprop.table.Input;

/**
 * What is foretold of a tensor at one place of its planes, on average over channels: x = (u -
 * mean)/scale, u the value of some stages on a normal.
 *
 * @param statistics its mean and standard deviation
 * @param shared E[x_p x_q] = sqrt(shared_p shared_q), q another place of the same channel: what a
 *     channel has in common everywhere, which an average over places does not lessen; mean^2 where
 *     places are independent
 * @param stages the stages since the last weights; null where nothing is known
 * @param into the normal that went into them; null where nothing is known
 * @param rho the correlation of that normal with its like at another place
 * @param through the map from u to x
 * @param slope sqrt(E|grad|^2) of the stages as one unit
 * @param alike of Cov[x_p, x_q], that of a normal term of a sum, which moves all values alike
 */
public record FlowState(
    Statistics statistics,
    double shared,
    List<Stage> stages,
    Input into,
    double rho,
    Affine through,
    double slope,
    double alike) {

  /** Correlations below this are rounding. */
  private static final double NONE = 1e-9;

  /** No term of a sum. */
  FlowState(
      Statistics statistics,
      double shared,
      List<Stage> stages,
      Input into,
      double rho,
      Affine through,
      double slope) {
    this(statistics, shared, stages, into, rho, through, slope, 0);
  }

  /** A normal of these statistics, independent from place to place. */
  public static FlowState of(Statistics statistics) {
    return of(statistics, statistics.mean() * statistics.mean());
  }

  /** A normal of these statistics, and of this E[x_p x_q]. */
  static FlowState of(Statistics statistics, double shared) {
    return sum(statistics, shared, 0);
  }

  /** A sum, of whose E[x_p x_q] so much comes from a normal term. */
  static FlowState sum(Statistics statistics, double shared, double alike) {
    boolean known = statistics.std() > 0 && Double.isFinite(statistics.mean());
    Input into = known ? Input.normal(statistics.mean(), statistics.std()) : null;
    double rho = known ? correlation(statistics, shared) : 0;
    return new FlowState(statistics, shared, List.of(), into, rho, Affine.IDENTITY, 1, alike);
  }

  /** Something of these statistics, of which no more is known. */
  static FlowState unknown(Statistics statistics, double shared) {
    return new FlowState(statistics, shared, null, null, 0, Affine.IDENTITY, 1);
  }

  static double correlation(Statistics of, double shared) {
    double r = (shared - of.mean() * of.mean()) / (of.std() * of.std());
    return !(Math.abs(r) > NONE) ? 0 : Math.max(-1, Math.min(1, r));
  }

  boolean isKnown() {
    return stages != null && into != null;
  }

  double square() {
    return statistics.mean() * statistics.mean() + statistics.std() * statistics.std();
  }

  /** Cov[x_p, x_q]. */
  double covariance() {
    return shared - statistics.mean() * statistics.mean();
  }
}
