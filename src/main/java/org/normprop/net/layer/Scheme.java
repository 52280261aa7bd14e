package org.normprop.net.layer;

import java.util.Locale;

/**
 * What a layer does with its weights, and with the result, before the activation.
 *
 * <p>All are a scale and a shift of u = W x for each channel: pre = s u + t.
 */
public sealed interface Scheme {

  /**
   * What it is, in words behind a layer.
   *
   * @return for example {@code " normprop both"}; empty if nothing is normalised
   */
  default String text() {
    return "";
  }

  /**
   * Refuses what it could not normalise.
   *
   * @param output the shape that comes out
   * @return the shape
   * @throws IllegalArgumentException if every value would be 0 whatever the image
   */
  default Shape checked(Shape output) {
    return output;
  }

  /**
   * No normalisation: pre = u + b.
   *
   * @param bias whether there is a b; it starts at 0
   */
  record Plain(boolean bias) implements Scheme {}

  /**
   * Normalization Propagation: pre_i = gamma_i (W_i . x) / |W_i| + beta_i, with beta starting at 0.
   * Arpit et al. (2016), eq. 9 and 11; Wang's note (2016).
   *
   * @param division how rows of unit length come about
   * @param gamma where gamma starts
   */
  record NormProp(Division division, double gamma) implements Scheme {
    /** Checks that gamma is a number. */
    public NormProp {
      if (!Double.isFinite(gamma)) {
        throw new IllegalArgumentException("gamma must be finite, got " + gamma);
      }
    }

    @Override
    public String text() {
      return " normprop " + division.name().toLowerCase(Locale.ROOT);
    }
  }

  /** How the rows of a Normalization Propagation layer come to have unit length. */
  enum Division {
    /** W is divided by its rows' norms, and the gradient goes through the division. */
    REPARAM,
    /** W is used as it is; after each step its rows are divided by their norms. */
    PROJECT,
    /** Both, as the paper does. */
    BOTH;

    public boolean divides() {
      return this != PROJECT;
    }

    public boolean projects() {
      return this != REPARAM;
    }
  }

  /**
   * Weight normalisation: pre_i = g_i (v_i . x) / |v_i| + b_i. Salimans and Kingma (2016), eq. 2.
   */
  record WeightNorm() implements Scheme {
    @Override
    public String text() {
      return " weightnorm";
    }
  }

  /**
   * Batch normalisation: pre = gamma (u - mean) / sqrt(variance + epsilon) + beta, mean and biased
   * variance over the batch and positions in training, running averages of mean and unbiased
   * variance in evaluation. Ioffe and Szegedy (2015), algorithm 1.
   *
   * @param epsilon what is added to the variance, positive
   * @param momentum the weight of a new batch in the running averages, in (0, 1]
   */
  record BatchNorm(double epsilon, double momentum) implements Scheme {

    /** The usual choice: epsilon 1e-5, momentum 0.1. */
    public static final BatchNorm DEFAULT = new BatchNorm(1e-5, 0.1);

    /** Checks the ranges. */
    public BatchNorm {
      if (!(epsilon > 0 && epsilon <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "batch normalisation's epsilon must be positive, got " + epsilon);
      }
      if (!(momentum > 0 && momentum <= 1)) {
        throw new IllegalArgumentException(
            "batch normalisation's momentum must be in (0, 1], got " + momentum);
      }
    }

    @Override
    public String text() {
      return " batchnorm";
    }
  }

  /**
   * Layer normalisation: pre = gamma (u - mean) / sqrt(variance + epsilon) + beta, mean and biased
   * variance over all channels and places of one image, in training and in evaluation; gamma and
   * beta for each channel. Behind convolutions this is group normalisation of one group. Ba, Kiros
   * and Hinton (2016), eq. 3; Wu and He (2018), section 3.1.
   *
   * @param epsilon what is added to the variance, positive
   */
  record LayerNorm(double epsilon) implements Scheme {

    /** The usual choice: epsilon 1e-5. */
    public static final LayerNorm DEFAULT = new LayerNorm(1e-5);

    /** Checks the range. */
    public LayerNorm {
      if (!(epsilon > 0 && epsilon <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "layer normalisation's epsilon must be positive, got " + epsilon);
      }
    }

    @Override
    public String text() {
      return " layernorm";
    }

    @Override
    public Shape checked(Shape output) {
      if (output.size() < 2) {
        throw new IllegalArgumentException(
            "layer normalisation of a single value is 0 whatever the image: give the layer two"
                + " outputs or more, or choose another normalisation");
      }
      return output;
    }
  }
}
