package org.normprop.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadsTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void resultsComeInTheOrderOfTheirTasks(int threads) throws IOException {
    List<Long> results = new ArrayList<>();
    new Threads(threads).<Long>run(100, place -> task -> task * task, (task, r) -> results.add(r));
    assertEquals(LongStream.range(0, 100).map(n -> n * n).boxed().toList(), results);
    new Threads(threads).<Long>run(0, place -> task -> task, (task, r) -> results.clear());
    assertEquals(100, results.size());
  }

  /** The first task does not end until the others have done all that they are allowed to do. */
  @Test
  void finishedTasksThatWaitForAnEarlierOneAreNoMoreThanThreads() throws IOException {
    int threads = 3;
    AtomicInteger finished = new AtomicInteger();
    CountDownLatch enough = new CountDownLatch(threads);
    AtomicInteger atFirst = new AtomicInteger();
    new Threads(threads)
        .<Long>run(
            1000,
            place ->
                task -> {
                  if (task == 0) {
                    await(enough);
                    pause();
                    atFirst.set(finished.get());
                  } else {
                    finished.incrementAndGet();
                    enough.countDown();
                  }
                  return task;
                },
            (task, result) -> {});
    assertEquals(threads, atFirst.get());
    assertEquals(999, finished.get());
  }

  @Test
  void whenATaskFailsTheOthersStop() {
    AtomicInteger done = new AtomicInteger();
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                new Threads(4)
                    .<Long>run(
                        1_000_000,
                        place ->
                            task -> {
                              if (task == 10) {
                                throw new IOException("ten");
                              }
                              done.incrementAndGet();
                              return task;
                            },
                        (task, result) -> {}));
    assertEquals("ten", e.getMessage());
    assertTrue(done.get() < 100, "done " + done);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Time in which threads that were not held back would go on. */
  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
