package org.normprop.claim.structure;

import java.util.List;
import java.util.function.Function;

/** The claims about layers and nets that can be computed. */
public enum Structure {
  /** Section 3.4 of the paper, and what its mean hides. */
  JACOBIAN_FACTOR(
      Sources.PAPER + ", section 3.4",
      "The factor 1.21 is the root mean square of the singular values of a layer's Jacobian; the"
          + " values themselves are 1/c1 = 1.71 or 0.",
      JacobianFactor::checks),
  /** The paper's initial gain 1. */
  DEPTH_AT_ONE(
      "derived from " + Sources.PAPER + ", equation 9",
      "With gamma = 1 the RMS of every layer's pre-activations stays 1.",
      draws -> DepthRecursion.checks(draws, 1, 1)),
  /** The paper's initial gain 1/1.21. */
  DEPTH_AT_INVERSE_FACTOR(
      "derived from " + Sources.PAPER + ", equation 9",
      "With gamma = 1/1.21 it falls from layer to layer, to exactly 1/2.",
      draws -> DepthRecursion.checks(draws, 1 / Relu.jacobianFactor(), 0.5)),
  /** The note's appendix A. */
  COVARIANCE_IDENTITY(
      Sources.NOTE + ", appendix A",
      "The diagonal matrix nearest to the covariance of W x has sigma^2 |W_i|^2 on it, and its"
          + " squared Frobenius distance is sigma^4 times the sum of (W_i.W_j)^2 over i != j.",
      CovarianceBound::identity),
  /** The paper's bound. */
  COVARIANCE_BOUND(
      Sources.PAPER + ", equation 3",
      "The distance is at most sigma^2 mu sqrt(sum of |W_i|^2 |W_j|^2 over i != j), mu the"
          + " coherence of the rows; equiangular rows reach it.",
      draws -> CovarianceBound.bound(draws, 1)),
  /** The bound of the paper's supplement, which the note takes for the right one. */
  COVARIANCE_BOUND_SQUARED(
      Sources.PAPER + ", supplement; " + Sources.NOTE + ", appendix A",
      "The squared distance is at most sigma^4 times the sum of m (m-1) mu^2 |W_i|^2 |W_j|^2:"
          + " true, but looser than equation 3 by the root of m (m-1), here 7.48.",
      draws -> CovarianceBound.bound(draws, WeightFamily.ROWS * (WeightFamily.ROWS - 1))),
  /** What both bounds are about, sampled. */
  COVARIANCE_SAMPLED(
      Sources.NOTE + ", appendix A",
      "The covariance of W x sampled with x ~ N(0, sigma^2) is sigma^2 W W^T: the squared"
          + " differences, over their variances, average 1.",
      CovarianceBound::sampled),
  /** Deep linear nets. */
  ORTHOGONAL_PRODUCT(
      "Saxe et al. 2013",
      "A product of random orthogonal layers keeps every singular value at 1; Gaussian layers of"
          + " the same scale do not.",
      OrthogonalProduct::checks),
  /** The note's backward constants of pooling. */
  POOLING_GRADIENT(
      Sources.SEQUEL,
      "Behind windows side by side, the std of the signal sent back is 1/sqrt(n) for a maximum of"
          + " n cells, 1/n for their average.",
      PoolingGradient::windows),
  /** The note's rule for strides. */
  STRIDE(
      Sources.SEQUEL,
      "A flat 3x3 filter of norm 1 with stride 2 sends back a signal of std 5/6: true if all"
          + " signals that arrive are equal; for independent ones it is 1/2, one over the stride.",
      PoolingGradient::stride);

  /** Who made the claims. */
  private static final class Sources {
    static final String PAPER = "Arpit et al. 2016";
    static final String NOTE = "F. Wang's note (2016)";
    static final String SEQUEL = "F. Wang, Normalizing All Layers: Back-Propagation (2016)";
  }

  private final String source;
  private final String statement;
  private final Function<WeightDraws, List<Check>> checks;

  Structure(String source, String statement, Function<WeightDraws, List<Check>> checks) {
    this.source = source;
    this.statement = statement;
    this.checks = checks;
  }

  /**
   * Where the claim is made.
   *
   * @return the source
   */
  public String source() {
    return source;
  }

  /**
   * What it says, in our words.
   *
   * @return a sentence or two
   */
  public String statement() {
    return statement;
  }

  /**
   * Computes what it is about: less than a second's work.
   *
   * @param seed fixes every draw
   * @return the claim with its numbers
   */
  public StructuralClaim compute(long seed) {
    return new StructuralClaim(source, statement, checks.apply(new WeightDraws(seed, ordinal())));
  }
}
