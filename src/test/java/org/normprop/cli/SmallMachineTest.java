package org.normprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.cli.line.ExitCode;

/** Machines of little memory, and machines that OpenBLAS is not for. */
@Timeout(300)
class SmallMachineTest {

  @TempDir private Path dir;
  private Program program;

  @BeforeEach
  void prepare() {
    program = Program.in(dir);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tables --samples 2e4 --dir t",
        "estimate relu,max:7x7 --samples 1e5",
        "train --demo digits-mlp --epochs 1 --out run"
      })
  void sixtyFourMebibytesAreEnough(String command) throws Exception {
    Cli run = program.jvm("-Xmx64m").run(command.split(" "));
    assertEquals(ExitCode.DONE, run.code(), run.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train --data digits --arch F(1000000)-F(10) --out run",
        "train --data digits --arch C(512,3,1,1)-C(512,3,1,1)-F(10) --batch 1000 --out run"
      })
  void whatDoesNotFitIsRefusedInWords(String command) throws Exception {
    Cli run = program.jvm("-Xmx64m").run(command.split(" "));
    assertEquals(ExitCode.FILE, run.code(), run.err());
    assertTrue(run.err().contains("memory") && run.err().contains("-Xmx"), run.err());
    assertFalse(run.err().contains("\tat "), run.err());
  }

  @Test
  void withoutTheNativeLibraryItComputesInJavaAndSaysSo() throws Exception {
    Cli without =
        program
            .without("(openblas|javacpp)-.*-(linux|macosx|windows)-.*\\.jar")
            .run("train", "--demo", "digits-mlp", "--epochs", "2", "--out", "java");
    assertEquals(ExitCode.DONE, without.code(), without.err());
    assertTrue(without.err().contains("run in Java"), without.err());
    assertFalse(without.err().contains("\tat "), without.err());
    assertTrue(Files.exists(dir.resolve("java").resolve("report.html")));
  }

  @Test
  void aCacheThatCannotBeWrittenIsNoReasonToFail() throws Exception {
    Path file = Files.writeString(dir.resolve("file"), "");
    Cli run =
        program
            .jvm("-Dorg.bytedeco.javacpp.cachedir=" + file, "-Djava.io.tmpdir=" + file)
            .run("train", "--demo", "digits-mlp", "--epochs", "1", "--out", "run");
    assertEquals(ExitCode.DONE, run.code(), run.err());
    assertFalse(run.err().contains("\tat "), run.err());
  }
}
