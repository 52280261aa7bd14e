package org.normprop.table;

import java.util.List;
import java.util.stream.Collectors;
import org.normprop.text.Numbers;

/**
 * One of several normals. Immutable.
 *
 * @param parts the normals with their weights, which add up to 1
 */
public record NormalMixture(List<Part> parts) implements Marginal {

  /**
   * A normal.
   *
   * @param weight its probability
   * @param mean its mean
   * @param std its standard deviation, positive
   */
  public record Part(double weight, double mean, double std) implements java.io.Serializable {}

  /** Checks the ranges, and makes the weights add up to 1. */
  public NormalMixture {
    double total = 0;
    for (Part part : parts) {
      if (!Double.isFinite(part.mean) || !(part.std > 0 && part.std <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "mixture needs means that are finite and stds that are positive, got "
                + join(part.mean, part.std));
      }
      if (!(part.weight > 0 && part.weight <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "mixture needs weights that are positive, got " + Numbers.text(part.weight));
      }
      total += part.weight;
    }
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("mixture needs a part W,M,S");
    }
    double all = Math.abs(total - 1) < 1e-12 ? 1 : total;
    parts = parts.stream().map(p -> new Part(p.weight / all, p.mean, p.std)).toList();
  }

  @Override
  public String text() {
    return parts.stream()
        .map(p -> Numbers.text(p.weight) + "," + join(p.mean, p.std))
        .collect(Collectors.joining("/", "mixture:", ""));
  }

  @Override
  public double mean() {
    return parts.stream().mapToDouble(p -> p.weight * p.mean).sum();
  }

  @Override
  public double std() {
    double mean = mean();
    return Math.sqrt(
        parts.stream()
            .mapToDouble(p -> p.weight * (p.std * p.std + (p.mean - mean) * (p.mean - mean)))
            .sum());
  }

  private static String join(double a, double b) {
    return Numbers.text(a) + "," + Numbers.text(b);
  }
}
