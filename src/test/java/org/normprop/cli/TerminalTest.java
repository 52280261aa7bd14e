package org.normprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.normprop.cli.line.ExitCode;
import org.normprop.train.RunFolder;

/** Terminals wide and narrow, none at all, readers that go away, and Ctrl-C. */
@Timeout(300)
class TerminalTest {

  private static final String ESCAPE = "\033";
  private static final String NO_WRAP = ESCAPE + "[?7l";
  private static final String WRAP = ESCAPE + "[?7h";

  @TempDir private Path dir;
  private Program program;

  @BeforeEach
  void prepare() {
    program = Program.in(dir);
  }

  private static String quoted(Iterable<String> words) {
    StringBuilder text = new StringBuilder();
    words.forEach(word -> text.append('\'').append(word.replace("'", "'\\''")).append("' "));
    return text.toString();
  }

  /** A process on a terminal of its own; what is written to it is typed there. */
  private Process onTerminal(String setUp, String... args) throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "there is no script(1)");
    String line = setUp + "; exec " + quoted(program.command(args));
    ProcessBuilder builder =
        new ProcessBuilder("script", "-qec", line, "/dev/null")
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .redirectOutput(program.out().toFile());
    builder.environment().put("TERM", "xterm");
    builder.environment().put("SHELL", "/bin/sh");
    return builder.start();
  }

  private Cli ended(Process process) throws Exception {
    assertTrue(process.waitFor(120, TimeUnit.SECONDS), "it hangs");
    return new Cli(process.exitValue(), Program.text(program.out()), "");
  }

  private Cli inShell(String line) throws Exception {
    Process process =
        new ProcessBuilder("sh", "-c", line)
            .directory(dir.toFile())
            .redirectOutput(program.out().toFile())
            .redirectError(program.err().toFile())
            .start();
    return program.ended(process);
  }

  /** As it is for what a script starts with an ampersand; children and their Java inherit that. */
  private static boolean isControlCIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .anyMatch(line -> line.matches(".*[2367abefABEF]"));
  }

  @Test
  void controlCEndsWith130AndKeepsFinishedEpochsAndTheTerminal() throws Exception {
    assumeFalse(isControlCIgnored(), "Maven was started with Control-C ignored");
    String[] train = {
      "train", "--demo", "digits-mlp", "--epochs", "1000000", "--out", "run", "--threads", "1"
    };
    Process process = onTerminal("stty cols 1", train);
    Path checkpoint = dir.resolve("run").resolve("checkpoint.safetensors");
    while (process.isAlive()
        && !(Files.exists(checkpoint) && Program.text(program.out()).contains(NO_WRAP))) {
      Thread.sleep(20);
    }
    try (OutputStream keys = process.getOutputStream()) {
      keys.write(3);
      keys.flush();
      Cli run = ended(process);
      assertEquals(130, run.code(), run.out());
      String last = "train --resume RUN goes on behind the last\r\n";
      assertTrue(run.out().endsWith(last), run.out());
      assertEquals(
          run.out().lastIndexOf(NO_WRAP) < 0,
          run.out().lastIndexOf(WRAP) < run.out().lastIndexOf(NO_WRAP),
          "wrapping stays off");
      int told = run.out().indexOf("normprop: interrupted");
      assertTrue(run.out().substring(0, told).endsWith("\r" + ESCAPE + "[K"), "the bar stays");
      assertFalse(run.out().contains("\tat "), run.out());
    }
    assertFalse(new RunFolder(dir.resolve("run")).metrics().isEmpty());
    int done = new RunFolder(dir.resolve("run")).metrics().size();
    Path config = dir.resolve("run").resolve("config.json");
    String settings = Files.readString(config);
    Files.writeString(
        config, settings.replaceAll("\"epochs\": [0-9E+]+", "\"epochs\": " + (done + 1)));
    Cli resumed = Cli.run("train", "--resume", dir.resolve("run").toString());
    assertEquals(ExitCode.DONE, resumed.code(), resumed.err());
  }

  /** Every bar is drawn with wrapping off and wiped away, so it fits a terminal of one column. */
  @Test
  void aBarNeverWraps() throws Exception {
    Cli run = ended(onTerminal("stty cols 1", "tables", "--samples", "1e5", "--dir", "t"));
    assertEquals(ExitCode.DONE, run.code(), run.out());
    Matcher bars =
        Pattern.compile(
                "(.{0,12})tables \\[[#.]+\\] [0-9]+ %, [0-9]+ s left (.{0,5})", Pattern.DOTALL)
            .matcher(run.out());
    int shown = 0;
    while (bars.find()) {
      shown++;
      assertTrue(bars.group(1).endsWith(NO_WRAP + "\r" + ESCAPE + "[K"), run.out());
      assertEquals(WRAP, bars.group(2));
    }
    assertTrue(shown > 0, run.out());
    String left = run.out().substring(run.out().lastIndexOf(WRAP) + WRAP.length());
    assertTrue(left.startsWith("\r" + ESCAPE + "[K"), left);
  }

  @Test
  void colourComesOnATerminalAloneAndNotWithNoColor() throws Exception {
    String[] words = {"verify", "--filter", "nfnets"};
    Pattern colour = Pattern.compile(ESCAPE + "\\[[0-9;]+m");
    assertTrue(colour.matcher(ended(onTerminal("true", words)).out()).find(), "no colour at all");
    String plain = ended(onTerminal("NO_COLOR=1; export NO_COLOR", words)).out();
    assertFalse(colour.matcher(plain).find(), plain);
    assertFalse(ended(onTerminal("TERM=dumb; export TERM", words)).out().contains(ESCAPE));
    assertFalse(program.run(words).out().contains(ESCAPE));
  }

  @Test
  void withoutATerminalThereIsNoBar() throws Exception {
    Cli run = program.run("estimate", "relu", "--samples", "1e6");
    assertEquals(ExitCode.DONE, run.code());
    assertEquals("", run.err());
    assertFalse(run.out().contains(ESCAPE));
    // Standard error alone may go into a file.
    Cli errors = ended(onTerminal("exec 2> errors.txt", "estimate", "relu", "--samples", "1e7"));
    assertEquals(ExitCode.DONE, errors.code());
    assertEquals("", Program.text(dir.resolve("errors.txt")));
  }

  @Test
  void aReaderWhoGoesAwayIsNoFailure() throws Exception {
    String tables = quoted(program.command("tables", "--samples", "2e4", "--dir", "t"));
    Cli run = inShell("{ " + tables + "; echo $? > code; } | head -n 1");
    assertEquals(1, run.out().lines().count());
    assertEquals("", run.err());
    assertEquals("0\n", Program.text(dir.resolve("code")));
    // All of the work is done, although nobody heard of it.
    assertEquals(5, countCsv(dir.resolve("t")));
    Cli closed = inShell(quoted(program.command("data", "list")) + " >&-");
    assertFalse(closed.err().contains("\tat "), closed.err());
  }

  private static long countCsv(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(Path::toString).filter(name -> name.endsWith(".csv")).count();
    }
  }

  @Test
  void resultsThatDoNotArriveEndInAFailure() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/full")), "there is no /dev/full");
    Cli run = inShell(quoted(program.command("data", "list")) + " > /dev/full");
    assertEquals(ExitCode.FILE, run.code());
    assertEquals("normprop: cannot write to standard output: No space left on device\n", run.err());
  }

  @Test
  void helpHasLinesThatATerminalOfEightyColumnsShows() {
    String tooLong =
        Cli.run("--help").out().lines().filter(l -> l.length() > 80).collect(Collectors.joining());
    assertEquals("", tooLong);
  }
}
