package org.normprop.net.graph;

import java.util.Map;
import org.normprop.function.Unit;
import org.normprop.function.catalogue.Activations;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.Dropout;
import org.normprop.net.layer.Scheme;

/**
 * What an {@link Architecture} leaves open.
 *
 * @param norm how the network is normalised
 * @param weights how rows come to have unit length, under {@link Norm#NORMPROP}
 * @param activation what follows every layer with weights but the last; {@code prelu} has a slope
 *     for each layer, which is learnt
 * @param pooling the constants of poolings, under {@link Norm#NORMPROP}
 * @param rho the correlation of the values in a pooling window that its constants assume, in [0, 1)
 * @param dropout what dropout divides by in training
 * @param dropoutEvaluation what dropout does in evaluation
 * @param scale what outputs are divided by, under {@link Norm#NORMPROP}
 * @param gamma where gains start, under {@link Norm#NORMPROP}
 */
public record Recipe(
    Norm norm,
    Scheme.Division weights,
    Activation activation,
    PoolingRule pooling,
    double rho,
    Dropout.Scaling dropout,
    DropoutEvaluation dropoutEvaluation,
    ScaleRule scale,
    Gamma gamma) {

  /** Normalization Propagation with composed poolings: what the command line trains by default. */
  public static final Recipe DEFAULT = of(Norm.NORMPROP, Activations.of("relu"));

  /** Checks the correlation. */
  public Recipe {
    if (!(rho >= 0 && rho < 1)) {
      throw new IllegalArgumentException("rho must be in [0, 1), got " + rho);
    }
  }

  /**
   * The usual choices, which are the command line's: division inside the layer, composed constants
   * of independent values, gains from 1; dropout by sqrt(keep) in a network normalised by
   * constants, by keep in others.
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
        0,
        norm == Norm.NORMPROP ? Dropout.Scaling.SQRT : Dropout.Scaling.INVERSE,
        DropoutEvaluation.MEAN,
        ScaleRule.FORWARD,
        new Gamma.Value(1));
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
   *     pooling, rho, dropout-scale, dropout-eval, scale, gamma; what is missing is as usual
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

  /** Whether the activation is the PReLU, whose slope is learnt. */
  boolean learnsSlope() {
    return activation.name().equals("prelu");
  }

  /** The slope below 0 of the PReLU. */
  double slope() {
    return activation.parameters().get("slope");
  }
}
