package org.normprop.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.normprop.run.Runner;

/** What a task throws every time ends the job, in words; what is thrown once does not. */
class FailingSparkTest {

  /** Fails the given number of times. */
  private record Failing(int times) implements Runner.Work<String> {
    @Override
    public Runner.Worker<String> begin(Runner.Place place) {
      return task -> {
        if (task == 1 && org.apache.spark.TaskContext.get().attemptNumber() < times) {
          throw new IOException("the disk of the executor is full");
        }
        return "result " + task;
      };
    }
  }

  @BeforeEach
  void thereIsSpark() {
    Optional<String> missing = SparkHome.missing();
    assumeTrue(missing.isEmpty(), missing.orElse(""));
  }

  private static List<String> run(int failures) throws IOException {
    SparkContext context =
        new SparkContext(
            new SparkConf()
                .setMaster("local[2,3]") // three attempts
                .setAppName("failing")
                .set("spark.ui.enabled", "false"));
    try {
      List<String> results = new ArrayList<>();
      new SparkRunner(context).run(3, new Failing(failures), (task, result) -> results.add(result));
      return results;
    } finally {
      context.stop();
    }
  }

  @Test
  void aTaskThatFailsEveryTimeEndsTheJobWithItsMessage() {
    IOException e = assertThrows(IOException.class, () -> run(99));
    assertEquals(
        "task 1 failed 3 times on the cluster: the disk of the executor is full", e.getMessage());
  }

  @Test
  void aTaskThatFailsOnceIsDoneAgain() throws IOException {
    assertEquals(List.of("result 0", "result 1", "result 2"), run(1));
  }
}
