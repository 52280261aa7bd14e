package org.normprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.cli.line.ExitCode;

/** What the README shows is what the program prints. */
class ReadmeTest {

  private static final String PROMPT = "$ java -jar target/normprop.jar ";

  @TempDir Path dir;

  /**
   * A command of the README with the output below it.
   *
   * @param command what stands behind the prompt
   * @param output the lines below; "..." stands for any number of lines
   */
  record Shown(String command, String output) {

    /** A pattern for all of the output; numbers match any, where they depend on the machine. */
    Pattern pattern(boolean anyNumbers) {
      StringBuilder regex = new StringBuilder();
      for (String line : output.lines().toList()) {
        if (line.equals("...")) {
          regex.append("(.*\\n)*");
          continue;
        }
        String quoted = Pattern.quote(line);
        regex.append(anyNumbers ? quoted.replaceAll("[0-9.]+", "\\\\E[0-9.]+\\\\Q") : quoted);
        regex.append("\\n");
      }
      return Pattern.compile(regex.toString());
    }
  }

  private static String readme() throws IOException {
    return Files.readString(Path.of("README.md"));
  }

  static List<Shown> shown() throws IOException {
    List<Shown> all = new ArrayList<>();
    Matcher blocks =
        Pattern.compile("```\\n\\Q" + PROMPT + "\\E(.*)\\n((?:.*\\n)*?)```").matcher(readme());
    while (blocks.find()) {
      all.add(new Shown(blocks.group(1), blocks.group(2)));
    }
    return all;
  }

  @Test
  void everyPromptOfTheReadmeIsRun() throws IOException {
    assertEquals(shown().size(), readme().split(Pattern.quote(PROMPT), -1).length - 1);
    assertTrue(shown().size() >= 4);
  }

  @ParameterizedTest
  @MethodSource("shown")
  void commandsPrintWhatTheReadmeShows(Shown shown) {
    // Making all tables takes longer than a test may; CommittedTablesTest does it with fewer
    // samples.
    String command = shown.command().equals("tables --check") ? "" : shown.command();
    if (command.isEmpty()) {
      return;
    }
    boolean trains = command.startsWith("train");
    Cli run = Cli.run(command.replace("--out run", "--out " + dir.resolve("run")).split(" "));
    assertEquals(ExitCode.DONE, run.code(), run.err());
    // Accuracies depend on the processor's rounding, and speeds on its day.
    String printed = trains ? run.err() + run.out() : run.out();
    String text = printed.replace(dir.resolve("run").toString(), "run");
    assertTrue(shown.pattern(trains).matcher(text).matches(), shown + "\n\nbut printed\n" + text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "estimate leaky_relu:slope=0.2 --input 0.5,2",
        "estimate relu,max:2x2 --rho 0.7",
        "estimate sigmoid --method rqmc --samples 1e5",
        "estimate 'expr:x*sigmoid(1.702*x)' --format json",
        "fixedpoint selu"
      })
  void otherCommandsOfTheReadmeWork(String command) throws IOException {
    assertTrue(readme().contains("\n    " + command + " "), command);
    List<String> words =
        new ArrayList<>(Stream.of(command.split(" ")).map(w -> w.replace("'", "")).toList());
    if (command.startsWith("estimate") && !command.contains("--samples")) {
      words.addAll(List.of("--samples", "1e5"));
    }
    Cli run = Cli.run(words.toArray(new String[0]));
    assertEquals(ExitCode.DONE, run.code(), run.err());
  }

  @Test
  void pagesThatItLinksToExist() throws IOException {
    Matcher links = Pattern.compile("\\]\\(([^)#]+)\\)").matcher(readme());
    int count = 0;
    while (links.find()) {
      assertTrue(Files.exists(Path.of(links.group(1))), links.group(1));
      count++;
    }
    assertTrue(count > 5);
  }

  @Test
  void theTableOfNumbersIsThatOfTheCommittedTables() throws IOException {
    StringBuilder tables = new StringBuilder();
    for (String name : List.of("activations", "pooling", "dropout", "units")) {
      tables.append(Files.readString(Path.of("tables", name + ".csv")));
    }
    Matcher rows =
        Pattern.compile(
                "\\n\\| ([a-z_:,=0-9.]+) \\| [-0-9.]+ \\| [-0-9.]+ \\| ([-0-9.]+)\\([0-9]+\\)"
                    + " \\| ([0-9.]+)\\([0-9]+\\) \\|")
            .matcher("\n" + readme().replace("|\n", "|\n\n"));
    int count = 0;
    while (rows.find()) {
      String unit = rows.group(1).contains(",") ? '"' + rows.group(1) + '"' : rows.group(1);
      Pattern line =
          Pattern.compile(
              "\\n\\Q"
                  + unit
                  + "\\E,\\d+,10000000,1,\\Q"
                  + rows.group(2)
                  + "\\E,[0-9.]+,\\Q"
                  + rows.group(3)
                  + "\\E,");
      assertTrue(line.matcher(tables).find(), rows.group());
      count++;
    }
    assertEquals(10, count);
  }
}
