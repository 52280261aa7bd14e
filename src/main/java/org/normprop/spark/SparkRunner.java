package org.normprop.spark;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import org.normprop.run.Runner;
import scala.Function2;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.runtime.BoxedUnit;

/**
 * Hands tasks to Spark: a task is a partition that holds its number. A task that is lost is done
 * again elsewhere, as Spark does; its result is the same.
 *
 * @param context the cluster
 */
record SparkRunner(SparkContext context) implements Runner {

  @Override
  public boolean wantsLargeTasks() {
    return true;
  }

  @Override
  public <R> void run(long tasks, Work<R> work, Taker<R> taker) throws IOException {
    if (tasks > Integer.MAX_VALUE) {
      throw new IOException(tasks + " tasks are too many for Spark: ask for fewer samples");
    }
    if (tasks == 0) {
      return;
    }
    ClassTag<Object> any = ClassTag.apply(Object.class);
    Seq<Object> numbers = seq((int) tasks);
    RDD<Object> partitions = context.parallelize(numbers, (int) tasks, any);
    InOrder<R> results = new InOrder<>(taker);
    try {
      context.runJob(
          partitions,
          new Task<>(work),
          seq((int) tasks),
          (Function2<Object, Object, BoxedUnit>) results::arrived,
          any);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (RuntimeException e) {
      throw new IOException(Failures.words(e), e);
    } catch (Exception e) { // Scala throws what it does not declare
      throw new IOException(Failures.words(e), e);
    }
  }

  private static Seq<Object> seq(int count) {
    java.util.List<Object> list = IntStream.range(0, count).boxed().map(i -> (Object) i).toList();
    return CollectionConverters.asScala(list).toSeq();
  }

  /** What an executor does with a partition. */
  private record Task<R>(Work<R> work)
      implements Function2<TaskContext, Iterator<Object>, Object>, Serializable {

    @Override
    public Object apply(TaskContext here, Iterator<Object> numbers) {
      try (Worker<R> worker = work.begin(new Executor(here.partitionId(), here))) {
        return worker.work((Integer) numbers.next());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Where a task is done. */
  private record Executor(int number, TaskContext task) implements Place {
    @Override
    public boolean isStopped() {
      return task.isInterrupted();
    }
  }

  /** Gives results on in the order of their tasks. */
  private static final class InOrder<R> {
    private final Taker<R> taker;
    private final Map<Integer, R> waiting = new HashMap<>();
    private int taken;

    InOrder(Taker<R> taker) {
      this.taker = taker;
    }

    @SuppressWarnings("unchecked") // what the work returned
    synchronized BoxedUnit arrived(Object number, Object result) {
      try {
        taker.arrived((Integer) number, (R) result);
        waiting.put((Integer) number, (R) result);
        while (waiting.containsKey(taken)) {
          taker.take(taken, waiting.remove(taken));
          taken++;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return BoxedUnit.UNIT;
    }
  }
}
