package org.normprop.run;

import java.io.IOException;
import java.io.Serializable;

/**
 * Does tasks that are numbered from 0 and know nothing of each other, and hands their results over
 * in the order of their numbers. What comes out depends neither on how many workers there are nor
 * on where they are.
 *
 * <p>{@link Threads} does the tasks in this process. Another implementation may send the {@link
 * Work} to other machines: then it and its results must be serialisable, {@link Work#begin} is
 * called there, and the results come back to the {@link Taker} here.
 */
public interface Runner {

  /**
   * Does all tasks.
   *
   * @param tasks how many
   * @param work what makes workers
   * @param taker takes results, one at a time, in the order of the tasks; what it has taken it must
   *     not expect again
   * @param <R> the type of a result
   * @throws IOException if a worker or the taker failed with it; then no further task is begun, and
   *     other workers are told by {@link Place#isStopped}
   */
  <R> void run(long tasks, Work<R> work, Taker<R> taker) throws IOException;

  /**
   * Whether handing over a task costs so much that tasks should take seconds rather than
   * milliseconds. What comes out must not depend on the answer.
   *
   * @return false in this process
   */
  default boolean wantsLargeTasks() {
    return false;
  }

  /**
   * What is to be done; a value, which may travel.
   *
   * @param <R> the type of a result
   */
  @FunctionalInterface
  interface Work<R> extends Serializable {

    /**
     * Makes a worker, in the thread that will use it, with memory of its own.
     *
     * @param place where it works
     * @return the worker, used by one thread and closed in the end
     * @throws IOException if it cannot be made
     */
    Worker<R> begin(Place place) throws IOException;
  }

  /**
   * Does one task after the other.
   *
   * @param <R> the type of a result
   */
  @FunctionalInterface
  interface Worker<R> extends AutoCloseable {

    /**
     * Does a task.
     *
     * @param task its number
     * @return the result, which no later task changes
     * @throws IOException if it fails
     */
    R work(long task) throws IOException;

    /** Gives back what it holds. */
    @Override
    default void close() {}
  }

  /** Where a worker works. */
  interface Place {

    /**
     * The worker's number among those that work side by side.
     *
     * @return the number, from 0
     */
    int number();

    /**
     * Whether another worker has failed, so that nobody wants this one's result.
     *
     * @return whether it may give up; asked in the middle of long tasks
     */
    boolean isStopped();
  }

  /**
   * Takes results in the order of their tasks.
   *
   * @param <R> the type of a result
   */
  @FunctionalInterface
  interface Taker<R> {

    /**
     * Takes a result.
     *
     * @param task the number of the task
     * @param result what came of it
     * @throws IOException if it cannot be taken; then all stops
     */
    void take(long task, R result) throws IOException;

    /**
     * Sees a result as soon as it is there, before those of earlier tasks perhaps, to keep what
     * must not be lost; {@link #take} follows when its turn has come. One call at a time.
     *
     * @param task the number of the task
     * @param result what came of it
     * @throws IOException if it cannot be kept; then all stops
     */
    default void arrived(long task, R result) throws IOException {}
  }
}
