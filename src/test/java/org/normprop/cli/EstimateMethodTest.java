package org.normprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.normprop.cli.line.ExitCode;

class EstimateMethodTest {

  private static String[] fields(String... options) {
    String[] line = new String[options.length + 4];
    line[0] = "estimate";
    line[1] = "sigmoid";
    line[2] = "--format";
    line[3] = "csv";
    System.arraycopy(options, 0, line, 4, options.length);
    Cli result = Cli.run(line);
    assertEquals(ExitCode.DONE, result.code(), result.err());
    return result.out().lines().toList().get(1).split(",", -1);
  }

  @Test
  void quasiMonteCarloLeavesTheExactColumnsEmptyAndSaysItsName() {
    String[] fields = fields("--method", "rqmc", "--samples", "1e5");
    assertEquals("rqmc", fields[14]);
    assertEquals(0.20827634493, Double.parseDouble(fields[6]), 2e-7);
    for (int column = 10; column < 14; column++) {
      assertEquals("", fields[column]);
    }
    assertTrue(Double.parseDouble(fields[7]) < 1e-7, fields[7]);
  }

  @Test
  void theSameSeedGivesTheSameLineForAnyNumberOfThreads() {
    String[] rqmc = {"--method", "rqmc", "--samples", "5e4", "--threads", "1", "--seed", "9"};
    String[] alone = fields(rqmc);
    rqmc[5] = "7";
    assertEquals(String.join(",", alone), String.join(",", fields(rqmc)));
  }

  @Test
  void aUnitOfTooManyInputsIsToldWhichMethodTakesIt() {
    Cli result = Cli.run("estimate", "max:1024", "--method", "rqmc");
    assertEquals(ExitCode.USAGE, result.code());
    assertTrue(result.err().contains("max:1024 takes 1024 random numbers"), result.err());
    assertTrue(result.err().contains("method mc"), result.err());
  }

  @Test
  void aListGoesOnWithoutAUnitThatHasNoMoments() {
    for (String method : List.of("both", "exact", "mc")) {
      String command = "estimate relu expr:1/x gelu --samples 1e4 --format csv --method " + method;
      Cli result = Cli.run(command.split(" "));
      assertEquals(ExitCode.USAGE, result.code(), result.err());
      assertEquals(3, result.out().lines().count(), result.out());
      assertTrue(result.err().contains("expr:1/x has no mean"), result.err());
    }
  }

  @Test
  void aListGoesOnWithoutAUnitThatNoExactRouteReaches() {
    Cli result =
        Cli.run("estimate", "relu,avg:2,gelu", "relu", "--method", "exact", "--format", "csv");
    assertEquals(ExitCode.CHECK_FAILED, result.code(), result.err());
    assertEquals(2, result.out().lines().count(), result.out());
  }
}
