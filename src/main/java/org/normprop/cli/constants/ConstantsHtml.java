package org.normprop.cli.constants;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.normprop.claim.Claim;
import org.normprop.claim.Corpus;
import org.normprop.claim.Verification;
import org.normprop.cli.about.Version;
import org.normprop.cli.line.Console;
import org.normprop.export.ExportedConstant;
import org.normprop.export.Snippets;
import org.normprop.function.Unit;
import org.normprop.function.spelling.ForeignNames;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.Pooling;
import org.normprop.io.Csv;
import org.normprop.moments.Calculator;
import org.normprop.moments.FixedPoint;
import org.normprop.moments.KeptVariances;
import org.normprop.moments.law.MomentException;
import org.normprop.moments.sample.Sampling;
import org.normprop.report.UnitCharts;
import org.normprop.report.page.ConstantsPage;
import org.normprop.report.page.UnitCard;
import org.normprop.report.words.KernelTable;
import org.normprop.report.words.VerifyData;
import org.normprop.table.Input;
import org.normprop.table.Row;
import org.normprop.table.StandardTable;
import org.normprop.text.Digits;

/** Gathers what the page of constants shows. */
public final class ConstantsHtml {

  /** Enough for verdicts, which lean on the deterministic route. */
  private static final Sampling CHECK = new Sampling(500_000, 1, 0);

  /** Means below this are 0. */
  private static final double ROUNDING = 1e-12;

  private static final int FIXED_DIGITS = 10;

  private static final List<String> CLAIMED =
      List.of("source", "where", "quantity", "printed", "verdict", "right");

  /** What people search by and no framework writes. */
  private static final Map<String, String> SPELLED_OUT =
      Map.of(
          "gelu", "Gaussian error linear unit",
          "relu", "rectified linear unit, rectifier, ramp",
          "elu", "exponential linear unit",
          "selu", "scaled exponential linear unit",
          "silu", "sigmoid linear unit",
          "tanh", "hyperbolic tangent",
          "sigmoid", "logistic function");

  private ConstantsHtml() {}

  /**
   * Makes the page.
   *
   * @param asked units as they were asked for; empty for all
   * @param dir a folder of tables, if one was named
   * @param console where progress is shown
   * @return the file's text
   * @throws IOException if a table cannot be read
   */
  public static String page(List<String> asked, Optional<Path> dir, Console console)
      throws IOException {
    ConstantsToExport.Found found = ConstantsToExport.rows(asked, dir, console);
    List<Unit> units = found.rows().values().stream().map(Row::unit).toList();
    List<Row> more =
        Calculator.rows(units, Input.STANDARD, Calculator.Method.EXACT, CHECK, n -> {});
    Map<String, Row> moreOf = new HashMap<>();
    more.forEach(row -> moreOf.put(row.unit().text(), row));
    Map<String, String> families = families();
    Map<String, Map<String, String>> kernels = kernels(dir);
    Map<String, List<List<String>>> claims = claims(units);
    List<UnitCard> cards = new ArrayList<>();
    found
        .rows()
        .forEach(
            (name, row) -> {
              String text = row.unit().text();
              cards.add(
                  new UnitCard(
                      name,
                      families.getOrDefault(text, "of one's own"),
                      entry(row.unit()).map(ForeignNames.Entry::formula).orElse(""),
                      words(row.unit()),
                      row,
                      moreOf.get(text),
                      UnitCharts.of(row),
                      fixedPoints(row.unit()),
                      kernels.getOrDefault(text, Map.of()),
                      claims.getOrDefault(meant(text), List.of()),
                      Snippets.of(ExportedConstant.of(name, row))));
            });
    return ConstantsPage.html(cards, found.provenance());
  }

  private static Map<String, String> families() {
    Map<String, String> families = new HashMap<>();
    for (StandardTable table : StandardTable.values()) {
      String family = table.fileName().replace(".csv", "");
      table.units().forEach(unit -> families.putIfAbsent(unit.text(), family));
    }
    return families;
  }

  private static Optional<ForeignNames.Entry> entry(Unit unit) {
    return ForeignNames.entries().stream()
        .filter(e -> e.unit().equals(unit.text()) || e.name().equals(unit.text().split(":")[0]))
        .filter(e -> unit.stages().size() == 1)
        .findFirst();
  }

  private static List<String> words(Unit unit) {
    List<String> words = new ArrayList<>();
    ForeignNames.entries().stream()
        .filter(e -> e.unit().equals(unit.text()))
        .flatMap(e -> Stream.of(e.pytorch(), e.keras(), e.jax(), e.onnx(), e.others()))
        .filter(names -> !names.isEmpty())
        .flatMap(ConstantsHtml::apart)
        .forEach(words::add);
    Optional.ofNullable(SPELLED_OUT.get(unit.text())).ifPresent(words::add);
    return words;
  }

  /** Names apart, but for those with a remark or an argument behind a blank. */
  private static Stream<String> apart(String names) {
    return names.contains("(") ? Stream.of(names) : Stream.of(names.split(" "));
  }

  /** Variances that layers keep whose weights have norm 1 and sum 0, as SELU's. */
  private static List<String> fixedPoints(Unit unit) {
    if (unit.stages().size() != 1 || !(unit.stages().get(0) instanceof Activation activation)) {
      return List.of();
    }
    String of = "Fixed points, of layers with weights of norm 1 and sum 0: ";
    try {
      KeptVariances kept = KeptVariances.of(activation, false);
      if (kept.isAll()) {
        return List.of(of + "every variance is kept.");
      }
      List<String> all = new ArrayList<>();
      kept.lines().forEach(line -> all.add(words(line)));
      kept.points().forEach(point -> all.add(words(point)));
      return List.of(
          of
              + (all.isEmpty()
                  ? "no variance from 0.001 to 100 is kept."
                  : String.join("; ", all) + "."));
    } catch (MomentException e) {
      return List.of();
    }
  }

  private static String words(KeptVariances.Line line) {
    return "each variance from "
        + Digits.significant(line.from(), 2)
        + " to "
        + Digits.significant(line.to(), 2)
        + " up to rounding";
  }

  private static String words(FixedPoint point) {
    return "mean "
        + Digits.significant(Math.abs(point.mean()) < ROUNDING ? 0 : point.mean(), FIXED_DIGITS)
        + ", variance "
        + Digits.significant(point.variance(), FIXED_DIGITS)
        + (point.isStable() ? ", stable" : ", unstable");
  }

  private static Map<String, Map<String, String>> kernels(Optional<Path> dir) throws IOException {
    Path file = dir.orElse(Path.of("")).resolve(KernelTable.FILE);
    String text =
        dir.isPresent() && Files.exists(file)
            ? Files.readString(file)
            : KernelTable.text(Version.current());
    Map<String, Map<String, String>> kernels = new HashMap<>();
    for (Map<String, String> line : records(text)) {
      kernels.put(line.remove("unit"), line);
    }
    return kernels;
  }

  private static Map<String, List<List<String>>> claims(List<Unit> units) throws IOException {
    Set<String> meant = units.stream().map(unit -> meant(unit.text())).collect(toSet());
    List<Claim> known =
        Corpus.published().stream().filter(c -> meant.contains(meant(c.subject()))).toList();
    Map<String, List<List<String>>> claims = new HashMap<>();
    if (known.isEmpty()) {
      return claims;
    }
    Verification verification = Verification.of(known, List.of(), CHECK, n -> {});
    for (Map<String, String> line : records(VerifyData.csv(verification))) {
      claims
          .computeIfAbsent(meant(line.get("unit")), u -> new ArrayList<>(List.of(CLAIMED)))
          .add(CLAIMED.stream().map(line::get).toList());
    }
    return claims;
  }

  /** A text that units of the same numbers have in common: max:9 and max:3x3 are one. */
  private static String meant(String subject) {
    try {
      return Unit.parse(subject).stages().stream()
          .map(
              stage ->
                  stage instanceof Pooling pooling
                      ? pooling.kind().text() + ':' + pooling.cells() + ':' + pooling.p()
                      : stage.text())
          .collect(joining(","));
    } catch (IllegalArgumentException notAUnit) {
      return subject;
    }
  }

  /** The lines of a table by column. */
  private static List<Map<String, String>> records(String text) throws IOException {
    List<Map<String, String>> records = new ArrayList<>();
    String plain = text.replaceAll("(?m)^#.*\\n", "");
    InputStream in = new ByteArrayInputStream(plain.getBytes(StandardCharsets.UTF_8));
    try (Csv csv = new Csv(Path.of(KernelTable.FILE), in)) {
      csv.next();
      List<String> header = csv.fields();
      while (csv.next()) {
        Map<String, String> line = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
          line.put(header.get(i), csv.field(i));
        }
        records.add(line);
      }
    }
    return records;
  }
}
