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
      all.add(new Definition(quantity.heading(), quantity.formula(), quantity.meaning()));
    }
    return all;
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
            "mean and std by the constants, layer after layer, for weights drawn at random: the"
                + " mean over networks to the order of 1/channels (behind poolings, normalisations,"
                + " dropout and concatenations the limit of many channels), from which one network"
                + " differs by the order of 1/sqrt(channels), most behind plain sums"),
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
