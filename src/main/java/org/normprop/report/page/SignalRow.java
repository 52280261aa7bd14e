package org.normprop.report.page;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A tensor of a model or a layer of a network.
 *
 * @param name its name
 * @param operator what computes it
 * @param shape its sizes; empty if they are not told
 * @param isMain whether it is a weight layer or a sum, which charts of long signals show alone
 * @param readings what is known of it
 */
public record SignalRow(
    String name,
    String operator,
    String shape,
    boolean isMain,
    Map<SignalQuantity, SignalReading> readings) {

  private static final SignalReading NONE = new SignalReading(Double.NaN, Double.NaN, Double.NaN);

  /** What is marked where it is off, in words. */
  private static final Map<SignalQuantity, String> SPREADS =
      new EnumMap<>(
          Map.of(
              SignalQuantity.PRE_STD, "pre std",
              SignalQuantity.STD, "std",
              SignalQuantity.BACKWARD, "backward std"));

  /** A prediction further off is marked. */
  private static final double OFF = 0.05;

  /** Standard errors that may be chance. */
  private static final double ERRORS = 3;

  private static final double DEAD = 0.95;
  private static final double VANISHING = 1e-3;
  private static final double EXPLODING = 1e3;

  /** Copies the readings. */
  public SignalRow {
    EnumMap<SignalQuantity, SignalReading> copy = new EnumMap<>(SignalQuantity.class);
    copy.putAll(readings);
    readings = copy;
  }

  SignalReading get(SignalQuantity quantity) {
    return readings.getOrDefault(quantity, NONE);
  }

  /** What is off, in words; empty if nothing is. */
  List<String> marks() {
    List<String> marks = new ArrayList<>();
    SignalReading std = get(SignalQuantity.STD);
    if (readings.containsKey(SignalQuantity.STD) && !Double.isFinite(std.measured())) {
      marks.add("not finite");
    } else if (std.measured() > EXPLODING) {
      marks.add("explodes");
    } else if (std.measured() > 0 && std.measured() < VANISHING) {
      marks.add("vanishes");
    }
    double zeros = get(SignalQuantity.ZEROS).measured();
    if (zeros > DEAD) {
      marks.add(String.format(Locale.ROOT, "%.0f %% zeros", 100 * zeros));
    }
    for (Map.Entry<SignalQuantity, String> spread : SPREADS.entrySet()) {
      if (isOff(spread.getKey())) {
        double off = 100 * spread.getKey().off(get(spread.getKey()));
        marks.add(String.format(Locale.ROOT, "%s predicted %+.0f %%", spread.getValue(), off));
      }
    }
    return marks;
  }

  /**
   * Whether a standard deviation, or the root of a variance, is not as predicted: not by chance.
   */
  boolean isOff(SignalQuantity quantity) {
    SignalReading reading = get(quantity);
    boolean chance = Math.abs(reading.predicted() - reading.measured()) <= ERRORS * reading.error();
    return Math.abs(quantity.off(reading)) > OFF && !chance;
  }
}
