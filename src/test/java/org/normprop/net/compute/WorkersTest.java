package org.normprop.net.compute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each task of each job runs once, and a job is over when run returns. */
class WorkersTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5})
  void everyTaskRunsOnceBeforeTheJobEnds(int threads) {
    try (Workers workers = new Workers(threads)) {
      for (int job = 0; job < 3000; job++) {
        int tasks = job % 23;
        AtomicIntegerArray runs = new AtomicIntegerArray(tasks);
        workers.run(
            tasks,
            (task, worker) -> {
              assertTrue(worker >= 0 && worker < workers.count());
              runs.incrementAndGet(task);
            });
        int[] expected = new int[tasks];
        Arrays.fill(expected, 1);
        int[] got = new int[tasks];
        Arrays.setAll(got, runs::get);
        assertArrayEquals(expected, got);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void anExceptionReachesTheCallerAndTheWorkersGoOn(int threads) {
    try (Workers workers = new Workers(threads)) {
      for (int round = 0; round < 100; round++) {
        assertEquals(
            "task 3",
            assertThrows(
                    IllegalStateException.class,
                    () ->
                        workers.run(
                            5,
                            (task, worker) -> {
                              if (task == 3) {
                                throw new IllegalStateException("task 3");
                              }
                            }))
                .getMessage());
        int[] sum = new int[8];
        workers.run(8, (task, worker) -> sum[task] = task);
        assertEquals(28, Arrays.stream(sum).sum());
      }
    }
  }

  @Test
  void sleepersWakeForTheNextJob() throws InterruptedException {
    try (Workers workers = new Workers(3)) {
      for (int round = 0; round < 20; round++) {
        Thread.sleep(2);
        int[] sum = new int[50];
        workers.run(50, (task, worker) -> sum[task] = 1);
        assertEquals(50, Arrays.stream(sum).sum());
      }
    }
  }

  @Test
  void aNumberOfThreadsThatMakesNoSenseIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Workers(-1));
  }

  @Test
  void slicesCoverTheRangeInOrder() {
    for (int total = 0; total < 100; total++) {
      Slices slices = Slices.of(total, 3, 8);
      assertEquals(0, slices.from(0));
      assertEquals(total, slices.to(slices.count() - 1));
      for (int i = 0; i < slices.count(); i++) {
        assertTrue(slices.to(i) - slices.from(i) >= Math.min(total, 3));
      }
    }
  }
}
