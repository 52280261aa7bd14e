package org.normprop.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.normprop.cli.work.RunPages;
import org.normprop.cli.work.Workplace;
import org.normprop.run.Runner;
import org.normprop.run.TravelRunner;
import org.normprop.train.compare.Comparison;
import org.normprop.train.compare.ComparisonListener;
import org.normprop.train.compare.RemoteRuns;
import org.normprop.train.compare.Shipping;

/** Commands whose work travels as bytes, as to a cluster, leave what they leave on one machine. */
class ElsewhereTest {

  @TempDir private Path dir;

  /** Files are copied to a folder that stands for the other side. */
  private record Copies(Path store) implements Shipping {
    @Override
    public String send(Path file) throws IOException {
      String name = Files.list(store).count() + "-" + file.getFileName();
      Files.copy(file, store.resolve(name));
      return name;
    }

    @Override
    public Delivery delivery() {
      String where = store.toString();
      return name -> Path.of(where, name);
    }
  }

  private final class Elsewhere implements Workplace {
    private final List<String> trained = new ArrayList<>();
    private final int most;

    Elsewhere(int most) {
      this.most = most;
    }

    @Override
    public Runner sampling(int threads) {
      return new TravelRunner(5);
    }

    @Override
    public void train(List<Comparison.Run> runs, Place into, ComparisonListener listener)
        throws IOException {
      Path store = Files.createTempDirectory(dir, "store");
      new RemoteRuns(runs, into.folder(), into.cache(), new RunPages(), listener)
          .train(new Counting(), new Copies(store), 1);
    }

    /** Counts trainings, and breaks down after some. */
    private final class Counting implements Runner {
      @Override
      public <R> void run(long tasks, Work<R> work, Taker<R> taker) throws IOException {
        new TravelRunner(5)
            .run(
                tasks,
                work,
                new Taker<R>() {
                  @Override
                  public void arrived(long task, R result) throws IOException {
                    if (trained.size() == most) {
                      throw new IOException("the driver dies");
                    }
                    trained.add("" + task);
                    taker.arrived(task, result);
                  }

                  @Override
                  public void take(long task, R result) throws IOException {
                    taker.take(task, result);
                  }
                });
      }
    }
  }

  private static String[] compare(Path data, Path out) {
    return new String[] {
      "compare",
      "--data",
      data.toString(),
      "--target",
      "y",
      "--arch",
      "F(6)-F(1)",
      "--epochs",
      "2",
      "--vary",
      "lr=0.01,1e9",
      "--seeds",
      "2",
      "--threads",
      "1",
      "--out",
      out.toString()
    };
  }

  private Path table() throws IOException {
    StringBuilder text = new StringBuilder("a,b,y\n");
    for (int i = 0; i < 120; i++) {
      text.append(i % 7).append(',').append(i % 11).append(',').append(i % 7 * 2 - i % 11);
      text.append('\n');
    }
    return Files.writeString(dir.resolve("table.csv"), text);
  }

  /** All but times is the same, byte for byte. */
  private static void assertSame(Path expected, Path got) throws IOException {
    assertEquals(names(expected), names(got));
    for (String name : names(expected)) {
      if (!name.endsWith("times.csv") && !name.endsWith("report.html")) {
        assertArrayEquals(
            Files.readAllBytes(expected.resolve(name)),
            Files.readAllBytes(got.resolve(name)),
            name);
      }
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Test
  void aComparisonLeavesTheSameFolders() throws IOException {
    Path data = table();
    Path here = dir.resolve("here/out");
    Path there = dir.resolve("there/out");
    Cli expected = Cli.run(compare(data, here));
    Cli got = Cli.runAt(() -> new Elsewhere(99), compare(data, there));
    assertEquals(0, expected.code(), expected.err());
    assertEquals(expected.out(), got.out(), got.err());
    assertSame(here, there);
    assertTrue(got.out().contains("diverged"), "a variant that diverges is a result");
  }

  @Test
  void whatWasInterruptedGoesOnWithWhatItHas() throws IOException {
    Path data = table();
    Path here = dir.resolve("here/out");
    Path there = dir.resolve("there/out");
    Cli.run(compare(data, here));
    Elsewhere first = new Elsewhere(1);
    assertEquals(3, Cli.runAt(() -> first, compare(data, there)).code());
    Elsewhere second = new Elsewhere(99);
    assertEquals(0, Cli.runAt(() -> second, compare(data, there)).code());
    assertEquals(1, first.trained.size());
    assertEquals(3, second.trained.size());
    assertSame(here, there);
  }

  @Test
  void estimatesAndTablesAreTheSame() throws IOException {
    for (String[] command :
        new String[][] {
          {"estimate", "relu,max:2x2", "gelu", "--samples", "2e5", "--format", "csv"},
          {"estimate", "relu", "--input", "uniform:-1,1", "--samples", "1e5", "--format", "json"}
        }) {
      assertEquals(Cli.run(command), Cli.runAt(() -> new Elsewhere(0), command));
    }
  }
}
