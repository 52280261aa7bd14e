package org.normprop.net.graph;

import java.util.Map;
import org.normprop.function.Unit;
import org.normprop.function.catalogue.Activations;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.Dropout;
import org.normprop.net.layer.Borders;
import org.normprop.net.layer.Scheme;

/**
 * What an {@link Architecture} leaves open.
 *
 * @param norm how the network is normalised
 * @param weights how rows come to have unit length, under {@link Norm#NORMPROP}
 * @param activation what follows every layer with weights but the last; {@code prelu} has a slope
 *     for each layer, which is learnt
 * @param pooling the constants of poolings, under {@link Norm#NORMPROP}
 * @param rho the correlation of the values in a pooling window that its constants assume
 * @param dropout what dropout divides by in training
 * @param dropoutEvaluation what dropout does in evaluation
 * @param scale what outputs are divided by, under {@link Norm#NORMPROP}
 * @param gamma where gains start, under {@link Norm#NORMPROP}
 * @param residual how residual blocks add up
 * @param branchScale the factor a of a residual branch, positive
 * @param borders what convolutions do at borders, under {@link Norm#NORMPROP}
 */
public record Recipe(
    Norm norm,
    Scheme.Division weights,
    Activation activation,
    PoolingRule pooling,
    WindowRho rho,
    Dropout.Scaling dropout,
    DropoutEvaluation dropoutEvaluation,
    ScaleRule scale,
    Gamma gamma,
    ResidualRule residual,
    double branchScale,
    Borders borders) {

  /** Normalization Propagation with composed poolings: what the command line trains by default. */
  public static final Recipe DEFAULT = of(Norm.NORMPROP, Activations.of("relu"));

  /** Checks the branch scale. */
  public Recipe {
    if (!(branchScale > 0 && branchScale <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException("the branch scale must be positive, got " + branchScale);
    }
  }

  /** A recipe of the time before residual blocks and corrected borders. */
  public Recipe(
      Norm norm,
      Scheme.Division weights,
      Activation activation,
      PoolingRule pooling,
      double rho,
      Dropout.Scaling dropout,
      DropoutEvaluation dropoutEvaluation,
      ScaleRule scale,
      Gamma gamma) {
    this(
        norm,
        weights,
        activation,
        pooling,
        WindowRho.of(rho),
        dropout,
        dropoutEvaluation,
        scale,
        gamma,
        usualResidual(norm),
        usualResidual(norm).usualScale(),
        Borders.PLAIN);
  }

  /**
   * The usual choices, which are the command line's: division inside the layer, composed constants
   * of independent values, gains from 1, corrected borders, residual sums of unit form; dropout by
   * sqrt(keep) in a network normalised by constants, by keep in others.
   *
   * @param norm how the network is normalised
   * @param activation what follows layers with weights
   * @return the recipe
   */
  public static Recipe of(Norm norm, Activation activation) {
    return new Recipe(
        norm,
        Scheme.Division.REPARAM,
        activation,
        PoolingRule.COMPOSED,
        WindowRho.NONE,
        norm == Norm.NORMPROP ? Dropout.Scaling.SQRT : Dropout.Scaling.INVERSE,
        DropoutEvaluation.MEAN,
        ScaleRule.FORWARD,
        new Gamma.Value(1),
        usualResidual(norm),
        usualResidual(norm).usualScale(),
        norm == Norm.NORMPROP ? Borders.CORRECTED : Borders.PLAIN);
  }

  /**
   * How residual blocks add up if nobody says.
   *
   * @param norm how the network is normalised
   * @return unit form with constants, plain sums otherwise
   */
  public static ResidualRule usualResidual(Norm norm) {
    return norm == Norm.NORMPROP ? ResidualRule.UNIT : ResidualRule.SUM;
  }

  /**
   * Reads the activation of a network.
   *
   * @param text such as {@code relu}, or a unit of one activation
   * @return the activation
   * @throws IllegalArgumentException if it is none, or a chain or a window
   */
  public static Activation activation(String text) {
    Unit unit = Unit.parse(text);
    if (unit.stages().size() == 1 && unit.stages().get(0) instanceof Activation activation) {
      return activation;
    }
    throw new IllegalArgumentException(
        "the activation of a network must be a single function, such as relu or tanh, got '"
            + text
            + "'");
  }

  /**
   * Reads a recipe.
   *
   * @param options texts by the names of the command line's options: norm, weights, activation,
   *     pooling, rho, dropout-scale, dropout-eval, scale, gamma, residual, branch-scale, borders;
   *     what is missing is as usual
   * @return the recipe
   * @throws IllegalArgumentException if a name or a value is unknown; the message says what is
   *     right
   */
  public static Recipe parse(Map<String, String> options) {
    return RecipeText.parse(options);
  }

  /**
   * The texts from which {@link #parse} makes an equal recipe.
   *
   * @return every option with its value, in a fixed order
   */
  public Map<String, String> options() {
    return RecipeText.of(this);
  }

  /**
   * This recipe with other correlations.
   *
   * @param other what the constants of poolings assume
   * @return the recipe
   */
  public Recipe with(WindowRho other) {
    return new Recipe(
        norm,
        weights,
        activation,
        pooling,
        other,
        dropout,
        dropoutEvaluation,
        scale,
        gamma,
        residual,
        branchScale,
        borders);
  }

  /** Whether the activation is the PReLU, whose slope is learnt. */
  boolean learnsSlope() {
    return activation.name().equals("prelu");
  }

  /** The slope below 0 of the PReLU. */
  double slope() {
    return activation.parameters().get("slope");
  }
}
