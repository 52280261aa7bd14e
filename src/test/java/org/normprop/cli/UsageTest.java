package org.normprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.normprop.cli.line.ExitCode;

/** Mistakes are answered with what was wrong and what would be right, and the exit code says 2. */
class UsageTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "frobnicate|there is no command 'frobnicate'",
        "estimate|estimate needs a unit",
        "estimate rellu|there is no unit 'rellu'; did you mean",
        "estimate dropout:keep=0|dropout keep must be in (0, 1], got 0",
        "estimate dropout:keep=1.4|dropout keep must be in (0, 1], got 1.4",
        "estimate max:0|every side of a window must be at least 1",
        "estimate max:1000000000|a window may have at most 1024 cells",
        "estimate relu --samples 0|--samples must be a whole number of at least 2, got '0'",
        "estimate relu -n 1|--samples must be a whole number of at least 2, got '1'",
        "estimate relu --samples -7|--samples must be a whole number of at least 2, got '-7'",
        "estimate relu --samples 1e400|--samples must be less than",
        "estimate relu --samples 1e999999999|--samples must be less than",
        "estimate relu --samples 2.5|--samples must be a whole number",
        "estimate relu --samples|--samples needs a value: --samples N",
        "estimate relu --sampels 5|estimate has no option --sampels",
        "estimate relu --input 0,-1|std must be positive and finite, got -1",
        "estimate relu --input 0,0|std must be positive and finite, got 0",
        "estimate relu --input NaN,1|--input: expected a finite number, got 'NaN'",
        "estimate relu --input 1|--input: expected MEAN,STD, for example 0,1 or 0,sqrt(3); got '1'",
        "estimate relu --rho 2|rho must be in [0, 1], got 2",
        "estimate relu --format xml|--format must be one of text, csv, json; got 'xml'",
        "estimate relu --threads 0.5|--threads must be a whole number from 0 to 1024",
        "verify all|verify takes no operand, got 'all'",
        "verify --format xml|--format must be one of text, csv, json, markdown; got 'xml'",
        "export --to xml|--to must be one of json, csv, markdown, latex, java, pytorch, jax",
        "export rellu|there is no unit 'rellu'",
        "export relu --to timm|--to timm has units of its own: name none",
        "export --to torch|got 'torch'; did you mean pytorch?",
        "estimate relu --samples 1e99|--samples must be less than 9.2e18, got '1e99'",
        "train --data digits --out=|--out needs a value: --out ",
        "tables --dir=|--dir needs a value: --dir DIR",
        "tables all|tables takes no operand, got 'all'",
        "tables --check --add relu|--add does not go with it",
        "tables --add rellu|there is no unit 'rellu'",
      })
  void aMistakeIsExplained(String line, String message) {
    Cli result = Cli.run(line.split(" "));
    assertEquals(ExitCode.USAGE, result.code(), result.err());
    assertTrue(result.err().contains(message), result.err());
    assertEquals(1, result.err().strip().lines().count(), result.err());
    assertEquals("", result.out());
  }

  /** An empty path would mean the working folder, which nobody named. */
  @Test
  void anEmptyWordIsNoPath() {
    for (String command : new String[] {"evaluate", "predict", "propagate", "estimate", "data"}) {
      Cli result = Cli.run(command, "");
      assertEquals(ExitCode.USAGE, result.code(), command);
      assertTrue(result.err().contains(command + " was given an empty word"), result.err());
    }
  }

  @Test
  void helpOfACommandIsAskedForInEitherOrder() {
    assertEquals(Cli.run("estimate", "--help").out(), Cli.run("help", "estimate").out());
  }

  @Test
  void helpFitsEightyColumnsAndGoesToStandardOutput() {
    for (String[] line :
        new String[][] {
          {"--help"},
          {"estimate", "--help"},
          {"tables", "-h"},
          {"verify", "-h"},
          {"export", "-h"},
          {"--version"}
        }) {
      Cli result = Cli.run(line);
      assertEquals(ExitCode.DONE, result.code());
      assertTrue(result.out().lines().allMatch(l -> l.length() <= 80), result.out());
      assertFalse(result.out().isEmpty());
      assertEquals("", result.err());
    }
  }

  @Test
  void withoutACommandTheOverviewGoesToStandardError() {
    Cli result = Cli.run();
    assertEquals(ExitCode.USAGE, result.code());
    assertTrue(result.err().contains("usage: normprop COMMAND"));
  }
}
