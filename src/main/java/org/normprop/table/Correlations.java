package org.normprop.table;

import java.util.Optional;
import org.normprop.function.Unit;

/**
 * What units do to the correlation of what goes into them, a function that no finite table holds:
 * whoever needs it (sums of branches that depend on each other, neighbouring pixels) is handed one.
 *
 * <p>Two branches read jointly normal inputs u and v of correlation r. Asked for are Cov[f(u),
 * g(v)] and its slope in r, which is std_u std_v E[f'(u) g'(v)] where f and g are continuous. Where
 * a branch has several inputs (a window), its k-th input correlates with the other's k-th by r and
 * no two others correlate. Random draws, as in dropout, are each branch's own. Implementations are
 * safe for use by several threads.
 */
@FunctionalInterface
public interface Correlations {

  /**
   * One of two branches.
   *
   * @param unit what is applied
   * @param input what goes into it
   */
  record Branch(Unit unit, Input input) {}

  /**
   * What comes out of two branches.
   *
   * @param covariance Cov[f(u), g(v)]; over both standard deviations it is the correlation
   * @param slope d Cov/dr; infinite at r = 1 for functions that jump
   */
  record Covariance(Bounded covariance, Bounded slope) {}

  /**
   * The covariance of two branches.
   *
   * @param first a branch
   * @param second another, or the same
   * @param correlation r, the correlation of what goes into them, in [-1, 1]
   * @return the covariance with its slope; empty where it is not reached
   * @throws IllegalArgumentException if the correlation is out of range
   * @throws ArithmeticException if a branch has no mean or no standard deviation; the message says
   *     why
   */
  Optional<Covariance> of(Branch first, Branch second, double correlation);

  /** What reaches nothing: for whoever has no calculator at hand. */
  Correlations NONE = (first, second, correlation) -> Optional.empty();
}
