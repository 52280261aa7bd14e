package org.normprop.report.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Round values to name on an axis. */
final class Ticks {

  private static final int[] MANTISSAS = {1, 2, 5};
  private static final double SLACK = 1e-9; // of a step, for rounding

  private Ticks() {}

  /**
   * Multiples of 1, 2 or 5 times a power of ten.
   *
   * @param from the lower end of the axis
   * @param to the upper end
   * @param most how many ticks there may be, at least 2
   */
  static List<Tick> linear(double from, double to, int most) {
    return linear(from, to, most, exponentOfStep(from, to, most));
  }

  /** As {@link #linear}, of whole numbers. */
  static List<Tick> whole(double from, double to, int most) {
    return linear(from, to, most, Math.max(0, exponentOfStep(from, to, most)));
  }

  private static List<Tick> linear(double from, double to, int most, int least) {
    int exponent = least;
    for (; ; exponent++) {
      for (int mantissa : MANTISSAS) {
        double step = mantissa * power(exponent);
        double first = Math.ceil(from / step - SLACK);
        double last = Math.floor(to / step + SLACK);
        if (last - first + 1 <= most) {
          return multiples(first, last, mantissa, exponent);
        }
      }
    }
  }

  private static int exponentOfStep(double from, double to, int most) {
    double rough = to / most - from / most; // a difference of large values would overflow
    return (int) Math.floor(StrictMath.log10(rough)) - 1;
  }

  private static double power(int exponent) {
    return exponent < 0 ? 1 / StrictMath.pow(10, -exponent) : StrictMath.pow(10, exponent);
  }

  private static List<Tick> multiples(double first, double last, int mantissa, int exponent) {
    BigDecimal step = BigDecimal.valueOf(mantissa).scaleByPowerOfTen(exponent);
    double largest = Math.max(Math.abs(first), Math.abs(last)) * step.doubleValue();
    boolean scientific = largest >= 1e5 || largest < 1e-3;
    List<Tick> ticks = new ArrayList<>();
    for (double k = first; k <= last; k++) {
      BigDecimal value = new BigDecimal(k).multiply(step);
      ticks.add(new Tick(value.doubleValue(), scientific ? scientific(value) : plain(value, step)));
    }
    return ticks;
  }

  /** With as many decimals as the step has: 0.5, 1.0, 1.5. */
  private static String plain(BigDecimal value, BigDecimal step) {
    int decimals = Math.max(step.stripTrailingZeros().scale(), 0);
    return minus(value.setScale(decimals, RoundingMode.HALF_EVEN).toPlainString());
  }

  private static String scientific(BigDecimal value) {
    if (value.signum() == 0) {
      return "0";
    }
    BigDecimal stripped = value.stripTrailingZeros();
    int exponent = stripped.precision() - stripped.scale() - 1;
    String mantissa = stripped.scaleByPowerOfTen(-exponent).toPlainString();
    return minus(mantissa + "e" + exponent);
  }

  /** A hyphen would be too short. */
  private static String minus(String number) {
    return number.replace('-', '\u2212');
  }

  /**
   * Powers of ten, or 1, 2 and 5 times these, or round values, whichever fill the axis best.
   *
   * @param from the lower end of the axis, positive
   * @param to the upper end
   * @param most how many ticks there may be, at least 2
   */
  static List<Tick> logarithmic(double from, double to, int most) {
    double low = StrictMath.log10(from);
    double high = StrictMath.log10(to);
    boolean scientific = high >= 5 || low < -4;
    List<Tick> powers = new ArrayList<>();
    int every = Math.max(1, (int) Math.ceil((high - low) / most));
    for (int e = (int) Math.ceil(low - SLACK); e <= high + SLACK; e++) {
      if (Math.floorMod(e, every) == 0) {
        powers.add(tick(1, e, scientific));
      }
    }
    if (powers.size() >= 3 || every > 1) {
      return powers;
    }
    List<Tick> steps = new ArrayList<>();
    for (int e = (int) Math.floor(low); e <= high; e++) {
      for (int mantissa : MANTISSAS) {
        double position = e + StrictMath.log10(mantissa);
        if (position >= low - SLACK && position <= high + SLACK) {
          steps.add(tick(mantissa, e, scientific));
        }
      }
    }
    if (steps.size() > most) {
      return powers.size() >= 2 ? powers : List.of(steps.get(0), steps.get(steps.size() - 1));
    }
    return steps.size() >= 3 ? steps : linear(from, to, most);
  }

  private static Tick tick(int mantissa, int exponent, boolean scientific) {
    BigDecimal value = BigDecimal.valueOf(mantissa).scaleByPowerOfTen(exponent);
    String label =
        scientific && exponent != 0 && exponent != 1
            ? minus(mantissa + "e" + exponent)
            : value.stripTrailingZeros().toPlainString();
    return new Tick(value.doubleValue(), label);
  }
}
