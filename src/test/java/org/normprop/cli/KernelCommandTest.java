package org.normprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.cli.line.ExitCode;

class KernelCommandTest {

  private static final String EXACT =
      "unit,corr,expectation,expectation_error,correlation,correlation_error,slope,slope_error,";
  private static final String LAST = "one_minus_correlation,one_minus_correlation_error";

  private static List<String> lines(String options) {
    Cli result = Cli.run(("kernel " + options + " --format csv").split(" "));
    assertEquals(ExitCode.DONE, result.code(), result.err());
    return result.out().lines().toList();
  }

  @Test
  void exactNumbersHaveTheColumnsThatWereAgreed() {
    assertEquals(EXACT + LAST, lines("relu --corr 0.5").get(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "relu --distance 1e-10",
        "relu relu,max:2 --corr 0.5 -n 1e4",
        "tanh --corr 0.5 --method both -n 1e4",
        "max:2 --corr 0.5 -n 1e4"
      })
  void whatIsLeftOfCorrelationIsAlwaysLast(String options) {
    List<String> lines = lines(options);
    assertTrue(lines.get(0).startsWith(EXACT) && lines.get(0).endsWith(LAST), lines.get(0));
    int columns = lines.get(0).split(",").length;
    for (String line : lines) {
      assertEquals(columns, line.replaceAll("\"[^\"]*\"", "x").split(",", -1).length, line);
    }
  }

  /**
   * The slope (pi - acos r)/(2 pi) integrated from 1 - d to 1, over the variance (pi - 1)/(2 pi).
   */
  @Test
  void aDistanceIsKeptToItsDigits() {
    List<String> lines = lines("relu --distance 1e-10");
    String[] fields = lines.get(1).split(",");
    double left = Double.parseDouble(fields[fields.length - 2]);
    double d = 1e-10;
    double lost = d / 2 - Math.sqrt(2) * 2 / 3 * Math.pow(d, 1.5) / (2 * Math.PI);
    double exact = lost * 2 * Math.PI / (Math.PI - 1);
    // What is left out of acos(1 - d) is d/12 of it, far below; digits are asked to ten.
    assertEquals(exact, left, 1e-10 * exact);
    assertEquals("1e-10", fields[lines.get(0).split(",").length - 3]);
  }
}
