package org.normprop.net.graph;

/** How a residual block adds its branch F(x) to its shortcut. */
public enum ResidualRule {
  /** (shortcut + a F(x)) / sqrt(1 + a^2): two terms of variance 1 that do not correlate keep it. */
  UNIT(0.5),
  /** shortcut + a F(x): the variance grows by a^2 with each block. */
  SUM(1),
  /**
   * x + a F(x / beta), beta the standard deviation that x has by then; a block with a shortcut of
   * its own starts anew: shortcut(x / beta) + a F(x / beta). Brock et al. (2021).
   */
  NF(0.2);

  private final double usualScale;

  ResidualRule(double usualScale) {
    this.usualScale = usualScale;
  }

  /**
   * The usual a.
   *
   * @return 0.5, 1 or 0.2
   */
  public double usualScale() {
    return usualScale;
  }
}
