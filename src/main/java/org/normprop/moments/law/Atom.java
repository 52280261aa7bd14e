package org.normprop.moments.law;

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
public record Atom(double value, double probability, double slope, double squaredSlope) {

  Atom withProbability(double p) {
    return new Atom(value, p, slope, squaredSlope);
  }

  /** Sorted by value, equal values made one, impossible ones dropped. */
  static List<Atom> merged(List<Atom> atoms) {
    List<Atom> sorted = new ArrayList<>(atoms);
    sorted.removeIf(atom -> atom.probability <= 0);
    // 0.0 + x turns -0.0 into 0.0
    sorted.replaceAll(a -> new Atom(0.0 + a.value, a.probability, a.slope, a.squaredSlope));
    sorted.sort(Comparator.comparingDouble(Atom::value));
    List<Atom> merged = new ArrayList<>();
    for (Atom atom : sorted) {
      int last = merged.size() - 1;
      if (last >= 0 && merged.get(last).value == atom.value) {
        merged.set(last, merged.get(last).plus(atom));
      } else {
        merged.add(atom);
      }
    }
    return List.copyOf(merged);
  }

  private Atom plus(Atom other) {
    double total = probability + other.probability;
    double a = probability / total;
    double b = other.probability / total;
    return new Atom(
        value, total, a * slope + b * other.slope, a * squaredSlope + b * other.squaredSlope);
  }
}
