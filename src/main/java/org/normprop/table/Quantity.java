package org.normprop.table;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What can be known of a unit with n inputs and output y. Everything that lists quantities
 * (columns, cards, JSON, exports, claims) goes through this list; to add one that follows from
 * others, add its entry here and nothing else.
 */
public enum Quantity {
  /** E[y]. */
  MEAN("mean", "E[y]", "what is subtracted to have mean 0"),

  /** sqrt(Var[y]). */
  STD("std", "sqrt(Var[y])", "what is divided by to have variance 1"),

  /** The std of the signal sent back to an input for a signal of variance 1. */
  BACKWARD(
      "backward",
      "sqrt(E|grad y|^2 / n)",
      "std of the signal sent back to one input when one of variance 1 arrives, independent of x:"
          + " sqrt(E f'^2) of an activation, 1/sqrt(n) of a maximum, 1/n of an average"),

  /** E[f'], of a unit with one input. */
  DERIVATIVE_MEAN(
      "mean derivative",
      "E[f']",
      "the slope of the best line through y; by Stein E[x f(x)] for N(0,1)"),

  /** E[y^2]. */
  SECOND_MOMENT(
      "second moment",
      "E[y^2] = mean^2 + std^2",
      "what counts where nothing is subtracted, as in He's initialisation",
      (known, n) -> known.of(MEAN).squared().plus(known.of(STD).squared())),

  /** What makes the output's variance 1. */
  GAIN("gain", "1/std", "what makes the output's variance 1: NFNets' gamma", STD, -2),

  /** What makes the output's second moment 1. */
  RMS_GAIN(
      "rms gain",
      "1/sqrt(E[y^2])",
      "what makes the output's second moment 1: sqrt(2) for relu, which is what PyTorch's"
          + " calculate_gain gives for it",
      SECOND_MOMENT,
      -1),

  /**
   * The root mean square by which a normalised layer of orthonormal rows stretches: 1.2112 for
   * ReLU.
   */
  JACOBIAN_FACTOR(
      "jacobian factor",
      "sqrt(n) backward / std",
      "by how much a normalised layer of orthonormal rows stretches a signal sent back, in the mean"
          + " square: 1.2112 for relu (Normalization Propagation, section 3.4)",
      (known, n) -> known.of(BACKWARD).times(Math.sqrt(n)).over(known.of(STD))),

  /** The third central moment over std^3. */
  SKEWNESS("skewness", "E[(y - mean)^3] / std^3", "0 of what is symmetric"),

  /** The fourth central moment over std^4; 3 for a normal. */
  KURTOSIS("kurtosis", "E[(y - mean)^4] / std^4", "3 of a normal; more means heavier tails");

  /** The quantities that tables hold, and in whose values both routes must agree. */
  public static final List<Quantity> TABLED = List.of(MEAN, STD, BACKWARD);

  private final String heading;
  private final String formula;
  private final String meaning;
  private final Rule rule; // null where a route must find it
  private final Quantity base;
  private final int halves;

  /** Numbers that are known. */
  @FunctionalInterface
  private interface Known {
    /** The number; NaN if it is not known. */
    Bounded of(Quantity quantity);
  }

  /** How a quantity follows from those before it. */
  @FunctionalInterface
  private interface Rule {
    Bounded from(Known known, int inputs);
  }

  /** One that a route must find. */
  Quantity(String heading, String formula, String meaning) {
    this(heading, formula, meaning, null);
  }

  /** One that follows from others. */
  Quantity(String heading, String formula, String meaning, Rule rule) {
    this.heading = heading;
    this.formula = formula;
    this.meaning = meaning;
    this.rule = rule;
    this.base = this;
    this.halves = 2;
  }

  /** base^(halves / 2). */
  Quantity(String heading, String formula, String meaning, Quantity base, int halves) {
    this.heading = heading;
    this.formula = formula;
    this.meaning = meaning;
    this.rule = (known, n) -> known.of(base).power(halves);
    this.base = base;
    this.halves = halves;
  }

  /**
   * The name in files.
   *
   * @return for example {@code rms_gain}
   */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The name for people.
   *
   * @return for example {@code rms gain}
   */
  public String heading() {
    return heading;
  }

  /**
   * What it is.
   *
   * @return a formula of y, f and n
   */
  public String formula() {
    return formula;
  }

  /**
   * What it is for.
   *
   * @return in words, what the formula does not say
   */
  public String meaning() {
    return meaning;
  }

  /**
   * Of what it is a power.
   *
   * @return itself if of nothing else
   */
  public Quantity base() {
    return base;
  }

  /**
   * Twice the exponent over {@link #base}.
   *
   * @return -2 for 1/std, 2 for what is a power of nothing else
   */
  public int halves() {
    return halves;
  }

  /**
   * The quantity of this name.
   *
   * @param text a name as in files
   * @return the quantity, if there is one
   */
  public static Optional<Quantity> parse(String text) {
    return Arrays.stream(values()).filter(q -> q.text().equals(text)).findFirst();
  }

  /**
   * Adds what follows from what a route found, with the errors that follow.
   *
   * @param found numbers with bounds of their errors
   * @param inputs how many inputs the unit has
   * @return all that is known; numbers that are NaN are left out
   */
  static Map<Quantity, Bounded> completed(Map<Quantity, Bounded> found, int inputs) {
    Map<Quantity, Bounded> all = new EnumMap<>(Quantity.class);
    for (Quantity quantity : values()) {
      Bounded number = found.get(quantity);
      if (number == null && quantity.rule != null) {
        number = quantity.rule.from(q -> all.getOrDefault(q, Bounded.UNKNOWN), inputs);
      }
      if (number != null && !Double.isNaN(number.value())) {
        all.put(quantity, number);
      }
    }
    return all;
  }
}
