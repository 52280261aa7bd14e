package org.normprop.net.run.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.normprop.net.layer.Shape;

/**
 * Which tensors may share an array: those that are never needed at the same time. The largest are
 * placed first, each into the first array that is free for as long as it lives. Not thread-safe.
 */
public final class BufferPlan {

  /** A tensor's life, both ends inclusive. */
  public static final class Life {
    private final int size;
    private final int from;
    private int to;
    private int slot;

    private Life(int size, int from) {
      this.size = size;
      this.from = from;
      this.to = from;
    }

    public void lastsUntil(int time) {
      to = Math.max(to, time);
    }

    private boolean meets(Life other) {
      return from <= other.to && other.from <= to;
    }
  }

  private final boolean shares;
  private final List<Life> lives = new ArrayList<>();
  private float[][] arrays;
  private int[] sizes;

  /**
   * A plan without tensors.
   *
   * @param shares false for an array for each tensor
   */
  public BufferPlan(boolean shares) {
    this.shares = shares;
  }

  /** Whether tensors may share an array. */
  boolean shares() {
    return shares;
  }

  /** A tensor that is first written at some time. */
  public Life begin(int size, int time) {
    Life life = new Life(size, time);
    lives.add(life);
    return life;
  }

  /** Places all tensors. */
  public void place() {
    List<Life> largestFirst = new ArrayList<>(lives);
    largestFirst.sort(Comparator.comparingInt((Life life) -> -life.size));
    List<List<Life>> slots = new ArrayList<>();
    for (Life life : largestFirst) {
      life.slot = shares ? 0 : slots.size();
      while (life.slot < slots.size() && slots.get(life.slot).stream().anyMatch(life::meets)) {
        life.slot++;
      }
      if (life.slot == slots.size()) {
        slots.add(new ArrayList<>());
      }
      slots.get(life.slot).add(life);
    }
    sizes = slots.stream().mapToInt(slot -> slot.get(0).size).toArray();
    arrays = new float[sizes.length][];
  }

  /** The array of a tensor, which is allocated when it is first asked for. */
  public float[] array(Life life) {
    if (arrays[life.slot] == null) {
      arrays[life.slot] = new float[sizes[life.slot]];
    }
    return arrays[life.slot];
  }

  /** How many values all arrays hold together. */
  public long total() {
    long total = 0;
    for (int size : sizes) {
      total += size;
    }
    return total;
  }

  /** The size of an array for so many images. */
  public static int size(int maxBatch, Shape shape) {
    long size = (long) maxBatch * shape.size();
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a batch of " + maxBatch + " images of " + shape + " is too large; choose a smaller one");
    }
    return (int) size;
  }
}
