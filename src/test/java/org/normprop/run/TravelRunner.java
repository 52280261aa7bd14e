package org.normprop.run;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Sends work and results through bytes, as to another machine, and does tasks in any order. */
public record TravelRunner(long seed) implements Runner {

  @Override
  public boolean wantsLargeTasks() {
    return true;
  }

  @Override
  public <R> void run(long tasks, Work<R> work, Taker<R> taker) throws IOException {
    List<Long> order = new ArrayList<>();
    for (long task = 0; task < tasks; task++) {
      order.add(task);
    }
    Collections.shuffle(order, new Random(seed));
    List<R> results = new ArrayList<>(Collections.nCopies((int) tasks, null));
    for (long task : order) {
      try (Worker<R> worker = travelled(work).begin(new Elsewhere((int) task))) {
        R result = travelled(worker.work(task));
        taker.arrived(task, result);
        results.set((int) task, result);
      }
    }
    for (long task = 0; task < tasks; task++) {
      taker.take(task, results.get((int) task));
    }
  }

  /** The same value after a journey. */
  @SuppressWarnings("unchecked") // what went in
  public static <T> T travelled(T value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (T) in.readObject();
    } catch (ClassNotFoundException e) {
      throw new IOException(e);
    }
  }

  private record Elsewhere(int number) implements Place {
    @Override
    public boolean isStopped() {
      return false;
    }
  }
}
