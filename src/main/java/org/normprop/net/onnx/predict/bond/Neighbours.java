package org.normprop.net.onnx.predict.bond;

/**
 * How channels of an image go together at two places that lie near each other: for every offset a
 * matrix, the channels of the first place as rows. Taken to be the same all over the image, and
 * nothing beyond a reach. Not safe for threads.
 */
final class Neighbours {

  /** Places between two that are followed, along each axis. */
  static final int REACH = 2;

  private static final int MOST_CHANNELS = 192;

  /** Images of few places, of which means are taken soon: there neighbours tell most. */
  private static final int SMALL = 256;

  private static final int MOST_OF_SMALL = 256;

  private static final int WIDTH = 2 * REACH + 1;

  private final int size;
  private final float[][] all = new float[WIDTH * WIDTH][];

  /** What a channel's own squares add: degrees 1 with 2 and 2 with 1 together, and 2 with 2. */
  private final float[][][] squares = new float[WIDTH * WIDTH][][];

  /** Variance of the scale that two places have in common. */
  private final double[] scales = new double[WIDTH * WIDTH];

  /**
   * Whether an image has so few channels that its neighbours are followed. Of n channels 24 offsets
   * take 96 n^2 bytes for each image in use, as much for each other one that it goes along with,
   * and a filter of one cell 38 n^3 multiplications. 256 channels everywhere took 1 to 5 s more of
   * a ResNet-50's ten and changed no ratio by more than 0.002; on small images they are worth it.
   *
   * @param channels how many
   * @param places of one sample
   */
  static boolean areFollowed(int channels, int places) {
    return channels <= (places <= SMALL ? MOST_OF_SMALL : MOST_CHANNELS);
  }

  /** Nothing yet. */
  Neighbours(int size) {
    this.size = size;
  }

  /** Something for each offset; the opposite one is its mirror image. */
  interface Each {
    float[] of(int down, int right);
  }

  static Neighbours of(int size, Each each) {
    Neighbours result = new Neighbours(size);
    for (int down = 0; down <= REACH; down++) {
      for (int right = down == 0 ? 1 : -REACH; right <= REACH; right++) {
        float[] one = each.of(down, right);
        if (one != null) {
          result.all[index(down, right)] = one;
          result.all[index(-down, -right)] = Cloud.transposed(one, size, size);
        }
      }
    }
    return result;
  }

  private static int index(int down, int right) {
    return (down + REACH) * WIDTH + right + REACH;
  }

  /**
   * Keeps what a channel's polynomials of degree 2 go together beyond normal values.
   *
   * @param mixed Cov(p_1, p_2') + Cov(p_2, p_1') by channel
   * @param even Cov(p_2, p_2') - r^2 by channel
   */
  void squares(int down, int right, float[] mixed, float[] even) {
    squares[index(down, right)] = new float[][] {mixed, even};
  }

  /** Something for each offset. */
  interface Scale {
    double of(int down, int right);
  }

  /** Keeps the variance of the scale that the channels of two places have in common. */
  void scales(Scale each) {
    for (int down = -REACH; down <= REACH; down++) {
      for (int right = -REACH; right <= REACH; right++) {
        scales[index(down, right)] = each.of(down, right);
      }
    }
  }

  /** See {@link #scales}; 0 where nothing is known. */
  double scale(int down, int right) {
    boolean within = Math.abs(down) <= REACH && Math.abs(right) <= REACH;
    return within ? scales[index(down, right)] : 0;
  }

  /** Row by row; null where there is nothing. */
  float[] at(int down, int right) {
    boolean within = Math.abs(down) <= REACH && Math.abs(right) <= REACH;
    return within ? all[index(down, right)] : null;
  }

  /** Divided by the standard deviations of both. */
  Neighbours correlations(float[] std) {
    return of(size, (down, right) -> LinearCloud.correlations(at(down, right), std, false));
  }

  /** Of functions of the values, by their coefficients and what the scale makes of them. */
  Neighbours covariances(float[][] coefficients, Expansion.Common common) {
    return of(
        size,
        (down, right) -> {
          float[] r = at(down, right);
          float[][] more = squares[index(down, right)];
          if (r == null) {
            return null;
          }
          float[] covariance =
              Expansion.covariance(coefficients, coefficients, r, common.of(scale(down, right)));
          for (int c = 0; more != null && c < size; c++) {
            float a = coefficients[0][c];
            float b = coefficients[1][c];
            covariance[c * (size + 1)] += a * b * more[0][c] + b * b * more[1][c];
          }
          return covariance;
        });
  }

  /** The sum of two. */
  static Neighbours sum(int size, Neighbours a, Neighbours b) {
    return of(
        size,
        (down, right) -> {
          float[] first = a == null ? null : a.at(down, right);
          float[] second = b == null ? null : b.at(down, right);
          if (first == null || second == null) {
            return first == null ? second : first;
          }
          float[] both = first.clone();
          for (int i = 0; i < both.length; i++) {
            both[i] += second[i];
          }
          return both;
        });
  }
}
