package org.normprop.moments.pair;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.normprop.function.Unit;
import org.normprop.moments.law.MomentException;
import org.normprop.table.Bounded;
import org.normprop.table.Correlations.Branch;
import org.normprop.table.Input;

/**
 * What two units, or one, make of the correlation of their inputs: the dual activation, kernel or
 * correlation map of the literature.
 *
 * <p>Reached are chains of activations with one input, followed by averages, dropout and the like.
 * Keeps what it has worked out for the next correlation. Thread-safe.
 */
public final class PairMap {

  /** More kinks than this are dearer one by one than a fine mesh for all. */
  private static final int MANY_KINKS = 40;

  /** A curve of more panels waves or has singularities: again a fine mesh is cheaper. */
  private static final int MANY_PANELS = 120;

  /** Down to this distance a fine mesh is affordable. */
  private static final double FINEST = 1e-6;

  /** Terms of the series that checks: as many as the usual mesh resolves. */
  private static final int TERMS = 140;

  private static final double WIDEST = 0.5;

  /** Distances whose work is kept, for r and -r. */
  private static final int MOST_KEPT = 100;

  private final Side first;
  private final Side second;
  private final boolean isOne;
  private final Curve firstCurve;
  private final Curve secondCurve;
  private final Map<Double, Mesh> firstMeshes = new HashMap<>();
  private final Map<Double, Mesh> secondMeshes = new HashMap<>();
  private final Map<Double, CommonFactor> factors = new HashMap<>();
  private Bounded variances;
  private Hermite firstSeries;
  private Hermite secondSeries;

  private PairMap(Branch a, Branch b, Side first, Side second) {
    this.first = first;
    this.second = second;
    this.firstCurve = curve(a, first);
    Curve other = curve(b, second);
    this.isOne = firstCurve.isSame(other);
    this.secondCurve = isOne ? firstCurve : other;
  }

  private static Curve curve(Branch branch, Side side) {
    return new Curve(side.chain(), branch.input().mean(), branch.input().std());
  }

  /**
   * The map of two branches.
   *
   * @param a a unit and what goes into it
   * @param b another, or the same
   * @return the map; empty where no exact route reaches it
   * @throws MomentException if one of them has no mean or no standard deviation
   */
  public static Optional<PairMap> of(Branch a, Branch b) {
    Optional<Side> first = Side.of(a);
    Optional<Side> second = a.equals(b) ? first : Side.of(b);
    return first.flatMap(f -> second.map(g -> new PairMap(a, b, f, g)));
  }

  /**
   * The map of one unit.
   *
   * @param unit the unit
   * @param input what goes in, both times
   * @return the map; empty where no exact route reaches it
   * @throws MomentException if it has no mean or no standard deviation
   */
  public static Optional<PairMap> of(Unit unit, Input input) {
    Branch branch = new Branch(unit, input);
    return of(branch, branch);
  }

  /**
   * The moments at a correlation.
   *
   * @param rho the correlation of what goes in
   * @return the moments, with bounds
   */
  public synchronized PairMoments at(Rho rho) {
    Mesh f = mesh(true, WIDEST);
    Mesh g = mesh(false, WIDEST);
    boolean isConstant = f.variance().value() == 0 || g.variance().value() == 0;
    Joint joint =
        isConstant ? new Joint(Bounded.ZERO, Bounded.ZERO, Bounded.ZERO) : joint(f, g, rho);
    double scale = scale();
    Bounded covariance = joint.covariance().times(scale);
    Bounded expectation = covariance.plus(mean(first, f).times(mean(second, g)));
    Bounded slope =
        Double.isInfinite(joint.slope().value()) ? joint.slope() : joint.slope().times(scale);
    if (isConstant) {
      Bounded none = new Bounded(Double.NaN, 0);
      return new PairMoments(rho, expectation, covariance, none, slope, none);
    }
    boolean isPlain = !first.noise() && !second.noise() && first.cells() == second.cells();
    Bounded correlation =
        isPlain
            ? joint.covariance().over(f.variance().times(g.variance()).root())
            : covariance.over(variances().root());
    Bounded left = isPlain ? joint.difference() : Bounded.ONE.minus(correlation);
    return new PairMoments(rho, expectation, covariance, better(correlation, left), slope, left);
  }

  /** The product of both sides' variances, draws included. */
  private Bounded variances() {
    if (variances == null) {
      variances = first.variance().times(second.variance());
    }
    return variances;
  }

  /** C from 1 - C where that is nearer to it. */
  private static Bounded better(Bounded correlation, Bounded left) {
    Bounded other = Bounded.ONE.minus(left);
    Bounded best = other.error() < correlation.error() ? other : correlation;
    return Math.abs(best.value()) <= 1
        ? best
        : new Bounded(Math.signum(best.value()), best.error());
  }

  private Joint joint(Mesh f, Mesh g, Rho rho) {
    int kinks = firstCurve.kinks().length + secondCurve.kinks().length;
    int panels = (f.count() + g.count()) / (2 * Legendre.N);
    boolean isRough = kinks > MANY_KINKS || panels > MANY_PANELS;
    double nearest = isRough ? FINEST : NearOne.FARTHEST;
    if (rho.distance() < nearest) {
      return new NearOne(f, g, rho.sign()).at(rho.distance());
    }
    double width = CommonFactor.widest(rho.distance());
    CommonFactor factor = factors.get(rho.distance());
    if (factor == null) {
      factor = new CommonFactor(mesh(true, width), mesh(false, width), rho.distance());
      if (factors.size() < MOST_KEPT) {
        factors.put(rho.distance(), factor);
      }
    }
    return factor.joint(rho.sign());
  }

  /** Both sides' factors; of averages only cells of the same place correlate. */
  private double scale() {
    double shared = Math.min(first.cells(), second.cells());
    return first.factor() * second.factor() * shared / first.cells() / second.cells();
  }

  private static Bounded mean(Side side, Mesh mesh) {
    return mesh.mean().times(side.factor()).plus(Bounded.exactly(side.offset()));
  }

  /** A mesh whose panels are no wider than asked; widths are halves of halves, to be met again. */
  private Mesh mesh(boolean isFirst, double width) {
    double widest = WIDEST;
    while (widest > width) {
      widest /= 2;
    }
    return isFirst || isOne
        ? firstMeshes.computeIfAbsent(widest, w -> new Mesh(firstCurve, w))
        : secondMeshes.computeIfAbsent(widest, w -> new Mesh(secondCurve, w));
  }

  /**
   * Hermite coefficients of the first unit's chain of activations.
   *
   * @param n the last degree, at most {@value Hermite#MOST}
   * @return a_0 to a_n
   */
  public synchronized Hermite hermite(int n) {
    return Hermite.of(mesh(true, Hermite.widest(n)), n);
  }

  /**
   * The covariance by the Hermite series, which knows nothing of conditioning.
   *
   * @param rho the correlation of what goes in
   * @return the covariance; its bound is large where the series does not reach
   */
  public synchronized Bounded covarianceBySeries(Rho rho) {
    if (firstSeries == null) {
      firstSeries = hermite(TERMS);
      secondSeries = isOne ? firstSeries : Hermite.of(mesh(false, Hermite.widest(TERMS)), TERMS);
    }
    return firstSeries.covariance(secondSeries, rho.value()).times(scale());
  }

  /**
   * Whether the two routes agree within their bounds.
   *
   * @param moments what {@link #at} gave
   * @return false if one of the bounds, or routes, is wrong
   */
  public boolean agrees(PairMoments moments) {
    Bounded series = covarianceBySeries(moments.rho());
    Bounded known = moments.covariance();
    return Math.abs(series.value() - known.value()) <= series.error() + known.error();
  }
}
