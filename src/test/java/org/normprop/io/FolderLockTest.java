package org.normprop.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {

  @TempDir private Path folder;

  /** Holds the lock of a folder until it is killed. */
  static final class Holder {

    private Holder() {}

    public static void main(String[] arguments) throws Exception {
      FolderLock lock = FolderLock.take(Path.of(arguments[0]), "a test's run");
      System.out.println("held");
      System.in.read();
      lock.close();
    }
  }

  @Test
  void theSecondOfOneProcessIsToldWhoHoldsIt() throws IOException {
    FolderLock first = FolderLock.take(folder, "data fetch mnist");
    IOException e = assertThrows(IOException.class, () -> FolderLock.take(folder, "train"));
    assertEquals(
        folder
            + " is in use by data fetch mnist (process "
            + ProcessHandle.current().pid()
            + "); wait until it has ended, or use another folder",
        e.getMessage());
    first.close();
    FolderLock.take(folder, "train").close();
  }

  @Test
  void theSecondProcessIsToldWhoHoldsItAndGetsItWhenTheFirstIsKilled() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertEquals("held", out.readLine());
      IOException e = assertThrows(IOException.class, () -> FolderLock.take(folder, "train"));
      assertTrue(
          e.getMessage().contains("in use by a test's run (process " + process.pid() + ")"),
          e.getMessage());
    } finally {
      process.destroyForcibly().waitFor();
    }
    FolderLock.take(folder, "train").close();
  }
}
