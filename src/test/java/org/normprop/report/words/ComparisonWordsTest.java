package org.normprop.report.words;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.normprop.train.compare.Student;

/** How much of a number a comparison shows. */
class ComparisonWordsTest {

  @ParameterizedTest
  @CsvSource({
    "true, 97.2134, 0.3812, 97.21 +- 0.38",
    "false, 5.0314, 0.1234, 5.031 +- 0.123",
    "false, -5.0314, 0.1234, -5.031 +- 0.123",
    "false, 431.26, 12.34, 431.3 +- 12.3",
    "false, 15156.633, 210.4, 15157 +- 210",
    "false, 84.924, 41018.11, 85 +- 41018", // a difference of prices, less than its interval
    "false, 15156.633, NaN, 15157"
  })
  void pricesHaveNoThousandths(boolean classes, double mean, double halfWidth, String shown) {
    Student.Interval interval =
        new Student.Interval(5, mean, halfWidth, mean - halfWidth, mean + halfWidth);
    assertEquals(
        shown, ComparisonWords.quality(classes, Optional.of(interval), ComparisonWords.ASCII));
  }
}
