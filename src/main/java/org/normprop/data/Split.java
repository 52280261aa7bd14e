package org.normprop.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.normprop.random.Mix;

/**
 * Splits a data set at random into rows to learn from and rows to measure on.
 *
 * <p>Every class is split in the same proportion. Rows with equal features stay together, so that
 * no held-out row has been seen in training. The split depends on the data, the fraction and the
 * seed alone.
 */
public final class Split {

  private static final long PURPOSE = 0x53504C4954L;

  private Split() {}

  /**
   * Splits.
   *
   * <p>Of each class of n rows, {@code fraction n} rows are held out, rounded so that the total is
   * {@code fraction size} rounded; fewer where equal rows cannot be parted. A class keeps at least
   * one row in training. Rows with numbers to predict count as one class.
   *
   * @param data the whole
   * @param fraction the part to hold out, in (0, 1)
   * @param seed fixes the split
   * @return two parts, both in the order of the whole, that together are the whole
   * @throws IllegalArgumentException if the fraction is out of range, or a part would be empty
   */
  public static Parts of(DataSet data, double fraction, long seed) {
    if (!(fraction > 0 && fraction < 1)) {
      throw new IllegalArgumentException(
          "the fraction to hold out must be in (0, 1), got " + fraction);
    }
    List<List<int[]>> strata = strata(data);
    int[] quotas = quotas(strata, data.size(), fraction);
    boolean[] heldOut = new boolean[data.size()];
    for (int s = 0; s < quotas.length; s++) {
      holdOut(strata.get(s), quotas[s], SplitMix.of(seed, PURPOSE, s), heldOut);
    }
    DataSet train = part(data, heldOut, false);
    DataSet test = part(data, heldOut, true);
    if (train.size() == 0 || test.size() == 0) {
      throw new IllegalArgumentException(
          data.name()
              + ": "
              + data.size()
              + (data.size() == 1 ? " row is" : " rows are")
              + " too few, or too much alike, to hold out "
              + fraction
              + " of them");
    }
    return new Parts(train, test);
  }

  /** For each class, its groups of rows with equal features, by their first row. */
  private static List<List<int[]>> strata(DataSet data) {
    boolean classes = data.targetKind() == TargetKind.CLASS;
    List<List<int[]>> strata = new ArrayList<>();
    for (int c = 0; c < (classes ? data.classNames().size() : 1); c++) {
      strata.add(new ArrayList<>());
    }
    for (int[] group : groups(data)) {
      strata.get(classes ? data.label(group[0]) : 0).add(group);
    }
    return strata;
  }

  private static List<int[]> groups(DataSet data) {
    float[] row = new float[data.shape().size()];
    Map<Long, Integer> groupOfHash = new HashMap<>();
    int[] groupOf = new int[data.size()];
    int[] sizes = new int[data.size()];
    for (int i = 0; i < groupOf.length; i++) {
      data.features(i, row, 0);
      // Rows whose hashes meet by chance are kept together too, which does no harm.
      Integer known = groupOfHash.putIfAbsent(hash(row), groupOfHash.size());
      groupOf[i] = known == null ? groupOfHash.size() - 1 : known;
      sizes[groupOf[i]]++;
    }
    List<int[]> groups = new ArrayList<>();
    for (int g = 0; g < groupOfHash.size(); g++) {
      groups.add(new int[sizes[g]]);
    }
    for (int i = groupOf.length - 1; i >= 0; i--) {
      groups.get(groupOf[i])[--sizes[groupOf[i]]] = i;
    }
    return groups;
  }

  private static long hash(float[] row) {
    long hash = 0;
    for (float value : row) {
      hash = Mix.bits(hash + Float.floatToIntBits(value + 0.0f)); // -0 becomes 0
    }
    return hash;
  }

  /** How many rows to hold out of each class: shares rounded by largest remainder. */
  private static int[] quotas(List<List<int[]>> strata, int size, double fraction) {
    int[] quotas = new int[strata.size()];
    double[] remainders = new double[quotas.length];
    long left = Math.round(fraction * size);
    for (int s = 0; s < quotas.length; s++) {
      double share = fraction * strata.get(s).stream().mapToInt(group -> group.length).sum();
      quotas[s] = (int) share;
      remainders[s] = share - quotas[s];
      left -= quotas[s];
    }
    for (; left > 0; left--) {
      int largest = 0;
      for (int s = 1; s < quotas.length; s++) {
        largest = remainders[s] > remainders[largest] ? s : largest;
      }
      quotas[largest]++;
      remainders[largest] = -1;
    }
    return quotas;
  }

  private static void holdOut(List<int[]> groups, int quota, SplitMix random, boolean[] heldOut) {
    int[] order = new int[groups.size()];
    Arrays.setAll(order, i -> i);
    random.shuffle(order);
    int left = quota;
    // The first group of the order stays in training, whatever the quota.
    for (int i = 1; i < order.length; i++) {
      int[] group = groups.get(order[i]);
      if (group.length <= left) {
        left -= group.length;
        for (int row : group) {
          heldOut[row] = true;
        }
      }
    }
  }

  private static DataSet part(DataSet data, boolean[] heldOut, boolean which) {
    int[] rows = new int[data.size()];
    int count = 0;
    for (int i = 0; i < rows.length; i++) {
      if (heldOut[i] == which) {
        rows[count++] = i;
      }
    }
    return data.select(Arrays.copyOf(rows, count));
  }
}
