package org.normprop.net.layer;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * By how much more is sent back to a value than to others of its tensor: behind a shortcut stands
 * an activation whose slope knows whether an activation before it was on. Factors of E|grad|^2,
 * given the value, on average 1 over the tensor's {@link FlowLaw}. Weights of random signs even
 * them out, on average over units. Not changed once made, so safe for threads.
 */
public final class FlowTilt {

  /** The same to every value. */
  public static final FlowTilt EVEN = new FlowTilt(null);

  /** Of the other term of a sum every so many-th atom is looked at. */
  private static final int EVERY = 8;

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
      return tilt -> new Sent(tilt.factors == null ? 1 : back(tilt).factor, EVEN);
    }
  }

  /**
   * What reaches an input.
   *
   * @param factor by how much more in all, as a mean square
   * @param tilt how it is spread over the input's values
   */
  public record Sent(double factor, FlowTilt tilt) {}

  /** By atom of the law; null for even. */
  private final double[] factors;

  private FlowTilt(double[] factors) {
    this.factors = factors;
  }

  /** Factors and what they come to, less what is expected without them. */
  private static Sent sent(double[] factors, double expected) {
    double mean = Arrays.stream(factors).average().orElseThrow();
    if (!(mean > 0 && expected > 0)) {
      return new Sent(1, EVEN);
    }
    double[] all = Arrays.stream(factors).map(factor -> factor / mean).toArray();
    return new Sent(mean / expected, new FlowTilt(all));
  }

  /** At a value of a tensor of this law, in multiples of its standard deviation. */
  private double at(FlowLaw law, double value) {
    return factors == null ? 1 : Math.max(0, law.at(factors, value));
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
    if (factors == null && other.factors == null || !(own + others > 0)) {
      return EVEN;
    }
    if (own == 0) {
      return other;
    }
    double[] all = new double[FlowLaw.ATOMS];
    for (int i = 0; i < all.length; i++) {
      double a = factors == null ? 1 : factors[i];
      double b = other.factors == null ? 1 : other.factors[i];
      all[i] = (own * a + others * b) / (own + others);
    }
    return new FlowTilt(all);
  }

  /** Through y = f(mean + std x), whose law is {@code out}. */
  static Rule activated(
      FlowLaw in,
      FlowLaw out,
      DoubleUnaryOperator f,
      DoubleUnaryOperator derivative,
      Statistics pre) {
    return tilt -> {
      double[] y = in.at(f, pre.mean(), pre.std());
      double mean = Arrays.stream(y).average().orElseThrow();
      double square = Arrays.stream(y).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
      double[] all = in.at(x -> Math.pow(derivative.applyAsDouble(x), 2), pre.mean(), pre.std());
      double expected = Arrays.stream(all).average().orElseThrow();
      if (square > 0) {
        for (int i = 0; i < all.length; i++) {
          all[i] *= tilt.at(out, (y[i] - mean) / Math.sqrt(square));
        }
      }
      return sent(all, expected);
    };
  }

  /** To x of p x + q y, whose law is {@code sum}. */
  static Rule added(FlowLaw x, double p, FlowLaw y, double q, FlowLaw sum) {
    double std = Math.hypot(p, q);
    return tilt -> {
      if (tilt.factors == null || !(std > 0)) {
        return new Sent(1, EVEN);
      }
      double[] others = y.atoms();
      double[] all =
          Arrays.stream(x.atoms())
              .map(
                  value -> {
                    double total = 0;
                    for (int i = EVERY / 2; i < others.length; i += EVERY) {
                      total += tilt.at(sum, (p * value + q * others[i]) / std);
                    }
                    return total * EVERY / others.length;
                  })
              .toArray();
      return sent(all, 1);
    };
  }

  /** To x of some of the channels of a tensor. */
  static Rule part(FlowLaw x, Statistics of, FlowLaw whole, Statistics all) {
    return tilt ->
        tilt.factors == null || !(all.std() > 0)
            ? new Sent(1, EVEN)
            : sent(x.at(v -> tilt.at(whole, (v - all.mean()) / all.std()), of.mean(), of.std()), 1);
  }

  /** To the x that is the largest of n. */
  static Rule largest(FlowLaw x, int n, FlowLaw out, Statistics of) {
    return tilt -> {
      double[] all = x.at(v -> tilt.at(out, (v - of.mean()) / of.std()), 0, 1);
      double[] chances = new double[all.length];
      for (int i = 0; i < all.length; i++) {
        double low = (double) i / all.length;
        double high = (i + 1.0) / all.length;
        chances[i] = (Math.pow(high, n) - Math.pow(low, n)) * all.length;
        all[i] *= chances[i];
      }
      return sent(all, 1);
    };
  }
}
