package org.normprop.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.normprop.table.Quantity;

/**
 * What a published number is said to be: a power of a quantity, or one of a few numbers that are no
 * quantity of a unit.
 *
 * @param text the name in files, for example {@code rms_gain} or {@code variance}
 * @param base what it is a power of
 * @param halves twice the exponent
 */
public record ClaimedQuantity(String text, Base base, int halves) {

  /** What is computed; a claimed quantity is a power of it. */
  public sealed interface Base permits Moment, Special, OfPair {}

  /**
   * A quantity of a unit.
   *
   * @param quantity which
   */
  public record Moment(Quantity quantity) implements Base {}

  /** What is published of pairs of correlated inputs, and of the mean field. */
  public enum Pair {
    /** E f(u)f(v) at a correlation. */
    KERNEL,
    /** d/dr E f(u)f(v) at a correlation. */
    KERNEL_SLOPE,
    /** The coefficient a_k in orthonormal Hermite polynomials. */
    HERMITE,
    /** s_w^2 on the edge of chaos for a given s_b^2. */
    CRITICAL_WEIGHTS
  }

  /**
   * A number of a pair, written for example {@code kernel:0.5}.
   *
   * @param pair which
   * @param at the correlation, degree or s_b^2
   */
  public record OfPair(Pair pair, double at) implements Base {}

  /** What else is published. */
  public enum Special implements Base {
    /** d Var[y] / d Var[x] at x ~ N(0, 1). */
    VARIANCE_MAP_SLOPE,
    /** d E[y] / d Var[x] at x ~ N(0, 1). */
    MEAN_MAP_SLOPE_IN_VARIANCE,
    /** The std of N(0, 1) cut to [-2, 2]; not of a unit. */
    TRUNCATED_NORMAL_STD
  }

  private static final String SQUARED = "_squared";

  /** Every quantity, the squares of those that are roots, and what has a name of its own. */
  private static final List<ClaimedQuantity> ALL = all();

  /** Those whose squares are published under their own names and those with {@link #SQUARED}. */
  private static List<ClaimedQuantity> all() {
    List<ClaimedQuantity> all = new ArrayList<>();
    for (Quantity quantity : Quantity.values()) {
      all.add(power(quantity.text(), quantity, 1));
      switch (quantity) {
        case STD -> all.add(power("variance", quantity, 2));
        case SECOND_MOMENT ->
            all.add(new ClaimedQuantity("rms", new Moment(Quantity.SECOND_MOMENT), 1));
        case GAIN, RMS_GAIN, BACKWARD, JACOBIAN_FACTOR ->
            all.add(power(quantity.text() + SQUARED, quantity, 2));
        default -> {}
      }
    }
    for (Special special : Special.values()) {
      all.add(new ClaimedQuantity(special.name().toLowerCase(java.util.Locale.ROOT), special, 2));
    }
    return List.copyOf(all);
  }

  private static ClaimedQuantity power(String text, Quantity quantity, int exponent) {
    return new ClaimedQuantity(text, new Moment(quantity.base()), exponent * quantity.halves());
  }

  /** All that are moments of a unit's output or derivative, or functions of such. */
  static List<ClaimedQuantity> moments() {
    return ALL.stream().filter(q -> q.base instanceof Moment).toList();
  }

  /**
   * Whether it is of a unit.
   *
   * @return false for a constant of a distribution
   */
  public boolean isOfUnit() {
    return base != Special.TRUNCATED_NORMAL_STD;
  }

  /** Whether it is no number where the mean (1) or the standard deviation (2) does not exist. */
  boolean restsOn(int power) {
    return base instanceof Moment moment
        && switch (moment.quantity) {
          case MEAN -> power == 1;
          case STD, SECOND_MOMENT, SKEWNESS, KURTOSIS, GAIN, RMS_GAIN -> true;
          default -> false; // of the derivative
        };
  }

  /** Whether it is what an initial weight is multiplied by, or the square of that. */
  boolean isGain(boolean squared) {
    return base instanceof Moment moment
        && (moment.quantity == Quantity.STD && halves == (squared ? -4 : -2)
            || moment.quantity == Quantity.SECOND_MOMENT && halves == (squared ? -2 : -1));
  }

  /**
   * The name in a sentence.
   *
   * @return for example {@code rms gain}
   */
  public String words() {
    return text.replace('_', ' ');
  }

  static Optional<ClaimedQuantity> parse(String text) {
    return ALL.stream().filter(q -> q.text.equals(text)).findFirst().or(() -> ofPair(text));
  }

  private static Optional<ClaimedQuantity> ofPair(String text) {
    for (Pair pair : Pair.values()) {
      String name = pair.name().toLowerCase(java.util.Locale.ROOT) + ":";
      String rest = text.startsWith(name) ? text.substring(name.length()) : "";
      if (rest.matches("-?[0-9]{1,3}(\\.[0-9]{1,15})?")) {
        double at = Double.parseDouble(rest);
        if (pair == Pair.HERMITE && at != Math.rint(at)) {
          continue; // a degree
        }
        boolean isKernel = pair == Pair.KERNEL || pair == Pair.KERNEL_SLOPE;
        if (isKernel ? Math.abs(at) <= 1 : at >= 0) {
          return Optional.of(new ClaimedQuantity(text, new OfPair(pair, at), 2));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * The names there are.
   *
   * @return those that are written out, then patterns
   */
  public static List<String> names() {
    List<String> names = new ArrayList<>(ALL.stream().map(ClaimedQuantity::text).toList());
    names.addAll(List.of("kernel:R", "kernel_slope:R", "hermite:K", "critical_weights:SB2"));
    return names;
  }
}
