package org.normprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.normprop.Fuzz;
import org.normprop.cli.line.ExitCode;
import org.normprop.train.RunFolder;
import org.normprop.train.setting.Setting;
import org.normprop.train.setting.Settings;

/**
 * Runs and command lines that strangers have made up: every command ends with a message and the
 * exit code of a user's or a file's fault, never as a bug of the program.
 */
@Timeout(3000)
class HostileRunsTest {

  private static final int INPUTS = Math.max(10, Fuzz.INPUTS / 50);

  private static final List<String> WORDS =
      List.of(
          "1e999999999",
          "-1",
          "0",
          "1000000000000",
          "99999999999999999999",
          "NaN",
          "null",
          "[",
          "{",
          "\"",
          "}",
          "],",
          ":",
          ",",
          "\0",
          "\n",
          "F(1000000)-",
          "relu",
          "none",
          "batchnorm",
          "\"lr\":");

  /** How a command may end with bad input; 4 too, as a run may be made to diverge. */
  private static final Set<Integer> ENDS =
      Set.of(ExitCode.USAGE, ExitCode.FILE, ExitCode.DIVERGED, ExitCode.CHECK_FAILED);

  /** The refusal of a command. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    Refused(Cli cli) {
      super(cli.err().isEmpty() ? cli.out() : lastLines(cli.err()));
    }

    private static String lastLines(String err) {
      return err.substring(Math.max(0, err.indexOf("normprop: ")));
    }
  }

  @TempDir private Path dir;
  private Path run;
  private Path data;

  @BeforeEach
  void train() throws IOException {
    data = dir.resolve("data.csv");
    StringBuilder rows = new StringBuilder("a,b,y\n");
    for (int i = 0; i < 40; i++) {
      rows.append(i).append(',').append(i * i % 7).append(',').append(i % 2 == 0 ? "u" : "v");
      rows.append('\n');
    }
    Files.writeString(data, rows);
    run = dir.resolve("run");
    Cli cli =
        Cli.run(
            "train",
            "--data",
            data.toString(),
            "--target",
            "y",
            "--arch",
            "F(3)-F(2)",
            "--epochs",
            "2",
            "--threads",
            "1",
            "--out",
            run.toString());
    assertEquals(ExitCode.DONE, cli.code(), cli.err());
  }

  private static void runs(String... words) throws Refused {
    Cli cli = Cli.run(words);
    assertFalse(cli.err().contains("\tat ") || cli.code() == ExitCode.BUG, cli.err());
    if (cli.code() != ExitCode.DONE) {
      assertTrue(ENDS.contains(cli.code()), cli.code() + cli.err());
      throw new Refused(cli);
    }
  }

  private void damage(String name, boolean allRight, String... command) throws IOException {
    Path file = run.resolve(name);
    byte[] whole = Files.readAllBytes(file);
    String text = new String(whole, StandardCharsets.ISO_8859_1);
    new Fuzz(name, List.of(text), WORDS, Set.of(Refused.class))
        .hold(
            INPUTS,
            allRight,
            input -> {
              Files.write(file, input);
              runs(command);
            });
    Files.write(file, whole);
  }

  @Test
  void everyFileOfARunThatIsAsked() throws IOException {
    for (String name :
        List.of("config.json", "inputs.json", "constants.csv", "checkpoint.safetensors")) {
      damage(name, name.equals("checkpoint.safetensors"), "evaluate", run.toString());
    }
  }

  @Test
  void everyFileOfARunThatIsGoneOnWith() throws IOException {
    for (String name :
        List.of(
            "config.json",
            "checkpoint.safetensors",
            "metrics.csv",
            "layers.csv",
            "histograms.csv",
            "times.csv")) {
      Path copy = dir.resolve("copy");
      Files.createDirectories(copy);
      Path original = run;
      byte[] whole = Files.readAllBytes(original.resolve(name));
      new Fuzz(
              "resumed " + name,
              List.of(new String(whole, StandardCharsets.ISO_8859_1)),
              WORDS,
              Set.of(Refused.class))
          .hold(
              INPUTS,
              false,
              input -> {
                copy(original, copy);
                Files.write(copy.resolve(name), input);
                if (endless(copy)) {
                  return; // right, but long
                }
                runs("train", "--resume", copy.toString(), "--threads", "1");
              });
    }
  }

  private static boolean endless(Path folder) {
    try {
      Settings settings = new RunFolder(folder).settings();
      return settings.whole(Setting.EPOCHS) > 9 || settings.whole(Setting.BATCH) > 1000;
    } catch (IOException e) {
      return false; // refused soon
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(
            file,
            to.resolve(file.getFileName()),
            java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  @Test
  void commandLines() {
    List<String> lines =
        List.of(
            "estimate relu,max:2x2 --samples 1000 --format json",
            "estimate expr:x*tanh(ln(1+exp(x))) --samples 1000 --input 0.1,2 --threads 1",
            "fixedpoint tanh",
            "data info digits",
            "export --to latex",
            "verify --filter nfnets --format csv",
            "propagate --data digits --arch F(8)-F(10)",
            "predict RUN DATA",
            "evaluate RUN --data DATA");
    new Fuzz(
            "command lines",
            lines,
            List.of(
                " ",
                "--",
                "-",
                "estimate ",
                "--samples ",
                "--seed -1 ",
                "1e3",
                "--input ",
                "0,0",
                "--rho 2 ",
                "--method exact ",
                "--help",
                "expr:",
                "1/x",
                "(",
                "\0",
                "\u00e9"),
            Set.of(Refused.class))
        .allowing(1L << 32)
        .hold(
            INPUTS,
            input -> {
              String line = new String(input, StandardCharsets.ISO_8859_1);
              if (isWork(line)) {
                return;
              }
              runs(
                  Stream.of(line.split(" "))
                      .map(word -> word.equals("RUN") ? run.toString() : word)
                      .map(word -> word.equals("DATA") ? data.toString() : word)
                      .toArray(String[]::new));
            });
  }

  /** What would be done as asked, but writes elsewhere, or takes minutes. */
  private static boolean isWork(String line) {
    return line.matches("(?s).*(tables|train|compare|fetch|--output|--plot|-o).*")
        || line.matches("(?s).*[0-9]{5,}.*|.*[eE]\\+?0*([5-9]|[1-9][0-9]+).*|.*max:[0-9]{2}.*")
        || line.matches("(?s)estimate (?!.*--samples [0-9][0-9e.]*( |$)).*");
  }
}
