package org.normprop.claim;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.normprop.function.Unit;
import org.normprop.function.stage.UnitException;
import org.normprop.io.Csv;
import org.normprop.text.Nearest;
import org.normprop.text.Numbers;
import org.normprop.text.Quoted;

/** Reads one line of a file of claims. */
final class ClaimReader {

  private final Csv csv;
  private final List<String> header;
  private final String source;

  ClaimReader(Csv csv, List<String> header, String source) {
    this.csv = csv;
    this.header = header;
    this.source = source;
  }

  Claim claim() throws IOException {
    int size = csv.fields().size();
    if (size != header.size()) {
      throw csv.bad("expected " + header.size() + " fields, got " + size);
    }
    Optional<Unit> unit = unit();
    ClaimedQuantity quantity = quantity();
    Printed printed = printed();
    OptionalLong samples = samples();
    Claim.Kind kind = kind();
    String group = text("group");
    String given = text("source");
    try {
      return new Claim(
          group.isEmpty() ? source : group,
          given.isEmpty() ? source : given,
          text("address"),
          text("where"),
          unit,
          quantity,
          printed,
          samples,
          kind,
          text("note"));
    } catch (IllegalArgumentException e) {
      throw bad("unit", e.getMessage());
    }
  }

  /** A field; empty if the file has no such column. */
  private String text(String column) throws IOException {
    int index = header.indexOf(column);
    return index < 0 ? "" : csv.field(index).strip();
  }

  private IOException bad(String column, String message) {
    return csv.bad(header.indexOf(column), message);
  }

  private Optional<Unit> unit() throws IOException {
    String text = text("unit");
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Unit.parse(text));
    } catch (UnitException e) {
      throw bad("unit", e.getMessage());
    }
  }

  private ClaimedQuantity quantity() throws IOException {
    String text = text("quantity");
    Optional<ClaimedQuantity> quantity = ClaimedQuantity.parse(text.toLowerCase(Locale.ROOT));
    if (quantity.isEmpty()) {
      throw bad(
          "quantity",
          "there is no quantity "
              + Quoted.of(text)
              + Nearest.question(text, ClaimedQuantity.names())
              + "; they are "
              + String.join(", ", ClaimedQuantity.names()));
    }
    return quantity.get();
  }

  private Printed printed() throws IOException {
    try {
      return Printed.parse(text("printed"));
    } catch (IllegalArgumentException e) {
      throw bad("printed", e.getMessage());
    }
  }

  /** A whole number, such as 10000 or 1e4. */
  private OptionalLong samples() throws IOException {
    String text = text("samples");
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    OptionalLong samples = Numbers.whole(text, 2, Long.MAX_VALUE);
    if (samples.isPresent()) {
      return samples;
    }
    throw bad(
        "samples",
        "samples must be a whole number of at least 2, such as 1e6, or empty; got "
            + Quoted.of(text));
  }

  private Claim.Kind kind() throws IOException {
    String text = text("kind");
    if (text.isEmpty()) {
      return Claim.Kind.UNSAID;
    }
    for (Claim.Kind kind : Claim.Kind.values()) {
      if (kind != Claim.Kind.UNSAID && word(kind).equalsIgnoreCase(text)) {
        return kind;
      }
    }
    String words =
        Arrays.stream(Claim.Kind.values())
            .filter(kind -> kind != Claim.Kind.UNSAID)
            .map(ClaimReader::word)
            .collect(Collectors.joining(", "));
    throw bad("kind", "kind must be one of " + words + ", or empty; got " + Quoted.of(text));
  }

  private static String word(Claim.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
