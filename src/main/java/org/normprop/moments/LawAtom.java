package org.normprop.moments;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A value of positive probability.
 *
 * @param value the value
 * @param probability its probability
 * @param slope the mean derivative there
 * @param squaredSlope the mean squared derivative there; 0 unless the input itself is a constant
 */
record LawAtom(double value, double probability, double slope, double squaredSlope) {

  LawAtom withProbability(double p) {
    return new LawAtom(value, p, slope, squaredSlope);
  }

  /** Sorted by value, equal values made one, impossible ones dropped. */
  static List<LawAtom> merged(List<LawAtom> atoms) {
    List<LawAtom> sorted = new ArrayList<>(atoms);
    sorted.removeIf(atom -> atom.probability <= 0);
    // 0.0 + x turns -0.0 into 0.0
    sorted.replaceAll(a -> new LawAtom(0.0 + a.value, a.probability, a.slope, a.squaredSlope));
    sorted.sort(Comparator.comparingDouble(LawAtom::value));
    List<LawAtom> merged = new ArrayList<>();
    for (LawAtom atom : sorted) {
      int last = merged.size() - 1;
      if (last >= 0 && merged.get(last).value == atom.value) {
        merged.set(last, merged.get(last).plus(atom));
      } else {
        merged.add(atom);
      }
    }
    return List.copyOf(merged);
  }

  private LawAtom plus(LawAtom other) {
    double total = probability + other.probability;
    double a = probability / total;
    double b = other.probability / total;
    return new LawAtom(
        value, total, a * slope + b * other.slope, a * squaredSlope + b * other.squaredSlope);
  }
}
