package org.normprop.net.onnx.write;

import java.util.List;
import org.normprop.net.compute.Parameter;
import org.normprop.net.run.Initialiser;

/** How weights are drawn anew; fan-in and fan-out count the kernel's cells. */
public enum WeightDraw {
  /** N(0, 2/in). He et al. (2015), eq. 10. */
  HE,
  /** Uniform on +-sqrt(6/(in + out)). Glorot and Bengio (2010), eq. 16. */
  GLOROT,
  /** N(0, 1/in). LeCun et al. (1998). */
  GAUSSIAN,
  /** Orthonormal rows, or columns where there are more rows. Saxe et al. (2014). */
  ORTHOGONAL,
  /** Normals, each row divided by its norm. */
  UNIT;

  /**
   * Weights [out, in, kernel], row-major.
   *
   * @param name decides the draw with the seed
   * @param shape out, in, and the kernel's sizes
   * @param seed the seed
   */
  float[] weights(String name, List<Integer> shape, long seed) {
    Parameter weights = Parameter.weights(name, shape, false);
    Initialiser start =
        switch (this) {
          case HE -> Initialiser.HE;
          case GLOROT -> Initialiser.GLOROT;
          case ORTHOGONAL -> Initialiser.ORTHOGONAL;
          case GAUSSIAN, UNIT -> Initialiser.GAUSSIAN;
        };
    start.start(weights, seed);
    float[] values = weights.values();
    if (this == UNIT) {
      int row = weights.columns();
      for (int from = 0; from < values.length; from += row) {
        double square = 0;
        for (int i = from; i < from + row; i++) {
          square += (double) values[i] * values[i];
        }
        for (int i = from; i < from + row; i++) {
          values[i] = (float) (values[i] / Math.sqrt(square));
        }
      }
    }
    return values;
  }
}
