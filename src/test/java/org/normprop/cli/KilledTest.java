package org.normprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.normprop.cli.line.Console;
import org.normprop.cli.line.ExitCode;
import org.normprop.cli.work.ComputedConstants;
import org.normprop.net.compute.Engine;
import org.normprop.train.EpochMetrics;
import org.normprop.train.RunFolder;
import org.normprop.train.Score;
import org.normprop.train.Training;
import org.normprop.train.TrainingListener;

/**
 * Commands are killed at random moments. Afterwards every file is one that an undisturbed run had
 * at some time, the command goes on, and in the end everything is bit for bit what an undisturbed
 * run gives.
 *
 * <p>Half of the kills come at any moment, half within milliseconds after a file is begun. The
 * system property {@code normprop.kills} says how many; the profile {@code soak} sets it.
 */
@Timeout(3000)
class KilledTest {

  private static final int KILLS = Integer.getInteger("normprop.kills", 1);

  private static final int TABLES = 5;

  @TempDir private Path temporary;
  private final SplittableRandom random = new SplittableRandom(8);
  private int killed;
  private int finished;
  private int leftovers;

  /** What is killed, and what must hold. */
  private interface Victim {
    /** The command that begins or goes on. */
    String[] command() throws IOException;

    /** After a kill. */
    void check() throws IOException;

    /** After the command has ended by itself; afterwards it begins anew. */
    void checkEnd() throws IOException;
  }

  private void kill(String name, Path folder, Victim victim) throws Exception {
    Program program = Program.in(Files.createDirectories(temporary.resolve("printed")));
    long longest = 1000;
    while (killed < KILLS || finished == 0) {
      long start = System.nanoTime();
      Set<Path> left = temporary(folder);
      Process process = program.start(victim.command());
      if (killed < KILLS) {
        if (random.nextBoolean()) {
          while (process.isAlive() && left.containsAll(temporary(folder))) {
            Thread.sleep(1);
          }
          Thread.sleep(random.nextBoolean() ? 0 : random.nextInt(15));
        } else {
          process.waitFor(random.nextLong(longest), TimeUnit.MILLISECONDS);
        }
        process.destroyForcibly();
      }
      Cli ended = program.ended(process);
      if (ended.code() == 137) {
        killed++;
        if (!left.containsAll(temporary(folder))) {
          leftovers++;
        }
        victim.check();
        continue;
      }
      assertEquals(ExitCode.DONE, ended.code(), ended.err());
      assertEquals(0, temporary(folder).size(), "what dead processes left is still there");
      victim.checkEnd();
      finished++;
      longest = Math.max(longest, (System.nanoTime() - start) / 1_000_000);
    }
    if (Integer.getInteger("normprop.kills") != null) {
      System.out.printf(
          "%s: killed %d times, %d times in the middle of a file; brought to its end %d times%n",
          name, killed, leftovers, finished);
    }
    assertEquals(KILLS, killed);
  }

  private static Set<Path> temporary(Path folder) {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        return files
            .filter(file -> file.getFileName().toString().endsWith(".tmp"))
            .collect(Collectors.toSet());
      } catch (IOException | UncheckedIOException e) {
        // a file went away while the folder was listed
      }
    }
    return Set.of();
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Goes through a run's epochs undisturbed, and notes what its files hold behind each. */
  private static void follow(Path run, Path whole, Snapshots snapshots) throws Exception {
    RunFolder folder = new RunFolder(run);
    try (Engine engine = Engine.start(1)) {
      Console silent =
          new Console(
              new PrintStream(OutputStream.nullOutputStream()),
              new PrintStream(OutputStream.nullOutputStream()),
              false);
      Training training =
          Training.in(
              folder, folder.problem(Path.of("no-cache")), new ComputedConstants(silent), engine);
      TrainingListener listener =
          new TrainingListener() {
            private int known = -1;

            @Override
            public void batch(int epoch, Score.Sum sum) {
              if (epoch != known) {
                note(); // before the epoch: for the first, what is measured before training
              }
              known = epoch;
            }

            @Override
            public void epoch(EpochMetrics metrics, double seconds) {
              note();
            }

            private void note() {
              try {
                snapshots.add(whole);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
          };
      training.run(listener);
    }
  }

  private static final String[] TRAIN = {
    "train", "--demo", "digits-mlp", "--epochs", "25", "--validation", "0.1", "--threads", "1"
  };

  private static String[] with(String[] words, String... more) {
    return Stream.of(words, more).flatMap(Stream::of).toArray(String[]::new);
  }

  @Test
  void trainGoesOnBehindItsLastEpoch() throws Exception {
    Path expected = temporary.resolve("expected");
    assertEquals(0, Cli.run(with(TRAIN, "--out", expected.toString())).code());
    Snapshots snapshots = new Snapshots();
    snapshots.add(expected);
    Path followed = Files.createDirectories(temporary.resolve("followed"));
    new RunFolder(followed).start(new RunFolder(expected).settings());
    follow(followed, followed, snapshots);
    Path run = temporary.resolve("run");
    kill(
        "train",
        run,
        new Victim() {
          @Override
          public String[] command() {
            return new RunFolder(run).isRun()
                ? new String[] {"train", "--resume", run.toString(), "--threads", "1"}
                : with(TRAIN, "--out", run.toString());
          }

          @Override
          public void check() throws IOException {
            snapshots.assertNothingElseIn(run);
          }

          @Override
          public void checkEnd() throws IOException {
            Snapshots.assertSame(expected, run);
            remove(run);
          }
        });
    // The negative control: half a file is noticed.
    Files.createDirectories(run);
    byte[] whole = Files.readAllBytes(expected.resolve("metrics.csv"));
    Files.write(run.resolve("metrics.csv"), Arrays.copyOf(whole, whole.length - 1));
    assertThrows(AssertionError.class, () -> snapshots.assertNothingElseIn(run));
  }

  private static final String[] COMPARE = {
    "compare",
    "--demo",
    "digits-mlp",
    "--vary",
    "norm=normprop,none",
    "--seeds",
    "2",
    "--epochs",
    "6",
    "--threads",
    "2",
    "--jobs",
    "2"
  };

  @Test
  void compareGoesOnWhereItWas() throws Exception {
    Path expected = temporary.resolve("expected");
    assertEquals(0, Cli.run(with(COMPARE, "--out", expected.toString())).code());
    Snapshots snapshots = new Snapshots();
    snapshots.add(expected);
    Path followed = temporary.resolve("followed");
    try (Stream<Path> runs = Files.list(expected.resolve("runs"))) {
      for (Path run : runs.toList()) {
        Path copy = Files.createDirectories(followed.resolve("runs").resolve(run.getFileName()));
        new RunFolder(copy).start(new RunFolder(run).settings());
        follow(copy, followed, snapshots);
      }
    }
    Path out = temporary.resolve("out");
    kill(
        "compare",
        out,
        new Victim() {
          @Override
          public String[] command() {
            return with(COMPARE, "--out", out.toString());
          }

          @Override
          public void check() throws IOException {
            snapshots.assertNothingElseIn(out);
          }

          @Override
          public void checkEnd() throws IOException {
            Snapshots.assertSame(expected, out);
            remove(out);
          }
        });
  }

  @Test
  void tablesAreTheOldOrTheNewOnes() throws Exception {
    List<String> common = List.of("tables", "--samples", "2e4", "--threads", "1", "--dir");
    Path old = temporary.resolve("old");
    Path expected = temporary.resolve("expected");
    for (Path dir : List.of(old, expected)) {
      String seed = dir == old ? "1" : "2";
      String[] words = common.toArray(String[]::new);
      assertEquals(0, Cli.run(with(words, dir.toString(), "--seed", seed)).code());
    }
    Snapshots snapshots = new Snapshots();
    snapshots.add(old);
    snapshots.add(expected);
    Path dir = Files.createDirectories(temporary.resolve("tables"));
    copy(old, dir);
    kill(
        "tables",
        dir,
        new Victim() {
          @Override
          public String[] command() {
            return with(common.toArray(String[]::new), dir.toString(), "--seed", "2");
          }

          @Override
          public void check() throws IOException {
            snapshots.assertNothingElseIn(dir);
            try (Stream<Path> files = Files.list(dir)) {
              assertTrue(files.filter(f -> f.toString().endsWith(".csv")).count() == TABLES);
            }
          }

          @Override
          public void checkEnd() throws IOException {
            Snapshots.assertSame(expected, dir);
            copy(old, dir);
          }
        });
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".csv")).toList()) {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
