package org.normprop.net.compute;

import java.util.Arrays;

/**
 * Scratch memory for the layers of a network, which run one after the other: an array and a stack
 * of arrays for each worker, and an array for each slice of a batch, as large as the neediest layer
 * asks, allocated at the first use.
 *
 * <p>Not thread-safe.
 */
public final class Workspace {

  private final float[][] panels;
  private int panelSize;
  private final float[][][] stacks;
  private int stackCount;
  private int stackSize;
  private float[][] partials = new float[0][];
  private int partialSize;

  /**
   * Empty memory.
   *
   * @param workers the number of threads
   */
  public Workspace(int workers) {
    panels = new float[workers][];
    stacks = new float[workers][][];
  }

  /** How many workers have memory of their own. */
  public int workers() {
    return panels.length;
  }

  /** Asks for scratch memory for each worker. */
  public void reservePanel(long size) {
    panelSize = Math.max(panelSize, checked(size));
  }

  /** Asks for so many arrays of one size for each worker. */
  public void reserveStack(int count, long size) {
    stackCount = Math.max(stackCount, count);
    stackSize = Math.max(stackSize, checked(size));
  }

  /** Asks for an accumulator for each of {@code count} slices. */
  public void reservePartials(int count, long size) {
    partialSize = Math.max(partialSize, checked(size));
    if (count > partials.length) {
      partials = Arrays.copyOf(partials, count);
    }
  }

  private static int checked(long size) {
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException("a layer needs more scratch memory than an array holds");
    }
    return (int) size;
  }

  /** The scratch memory of a worker; its contents are undefined. */
  public float[] panel(int worker) {
    return panels[worker] = sized(panels[worker], panelSize);
  }

  /** The arrays of a worker; their contents are undefined. */
  public float[][] stack(int worker) {
    float[][] stack = stacks[worker];
    if (stack == null || stack.length < stackCount || stack[0].length < stackSize) {
      stacks[worker] = new float[stackCount][stackSize];
    }
    return stacks[worker];
  }

  /** The accumulator of a slice; its contents are undefined. */
  public float[] partial(int slice) {
    return partials[slice] = sized(partials[slice], partialSize);
  }

  private static float[] sized(float[] array, int size) {
    return array == null || array.length < size ? new float[size] : array;
  }
}
