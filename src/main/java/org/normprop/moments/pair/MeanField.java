package org.normprop.moments.pair;

import java.util.List;
import java.util.Optional;
import org.normprop.function.Unit;
import org.normprop.function.stage.Activation;
import org.normprop.moments.law.MomentException;
import org.normprop.table.Bounded;
import org.normprop.table.Correlations.Branch;
import org.normprop.table.Input;

/**
 * Deep networks of infinite width: layers z' = sum of w f(z) + b with weights of variance s_w^2/N
 * and biases of variance s_b^2.
 *
 * <p>The variance goes q' = s_w^2 E f(sqrt(q) x)^2 + s_b^2; near equal inputs their correlation's
 * distance from 1 is multiplied by chi_1 = s_w^2 E f'(sqrt(q) x)^2 in each layer. Below 1 is order,
 * above chaos; where it is 1, signals reach deepest. Poole et al., Exponential Expressivity in Deep
 * Neural Networks through Transient Chaos (2016), equations 3 to 9; Schoenholz et al., Deep
 * Information Propagation (2017), equations 3 to 9. Immutable.
 */
public final class MeanField {

  private static final double WIDEST = 0.5;
  private static final double LARGEST = 1e6;
  private static final double SETTLED = 1e-13;
  private static final int MOST_STEPS = 20_000;

  private final Unit unit;
  private final List<Activation> chain;

  private MeanField(Unit unit, List<Activation> chain) {
    this.unit = unit;
    this.chain = chain;
  }

  /**
   * The mean field of an activation.
   *
   * @param unit a chain of activations
   * @return its mean field; empty for windows, gates and dropout
   */
  public static Optional<MeanField> of(Unit unit) {
    return unit.isActivation()
        ? Optional.of(
            new MeanField(unit, unit.stages().stream().map(Activation.class::cast).toList()))
        : Optional.empty();
  }

  /**
   * Where order turns into chaos for a variance.
   *
   * @param q the variance that layers keep
   * @param weights s_w^2 = 1/E f'^2; 0 where E f'^2 is infinite, NaN where f is constant
   * @param biases s_b^2 = q - s_w^2 E f^2; negative where no pair keeps q there
   */
  public record Critical(double q, Bounded weights, Bounded biases) {

    /** Whether there is such a pair. */
    public boolean exists() {
      return weights.value() > 0 && biases.value() >= -biases.error();
    }
  }

  /**
   * A variance that layers keep, and what becomes of signals there.
   *
   * @param q the variance
   * @param chiVariance the slope of the variance's map at q
   * @param chiOne the slope of the correlation's map at 1; infinite for functions that jump
   * @param correlation where the correlation of any two inputs goes: 1 in order
   * @param chiCorrelation the slope of the correlation's map there
   */
  public record Point(
      double q, double chiVariance, double chiOne, double correlation, double chiCorrelation) {

    /** In how many layers a small change of the variance falls to 1/e. */
    public double varianceDepth() {
      return depth(chiVariance);
    }

    /** In how many layers the correlation comes nearer to where it goes by 1/e. */
    public double correlationDepth() {
      return depth(chiCorrelation);
    }

    private static double depth(double chi) {
      return Math.abs(chi - 1) < 1e-9 ? Double.POSITIVE_INFINITY : -1 / Math.log(Math.abs(chi));
    }
  }

  /**
   * The pair of variances on the edge of chaos.
   *
   * @param q the variance of what goes in, positive
   * @return s_w^2 and s_b^2, if there are such
   * @throws MomentException if E f^2 does not exist
   */
  public Critical critical(double q) {
    Mesh mesh = mesh(q);
    Bounded slope = slopeAtOne(mesh);
    Bounded weights =
        Double.isInfinite(slope.value())
            ? Bounded.ZERO
            : Bounded.exactly(q).over(slope); // slope = q E f'^2
    Bounded biases = Bounded.exactly(q).minus(weights.times(square(mesh)));
    return new Critical(q, weights, biases);
  }

  /**
   * The variance that layers come to, from 1.
   *
   * @param weights s_w^2, positive
   * @param biases s_b^2, at least 0
   * @return the point; empty if the variance falls to 0 or grows without end
   * @throws MomentException if E f^2 does not exist
   */
  public Optional<Point> point(double weights, double biases) {
    double q = 1;
    for (int step = 0; step < MOST_STEPS; step++) {
      Mesh mesh = mesh(q);
      double next = weights * square(mesh).value() + biases;
      if (!(next > 1e-12 && next < LARGEST)) {
        return Optional.empty();
      }
      if (Math.abs(next - q) <= SETTLED * q) {
        return Optional.of(point(mesh, q, weights, biases));
      }
      // Aitken's step with the map's slope, where it is safely below 1
      double slope = weights * squareSlope(mesh) / q;
      double newton = q + (next - q) / (1 - slope);
      q = slope < 0.95 && newton > q / 4 && newton < 4 * q ? newton : next;
    }
    return Optional.empty();
  }

  private Point point(Mesh mesh, double q, double weights, double biases) {
    double chiOne = weights * slopeAtOne(mesh).value() / q;
    double chiVariance = weights * squareSlope(mesh) / q;
    if (chiOne <= 1) {
      return new Point(q, chiVariance, chiOne, 1, chiOne);
    }
    PairMap map =
        PairMap.of(unit, Input.normal(0, Math.sqrt(q)))
            .orElseThrow(() -> new IllegalStateException("a chain of activations has a map"));
    // Below 1 the map lies above the diagonal from 0 up to the fixed point.
    double low = 0;
    double high = 1 - 1e-9;
    if (correlation(map, 0, q, weights, biases) <= 0) {
      high = 0;
    }
    while (high - low > 1e-15 && high > 0) {
      double middle = (low + high) / 2;
      if (!(middle > low && middle < high)) {
        break;
      }
      if (correlation(map, middle, q, weights, biases) > middle) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double c = (low + high) / 2;
    double chi = weights * map.at(Rho.of(c)).slope().value() / q;
    return new Point(q, chiVariance, chiOne, c, chi);
  }

  private static double correlation(
      PairMap map, double c, double q, double weights, double biases) {
    return (weights * map.at(Rho.of(c)).expectation().value() + biases) / q;
  }

  private Mesh mesh(double q) {
    Input input = Input.normal(0, Math.sqrt(q));
    Side.of(new Branch(unit, input)); // refuses what has no moments
    return new Mesh(new Curve(chain, 0, Math.sqrt(q)), WIDEST);
  }

  private static Bounded square(Mesh mesh) {
    return mesh.variance().plus(mesh.mean().squared());
  }

  private static Bounded slopeAtOne(Mesh mesh) {
    return mesh.variance().value() == 0 ? Bounded.ZERO : new NearOne(mesh, mesh, 1).at(0).slope();
  }

  /** q dE[f^2]/dq = E[(x^2 - 1) f^2]/2, by parts, so that kinks need no care. */
  private static double squareSlope(Mesh mesh) {
    double mean = mesh.mean().value();
    double sum = 0;
    for (int i = 0; i < mesh.count(); i++) {
      double y = mesh.centred(i) + mean;
      sum += mesh.weight(i) * (mesh.z(i) * mesh.z(i) - 1) * y * y;
    }
    return sum / 2;
  }
}
