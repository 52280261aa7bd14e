package org.normprop.moments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.normprop.function.Activation;

/**
 * An interval on which an activation is constant. It makes an atom of a continuous law.
 *
 * @param range the interval; infinite where it goes beyond the range of the law
 * @param value the constant
 */
record LawFlat(LawRange range, double value) {

  private static final int SAMPLES = 7;

  /** The intervals between kinks on which f is constant. */
  static List<LawFlat> of(Activation f, LawRange hull) {
    double[] kinks =
        Arrays.stream(f.kinks()).filter(x -> x > hull.low() && x < hull.high()).toArray();
    List<LawFlat> flats = new ArrayList<>();
    for (int i = 0; i <= kinks.length; i++) {
      double low = i == 0 ? hull.low() : kinks[i - 1];
      double high = i == kinks.length ? hull.high() : kinks[i];
      double value = f.value(low + (high - low) / 2);
      if (low < high && isConstant(f, low, high, value)) {
        flats.add(
            new LawFlat(
                new LawRange(
                    i == 0 ? Double.NEGATIVE_INFINITY : low,
                    i == kinks.length ? Double.POSITIVE_INFINITY : high),
                value));
      }
    }
    return List.copyOf(flats);
  }

  private static boolean isConstant(Activation f, double low, double high, double value) {
    for (int i = 0; i < SAMPLES; i++) {
      double x = low + (high - low) * ((i + 0.3) / SAMPLES);
      if (f.value(x) != value || f.derivative(x) != 0) {
        return false;
      }
    }
    return true;
  }

  boolean contains(double x) {
    return x > range.low() && x < range.high();
  }
}
