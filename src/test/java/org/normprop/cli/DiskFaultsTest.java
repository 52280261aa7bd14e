package org.normprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.normprop.cli.line.ExitCode;
import org.normprop.net.file.Safetensors;
import org.normprop.train.RunFolder;

/** Full disks, folders that may not be written or go away, and two processes in one folder. */
@Timeout(300)
class DiskFaultsTest {

  /** Longer than any disk here has room for, or any test waits for. */
  private static final String ENDLESS = "1000000";

  /** Puts tables on the disk, and fills the rest of it. */
  private static final String FILL =
      "cp old/*.csv disk/ && touch disk/.lock && { head -c 500000 /dev/zero > disk/z; true; }";

  @TempDir private Path dir;
  private Program program;

  @BeforeEach
  void prepare() {
    program = Program.in(dir);
  }

  /**
   * A file system of its own at {@code disk}, seen by one process alone, so that nothing stays
   * mounted; behind it what it holds is copied to {@code saved}.
   *
   * @param mount commands of the shell behind the mount
   */
  private Program onSmallDisk(String size, String mount) throws Exception {
    Path disk = Files.createDirectories(dir.resolve("disk"));
    String make = "mount -t tmpfs -o size=" + size + " tmpfs '" + disk + "'";
    Process tried =
        new ProcessBuilder("sh", "-c", "unshare -rm sh -c \"" + make + "\"")
            .redirectErrorStream(true)
            .start();
    assumeTrue(
        tried.waitFor(60, TimeUnit.SECONDS) && tried.exitValue() == 0,
        "no file system can be mounted here, not even with unshare -rm");
    return program.behind(
        "unshare",
        "-rm",
        "sh",
        "-c",
        make + " && " + mount + " && \"$@\"; code=$?; cp -a disk saved; exit $code",
        "sh");
  }

  private static void assertOneLine(Cli run) {
    assertFalse(run.err().contains("\tat "), run.err());
    assertTrue(run.err().lines().filter(line -> line.startsWith("normprop: ")).count() == 1);
  }

  @Test
  void aDiskThatFillsUpEndsTrainingAndTheLastCheckpointStays() throws Exception {
    // The checkpoint has 109 kB; layers.csv and metrics.csv grow by some 700 bytes an epoch.
    Program small = onSmallDisk("256k", "true");
    Cli run =
        small.run(
            "train",
            "--demo",
            "digits-mlp",
            "--epochs",
            ENDLESS,
            "--out",
            "disk/run",
            "--threads",
            "1");
    assertEquals(ExitCode.FILE, run.code(), run.err());
    assertTrue(
        run.err().contains("normprop: cannot write disk/run/")
            && run.err().contains(": No space left on device"),
        run.err());
    assertOneLine(run);
    Path saved = dir.resolve("saved").resolve("run");
    RunFolder folder = new RunFolder(saved);
    Safetensors checkpoint = Safetensors.read(folder.checkpoint());
    int epoch = Integer.parseInt(checkpoint.metadata().get("epoch"));
    assertTrue(epoch > 0 && epoch <= folder.metrics().size());
    assertEquals(0, temporary(saved));
    // With room it goes on.
    Path config = saved.resolve("config.json");
    String more = "\"epochs\": " + (epoch + 2);
    Files.writeString(config, Files.readString(config).replaceAll("\"epochs\": [0-9E+]+", more));
    Cli resumed = Cli.run("train", "--resume", saved.toString());
    assertEquals(ExitCode.DONE, resumed.code(), resumed.err());
    assertEquals(epoch + 2, folder.metrics().size());
  }

  @Test
  void aFullDiskLeavesTheOldTables() throws Exception {
    String[] words = {"tables", "--samples", "2e4", "--threads", "1", "--dir"};
    assertEquals(0, Cli.run(with(words, dir.resolve("old").toString())).code());
    Program small = onSmallDisk("120k", FILL);
    Cli run = small.run(with(words, "disk", "--seed", "2"));
    assertEquals(ExitCode.FILE, run.code(), run.err());
    assertTrue(run.err().contains("cannot write in disk: No space left"), run.err());
    for (String name :
        new String[] {"activations.csv", "pooling.csv", "dropout.csv", "units.csv"}) {
      assertEquals(
          Files.readString(dir.resolve("old").resolve(name)),
          Files.readString(dir.resolve("saved").resolve(name)));
    }
  }

  private static String[] with(String[] words, String... more) {
    return Stream.of(words, more).flatMap(Stream::of).toArray(String[]::new);
  }

  private static long temporary(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".tmp")).count();
    }
  }

  @Test
  void aFolderThatMayOnlyBeReadIsNamed() throws Exception {
    String[][] commands = {
      {"train", "--demo", "digits-mlp", "--epochs", "1", "--out", "disk/run"},
      {"tables", "--samples", "1000", "--dir", "disk"},
      {"compare", "--demo", "digits-mlp", "--vary", "batch=1,2", "--out", "disk/out"},
      {"export", "--to", "json", "--output", "disk/tables.json"},
      {"data", "fetch", "mnist", "--dir", "disk/data"},
    };
    Program readOnly = onSmallDisk("400k", "mount -o remount,ro disk");
    for (String[] command : commands) {
      Cli run = readOnly.run(command);
      assertEquals(ExitCode.FILE, run.code(), command[0] + run.err());
      assertTrue(
          run.err().contains("disk") && run.err().contains("Read-only file system"), run.err());
      assertOneLine(run);
    }
  }

  @Test
  void aRunWhoseFolderGoesAwayEndsWithItsName() throws Exception {
    Path run = dir.resolve("run");
    Process process =
        program.start(
            "train", "--demo", "digits-mlp", "--epochs", ENDLESS, "--out", "run", "--threads", "1");
    await(process, run.resolve("checkpoint.safetensors"));
    Files.move(run, dir.resolve("elsewhere"));
    Cli ended = program.ended(process);
    assertEquals(ExitCode.FILE, ended.code(), ended.err());
    assertTrue(
        ended.err().contains("normprop: cannot write run/")
            && ended.err().contains("its folder does not exist"),
        ended.err());
    assertOneLine(ended);
    assertFalse(Files.exists(run), "it made the folder anew");
  }

  private static void await(Process process, Path file) throws InterruptedException {
    while (process.isAlive() && !Files.exists(file)) {
      Thread.sleep(5);
    }
  }

  @Test
  void ofTwoProcessesInOneFolderTheSecondIsToldWhoHoldsIt() throws Exception {
    Path run = dir.resolve("run");
    Process first =
        program.start(
            "train", "--demo", "digits-mlp", "--epochs", ENDLESS, "--out", "run", "--threads", "1");
    try {
      await(first, run.resolve("checkpoint.safetensors"));
      String holder = "is in use by train (process " + first.pid() + ")";
      for (String option : new String[] {"--resume", "--out"}) {
        String[] words = {"train", option, run.toString()};
        Cli second = Cli.run(option.equals("--out") ? with(words, "--demo", "digits-mlp") : words);
        assertEquals(ExitCode.FILE, second.code(), second.err());
        assertTrue(second.err().contains(holder), second.err());
      }
      // Reading is free.
      assertEquals(ExitCode.DONE, Cli.run("evaluate", run.toString()).code());
      assertTrue(first.isAlive());
    } finally {
      first.destroyForcibly().waitFor();
    }
  }

  @Test
  void aRunOfAComparisonUnderWayIsHeldToo() throws Exception {
    Process first =
        program.start(
            "compare",
            "--demo",
            "digits-mlp",
            "--vary",
            "norm=none,normprop",
            "--seeds",
            "1",
            "--epochs",
            ENDLESS,
            "--out",
            "out",
            "--threads",
            "1");
    try {
      Path run = dir.resolve("out").resolve("runs").resolve("variant-1-seed-1");
      await(first, run.resolve("checkpoint.safetensors"));
      for (String[] words :
          new String[][] {
            {"train", "--resume", run.toString()},
            {
              "compare",
              "--demo",
              "digits-mlp",
              "--vary",
              "norm=none,normprop",
              "--seeds",
              "1",
              "--epochs",
              ENDLESS,
              "--out",
              dir.resolve("out").toString()
            }
          }) {
        Cli second = Cli.run(words);
        assertEquals(ExitCode.FILE, second.code(), second.err());
        assertTrue(
            second.err().contains("is in use by compare (process " + first.pid() + ")"),
            second.err());
      }
    } finally {
      first.destroyForcibly().waitFor();
    }
  }

  @Test
  void tablesAreHeldWhileTheyAreMade() throws Exception {
    Process first =
        program.start("tables", "--samples", "1e9", "--threads", "1", "--dir", "tables");
    try {
      Path lock = dir.resolve("tables").resolve(".lock");
      await(first, lock);
      while (first.isAlive() && Files.size(lock) == 0) {
        Thread.sleep(5);
      }
      Cli second =
          Cli.run("tables", "--samples", "1000", "--dir", dir.resolve("tables").toString());
      assertEquals(ExitCode.FILE, second.code(), second.err());
      assertTrue(
          second.err().contains("is in use by tables (process " + first.pid() + ")"), second.err());
    } finally {
      first.destroyForcibly().waitFor();
    }
    try (Stream<Path> files = Files.list(dir.resolve("tables"))) {
      assertEquals(0, files.filter(file -> file.toString().endsWith(".csv")).count());
    }
  }
}
