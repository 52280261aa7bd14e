package org.normprop.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintedTest {

  @ParameterizedTest
  @CsvSource({
    "1.0291, 1.0291, 0.00005, 5",
    "0.2066210, 0.2066210, 0.00000005, 7",
    "1.4850, 1.4850, 0.00005, 5",
    "2.0, 2.0, 0.05, 2",
    "-0.1, -0.1, 0.05, 1",
    "2.5e-3, 0.0025, 0.00005, 2",
    "0.0, 0.0, 0.05, 1",
    "3.989e-1, 0.3989, 0.00005, 4",
    "3989e-4, 0.3989, 0.00005, 4",
    "' 0.3989 ', 0.3989, 0.00005, 4",
    "−0.3989, -0.3989, 0.00005, 4",
    "3.989×10^-1, 0.3989, 0.00005, 4",
    "3.989 x 10^{-1}, 0.3989, 0.00005, 4",
    "3.989*10^(-1), 0.3989, 0.00005, 4",
    "3.989·10⁻¹, 0.3989, 0.00005, 4",
    "3.989 \\times 10^{-1}, 0.3989, 0.00005, 4",
    "3.989e-0001, 0.3989, 0.00005, 4"
  })
  void aDecimalClaimsHalfAUnitInItsLastPlace(
      String text, BigDecimal value, BigDecimal half, int digits) {
    Printed printed = Printed.parse(text);
    assertEquals(value, printed.value());
    assertEquals(0, half.compareTo(printed.half()));
    assertEquals(digits, printed.digits());
  }

  @ParameterizedTest
  @CsvSource({
    "sqrt(1/2-1/(2*pi)), 0.5838193701035489",
    "((1+0.25^2)-(1-0.25)^2/pi)/2, 0.4417253445108089",
    "5/3, 1.6666666666666667",
    "0.5*1000, 500",
    "3*10-1, 29",
    "0.5-0.1, 0.4",
    "1, 1",
    "' 1', 1",
    "0, 0"
  })
  void aFormulaAndAWholeNumberClaimEveryDigit(String text, double value) {
    Printed printed = Printed.parse(text);
    assertEquals(value, printed.value().doubleValue(), 1e-15);
    assertTrue(printed.half().doubleValue() < 1e-11 * Math.max(1, value));
    assertEquals(12, printed.digits());
  }

  @ParameterizedTest
  @CsvSource({
    "x, is not one finite number",
    "1/0, is not one finite number",
    "1.2.3, neither",
    "inf, is not a finite number",
    "-Infinity, is not a finite number",
    "NaN, is not a finite number",
    "n/a, is not a finite number",
    "'', is not a finite number",
    "0.3989 +- 0.0001, has an error behind the number",
    "0.3989±0.0001, has an error behind the number",
    "0.3989(2), has an error in parentheses",
    "39.89 %, is a percentage",
    "<0.4, is a limit",
    "≈0.4, has a sign before the number",
    "0.3-0.5, looks like a range",
    "0.3–0.5, looks like a range",
    "0.3 to 0.5, looks like a range",
    "'[0.3,0.5]', looks like a range",
    "0.3989..., has dots behind its digits",
    "0.3989…, has dots behind its digits"
  })
  void whatIsNoNumberIsRefused(String text, String message) {
    String told =
        assertThrows(IllegalArgumentException.class, () -> Printed.parse(text)).getMessage();
    assertTrue(told.contains(message), told);
  }

  @Test
  void digitsBelowAStandardErrorAreNoise() {
    // A standard error of 2.2e-4 is more than half of 1e-4 and less than half of 1e-3.
    assertEquals(1, Printed.parse("1.0291").digitsBelow(new BigDecimal("2.2e-4")));
    assertEquals(0, Printed.parse("1.0291").digitsBelow(new BigDecimal("2e-5")));
    assertEquals(14, Printed.parse("1.6791767923989418").digitsBelow(new BigDecimal("2e-3")));
  }
}
