package org.normprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.normprop.cli.line.Command;
import org.normprop.cli.line.ExitCode;
import org.normprop.cli.line.Option;

/** Help and manual come from the same declarations, and are complete. */
class ManualTest {

  static java.util.List<Command> commands() {
    return Commands.all();
  }

  @Test
  void theCommittedPageIsWhatTheProgramPrints() throws IOException {
    assertEquals(
        Cli.run("manual").out(),
        Files.readString(Path.of("src/docs/normprop.1")),
        "make it anew: java -jar target/normprop.jar manual > src/docs/normprop.1");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasHelpWithExamplesAndAPlaceInTheManual(Command command) {
    Cli help = Cli.run(command.name(), "--help");
    assertEquals(ExitCode.DONE, help.code());
    assertTrue(help.out().contains("examples:\n  normprop " + command.name()), help.out());
    assertTrue(help.out().lines().allMatch(line -> line.length() <= 80), help.out());
    assertTrue(Cli.run("--help").out().contains("\n  " + command.name() + " "));
    String page = Cli.run("manual").out();
    assertTrue(page.contains(".SS normprop " + command.name()), command.name());
    for (Option option : command.options()) {
      assertTrue(help.out().contains("--" + option.name()), option.name());
      assertTrue(page.contains("\\-\\-" + option.name().replace("-", "\\-")), option.name());
    }
  }

  @Test
  void oneNameAndOneLetterMeanOneThing() {
    java.util.Map<String, String> letters = new java.util.HashMap<>();
    for (Command command : commands()) {
      java.util.Set<String> own = new java.util.HashSet<>();
      for (Option option : command.options()) {
        assertTrue(own.add(option.name()), command.name() + " --" + option.name());
        if (option.letter() != null) {
          assertTrue(own.add("-" + option.letter()), command.name() + " -" + option.letter());
          letters.merge(
              option.name(),
              option.letter(),
              (a, b) -> {
                assertEquals(a, b, "--" + option.name() + " has two letters");
                return a;
              });
        }
      }
    }
  }

  @Test
  void theVersionTellsTheCommitWhereThereIsOne() {
    String version = Cli.run("--version").out().lines().findFirst().get();
    assertTrue(
        version.matches("normprop \\d+\\.\\d+\\.\\d+( \\([0-9a-f]{7,}\\))?, Java .*"), version);
  }
}
