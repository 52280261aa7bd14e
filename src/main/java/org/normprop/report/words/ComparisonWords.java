package org.normprop.report.words;

import java.util.Locale;
import java.util.Optional;
import org.normprop.train.compare.ComparisonResults;
import org.normprop.train.compare.Student;

/** The numbers of a comparison as people read them, on the terminal and on the page. */
public final class ComparisonWords {

  /** What stands for "give or take" where nothing but ASCII is sure to arrive. */
  public static final String ASCII = " +- ";

  /** What stands for "give or take" on a page. */
  public static final String SIGN = " ± ";

  private static final int ACCURACY_DECIMALS = 2;
  private static final int ERROR_DECIMALS = 3;
  private static final int LOSS_DECIMALS = 4;

  private ComparisonWords() {}

  /**
   * A p-value.
   *
   * @param p the value; NaN for none
   * @return three decimals; {@code <0.001} where they would be 0.000; nothing where there is none
   */
  public static String pValue(double p) {
    if (Double.isNaN(p)) {
      return "";
    }
    return p < 0.0005 ? "<0.001" : String.format(Locale.ROOT, "%.3f", p);
  }

  /**
   * An accuracy in per cent, or an error, or a difference of them.
   *
   * @param classes whether it is an accuracy
   * @param interval the mean and its interval
   * @param sign {@link #ASCII} or {@link #SIGN}
   * @return for example {@code 97.21 +- 0.38}, or {@code 98.50 (90.12 to 100)} where the interval
   *     is cut at an end; the mean alone where there is no interval
   */
  public static String quality(boolean classes, Optional<Student.Interval> interval, String sign) {
    return text(interval, classes ? ACCURACY_DECIMALS : errorDecimals(interval), sign);
  }

  /** Three for errors of some units, none for prices. */
  private static int errorDecimals(Optional<Student.Interval> interval) {
    double size =
        interval
            .map(
                i ->
                    Double.isNaN(i.halfWidth())
                        ? Math.abs(i.mean())
                        : Math.max(Math.abs(i.mean()), i.halfWidth()))
            .orElse(0.0);
    return size < 100 ? ERROR_DECIMALS : size < 10_000 ? 1 : 0;
  }

  /** A loss, as {@link #quality}. */
  public static String loss(Optional<Student.Interval> interval, String sign) {
    return text(interval, LOSS_DECIMALS, sign);
  }

  private static String text(Optional<Student.Interval> interval, int decimals, String sign) {
    return interval.map(i -> text(i, decimals, sign)).orElse("");
  }

  private static String text(Student.Interval interval, int decimals, String sign) {
    String mean = decimal(interval.mean(), decimals);
    if (Double.isNaN(interval.halfWidth())) {
      return mean;
    }
    if (interval.isCut()) {
      return mean
          + " ("
          + end(interval.low(), interval.mean() - interval.halfWidth(), decimals)
          + " to "
          + end(interval.high(), interval.mean() + interval.halfWidth(), decimals)
          + ")";
    }
    return mean + sign + decimal(interval.halfWidth(), decimals);
  }

  /** Where an interval is cut, its end is a whole number that needs no decimals. */
  private static String end(double end, double uncut, int decimals) {
    return decimal(end, end == uncut ? decimals : 0);
  }

  private static String decimal(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /**
   * What must be known to read the table.
   *
   * @param results what was found
   * @return sentences
   */
  public static String remark(ComparisonResults results) {
    String what =
        "95 % intervals over seeds by Student's t; 'less first' and p (paired t-test) compare equal"
            + " seeds";
    boolean isWide =
        results.lines().stream()
            .anyMatch(line -> line.quality().map(quality -> quality.n() == 2).orElse(false));
    return what
        + (isWide
            ? "; two seeds tell little of how much they vary, so that their intervals are wide:"
                + " 12.7 standard errors each way, 2.8 with five seeds (--seeds 5)"
            : "")
        + (results.kernels().size() > 1
            ? "; machines of different kinds trained ("
                + String.join("; ", results.kernels())
                + "), which round products differently: another machine of one kind would give"
                + " other last digits"
            : "");
  }
}
