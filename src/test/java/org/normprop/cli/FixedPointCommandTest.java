package org.normprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.normprop.cli.line.ExitCode;

class FixedPointCommandTest {

  private static Cli run(String unit, String... more) {
    String[] all = new String[2 + more.length];
    all[0] = "fixedpoint";
    all[1] = unit;
    System.arraycopy(more, 0, all, 2, more.length);
    Cli result = Cli.run(all);
    assertEquals(ExitCode.DONE, result.code(), result.err());
    return result;
  }

  @Test
  void aLineThatEndsHasTwoRowsAndNoPoint() {
    String csv = run("expr:clamp(x,-20,20)", "--format", "csv").out();
    assertTrue(csv.contains("\nline_from,0,0.001,1,false,,\n"), csv);
    assertTrue(csv.contains("\nline_to,0,7.0"), csv);
    assertTrue(!csv.contains("\nline,") && !csv.contains("fixed_point"), csv);
    assertTrue(run("identity", "--format", "csv").out().contains("\nline,0,,1,false,,\n"));
  }

  @Test
  void whatHasNoMomentsEverywhereSaysSoAndGoesOn() {
    Cli result = run("expr:0.5*exp(x^2)");
    assertTrue(result.out().contains("not everywhere, as expr:0.5*exp(x^2) has no"), result.out());
    assertTrue(result.out().contains("variance    0.2127906"), result.out());
    assertTrue(result.err().contains("keep 0, 1: expr:0.5*exp(x^2) has no mean"), result.err());
  }
}
