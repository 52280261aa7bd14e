package org.normprop.net.compute;

import java.util.List;

/**
 * A named float32 array and its shape, row-major.
 *
 * <p>The values are shared and not copied: threads must not write them while others read.
 *
 * @param name the name
 * @param shape the extents; none for a scalar
 * @param values the values, the product of the extents of them; not copied
 */
public record Tensor(String name, List<Integer> shape, float[] values) {

  /** Checks that shape and values fit. */
  public Tensor {
    shape = List.copyOf(shape);
    double size = 1;
    for (int extent : shape) {
      if (extent < 0) {
        throw new IllegalArgumentException(name + ": an extent cannot be negative: " + shape);
      }
      size *= extent;
    }
    if (size != values.length) {
      throw new IllegalArgumentException(
          name + ": shape " + shape + " does not hold " + values.length + " values");
    }
  }
}
