package org.normprop.report.reference;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.normprop.claim.Claim;
import org.normprop.claim.ClaimedQuantity;
import org.normprop.claim.Corpus;

/** The file of published numbers. */
final class ClaimsFileReference {

  private static final Map<String, String> COLUMNS =
      Map.of(
          "group", "a word for the source; `--filter` finds it",
          "source", "who published it, where; claims of one source stand together",
          "address", "where it is to be found; may be empty",
          "where", "the place in the source; may be empty",
          "unit", "what it is of, in any spelling that `estimate` takes",
          "quantity", "what it is said to be; see below",
          "printed",
              "the number as printed, every digit of it, such as 0.3989 or 3.989×10^-1, or a formula such as `sqrt(2)`",
          "samples", "how many draws it was sampled with, if the source says so; may be empty",
          "kind", "what the source says of it; see below; may be empty",
          "note", "what else the source says; may be empty");

  private ClaimsFileReference() {}

  static String page() {
    StringBuilder page = new StringBuilder("# The file of claims\n\n").append(Page.GENERATED);
    page.append("`verify --claims FILE` judges your own list of published numbers: a CSV file,")
        .append(
            " UTF-8, with a header and a line a number. The columns unit, quantity and printed are")
        .append(" needed, the others may be left out, and they stand in any order:\n\n    ")
        .append(String.join(",", Corpus.COLUMNS))
        .append("\n    mine,my notes,,page 3,\"relu,max:3x3\",mean,1.4853,1e6,sampled,\n\n")
        .append("| column | what stands there |\n|---|---|\n");
    for (String column : Corpus.COLUMNS) {
      page.append("| ").append(column).append(" | ").append(COLUMNS.get(column)).append(" |\n");
    }
    page.append("\nQuantities: `")
        .append(String.join("`, `", ClaimedQuantity.names()))
        .append("`")
        .append(" ([what they are](definitions.md)).\n\nKinds: ")
        .append(
            Arrays.stream(Claim.Kind.values())
                .filter(kind -> kind != Claim.Kind.UNSAID)
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("`, `", "`", "`")))
        .append(". A convention, that is what a source recommends, is never called off.\n\n")
        .append(
            "Verdicts: exact, every printed digit is right; rounding, right but for what double")
        .append(" arithmetic resolves, in the last of 16 digits and more; within, as near as the")
        .append(" samples allow; off; convention; undecided, where our own error is too large.\n");
    return page.toString();
  }
}
