package org.normprop.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words and versions, which need no cluster. */
class FailuresTest {

  @Test
  void ofAFailedJobTheReasonIsTold() {
    String told =
        "Job aborted due to stage failure: Task 3 in stage 0.0 failed 4 times, most recent"
            + " failure: Lost task 3.3 in stage 0.0 (TID 9) (10.0.0.7 executor 1):"
            + " java.io.UncheckedIOException: java.io.IOException: table.csv has no column y\n"
            + "\tat org.normprop.Some.where(Some.java:1)\n\nDriver stacktrace:";
    assertEquals(
        "task 3 failed 4 times on the cluster: table.csv has no column y",
        Failures.words(new RuntimeException(told)));
  }

  @ParameterizedTest
  @CsvSource({"4.2.0, 4", "3.5.1, 3", "10.0-SNAPSHOT, 10", "unknown, 0"})
  void versionsAreRead(String version, int major) {
    assertEquals(major, Main.major(version));
  }
}
