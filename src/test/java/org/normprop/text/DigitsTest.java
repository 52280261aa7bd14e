package org.normprop.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigitsTest {

  @ParameterizedTest
  @CsvSource({
    "0.2082867443, 3.5155e-5, 0.208287, 0.000035",
    "1.484916396, 1.89e-4, 1.48492, 0.00019",
    "-0.0000123, 1.0e-4, -0.00001, 0.0001",
    "123.456, 2.5, 123.5, 2.5",
    "123456, 2500, 123500, 2500",
    "1, 0.00995, 1.000, 0.01",
    "0.3333333333333333, 0, 0.333333333333333, 0",
    "1e-9, 2e-11, 0.000000001000, 2e-11",
    "2, NaN, 2, ''",
  })
  void anEstimateShowsTheDigitsThatItsErrorSupports(
      double value, double error, String shown, String shownError) {
    assertEquals(shown, Digits.sampled(value, error));
    assertEquals(shownError, Digits.error(error));
  }

  @ParameterizedTest
  @CsvSource({
    "0.58381937010354894, 1e-16, 0.5838193701035489",
    "0.58381937010354894, 1e-5, 0.58382",
    "0.58381937010354894, 0.4, 0.6",
    "3e-200, 1e-213, 3e-200",
    "1.23456789e-200, 1e-206, 1.234568e-200",
    "1.4850131622092370, 2e-15, 1.485013162209237",
    "0.25, 1e-17, 0.25",
    "0.99998998227921283, 3.2e-15, 0.999989982279213",
    "0.99999999999994012, 9.6e-13, 0.9999999999999",
    "1e-20, 1e-17, 0",
    "0, 0, 0",
    "NaN, 1, ''",
  })
  void anExactValueShowsWhatItsBoundSupports(double value, double bound, String shown) {
    assertEquals(shown, Digits.exact(value, bound));
  }

  @ParameterizedTest
  @CsvSource({
    "5.03149, 5.031",
    "9999.4, 9999",
    "10215.44, 10215",
    "3.217e8, 3.217e+08",
    "0, 0.000"
  })
  void aGlanceHasFourDigitsAndPricesInFull(double value, String shown) {
    assertEquals(shown, Digits.brief(value));
  }

  @Test
  void theLocaleDoesNotShow() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertEquals("0.5", Digits.significant(0.5, 3));
      assertEquals("1.50", Digits.rounded(1.5, 0.1));
    } finally {
      Locale.setDefault(before);
    }
  }
}
