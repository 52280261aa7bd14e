package org.normprop.cli;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.normprop.cli.line.UsageException;

/** Numbers with commas between, or {@code from:to:step}. */
final class NumberList {

  private static final int MOST = 10_000;

  private NumberList() {}

  /**
   * Reads the numbers of an option.
   *
   * @throws UsageException if the text is no list of numbers
   */
  static List<Double> parse(String option, String text) {
    List<Double> numbers = new ArrayList<>();
    try {
      for (String part : text.split(",", -1)) {
        String[] range = part.strip().split(":", -1);
        if (range.length == 1) {
          numbers.add(decimal(range[0]).doubleValue());
        } else if (range.length == 3) {
          addRange(numbers, decimal(range[0]), decimal(range[1]), decimal(range[2]), option);
        } else {
          throw new NumberFormatException();
        }
      }
    } catch (NumberFormatException e) {
      throw new UsageException(
          "--" + option + " must be numbers such as 0.1,0.5 or from:to:step; got '" + text + "'");
    }
    return numbers;
  }

  private static BigDecimal decimal(String text) {
    BigDecimal decimal = new BigDecimal(text.strip());
    if (Math.abs((long) decimal.precision() - decimal.scale()) > 300) {
      throw new NumberFormatException();
    }
    return decimal;
  }

  /** In decimal arithmetic: the steps of -1:1:0.1 are tenths. */
  private static void addRange(
      List<Double> numbers, BigDecimal from, BigDecimal to, BigDecimal step, String option) {
    if (step.signum() <= 0 || from.compareTo(to) > 0) {
      throw new UsageException("--" + option + ": from:to:step must rise, such as -1:1:0.1");
    }
    if (to.subtract(from).doubleValue() / step.doubleValue() > MOST) {
      throw new UsageException("--" + option + ": at most " + MOST + " numbers");
    }
    for (BigDecimal x = from; x.compareTo(to) <= 0; x = x.add(step)) {
      numbers.add(x.doubleValue());
    }
  }
}
