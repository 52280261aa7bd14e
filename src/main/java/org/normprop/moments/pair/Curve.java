package org.normprop.moments.pair;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.normprop.function.stage.Activation;

/**
 * A chain of activations as a function of a standard normal: f(mean + std z).
 *
 * <p>Immutable.
 */
final class Curve {

  /** Beyond this a normal does not go: its density there is 5e-298. */
  static final double END = 37;

  private static final int SCAN = 4096;

  private final Activation[] chain;
  private final double mean;
  private final double std;
  private final double[] kinks;

  Curve(List<Activation> chain, double mean, double std) {
    this.chain = chain.toArray(Activation[]::new);
    this.mean = mean;
    this.std = std;
    this.kinks =
        Arrays.stream(kinks(chain))
            .map(x -> (x - mean) / std)
            .filter(z -> Math.abs(z) < END)
            .sorted()
            .distinct()
            .toArray();
  }

  /** f(mean + std z). */
  double value(double z) {
    double y = mean + std * z;
    for (Activation f : chain) {
      y = f.value(y);
    }
    return y;
  }

  /** d/dz, that is std f'(mean + std z). */
  double slope(double z) {
    double y = mean + std * z;
    double slope = std;
    for (Activation f : chain) {
      slope *= f.derivative(y);
      y = f.value(y);
    }
    return slope;
  }

  /** The z where f or a derivative jumps, ascending. */
  double[] kinks() {
    return kinks.clone();
  }

  boolean isSame(Curve other) {
    return Arrays.equals(chain, other.chain) && mean == other.mean && std == other.std;
  }

  String text() {
    return String.join(",", Arrays.stream(chain).map(Activation::text).toList());
  }

  /** The kinks of all stages, each seen from the input. */
  private double[] kinks(List<Activation> stages) {
    DoubleStream all = Arrays.stream(stages.get(0).kinks());
    for (int i = 1; i < stages.size(); i++) {
      for (double kink : stages.get(i).kinks()) {
        all = DoubleStream.concat(all, crossings(stages.subList(0, i), kink));
      }
    }
    return all.sorted().distinct().toArray();
  }

  /** Where what comes before a stage passes through a value, found on a grid and by bisection. */
  private DoubleStream crossings(List<Activation> before, double level) {
    DoubleStream.Builder found = DoubleStream.builder();
    double low = mean - END * std;
    double atLow = difference(before, low, level);
    for (int i = 1; i <= SCAN; i++) {
      double high = mean + END * std * (2.0 * i / SCAN - 1);
      double atHigh = difference(before, high, level);
      if (atLow != 0 && atHigh != 0 && atLow < 0 != atHigh < 0) {
        found.add(crossing(before, low, high, level));
      } else if (atLow == 0 != (atHigh == 0)) {
        found.add(edge(before, low, high, level, atLow == 0));
      }
      low = high;
      atLow = atHigh;
    }
    return found.build();
  }

  private static double difference(List<Activation> before, double x, double level) {
    double y = x;
    for (Activation f : before) {
      y = f.value(y);
    }
    return y - level;
  }

  private static double crossing(List<Activation> before, double from, double to, double level) {
    double low = from;
    double high = to;
    boolean rises = difference(before, low, level) < 0;
    while (true) {
      double middle = low + (high - low) / 2;
      if (!(middle > low && middle < high)) {
        return high;
      }
      if (difference(before, middle, level) < 0 == rises) {
        low = middle;
      } else {
        high = middle;
      }
    }
  }

  /** Where a stretch on which the level is held begins or ends. */
  private static double edge(
      List<Activation> before, double from, double to, double level, boolean heldAtFrom) {
    double low = from;
    double high = to;
    while (true) {
      double middle = low + (high - low) / 2;
      if (!(middle > low && middle < high)) {
        return high;
      }
      if ((difference(before, middle, level) == 0) == heldAtFrom) {
        low = middle;
      } else {
        high = middle;
      }
    }
  }
}
