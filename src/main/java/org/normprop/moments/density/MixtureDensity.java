package org.normprop.moments.density;

import java.util.List;
import java.util.stream.DoubleStream;
import org.normprop.function.math.Special;
import org.normprop.table.NormalMixture;

/** One of several normals. */
record MixtureDensity(List<NormalMixture.Part> parts) implements InputDensity {
  @Override
  public double[] cuts() {
    double low = end(Densities.END, false);
    double high = end(Densities.END, true);
    double[] all =
        parts.stream()
            .flatMapToDouble(
                p ->
                    DoubleStream.of(
                            -Densities.END, -12, -6, -3, -1.5, 0, 1.5, 3, 6, 12, Densities.END)
                        .map(z -> p.mean() + z * p.std()))
            .filter(x -> x >= low && x <= high)
            .sorted()
            .distinct()
            .toArray();
    return all;
  }

  private double end(double z, boolean upper) {
    DoubleStream ends =
        parts.stream().mapToDouble(p -> upper ? p.mean() + z * p.std() : p.mean() - z * p.std());
    return (upper ? ends.max() : ends.min()).orElseThrow();
  }

  @Override
  public double x(double t) {
    return t;
  }

  @Override
  public double t(double x) {
    return Math.min(Math.max(x, end(Densities.END, false)), end(Densities.END, true));
  }

  @Override
  public double at(double t) {
    double sum = 0;
    for (NormalMixture.Part p : parts) {
      sum += p.weight() * Special.normalDensity((t - p.mean()) / p.std()) / p.std();
    }
    return sum;
  }

  @Override
  public double at(double t, double d) {
    double sum = 0;
    for (NormalMixture.Part p : parts) {
      sum += p.weight() * Special.normalDensity(((t - p.mean()) + d) / p.std()) / p.std();
    }
    return sum;
  }

  /** What rounding of z does to the parts' densities. */
  @Override
  public double error(double t, double d) {
    double sum = 0;
    double off = 0;
    for (NormalMixture.Part p : parts) {
      double z = ((t - p.mean()) + d) / p.std();
      double term = p.weight() * Special.normalDensity(z) / p.std();
      double moved = 4 * 0x1p-53 * (Math.abs(t - p.mean()) + Math.abs(d)) / p.std();
      sum += term;
      off += term * moved * Math.abs(z);
    }
    return sum > 0 ? off / sum : 0;
  }

  @Override
  public double largest(double low, double high, double beyond, double imaginary) {
    double sum = 0;
    for (NormalMixture.Part p : parts) {
      double from = (low - beyond - p.mean()) / p.std();
      double to = (high + beyond - p.mean()) / p.std();
      sum += p.weight() / p.std() * Densities.normal(from, to, imaginary / p.std());
    }
    return sum;
  }

  @Override
  public double below(double x) {
    double sum = 0;
    for (NormalMixture.Part p : parts) {
      sum += p.weight() * Special.normalCdf((x - p.mean()) / p.std());
    }
    return sum;
  }

  @Override
  public double above(double x) {
    double sum = 0;
    for (NormalMixture.Part p : parts) {
      sum += p.weight() * Special.normalCdf((p.mean() - x) / p.std());
    }
    return sum;
  }

  @Override
  public double scale() {
    return (end(1, true) - end(1, false)) / 2;
  }

  /** A narrow part far from 0 is rounded by its distance in its stds, times up to 9.5. */
  @Override
  public double error() {
    double worst = 0;
    for (NormalMixture.Part p : parts) {
      worst = Math.max(worst, Math.abs(p.mean()) / p.std());
    }
    return Densities.ROUNDING * (1 + worst);
  }

  @Override
  public double bulk(boolean upper) {
    return end(Densities.NORMAL_BULK, upper);
  }
}
