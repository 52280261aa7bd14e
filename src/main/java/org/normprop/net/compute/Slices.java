package org.normprop.net.compute;

/**
 * A range cut into consecutive parts of nearly equal length.
 *
 * <p>The cut depends on the work alone, never on the number of threads: sums over parts come out
 * the same whoever computes them.
 *
 * @param total the length of the range
 * @param count how many parts
 */
public record Slices(int total, int count) {

  /**
   * At most {@code most} parts, none of them shorter than {@code least} unless the range is.
   *
   * @param total the length of the range
   * @param least the shortest part worth a task
   * @param most the most parts
   * @return the cut
   */
  public static Slices of(int total, int least, int most) {
    return new Slices(total, Math.max(1, Math.min(most, total / Math.max(1, least))));
  }

  /**
   * Where a part starts; the part before it ends here.
   *
   * @param part from 0 to {@code count}
   * @return the first index of the part
   */
  public int from(int part) {
    return (int) ((long) total * part / count);
  }

  /**
   * Where a part ends.
   *
   * @param part from 0 to {@code count} - 1
   * @return the first index after the part
   */
  public int to(int part) {
    return from(part + 1);
  }
}
