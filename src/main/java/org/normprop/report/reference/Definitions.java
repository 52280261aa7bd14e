package org.normprop.report.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.normprop.table.Quantity;

/**
 * What the numbers are, a line each: those of a unit as {@link Quantity} knows them, and what is
 * said of networks.
 */
public final class Definitions {

  /**
   * A word and what it means.
   *
   * @param name the word
   * @param formula how it is computed; may be empty
   * @param meaning what it is for, in words
   */
  public record Definition(String name, String formula, String meaning) {}

  private Definitions() {}

  /**
   * The numbers of a unit with n inputs and output y = f(x).
   *
   * @return a definition for each quantity, in the order of a card
   */
  public static List<Definition> ofUnits() {
    List<Definition> all = new ArrayList<>();
    for (Quantity quantity : Quantity.values()) {
      all.add(new Definition(quantity.heading(), quantity.formula(), meaning(quantity)));
    }
    return all;
  }

  /** In words, what the formula does not say. */
  static String meaning(Quantity quantity) {
    return switch (quantity) {
      case MEAN -> "what is subtracted to have mean 0";
      case STD -> "what is divided by to have variance 1";
      case BACKWARD ->
          "std of the signal sent back to one input when one of variance 1 arrives, independent of"
              + " x: sqrt(E f'^2) of an activation, 1/sqrt(n) of a maximum, 1/n of an average";
      case DERIVATIVE_MEAN -> "the slope of the best line through y; by Stein E[x f(x)] for N(0,1)";
      case SECOND_MOMENT -> "what counts where nothing is subtracted, as in He's initialisation";
      case GAIN -> "what makes the output's variance 1: NFNets' gamma";
      case RMS_GAIN ->
          "what makes the output's second moment 1: sqrt(2) for relu, which is what PyTorch's"
              + " calculate_gain gives for it";
      case JACOBIAN_FACTOR ->
          "by how much a normalised layer of orthonormal rows stretches a signal sent back, in the"
              + " mean square: 1.2112 for relu (Normalization Propagation, section 3.4)";
      case SKEWNESS -> "0 of what is symmetric";
      case KURTOSIS -> "3 of a normal; more means heavier tails";
    };
  }

  /**
   * What is said of networks and runs.
   *
   * @return the words of reports and of {@code propagate}
   */
  public static List<Definition> ofNetworks() {
    return List.of(
        new Definition("pre", "W x + b", "what goes into a layer's activation"),
        new Definition(
            "promised",
            "mean of beta, rms of gamma",
            "mean and std of pre-activations that a layer has if its input has mean 0 and std 1 and"
                + " its rows are incoherent; what a run's report draws dashed"),
        new Definition(
            "predicted",
            "",
            "mean and std by the constants, layer after layer, for weights drawn at random"),
        new Definition("measured", "", "mean and std over the rows or draws that went through"),
        new Definition(
            "back std",
            "std of dl/dx",
            "of the signal sent back to a layer's input, for one of variance 1 that starts at the"
                + " network's output"),
        new Definition(
            "incoherent rows",
            "max |cos(W_i, W_j)| small",
            "rows of weights that are nearly orthogonal, as random ones of many inputs are; then"
                + " outputs are nearly uncorrelated"),
        new Definition(
            "unit rows",
            "|W_i| = 1",
            "rows of weights, or filters, of length 1: inputs of variance 1 that do not correlate"
                + " give pre-activations of variance 1"),
        new Definition(
            "correlation map",
            "C(r) = (E[f(u)f(v)] - (E f)^2)/Var f",
            "what a unit makes of the correlation r of two inputs"),
        new Definition(
            "standard error",
            "",
            "how far a sampled number is from the true one, in the mean square"),
        new Definition("within", "", "a bound: an exact number is no further from the true one"));
  }

  static String page() {
    return "# Definitions\n\n"
        + Page.GENERATED
        + "Of a unit with n inputs x and output y = f(x), under N(0, 1) unless `--input` says"
        + " otherwise. `estimate UNIT --explain` prints these beside the unit's numbers.\n\n"
        + table(ofUnits())
        + "\nOf networks:\n\n"
        + table(ofNetworks());
  }

  private static String table(List<Definition> definitions) {
    return "| name | formula | what it is |\n|---|---|---|\n"
        + definitions.stream()
            .map(
                d ->
                    "| " + d.name() + " | " + Page.code(d.formula()) + " | " + d.meaning() + " |\n")
            .collect(Collectors.joining());
  }
}
