package org.normprop.net.layer;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;

/**
 * By how much more is sent back to a value than to others of its place: behind a shortcut stands an
 * activation whose slope knows whether an activation before it was on. Factors of E|grad|^2, given
 * the value, on average 1 over the place's {@link FlowLaw}. Weights of random signs even them out,
 * on average over units. Computed when an activation asks first; used by one prediction, so not by
 * several threads.
 */
public final class FlowTilt {

  /** The same to every value. */
  public static final FlowTilt EVEN = new FlowTilt(null);

  /** Of the other term of a sum every so many-th atom is looked at. */
  private static final int EVERY = 8;

  private static final double[] ONES = ones();

  /** Sizes whose ratio differs by less are taken as the first of them. */
  private static final double STEP = 1.0 / 64;

  /** A key of the ratio of two sizes, with one of its own for 0 beside 0. */
  public static long ratio(double own, double other) {
    boolean isNone = own == 0 && other == 0;
    return isNone ? Long.MIN_VALUE + 1 : Math.round(Math.log(Math.abs(other / own)) / STEP);
  }

  /** How a layer passes factors back to one input. */
  @FunctionalInterface
  public interface Rule {

    /** What comes in says nothing of what comes out. */
    Rule EVENED = tilt -> new Sent(1, EVEN);

    /** What comes out is what comes in. */
    Rule KEPT = tilt -> new Sent(1, tilt);

    /**
     * Passes factors back.
     *
     * @param tilt of the output
     * @return of the input
     */
    Sent back(FlowTilt tilt);

    /** The same, and then through weights. */
    default Rule evened() {
      return tilt -> new Sent(tilt.isEven() ? 1 : back(tilt).factor, EVEN);
    }
  }

  /** The rules of a node and an input. */
  @FunctionalInterface
  public interface Rules {
    /**
     * The rule at a place of the output; the same object where it is the same rule.
     *
     * @param place the place
     */
    Rule at(int place);
  }

  /**
   * What reaches an input.
   *
   * @param factor by how much more in all, as a mean square
   * @param tilt how it is spread over the input's values
   */
  public record Sent(double factor, FlowTilt tilt) {}

  /** Null for even. */
  private final Supplier<double[]> source;

  /** By atom of the law. */
  private double[] factors;

  private FlowTilt(Supplier<double[]> source) {
    this.source = source;
  }

  private boolean isEven() {
    return source == null;
  }

  private double[] factors() {
    if (isEven()) {
      return ONES;
    }
    if (factors == null) {
      factors = source.get();
    }
    return factors;
  }

  private static double[] ones() {
    double[] all = new double[FlowLaw.ATOMS];
    Arrays.fill(all, 1);
    return all;
  }

  /** Factors whose mean is what is expected without them, but for rounding. */
  private static Sent sent(Supplier<double[]> factors) {
    return new Sent(1, new FlowTilt(() -> scaled(factors.get())));
  }

  private static double[] scaled(double[] factors) {
    double mean = mean(factors);
    return mean > 0 ? Arrays.stream(factors).map(factor -> factor / mean).toArray() : ONES;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  /** At a value of a tensor of this law, in multiples of its standard deviation. */
  private double at(FlowLaw law, double value) {
    return isEven() ? 1 : Math.max(0, law.at(factors(), value));
  }

  /**
   * The factors of a tensor that several layers read.
   *
   * @param own what arrived of these factors, as a mean square
   * @param other factors
   * @param others what arrived of those
   * @return the factors of both together
   */
  public FlowTilt with(double own, FlowTilt other, double others) {
    if (isEven() && other.isEven() || !(own + others > 0)) {
      return EVEN;
    }
    if (own == 0) {
      return other;
    }
    return new FlowTilt(
        () -> {
          double[] all = new double[FlowLaw.ATOMS];
          for (int i = 0; i < all.length; i++) {
            double both = own * factors()[i] + others * other.factors()[i];
            all[i] = Math.max(0, both) / (own + others);
          }
          return all;
        });
  }

  /** Through y = f(mean + std x), whose law is {@code out}. */
  static Rule activated(
      FlowLaw in,
      FlowLaw out,
      DoubleUnaryOperator f,
      DoubleUnaryOperator derivative,
      Statistics pre) {
    return tilt -> {
      Supplier<double[]> slopes =
          () -> in.at(x -> Math.pow(derivative.applyAsDouble(x), 2), pre.mean(), pre.std());
      if (tilt.isEven()) {
        return sent(slopes);
      }
      double[] y = in.at(f, pre.mean(), pre.std());
      Statistics of = FlowLaw.statistics(y);
      double[] all = slopes.get();
      double expected = mean(all);
      if (!(of.std() > 0 && expected > 0)) {
        return new Sent(1, EVEN);
      }
      for (int i = 0; i < all.length; i++) {
        all[i] *= tilt.at(out, (y[i] - of.mean()) / of.std());
      }
      return new Sent(mean(all) / expected, sent(() -> all).tilt);
    };
  }

  /** To x of p x + q y of std 1, whose law is {@code sum}, where x and y correlate by r. */
  static Rule added(FlowLaw x, double p, FlowLaw y, double q, double r, FlowLaw sum) {
    return tilt -> {
      if (tilt.isEven() || !Double.isFinite(p + q)) {
        return new Sent(1, EVEN);
      }
      return r == 0
          ? sent(() -> x.at(value -> meanOver(y, v -> tilt.at(sum, p * value + q * v)), 0, 1))
          : sent(() -> coupled(x.atoms(), p, y, q, r, v -> tilt.at(sum, v)));
    };
  }

  /** The mean of f(p x + q y) given each atom of x. */
  private static double[] coupled(
      double[] x, double p, FlowLaw y, double q, double r, DoubleUnaryOperator f) {
    double rho = FlowCoupling.ofNormals(x, y, r);
    double[] all = new double[x.length];
    for (int i = 0; i < all.length; i++) {
      double[] others = FlowCoupling.partners(i, y, rho);
      for (double other : others) {
        all[i] += f.applyAsDouble(p * x[i] + q * other) / others.length;
      }
    }
    return all;
  }

  /**
   * What two ways to a tensor that begin at one place have in common.
   *
   * @param mean the mean product, where each way's mean square is 1
   * @param tilt how it is spread over the tensor's values
   */
  public record Common(double mean, FlowTilt tilt) {}

  /**
   * What two ways that begin at one place send to a value, as a product: where one was sent more
   * to, so was the other.
   *
   * @param other the factors of the other way
   * @param signs of the product of both ways' slopes, by atom of the tensor's law
   * @return the product
   */
  public Common common(FlowTilt other, double[] signs) {
    double[] all = new double[FlowLaw.ATOMS];
    for (int i = 0; i < all.length; i++) {
      all[i] = Math.signum(signs[i]) * Math.sqrt(factors()[i] * other.factors()[i]);
    }
    double mean = mean(all);
    return new Common(
        mean,
        mean == 0 ? EVEN : new FlowTilt(() -> Arrays.stream(all).map(x -> x / mean).toArray()));
  }

  private static double meanOver(FlowLaw y, DoubleUnaryOperator f) {
    double[] all = y.atoms();
    double total = 0;
    for (int i = EVERY / 2; i < all.length; i += EVERY) {
      total += f.applyAsDouble(all[i]);
    }
    return total * EVERY / all.length;
  }

  /** To x of some of the channels of a tensor. */
  static Rule part(FlowLaw x, Statistics of, FlowLaw whole, Statistics all) {
    return tilt -> {
      if (tilt.isEven() || !(all.std() > 0)) {
        return new Sent(1, EVEN);
      }
      double[] own = x.at(v -> tilt.at(whole, (v - all.mean()) / all.std()), of.mean(), of.std());
      return new Sent(mean(own), sent(() -> own).tilt);
    };
  }

  /** To the x that is the largest of n. */
  static Rule largest(FlowLaw x, int n, FlowLaw out, Statistics of) {
    return tilt ->
        sent(
            () -> {
              double[] all = x.at(v -> tilt.at(out, (v - of.mean()) / of.std()), 0, 1);
              for (int i = 0; i < all.length; i++) {
                double low = Math.pow((double) i / all.length, n);
                all[i] *= (Math.pow((i + 1.0) / all.length, n) - low) * all.length;
              }
              return all;
            });
  }
}
