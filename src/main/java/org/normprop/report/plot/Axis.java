package org.normprop.report.plot;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * An axis: what it measures and which part of it is shown.
 *
 * @param label what it measures, with the unit
 * @param kind how values are laid out
 * @param from the least value shown, NaN for one that suits the data
 * @param to the largest value shown, NaN for one that suits the data
 * @param categories the names of the values 0, 1, ... on an axis of categories, else empty
 */
public record Axis(String label, Kind kind, double from, double to, List<String> categories) {

  private static final double DECADES = 1.5;

  /** How values are laid out. */
  public enum Kind {
    /** Equal distances for equal differences. */
    LINEAR,
    /** As linear, named at whole numbers alone: epochs, layers. */
    WHOLE,
    /** Equal distances for equal ratios; values must be positive. */
    LOG,
    /** Names; on a y axis the first stands on top. */
    CATEGORIES
  }

  /** Checks the range. */
  public Axis {
    categories = List.copyOf(categories);
    if (from >= to || Double.isInfinite(from) || Double.isInfinite(to)) {
      throw new IllegalArgumentException(
          "an axis must go from a lower to a higher value, got " + from + " to " + to);
    }
    if (kind == Kind.LOG && (from <= 0 || to <= 0)) {
      throw new IllegalArgumentException(
          "a logarithmic axis shows positive values only, got " + from + " to " + to);
    }
    if ((kind == Kind.CATEGORIES) == categories.isEmpty()) {
      throw new IllegalArgumentException("an axis of categories has names, and no other has");
    }
  }

  /**
   * A linear axis that shows all data.
   *
   * @param label what it measures
   * @return the axis
   */
  public static Axis linear(String label) {
    return new Axis(label, Kind.LINEAR, Double.NaN, Double.NaN, List.of());
  }

  /**
   * A linear axis of things that are counted.
   *
   * @param label what is counted
   * @return the axis
   */
  public static Axis whole(String label) {
    return new Axis(label, Kind.WHOLE, Double.NaN, Double.NaN, List.of());
  }

  /**
   * An axis on which all values can be told apart: logarithmic where positive values span more than
   * {@value #DECADES} decades, else linear.
   *
   * @param label what it measures
   * @param values what is to be shown
   * @return the axis
   */
  public static Axis suiting(String label, DoubleStream values) {
    DoubleSummaryStatistics all = values.filter(Double::isFinite).summaryStatistics();
    boolean spans =
        all.getCount() > 0
            && all.getMin() > 0
            && all.getMax() / all.getMin() > StrictMath.pow(10, DECADES);
    return spans ? log(label) : linear(label);
  }

  /**
   * A logarithmic axis that shows all positive data.
   *
   * @param label what it measures
   * @return the axis
   */
  public static Axis log(String label) {
    return new Axis(label, Kind.LOG, Double.NaN, Double.NaN, List.of());
  }

  /**
   * An axis of names.
   *
   * @param label what the names are
   * @param categories the names, of the values 0, 1, ...
   * @return the axis
   */
  public static Axis categories(String label, List<String> categories) {
    return new Axis(label, Kind.CATEGORIES, Double.NaN, Double.NaN, categories);
  }

  /**
   * This axis, showing a part.
   *
   * @param least the least value shown, NaN for one that suits the data
   * @param most the largest value shown, NaN for one that suits the data
   * @return the axis
   */
  public Axis range(double least, double most) {
    return new Axis(label, kind, least, most, categories);
  }
}
