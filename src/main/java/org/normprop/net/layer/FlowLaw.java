package org.normprop.net.layer;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.commons.math3.special.Erf;

/**
 * How the values of a tensor are distributed, whatever their mean and standard deviation: what an
 * activation or the largest of a window must know of a sum of rectified values, which is far from
 * normal. A random variable x = g(z), z normal, g rising, kept as the means of x over {@link
 * #ATOMS} equally likely parts of the line. Two places are x = g(z) and x' = g(z') of correlated
 * normals.
 *
 * <p>Computed when first asked for; used by one prediction, so not by several threads.
 */
final class FlowLaw {

  /** How many equally likely parts; moments of smooth functions come within 0.1 %. */
  static final int ATOMS = 512;

  /** A sum of two laws is counted in so many cells. */
  private static final int CELLS = 8 * ATOMS;

  /** A function of a normal is developed in so many Hermite polynomials. */
  private static final int DEGREE = 12;

  /** The means of a standard normal over the parts. */
  private static final double[] NORMALS = standardised(normals());

  /** The mean of a standard normal over part i. */
  static double normal(int i) {
    return NORMALS[i];
  }

  /** A normal. */
  static final FlowLaw NORMAL = new FlowLaw(() -> NORMALS);

  /** One value. */
  static final FlowLaw POINT = new FlowLaw(() -> new double[ATOMS]);

  private final Supplier<double[]> source;
  private double[] atoms;

  static {
    NORMAL.atoms(); // they are everybody's, so they are there before anybody asks
    POINT.atoms();
  }

  FlowLaw(Supplier<double[]> source) {
    this.source = source;
  }

  private static double[] normals() {
    // Over a part from a to b the mean is (phi(a) - phi(b)) ATOMS.
    double[] density = new double[ATOMS + 1];
    for (int i = 1; i < ATOMS; i++) {
      double z = Math.sqrt(2) * Erf.erfInv(2.0 * i / ATOMS - 1);
      density[i] = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }
    return IntStream.range(0, ATOMS)
        .mapToDouble(i -> ATOMS * (density[i] - density[i + 1]))
        .toArray();
  }

  /** Of a law that is a normal there is more to be had, exactly. */
  boolean isNormal() {
    return this == NORMAL;
  }

  /** The values' means over the parts, rising; together of mean 0 and mean square 1. */
  double[] atoms() {
    if (atoms == null) {
      atoms = standardised(source.get());
    }
    return atoms;
  }

  private static double[] standardised(double[] values) {
    double[] all = values.clone();
    Arrays.sort(all);
    Statistics of = statistics(all);
    double std = of.std() > 0 ? of.std() : 1;
    return Arrays.stream(all).map(x -> (x - of.mean()) / std).toArray();
  }

  /** Mean and standard deviation of equally likely values. */
  static Statistics statistics(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double square = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
    return new Statistics(mean, Math.sqrt(square));
  }

  /** The law of f(mean + std x). */
  FlowLaw through(DoubleUnaryOperator f, double mean, double std) {
    return new FlowLaw(() -> at(f, mean, std));
  }

  /** f(mean + std x) at every atom. */
  double[] at(DoubleUnaryOperator f, double mean, double std) {
    return Arrays.stream(atoms()).map(x -> f.applyAsDouble(mean + std * x)).toArray();
  }

  /** E[f(mean + std x)]. */
  double mean(DoubleUnaryOperator f, double mean, double std) {
    return Arrays.stream(at(f, mean, std)).average().orElseThrow();
  }

  /** What stands beside each atom, at a value in between. */
  double at(double[] besideAtoms, double value) {
    double[] x = atoms();
    int at = Arrays.binarySearch(x, value);
    int next = at >= 0 ? at : -at - 1;
    if (next == 0 || next == ATOMS || x[next] == value) {
      return besideAtoms[Math.min(next, ATOMS - 1)];
    }
    double share = (value - x[next - 1]) / (x[next] - x[next - 1]);
    return besideAtoms[next - 1] + share * (besideAtoms[next] - besideAtoms[next - 1]);
  }

  /** The law of p x + q y for independent x and y. */
  static FlowLaw sum(FlowLaw x, double p, FlowLaw y, double q) {
    boolean isNormal = (x.isNormal() || p == 0) && (y.isNormal() || q == 0);
    boolean isKnown = Double.isFinite(p) && Double.isFinite(q);
    return isNormal || !isKnown ? NORMAL : new FlowLaw(() -> added(x.atoms(), p, y.atoms(), q));
  }

  private static double[] added(double[] x, double p, double[] y, double q) {
    double low = Math.min(p * x[0], p * x[ATOMS - 1]) + Math.min(q * y[0], q * y[ATOMS - 1]);
    double high = Math.max(p * x[0], p * x[ATOMS - 1]) + Math.max(q * y[0], q * y[ATOMS - 1]);
    double step = (high - low) / (CELLS - 1);
    if (!(step > 0)) {
      return x;
    }
    int[] counts = new int[CELLS];
    double[] sums = new double[CELLS];
    for (double a : x) {
      for (double b : y) {
        double value = p * a + q * b;
        int cell = (int) ((value - low) / step);
        counts[cell]++;
        sums[cell] += value;
      }
    }
    return parts(Arrays.stream(counts).asDoubleStream().toArray(), sums);
  }

  /** Laws beside each other, each with its share, mean and standard deviation. */
  static FlowLaw mixture(List<FlowLaw> laws, double[] shares, List<Statistics> statistics) {
    boolean isKnown = statistics.stream().allMatch(of -> Double.isFinite(of.std()));
    boolean isOne = statistics.stream().allMatch(statistics.get(0)::equals);
    if (!isKnown || isOne && laws.stream().allMatch(FlowLaw::isNormal)) {
      return NORMAL;
    }
    return new FlowLaw(
        () -> {
          int n = laws.size() * ATOMS;
          double[][] all = new double[n][];
          for (int i = 0; i < n; i++) {
            int k = i / ATOMS;
            Statistics of = statistics.get(k);
            double value = of.mean() + of.std() * laws.get(k).atoms()[i % ATOMS];
            all[i] = new double[] {value, shares[k]};
          }
          Arrays.sort(all, (a, b) -> Double.compare(a[0], b[0]));
          return parts(
              Arrays.stream(all).mapToDouble(of -> of[1]).toArray(),
              Arrays.stream(all).mapToDouble(of -> of[0] * of[1]).toArray());
        });
  }

  /** The means over equally likely parts, of rising values' weights and weighted values. */
  static double[] parts(double[] weights, double[] sums) {
    double part = Arrays.stream(weights).sum() / ATOMS;
    double[] all = new double[ATOMS];
    int at = 0;
    double room = part;
    for (int i = 0; i < weights.length; i++) {
      double left = weights[i];
      double value = left > 0 ? sums[i] / left : 0;
      while (left > room && at < ATOMS - 1) {
        all[at++] += room / part * value;
        left -= room;
        room = part;
      }
      all[at] += left / part * value;
      room -= left;
    }
    return all;
  }

  /**
   * The largest of n values of which every two are g(z) and g(z') at normals of this correlation:
   * its law, as g rises.
   */
  FlowLaw largest(int n, double rho) {
    return new FlowLaw(() -> largestAtoms(n, rho));
  }

  /** Mean and standard deviation of that largest. */
  Statistics ofLargest(int n, double rho) {
    return statistics(largestAtoms(n, rho));
  }

  private double[] largestAtoms(int n, double rho) {
    double[] own = new double[ATOMS];
    for (int i = 0; i < ATOMS; i++) {
      own[i] = Math.sqrt(2) * Erf.erfInv(2 * Math.pow((i + 0.5) / ATOMS, 1.0 / n) - 1);
    }
    double[] normals = rho > 0 ? added(own, Math.sqrt(1 - rho), NORMALS, Math.sqrt(rho)) : own;
    return Arrays.stream(normals).map(this::value).toArray();
  }

  /** Var[E[largest | what all z have in common]]: the covariance of two windows' largest. */
  double largestInCommon(int n, double rho) {
    if (!(rho > 0)) {
      return 0;
    }
    double[] given = new double[ATOMS];
    for (int i = 0; i < ATOMS; i += 8) {
      for (int k = 0; k < ATOMS; k += 8) {
        double own = Math.sqrt(2) * Erf.erfInv(2 * Math.pow((k + 4.0) / ATOMS, 1.0 / n) - 1);
        given[i] += value(Math.sqrt(1 - rho) * own + Math.sqrt(rho) * NORMALS[i + 4]) * 8 / ATOMS;
      }
      Arrays.fill(given, i, i + 8, given[i]);
    }
    return Math.pow(statistics(given).std(), 2);
  }

  /** g(z), by straight lines between atoms and beyond them. */
  double value(double z) {
    double[] x = atoms();
    int at = Arrays.binarySearch(NORMALS, z);
    int next = Math.max(1, Math.min(ATOMS - 1, at < 0 ? -at - 1 : at));
    double share = (z - NORMALS[next - 1]) / (NORMALS[next] - NORMALS[next - 1]);
    return x[next - 1] + share * (x[next] - x[next - 1]);
  }

  /** The correlation of the normals behind two values of correlation r. */
  double normalCorrelation(double r) {
    if (isNormal() || r == 0) {
      return r;
    }
    double[] squares = squares(atoms());
    double low = r > 0 ? 0 : -1;
    double high = r > 0 ? 1 : 0;
    for (int i = 0; i < 40; i++) {
      double middle = (low + high) / 2;
      if (series(squares, middle, 1) < r) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** The covariance of f(mean + std x) at two places whose x have this correlation. */
  double covariance(DoubleUnaryOperator f, double mean, double std, double r) {
    double[] values = at(f, mean, std);
    double variance = Math.pow(statistics(values).std(), 2);
    return series(squares(values), normalCorrelation(r), variance);
  }

  /** Sum of c_k^2 rho^k; what of the variance is left goes with the next power. */
  private static double series(double[] squares, double rho, double variance) {
    double sum = 0;
    double left = variance;
    for (int k = 1; k <= DEGREE; k++) {
      sum += squares[k] * Math.pow(rho, k);
      left -= squares[k];
    }
    return sum + Math.max(0, left) * Math.pow(rho, DEGREE + 1);
  }

  /** The squares of E[x h_k(z)], h_k the Hermite polynomials of mean square 1. */
  private static double[] squares(double[] values) {
    double[] sums = new double[DEGREE + 1];
    for (int i = 0; i < ATOMS; i++) {
      double z = NORMALS[i];
      double before = 0;
      double h = 1;
      for (int k = 0; k <= DEGREE; k++) {
        sums[k] += values[i] * h / ATOMS;
        double next = (z * h - Math.sqrt(k) * before) / Math.sqrt(k + 1.0);
        before = h;
        h = next;
      }
    }
    return Arrays.stream(sums).map(c -> c * c).toArray();
  }
}
