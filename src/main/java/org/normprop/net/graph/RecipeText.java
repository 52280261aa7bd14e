package org.normprop.net.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.Dropout;
import org.normprop.net.layer.Borders;
import org.normprop.net.layer.Scheme;
import org.normprop.text.ChoiceWords;
import org.normprop.text.Nearest;

/** A {@link Recipe} as texts by name: the names are those of the command line's options. */
final class RecipeText {

  private static final String NORM = "norm";
  private static final String WEIGHTS = "weights";
  private static final String ACTIVATION = "activation";
  private static final String POOLING = "pooling";
  private static final String RHO = "rho";
  private static final String DROPOUT = "dropout-scale";
  private static final String DROPOUT_EVALUATION = "dropout-eval";
  private static final String SCALE = "scale";
  private static final String GAMMA = "gamma";
  private static final String RESIDUAL = "residual";
  private static final String BRANCH_SCALE = "branch-scale";
  private static final String BORDERS = "borders";

  private static final List<String> NAMES =
      List.of(
          NORM,
          WEIGHTS,
          ACTIVATION,
          POOLING,
          RHO,
          DROPOUT,
          DROPOUT_EVALUATION,
          SCALE,
          GAMMA,
          RESIDUAL,
          BRANCH_SCALE,
          BORDERS);

  private RecipeText() {}

  static Map<String, String> of(Recipe recipe) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put(NORM, ChoiceWords.word(recipe.norm()));
    options.put(WEIGHTS, ChoiceWords.word(recipe.weights()));
    options.put(ACTIVATION, recipe.activation().text());
    options.put(POOLING, ChoiceWords.word(recipe.pooling()));
    options.put(RHO, recipe.rho().text());
    options.put(DROPOUT, ChoiceWords.word(recipe.dropout()));
    options.put(DROPOUT_EVALUATION, ChoiceWords.word(recipe.dropoutEvaluation()));
    options.put(SCALE, ChoiceWords.word(recipe.scale()));
    options.put(GAMMA, recipe.gamma().text());
    options.put(RESIDUAL, ChoiceWords.word(recipe.residual()));
    options.put(BRANCH_SCALE, String.valueOf(recipe.branchScale()));
    options.put(BORDERS, ChoiceWords.word(recipe.borders()));
    return options;
  }

  static Recipe parse(Map<String, String> options) {
    for (String name : options.keySet()) {
      if (!NAMES.contains(name)) {
        throw new IllegalArgumentException(
            "a network has no option " + name + Nearest.question(name, NAMES));
      }
    }
    Norm norm = value(options, NORM, Norm.class, Recipe.DEFAULT.norm());
    Activation activation =
        Recipe.activation(options.getOrDefault(ACTIVATION, Recipe.DEFAULT.activation().text()));
    Recipe usual = Recipe.of(norm, activation);
    ResidualRule residual = value(options, RESIDUAL, ResidualRule.class, usual.residual());
    return new Recipe(
        norm,
        value(options, WEIGHTS, Scheme.Division.class, usual.weights()),
        activation,
        value(options, POOLING, PoolingRule.class, usual.pooling()),
        options.containsKey(RHO) ? WindowRho.parse(options.get(RHO)) : usual.rho(),
        value(options, DROPOUT, Dropout.Scaling.class, usual.dropout()),
        value(options, DROPOUT_EVALUATION, DropoutEvaluation.class, usual.dropoutEvaluation()),
        value(options, SCALE, ScaleRule.class, usual.scale()),
        options.containsKey(GAMMA) ? Gamma.parse(options.get(GAMMA)) : usual.gamma(),
        residual,
        options.containsKey(BRANCH_SCALE)
            ? number(BRANCH_SCALE, options.get(BRANCH_SCALE))
            : residual.usualScale(),
        value(options, BORDERS, Borders.class, usual.borders()));
  }

  private static <E extends Enum<E>> E value(
      Map<String, String> options, String option, Class<E> type, E otherwise) {
    String text = options.get(option);
    return text == null ? otherwise : ChoiceWords.parse(option, type, text);
  }

  private static double number(String name, String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " must be a number, got '" + text + "'", e);
    }
  }
}
