package org.normprop.moments.quadrature;

/**
 * One interval of a {@link Quadrature}, with the sums of the tanh-sinh rule so far. Every
 * refinement halves the step in t and keeps the old nodes.
 */
final class Panel {

  /** A term below this part of the sum ends the sum towards an end of the interval. */
  private static final double NEGLIGIBLE = 1e-18;

  /** Nodes of larger weight are never left out, even if all is 0 so far. */
  private static final double FAR_OUT = 1e-10;

  /** Growth from the last node but one to the last that tells a singular end from a regular one. */
  private static final double SINGULAR_GROWTH = 1.5;

  /** Values beyond this count as infinite: sums of them must not overflow. */
  static final double LARGEST = 1e290;

  final double a;
  final double b;
  final int depth;

  /** A node where a value was not finite, or NaN. */
  double brokenAt = Double.NaN;

  private final Integrand integrand;
  private final int dimension;
  private final double[] sum;
  private final double[] compensation;
  private final double[] magnitude;
  private final double[] slack;
  private final double[] largest;
  private final double[] remainder; // beyond the last node that can be told from the end
  private final boolean[] broken;
  private final double[] previous; // the value before the last level
  private final double[] change; // the change that the level before the last made
  private final double[] values;
  private final double[] slacks;
  private final double[] atNeighbour;
  private double neighbour; // the node before, on the same side and level; NaN if there is none
  private double leftLimit; // t of the outermost nodes
  private double rightLimit;
  private int level;
  private int evaluations;

  Panel(Integrand integrand, int dimension, double a, double b, int depth) {
    this.integrand = integrand;
    this.dimension = dimension;
    this.a = a;
    this.b = b;
    this.depth = depth;
    sum = new double[dimension];
    compensation = new double[dimension];
    magnitude = new double[dimension];
    slack = new double[dimension];
    largest = new double[dimension];
    remainder = new double[dimension];
    broken = new boolean[dimension];
    previous = new double[dimension];
    change = new double[dimension];
    values = new double[dimension];
    atNeighbour = new double[dimension];
    slacks = new double[dimension];
    level = TanhSinhNodes.FIRST;
    add(a + (b - a) / 2, Math.PI / 4);
    leftLimit = addFirst(true);
    rightLimit = addFirst(false);
    refine();
  }

  /** The first level on one side: outwards until the terms vanish. Gives the last t. */
  private double addFirst(boolean left) {
    double[] last = new double[dimension];
    neighbour = Double.NaN;
    for (int i = 0; i < TanhSinhNodes.count(level); i++) {
      double distance = TanhSinhNodes.distance(level, i);
      double weight = TanhSinhNodes.weight(level, i);
      boolean resolved = addNode(left, distance, weight);
      boolean end = !resolved && weight < NEGLIGIBLE || i == TanhSinhNodes.count(level) - 1;
      boolean negligible = weight < FAR_OUT;
      for (int k = 0; k < dimension; k++) {
        double size = Math.abs(values[k]);
        negligible &= !(weight * size > NEGLIGIBLE * magnitude[k]);
        if (end && !(size <= SINGULAR_GROWTH * last[k])) {
          double gap = resolved ? distance * (b - a) : Math.ulp(left ? a : b);
          remainder[k] += 4 * size * gap;
        }
        last[k] = size;
      }
      if (end || negligible) {
        return TanhSinhNodes.t(level, i);
      }
    }
    throw new AssertionError("the last node is an end");
  }

  /** Goes to the next level. */
  void refine() {
    for (int k = 0; k < dimension; k++) {
      double value = value(k);
      change[k] = level == TanhSinhNodes.FIRST ? Double.NaN : Math.abs(value - previous[k]);
      previous[k] = value;
    }
    level++;
    addLevel(true, leftLimit);
    addLevel(false, rightLimit);
  }

  /** The nodes of this level on one side, as far as the first level went. */
  private void addLevel(boolean left, double limit) {
    neighbour = Double.NaN;
    for (int i = 0; i < TanhSinhNodes.count(level); i++) {
      if (TanhSinhNodes.t(level, i) > limit) {
        return;
      }
      addNode(left, TanhSinhNodes.distance(level, i), TanhSinhNodes.weight(level, i));
    }
  }

  /** False if the node cannot be told from the end; then its neighbour inside stands in for it. */
  private boolean addNode(boolean left, double distance, double weight) {
    double offset = (b - a) * distance;
    double x = left ? a + offset : b - offset;
    boolean resolved = x > a && x < b;
    if (!resolved) {
      x = left ? Math.nextUp(a) : Math.nextDown(b);
    }
    add(x, weight);
    return resolved;
  }

  private void add(double x, double weight) {
    evaluations++;
    integrand.at(x, values, slacks);
    // x is rounded, which moves a value by its slope, as seen from the node before
    double rounding = 2 * Math.ulp(x) / Math.abs(x - neighbour);
    neighbour = x;
    for (int k = 0; k < dimension; k++) {
      double v = values[k];
      if (!(Math.abs(v) <= LARGEST)) {
        brokenAt = x;
        // One value that is missing among others is as large as the one beside it.
        double missing = Double.isNaN(v) ? 4 * weight * Math.abs(atNeighbour[k]) : Double.NaN;
        broken[k] |= Double.isNaN(missing) || Double.isNaN(rounding);
        remainder[k] += missing;
        continue;
      }
      double term = weight * v;
      double total = sum[k] + term;
      // Neumaier's compensated sum
      compensation[k] +=
          Math.abs(sum[k]) >= Math.abs(term) ? (sum[k] - total) + term : (term - total) + sum[k];
      sum[k] = total;
      magnitude[k] += Math.abs(term);
      largest[k] = Math.max(largest[k], Math.abs(v));
      double moved = Math.abs(v - atNeighbour[k]) * rounding;
      slack[k] += weight * (slacks[k] + (moved <= LARGEST ? moved : 0));
      atNeighbour[k] = v;
    }
  }

  int level() {
    return level;
  }

  int evaluations() {
    return evaluations;
  }

  private double scale() {
    return (b - a) * TanhSinhNodes.step(level);
  }

  /** The integral of function k. */
  double value(int k) {
    return (sum[k] + compensation[k]) * scale();
  }

  /** The integral of |function k|. */
  double magnitude(int k) {
    return magnitude[k] * scale();
  }

  /** The largest |value| of function k that was met. */
  double largest(int k) {
    return largest[k];
  }

  /** The rounding error of the integrand. */
  double slack(int k) {
    return slack[k] * scale();
  }

  /**
   * What the rule may be wrong by, unreachable ends included. A piece that had to be halved may
   * hold a kink.
   */
  double error(int k) {
    if (broken[k]) {
      return Double.POSITIVE_INFINITY;
    }
    double last = Math.abs(value(k) - previous[k]);
    double before = level >= TanhSinhNodes.TELLING ? change[k] : Double.NaN;
    return TanhSinhNodes.error(before, last, magnitude(k), depth == 0) + remainder[k];
  }

  /** Evaluates the functions outside of the sums. */
  double[] probe(double x) {
    double[] at = new double[dimension];
    integrand.at(x, at, new double[dimension]);
    return at;
  }
}
