package org.normprop.report.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.normprop.table.Bounded;
import org.normprop.table.Estimate;
import org.normprop.table.Quantity;
import org.normprop.table.Row;
import org.normprop.text.Digits;

/** What the words of this program mean: a line each, with the formula. Immutable. */
public final class Definitions {

  private static final int DIGITS = 6;

  private static final String HEAD =
      """
      # Definitions

      What the words mean that tables, cards, pages and messages use. A unit has n inputs x and one
      output y = f(x); E is the expectation over its input, N(0,1) unless `--input` says otherwise.
      `normprop estimate UNIT --explain` prints the first table with that unit's numbers, and
      `normprop manual definitions` this page.

      """;

  /** The words that are no quantity of a unit. */
  private static final List<Word> OTHERS =
      List.of(
          new Word("exact", "value, and |value - true| <= within", "found without sampling"),
          new Word(
              "within", "the bound of an exact value's error", "what of it is proved: bounds.md"),
          new Word(
              "+-", "one standard error of a sampled number", "the truth lies within 2 in 95 %"),
          new Word("rho", "Corr(x_i, x_j)", "how two cells of a window correlate; 0 unless given"),
          new Word(
              "normalised",
              "o = (f(gamma w.x/|w| + beta) - mean) / std",
              "a layer of constants: N(0,1) in, mean 0 and std 1 out while gamma = 1, beta = 0"),
          new Word("pre mean, pre std", "moments of gamma w.x/|w| + beta", "before the activation"),
          new Word("out mean, out std", "moments of o", "over rows, channels and places"),
          new Word(
              "back std",
              "std of dL/d(input of the layer)",
              "what a layer sends back for a signal of std 1 at the network's end"),
          new Word(
              "incoherent rows",
              "w_i.w_j = 0 for |w_i| = |w_j| = 1",
              "rows of a weight matrix that are orthogonal: what they give does not correlate"),
          new Word(
              "promised",
              "pre mean E[beta], pre std sqrt(E[gamma^2] + Var[beta]), out mean 0, out std 1",
              "over the layer's units, for inputs of mean 0 and std 1 and incoherent rows"),
          new Word(
              "predicted",
              "statistics folded from layer to layer",
              "what propagate foretells from the weights and the input's moments alone"),
          new Word(
              "unit drift",
              "mean over units i of |E[pre_i]|",
              "how far units have moved from mean 0, each on its own"),
          new Word("forward, backward scale", "1/std, 1/backward", "what --scale divides by"),
          new Word(
              "edge of chaos",
              "s_w^2 E[f'(sqrt(q) z)^2] = 1 at q = s_w^2 E[f(sqrt(q) z)^2] + s_b^2",
              "nearby inputs neither merge nor part with depth: kernel --critical"));

  private Definitions() {}

  /**
   * A word and what it means.
   *
   * @param name the word
   * @param formula what it is
   * @param meaning what it is good for, or where it is used
   */
  public record Word(String name, String formula, String meaning) {}

  /**
   * All words, quantities of a unit first.
   *
   * @return a word once
   */
  public static List<Word> words() {
    return Stream.concat(Arrays.stream(Quantity.values()).map(Definitions::word), OTHERS.stream())
        .toList();
  }

  /**
   * The given words.
   *
   * @param names names of words
   * @return them in the order of the page
   */
  public static List<Word> words(String... names) {
    return words().stream().filter(word -> List.of(names).contains(word.name())).toList();
  }

  private static Word word(Quantity quantity) {
    return new Word(quantity.heading(), quantity.formula(), meaning(quantity));
  }

  private static String meaning(Quantity quantity) {
    return switch (quantity) {
      case MEAN -> "what a normalised layer subtracts";
      case STD -> "what it divides by; of the distribution, no sample's n - 1";
      case BACKWARD ->
          "the std sent back to one input for a signal of std 1; sqrt(E[f'^2]) for an activation";
      case DERIVATIVE_MEAN -> "of units with one input; the slope of the best straight line";
      case SECOND_MOMENT -> "what variance becomes in a layer that subtracts no mean";
      case GAIN -> "makes the output's variance 1; NFNets' and timm's gamma";
      case RMS_GAIN ->
          "makes the output's second moment 1: sqrt(2) for relu, as PyTorch's calculate_gain and"
              + " He's initialisation have it (calculate_gain's 5/3 for tanh is a convention)";
      case JACOBIAN_FACTOR ->
          "by how much a normalised layer of orthonormal rows stretches; 1.2112 for relu";
      case SKEWNESS -> "0 for a symmetric output";
      case KURTOSIS -> "3 for a normal output";
    };
  }

  /**
   * The page.
   *
   * @return Markdown
   */
  public static String markdown() {
    StringBuilder page = new StringBuilder(HEAD).append("## Of a unit\n\n");
    table(page, Arrays.stream(Quantity.values()).map(Definitions::word).toList());
    page.append("\n## Of routes and layers\n\n");
    table(page, OTHERS);
    return page.toString();
  }

  private static void table(StringBuilder page, List<Word> words) {
    page.append("| word | formula | |\n|---|---|---|\n");
    for (Word word : words) {
      page.append("| ")
          .append(word.name())
          .append(" | `")
          .append(word.formula().replace("|", "\\|"))
          .append("` | ")
          .append(word.meaning().replace("|", "\\|"))
          .append(" |\n");
    }
  }

  /**
   * A unit's quantities, each with its formula and its number.
   *
   * @param row what is known of the unit
   * @return a line a quantity that is known, and one on what it is good for
   */
  public static String explained(Row row) {
    List<String> lines = new ArrayList<>();
    for (Quantity quantity : Quantity.values()) {
      value(row, quantity)
          .ifPresent(
              value -> {
                Word word = word(quantity);
                lines.add(word.name() + " = " + filled(word.formula(), row) + " = " + value);
                lines.add("    " + word.meaning());
              });
    }
    return String.join("\n", lines) + "\n";
  }

  /** The formula, with the number of inputs where it has one. */
  private static String filled(String formula, Row row) {
    return formula
        .replace("/ n)", "/ " + row.unit().inputs() + ")")
        .replace("sqrt(n)", "sqrt(" + row.unit().inputs() + ")");
  }

  private static Optional<String> value(Row row, Quantity quantity) {
    Bounded exact = row.exact().map(e -> e.get(quantity)).orElse(Bounded.UNKNOWN);
    if (!exact.text().isEmpty()) {
      return Optional.of(
          Math.abs(exact.value()) <= exact.error()
              ? "0"
              : Digits.significant(exact.value(), DIGITS));
    }
    Estimate sampled = row.sampled().map(s -> s.get(quantity)).orElse(Estimate.NONE);
    return sampled.isDefined() ? Optional.of(sampled.valueText()) : Optional.empty();
  }
}
