package org.normprop.run;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Does tasks in threads of this process. Results of later tasks wait for the earlier ones, and no
 * task is handed out whose result might be one too many, however long the earliest takes.
 *
 * @param count how many threads, at least 1
 * @param mostWaiting how many results may wait for an earlier one, at least 0
 */
public record Threads(int count, int mostWaiting) implements Runner {

  /** Checks the numbers. */
  public Threads {
    if (count < 1 || mostWaiting < 0) {
      throw new IllegalArgumentException(
          "at least one thread is needed, got " + count + " with " + mostWaiting + " to wait");
    }
  }

  /**
   * Threads that leave no more results waiting than there are threads, for tasks of one size.
   *
   * @param count how many
   */
  public Threads(int count) {
    this(count, count);
  }

  @Override
  public <R> void run(long tasks, Work<R> work, Taker<R> taker) throws IOException {
    int lanes = (int) Math.min(count, tasks);
    Queue<R> queue = new Queue<>(tasks, mostWaiting + 1L, taker);
    Thread[] others = new Thread[Math.max(0, lanes - 1)];
    for (int i = 0; i < others.length; i++) {
      int lane = i + 1;
      others[i] = new Thread(() -> queue.serve(work, lane), "normprop-task-" + lane);
      others[i].setDaemon(true);
      others[i].start();
    }
    if (lanes > 0) {
      queue.serve(work, 0); // the caller is a thread too
    }
    boolean interrupted = false;
    for (Thread other : others) {
      while (other.isAlive()) {
        try {
          other.join();
        } catch (InterruptedException e) {
          interrupted = true;
          queue.fail(new InterruptedIOException("interrupted"));
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    queue.rethrow();
  }

  /** Tasks to hand out, and results that wait for their turn. */
  private static final class Queue<R> {
    private final long tasks;
    private final long window;
    private final Taker<R> taker;
    private final Map<Long, R> waiting = new HashMap<>();
    private long next;
    private long taken;
    private volatile Throwable failure;

    Queue(long tasks, long window, Taker<R> taker) {
      this.tasks = tasks;
      this.window = window;
      this.taker = taker;
    }

    void serve(Work<R> work, int lane) {
      try (Worker<R> worker = work.begin(new Here(lane))) {
        for (long task = next(); task < tasks; task = next()) {
          deliver(task, worker.work(task));
        }
      } catch (Exception | Error e) {
        fail(e);
      }
    }

    /** The next task, or their number if no task is left or all has stopped. */
    private synchronized long next() throws InterruptedIOException {
      while (failure == null && next < tasks && next >= taken + window) {
        try {
          wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new InterruptedIOException("interrupted");
        }
      }
      return failure == null && next < tasks ? next++ : tasks;
    }

    private synchronized void deliver(long task, R result) throws IOException {
      if (failure == null) {
        taker.arrived(task, result);
      }
      waiting.put(task, result);
      while (failure == null && waiting.containsKey(taken)) {
        taker.take(taken, waiting.remove(taken));
        taken++;
      }
      notifyAll();
    }

    /** The first failure counts; what others say who were stopped does not. */
    synchronized void fail(Throwable e) {
      if (failure == null) {
        failure = e;
      }
      notifyAll();
    }

    void rethrow() throws IOException {
      if (failure instanceof IOException e) {
        throw e;
      }
      if (failure instanceof RuntimeException e) {
        throw e;
      }
      if (failure instanceof Error e) {
        throw e;
      }
      if (failure != null) {
        throw new IOException(failure);
      }
    }

    private final class Here implements Place {
      private final int number;

      Here(int number) {
        this.number = number;
      }

      @Override
      public int number() {
        return number;
      }

      @Override
      public boolean isStopped() {
        return failure != null;
      }
    }
  }
}
