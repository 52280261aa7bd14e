package org.normprop.net.compute;

import java.util.Arrays;

/**
 * Scratch memory for the layers of a network, which run one after the other: an array for each
 * worker and one for each slice of a batch, as large as the neediest layer asks, allocated at the
 * first use.
 *
 * <p>Not thread-safe.
 */
public final class Workspace {

  private final float[][] panels;
  private int panelSize;
  private float[][] partials = new float[0][];
  private int partialSize;

  /**
   * Empty memory.
   *
   * @param workers the number of threads
   */
  public Workspace(int workers) {
    panels = new float[workers][];
  }

  /** Asks for scratch memory for each worker. */
  public void reservePanel(long size) {
    panelSize = Math.max(panelSize, checked(size));
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

  /** The accumulator of a slice; its contents are undefined. */
  public float[] partial(int slice) {
    return partials[slice] = sized(partials[slice], partialSize);
  }

  private static float[] sized(float[] array, int size) {
    return array == null || array.length < size ? new float[size] : array;
  }
}
