package org.normprop.claim;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a published number is said to be: a power of one of a few quantities. */
public enum Quantity {
  /** E[y]. */
  MEAN(Base.MEAN, 2),
  /** sqrt(Var[y]). */
  STD(Base.STD, 2),
  /** Var[y]. */
  VARIANCE(Base.STD, 4),
  /** E[y^2]. */
  SECOND_MOMENT(Base.SECOND_MOMENT, 2),
  /** sqrt(E[y^2]). */
  RMS(Base.SECOND_MOMENT, 1),
  /** 1/std. */
  GAIN(Base.STD, -2),
  /** 1/variance. */
  GAIN_SQUARED(Base.STD, -4),
  /** 1/sqrt(E[y^2]). */
  RMS_GAIN(Base.SECOND_MOMENT, -1),
  /** 1/E[y^2]. */
  RMS_GAIN_SQUARED(Base.SECOND_MOMENT, -2),
  /** sqrt(E|grad y|^2 / n), n inputs. */
  BACKWARD(Base.BACKWARD, 2),
  /** E|grad y|^2 / n. */
  BACKWARD_SQUARED(Base.BACKWARD, 4),
  /** E[f']. */
  DERIVATIVE_MEAN(Base.DERIVATIVE_MEAN, 2),
  /** sqrt(n) backward / std. */
  JACOBIAN_FACTOR(Base.JACOBIAN_FACTOR, 2),
  /** n backward^2 / variance. */
  JACOBIAN_FACTOR_SQUARED(Base.JACOBIAN_FACTOR, 4),
  /** d Var[y] / d Var[x] at x ~ N(0, 1). */
  VARIANCE_MAP_SLOPE(Base.VARIANCE_SLOPE, 2),
  /** d E[y] / d Var[x] at x ~ N(0, 1). */
  MEAN_MAP_SLOPE_IN_VARIANCE(Base.MEAN_SLOPE, 2),
  /** The std of N(0, 1) cut to [-2, 2]; not of a unit. */
  TRUNCATED_NORMAL_STD(Base.TRUNCATED_STD, 2);

  /** What is computed; a quantity is a power of it. */
  enum Base {
    MEAN,
    STD,
    SECOND_MOMENT,
    BACKWARD,
    DERIVATIVE_MEAN,
    JACOBIAN_FACTOR,
    VARIANCE_SLOPE,
    MEAN_SLOPE,
    TRUNCATED_STD
  }

  private final Base base;
  private final int halves;

  Quantity(Base base, int halves) {
    this.base = base;
    this.halves = halves;
  }

  Base base() {
    return base;
  }

  /** Twice the exponent. */
  int halves() {
    return halves;
  }

  /**
   * Whether it is of a unit.
   *
   * @return false for a constant of a distribution
   */
  public boolean isOfUnit() {
    return base != Base.TRUNCATED_STD;
  }

  /** Whether it is what an initial weight is multiplied by. */
  boolean isGain() {
    return this == GAIN || this == RMS_GAIN;
  }

  boolean isSquaredGain() {
    return this == GAIN_SQUARED || this == RMS_GAIN_SQUARED;
  }

  /** Whether it is a moment of a unit's output or derivative, or a function of such. */
  boolean isMoment() {
    return isOfUnit() && base != Base.VARIANCE_SLOPE && base != Base.MEAN_SLOPE;
  }

  /**
   * The name in a sentence.
   *
   * @return for example {@code rms gain}
   */
  public String words() {
    return text().replace('_', ' ');
  }

  /**
   * The name in files.
   *
   * @return for example {@code rms_gain}
   */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Quantity> parse(String text) {
    return Arrays.stream(values()).filter(q -> q.text().equals(text)).findFirst();
  }

  static List<String> names() {
    return Arrays.stream(values()).map(Quantity::text).toList();
  }
}
