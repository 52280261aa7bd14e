package org.normprop.function.formula;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** Inputs at which a formula is evaluated, notes about them, and arrays to work in. */
final class Batch {

  private final double[] x;
  private final boolean[] jumps;
  private final Deque<double[]> free = new ArrayDeque<>();
  private int n;

  Batch(int capacity) {
    x = new double[capacity];
    jumps = new boolean[capacity];
  }

  /** A batch of these inputs. */
  static Batch of(double... x) {
    Batch batch = new Batch(x.length);
    batch.load(x, 0, x.length);
    return batch;
  }

  /** Replaces the inputs by {@code n} others, and forgets what was noted. */
  void load(double[] from, int start, int n) {
    System.arraycopy(from, start, x, 0, n);
    Arrays.fill(jumps, 0, n, false);
    this.n = n;
  }

  double[] x() {
    return x;
  }

  /** How many inputs. */
  int n() {
    return n;
  }

  /** Notes that a term's limit from the left of this input may differ from its value there. */
  void markJump(int i) {
    jumps[i] = true;
  }

  boolean isJump(int i) {
    return jumps[i];
  }

  /** An array that holds n numbers, of whatever value. */
  double[] borrow() {
    double[] array = free.poll();
    return array == null ? new double[x.length] : array;
  }

  /** Gives a borrowed array back for others to use. */
  void giveBack(double[] array) {
    free.push(array);
  }
}
