package org.normprop.function.stage;

/**
 * What dropout and alpha dropout do to x: slope x + offset with probability keep, else a constant.
 *
 * @param keep the probability that a value is kept, in (0, 1]
 * @param slope what a kept value is multiplied by, positive
 * @param offset what is added to a kept value
 * @param dropped what a dropped value becomes
 */
public record Thinning(double keep, double slope, double offset, double dropped) {

  /**
   * The mean of what comes out.
   *
   * @param mean E[x]
   * @return keep (slope E[x] + offset) + (1 - keep) dropped
   */
  public double mean(double mean) {
    return keep * (slope * mean + offset) + (1 - keep) * dropped;
  }

  /**
   * The second moment of what comes out.
   *
   * @param mean E[x]
   * @param square E[x^2]
   * @return keep E[(slope x + offset)^2] + (1 - keep) dropped^2
   */
  public double square(double mean, double square) {
    double kept = slope * slope * square + 2 * slope * offset * mean + offset * offset;
    return keep * kept + (1 - keep) * dropped * dropped;
  }
}
