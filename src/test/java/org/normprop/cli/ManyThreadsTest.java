package org.normprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.normprop.cli.line.ExitCode;

/** Estimates and trainings side by side in one process give what each gives alone. */
@Timeout(300)
class ManyThreadsTest {

  private static final int THREADS = 8;
  private static final int ROUNDS = Integer.getInteger("normprop.kills", 0) > 0 ? 20 : 1;

  @TempDir private Path dir;

  private static final String[] ESTIMATE = {
    "estimate",
    "relu",
    "tanh,max:2x2",
    "expr:x*sigmoid(1.702*x)",
    "dropout:keep=0.8",
    "--samples",
    "3e4",
    "--threads",
    "2",
    "--format",
    "csv"
  };

  private static Cli train(Path out, String demo) {
    return Cli.run(
        "train", "--demo", demo, "--epochs", "1", "--threads", "2", "--out", out.toString());
  }

  @Test
  void estimatesAndTrainingsDoNotDisturbEachOther() throws Exception {
    List<String> demos = List.of("digits-mlp", "concrete");
    String expected = Cli.run(ESTIMATE).out();
    for (String demo : demos) {
      assertEquals(ExitCode.DONE, train(dir.resolve(demo), demo).code());
    }
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        List<Callable<Void>> work = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          String demo = demos.get(i % 2);
          Path out = dir.resolve("round-" + round + "-" + i);
          work.add(
              () -> {
                Cli trained = train(out, demo);
                assertEquals(ExitCode.DONE, trained.code(), trained.err());
                Snapshots.assertSame(dir.resolve(demo), out);
                return null;
              });
          work.add(
              () -> {
                assertEquals(expected, Cli.run(ESTIMATE).out());
                return null;
              });
        }
        for (Future<Void> done : pool.invokeAll(work)) {
          done.get();
        }
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
