package org.normprop.net.compute;

import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * A fixed set of threads that share the tasks of one job at a time, the calling thread among them.
 *
 * <p>Which thread does which task is left to chance, so a task must write only what is its own;
 * then results do not depend on the number of threads. A job allocates nothing. Jobs follow each
 * other within microseconds: between them the threads spin for a while before they sleep.
 *
 * <p>One thread at a time may call {@link #run}, and not from within a task.
 */
public final class Workers implements AutoCloseable {

  /** The most tasks of a job. */
  public static final int MAX_TASKS = (1 << 20) - 1;

  private static final int INDEX_BITS = 20;

  private static final long SPIN_NANOS = 50_000;

  /** A piece of a job. */
  @FunctionalInterface
  public interface Task {
    /**
     * Does it.
     *
     * @param task which piece, from 0
     * @param worker which thread, from 0 to {@link Workers#count} - 1: an index for scratch space
     */
    void run(int task, int worker);
  }

  private static final Function<Task, SplitCosts> UNKNOWN = task -> new SplitCosts(true);

  private final Thread[] helpers;

  /** What jobs took, as long as their owners live. */
  private final Map<Task, SplitCosts> costs = new WeakHashMap<>();

  private final AtomicIntegerArray asleep;
  private final boolean spins;

  /**
   * The current job: its number, how many tasks it has, and the next one to be taken, packed in one
   * word so that nobody takes a task of a job that is over.
   */
  private final AtomicLong state = new AtomicLong();

  private final AtomicInteger done = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private long job;
  private volatile Task body;
  private volatile boolean closed;

  /**
   * Starts the threads; they do not keep the program alive.
   *
   * @param threads how many in all, the calling thread included; 0 for as many as there are
   *     processors
   */
  public Workers(int threads) {
    if (threads < 0 || threads > 1024) {
      throw new IllegalArgumentException(
          "threads must be from 1 to 1024, or 0 for all processors, got " + threads);
    }
    int processors = Runtime.getRuntime().availableProcessors();
    int count = threads == 0 ? processors : threads;
    spins = count <= processors;
    helpers = new Thread[count - 1];
    asleep = new AtomicIntegerArray(helpers.length);
    for (int i = 0; i < helpers.length; i++) {
      int worker = i + 1;
      helpers[i] = new Thread(() -> help(worker), "normprop-worker-" + worker);
      helpers[i].setDaemon(true);
      helpers[i].start();
    }
  }

  /**
   * The number of threads.
   *
   * @return the calling thread and its helpers
   */
  public int count() {
    return helpers.length + 1;
  }

  /**
   * Runs tasks 0 to {@code tasks} - 1 and returns when all are done. A single task runs on the
   * calling thread without waking anybody, and so do those of a job for which sharing was found not
   * to pay: of each {@code task} object it is remembered what its jobs took, shared and alone.
   *
   * @param tasks how many, at most {@value #MAX_TASKS}
   * @param task what each does; the first exception of any is thrown again here
   */
  public void run(int tasks, Task task) {
    if (tasks > MAX_TASKS) {
      throw new IllegalArgumentException("too many tasks: " + tasks);
    }
    if (tasks <= 1 || helpers.length == 0) {
      alone(tasks, task);
      return;
    }
    if (closed) {
      throw new IllegalStateException("the workers are closed");
    }
    SplitCosts known = costs.computeIfAbsent(task, UNKNOWN);
    long start = System.nanoTime();
    if (known.share()) {
      shared(tasks, task);
    } else {
      alone(tasks, task);
    }
    known.took(System.nanoTime() - start);
  }

  private static void alone(int tasks, Task task) {
    for (int i = 0; i < tasks; i++) {
      task.run(i, 0);
    }
  }

  private void shared(int tasks, Task task) {
    body = task;
    done.set(0);
    job = (job + 1) & 0x3FFFFF;
    state.set(job << 2 * INDEX_BITS | (long) tasks << INDEX_BITS);
    for (int i = 0; i < Math.min(helpers.length, tasks - 1); i++) {
      if (asleep.get(i) != 0) {
        LockSupport.unpark(helpers[i]);
      }
    }
    takeTasks(0);
    for (int spin = 0; done.get() < tasks; spin++) {
      if (spins && spin < 10_000) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
    // No task is left, so nobody reads the body until the next job is published.
    state.set(job << 2 * INDEX_BITS);
    body = null;
    Throwable thrown = failure.getAndSet(null);
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
  }

  private void help(int worker) {
    long idleSince = System.nanoTime();
    while (!closed) {
      if (takeTasks(worker)) {
        idleSince = System.nanoTime();
      } else if (spins && System.nanoTime() - idleSince < SPIN_NANOS) {
        Thread.onSpinWait();
      } else {
        asleep.set(worker - 1, 1);
        if (!isOpen(state.get()) && !closed) {
          LockSupport.park(this);
        }
        asleep.set(worker - 1, 0);
      }
    }
  }

  private boolean takeTasks(int worker) {
    boolean any = false;
    for (long now = state.get(); isOpen(now); now = state.get()) {
      Task task = body;
      if (state.compareAndSet(now, now + 1)) {
        any = true;
        try {
          task.run((int) (now & MAX_TASKS), worker);
        } catch (Throwable e) {
          failure.compareAndSet(null, e);
        } finally {
          done.incrementAndGet();
        }
      }
    }
    return any;
  }

  private static boolean isOpen(long state) {
    return (state & MAX_TASKS) < (state >>> INDEX_BITS & MAX_TASKS);
  }

  /** Ends the threads. */
  @Override
  public void close() {
    closed = true;
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
    }
  }
}
