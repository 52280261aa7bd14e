package org.normprop.moments.law;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import org.normprop.function.math.Special;
import org.normprop.moments.quadrature.Goal;
import org.normprop.moments.quadrature.Integrals;
import org.normprop.moments.quadrature.OutOfReachException;
import org.normprop.moments.shape.Interval;
import org.normprop.table.Bounded;

/**
 * The law of the largest of n values f(x_i), where the x_i = mean + std (sqrt(rho) u + sqrt(1-rho)
 * v_i) have u in common.
 *
 * <p>One of the x_i is the largest's with density n E[F_u(f(x))^(n-1) | x_i = x], F_u being the
 * distribution function of f(x_j) given u: so every expectation is an integral over x, as for
 * independent copies, and where f takes a value is found once for it. Given x, u is sqrt(rho) z +
 * sqrt(1-rho) t with t ~ N(0, 1) and z = (x - mean)/std. F_u is a Gaussian's integral, hence entire
 * in t, and grows in imaginary directions b like e^(rho b^2/2) at most: so the trapezoidal rule of
 * step h for the mean over t is wrong by no more than 2 e^(-pi^2/(A h^2)) of it, A = (1 + (n-1)
 * rho)/2 (Trefethen and Weideman, The Exponentially Convergent Trapezoidal Rule, 2014, theorem
 * 5.1). Over u itself A is (1 + n rho/(1-rho))/2.
 *
 * <p>What it answers never changes; belongs to one thread as all laws do.
 */
final class CommonExtremeLaw implements Law {

  /** e^-40 is 4e-18. */
  private static final double TRAPEZOID = 40;

  private static final double TRAPEZOID_ERROR = 2 * 4.3e-18;

  /** What is left of a sum when its terms are smaller than this part of it. */
  private static final double NEGLIGIBLE = 1e-18;

  /** The normal density is nothing beyond. */
  private static final double END = 38;

  /** More steps over u cost too much. */
  private static final int MOST_STEPS = 200_000;

  /** Evaluations to spend where each needs a mean over t. */
  private static final int COSTLY = 20_000;

  /** What a probability is wrong by, in units of rounding. */
  private static final double CELL_ROUNDING = 4;

  /** How wrong the place is where f takes a value: f itself by so many units. */
  private static final double PLACE_ROUNDING = 16;

  /** Numbers that are nearly 0 have fewer digits. */
  private static final double LEAST = Double.MIN_VALUE;

  private static final double MOST_DENSITY = 0.4;

  private final Law law;
  private final NormalLaw base;
  private final double rho;
  private final int n;
  private final double own; // std of what cells have of their own, in z
  private final double common;
  private final List<Preimage.Constant> constants;
  private final double[] constantValues;

  /**
   * The largest of n.
   *
   * @param law the law of each, made of images and dropout of a normal
   * @param n how many there are
   * @param rho the correlation of the normals, above 0 and below 1
   * @throws OutOfReachException for laws of another kind
   */
  CommonExtremeLaw(Law law, int n, double rho) {
    if (!(law.base() instanceof NormalLaw normal) || !(normal.std() > 0)) {
      throw new OutOfReachException("no normal begins this law");
    }
    this.law = law;
    this.base = normal;
    this.rho = rho;
    this.n = n;
    this.own = Math.sqrt(1 - rho);
    this.common = Math.sqrt(rho);
    this.constants = law.constants();
    this.constantValues =
        new TreeSet<>(constants.stream().map(c -> c.value() + 0.0).toList())
            .stream().mapToDouble(v -> v).toArray();
  }

  /** The parts of the line on one side of a value, and what lies there always. */
  private double collect(double y, boolean above, boolean withEqual, Preimage cells) {
    cells.clear();
    double infinity = above ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    law.preimage(Math.min(y, infinity), Math.max(y, infinity), 1, cells);
    double always = 0;
    for (Preimage.Constant constant : constants) {
      double v = constant.value();
      if (v == y ? withEqual : above ? v > y : v < y) {
        cells.addAll(constant.cells());
        always += constant.always();
      }
    }
    return always;
  }

  /** Both sides of a value, as a function of where the common part lies. */
  private final class Sides {
    private final Preimage below = new Preimage();
    private final Preimage above = new Preimage();
    private double alwaysBelow;
    private double alwaysAbove;

    /** The probability inside, to its last digits however near to 1, as its logarithm. */
    private double logInside;

    /** A bound of that logarithm's error. */
    private double error;

    private void set(double y, boolean equalIsBelow) {
      alwaysBelow = collect(y, false, equalIsBelow, below);
      alwaysAbove = collect(y, true, !equalIsBelow, above);
    }

    /**
     * Given that cells are N(center, own^2) in units of std, places being seen from an origin.
     *
     * @param origin the origin, in x
     * @param shift (origin - center)/own
     * @param doubt what the places of ends are wrong by altogether, in units of own
     */
    private void at(double origin, double shift, double doubt) {
      double scale = 1 / (base.std() * own);
      double outside = alwaysAbove + above.probability(origin, scale, shift);
      double rounding = CELL_ROUNDING * Bounded.UNIT_ROUNDOFF;
      if (outside < 0.5) {
        logInside = StrictMath.log1p(-outside);
        error = 2 * (rounding * (1 + above.size()) * outside + MOST_DENSITY * doubt);
      } else {
        double inside = Math.min(1, alwaysBelow + below.probability(origin, scale, shift));
        logInside = StrictMath.log(inside);
        error = (rounding * (1 + below.size()) * inside + MOST_DENSITY * doubt) / inside;
      }
      error += Bounded.UNIT_ROUNDOFF;
    }
  }

  /** The mean over t of F^(n-1) where the base variable is x, and a bound of its error. */
  private void mean(Sides sides, double x, double z, double doubt, double[] found) {
    double step = Math.PI / Math.sqrt(TRAPEZOID * (1 + (n - 1) * rho) / 2);
    double sum = 0;
    double error = 0;
    for (int side = 1; side >= -1; side -= 2) {
      for (int i = side > 0 ? 0 : 1; i * step < END; i++) {
        double t = side * i * step;
        double density = Special.normalDensity(t);
        if (density < NEGLIGIBLE * sum) {
          break;
        }
        sides.at(x, own * z - common * t, doubt);
        double term = density * StrictMath.exp((n - 1) * sides.logInside);
        sum += term;
        error += term > 0 ? Math.min(1, (n - 1) * sides.error) * term : 0;
      }
    }
    found[0] = sum * step;
    found[1] = (error + (TRAPEZOID_ERROR + 2 * NEGLIGIBLE) * sum) * step;
  }

  /** The mean over u of a function of the sides of several values. */
  private double overCommonPart(double[] values, boolean[] equalIsBelow) {
    double step = Math.PI / Math.sqrt(TRAPEZOID * (1 + n * rho / (1 - rho)) / 2);
    double end = 9.5;
    if (end / step > MOST_STEPS) {
      throw new OutOfReachException("the inputs correlate too strongly");
    }
    Sides[] sides = new Sides[values.length];
    for (int k = 0; k < values.length; k++) {
      sides[k] = new Sides();
      sides[k].set(values[k], equalIsBelow[k]);
    }
    double sum = 0;
    for (double u = -Math.ceil(end / step) * step; u <= end + step; u += step) {
      double center = base.mean() + base.std() * common * u;
      double shift = 0;
      double inner = 0;
      // pairs of values: what lies between them
      for (int k = 0; k < values.length; k += 2) {
        sides[k].at(center, shift, 0);
        sides[k + 1].at(center, shift, 0);
        inner += difference(n * sides[k + 1].logInside, n * sides[k].logInside);
      }
      sum += Special.normalDensity(u) * inner;
    }
    return sum * step;
  }

  /** e^a - e^b for a &gt;= b. */
  private static double difference(double a, double b) {
    return a == Double.NEGATIVE_INFINITY ? 0 : -StrictMath.exp(a) * StrictMath.expm1(b - a);
  }

  @Override
  public List<Atom> atoms() {
    List<Atom> atoms = new ArrayList<>();
    for (Atom atom : law.atoms()) {
      double v = atom.value();
      atoms.add(
          atom.withProbability(overCommonPart(new double[] {v, v}, new boolean[] {false, true})));
    }
    return Atom.merged(atoms);
  }

  @Override
  public double between(double low, double high) {
    double[] inside = Arrays.stream(constantValues).filter(v -> v > low && v < high).toArray();
    double[] values = new double[2 * inside.length + 2];
    boolean[] equalIsBelow = new boolean[values.length];
    values[0] = low;
    equalIsBelow[0] = true;
    for (int i = 0; i < inside.length; i++) {
      values[2 * i + 1] = inside[i];
      values[2 * i + 2] = inside[i];
      equalIsBelow[2 * i + 2] = true;
    }
    values[values.length - 1] = high;
    return overCommonPart(values, equalIsBelow);
  }

  @Override
  public double[] breaks() {
    return DoubleStream.concat(Arrays.stream(law.breaks()), Arrays.stream(constantValues))
        .toArray();
  }

  @Override
  public Interval hull() {
    return law.hull();
  }

  @Override
  public Interval bulk() {
    return law.bulk();
  }

  @Override
  public Integrals integrate(Observable observable, double[] cuts, Goal goal) {
    Sides sides = new Sides();
    double[] mean = new double[2];
    return law.integrate(
        (point, values, slack) -> {
          if (point.weight == 0) {
            observable.at(point, values, slack);
            return;
          }
          // an atom that rounding has brought the value to stays on its side
          sides.set(point.value, law.side() >= 0);
          double x = point.input;
          double flat = Math.abs(point.slope);
          double off =
              PLACE_ROUNDING * Math.max(Bounded.UNIT_ROUNDOFF * Math.abs(point.value), LEAST);
          double place = off / flat + 4 * Bounded.UNIT_ROUNDOFF * Math.abs(x);
          mean(sides, x, point.z, place / (base.std() * own), mean);
          point.weight *= n * mean[0];
          observable.at(point, values, slack);
          double relative = mean[0] > 0 ? Math.min(1, mean[1] / mean[0]) : 0;
          for (int k = 0; k < values.length; k++) {
            slack[k] += relative * Math.abs(values[k]);
          }
        },
        DoubleStream.concat(Arrays.stream(cuts), Arrays.stream(breaks())).toArray(),
        goal.within(COSTLY));
  }

  @Override
  public Law.Base base() {
    return law.base();
  }

  @Override
  public double weightError() {
    return law.weightError() + 16 * Bounded.UNIT_ROUNDOFF;
  }

  @Override
  public String route() {
    return "distribution";
  }
}
