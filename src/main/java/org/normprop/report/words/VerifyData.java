package org.normprop.report.words;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import org.normprop.claim.Claim;
import org.normprop.claim.Finding;
import org.normprop.claim.Inconsistency;
import org.normprop.claim.Known;
import org.normprop.claim.Verdict;
import org.normprop.claim.Verdict.Deviation;
import org.normprop.claim.Verification;
import org.normprop.claim.structure.Check;
import org.normprop.claim.structure.StructuralClaim;
import org.normprop.io.Csv;
import org.normprop.json.Json;
import org.normprop.text.Digits;

/** What {@code verify} tells a program. */
public final class VerifyData {

  private static final List<String> COLUMNS =
      List.of(
          "group",
          "source",
          "address",
          "where",
          "unit",
          "quantity",
          "printed",
          "samples",
          "kind",
          "verdict",
          "right",
          "bound",
          "route",
          "difference",
          "units_in_last_place",
          "relative",
          "right_digits",
          "standard_errors",
          "noise_digits",
          "explaining_samples",
          "settling_samples",
          "remark");

  private static final int DIGITS = 20;

  private VerifyData() {}

  public static String csv(Verification verification) {
    StringBuilder csv = new StringBuilder(Csv.line(COLUMNS));
    for (Finding finding : verification.findings()) {
      JsonObject values = json(finding);
      csv.append(
          Csv.line(
              COLUMNS.stream()
                  .map(name -> values.has(name) ? values.get(name).getAsString() : "")
                  .toList()));
    }
    return csv.toString();
  }

  public static String json(Verification verification) {
    JsonObject root = new JsonObject();
    root.addProperty("summary", VerdictWords.summary(verification));
    JsonArray findings = new JsonArray();
    verification.findings().forEach(finding -> findings.add(json(finding)));
    root.add("findings", findings);
    JsonArray contradictions = new JsonArray();
    verification.inconsistencies().forEach(pair -> contradictions.add(json(pair)));
    root.add("contradictions", contradictions);
    JsonArray structure = new JsonArray();
    verification.structure().forEach(claim -> structure.add(json(claim)));
    root.add("structure", structure);
    JsonArray disagreements = new JsonArray();
    verification.disagreements().forEach(disagreements::add);
    root.add("disagreements", disagreements);
    return Json.text(root);
  }

  private static JsonObject json(Finding finding) {
    Claim claim = finding.claim();
    JsonObject object = new JsonObject();
    object.addProperty("group", claim.group());
    object.addProperty("source", claim.source());
    text(object, "address", claim.address());
    text(object, "where", claim.where());
    claim.unit().ifPresent(unit -> object.addProperty("unit", unit.text()));
    object.addProperty("quantity", claim.quantity().text());
    object.addProperty("printed", claim.printed().text());
    claim.samples().ifPresent(samples -> object.addProperty("samples", samples));
    if (claim.kind() != Claim.Kind.UNSAID) {
      object.addProperty("kind", VerdictWords.lower(claim.kind()));
    }
    object.addProperty("verdict", VerdictWords.kind(finding.verdict()));
    finding.known().ifPresent(known -> known(object, known));
    verdict(object, finding.verdict());
    text(object, "remark", VerdictWords.detail(finding));
    return object;
  }

  private static void known(JsonObject object, Known known) {
    object.addProperty("right", VerdictWords.rounded(known, DIGITS));
    number(object, "bound", known.range().radius().doubleValue());
    object.addProperty("route", known.route());
  }

  private static void verdict(JsonObject object, Verdict verdict) {
    if (verdict instanceof Verdict.WithinSampling within) {
      number(object, "standard_errors", within.standardErrors());
      object.addProperty("noise_digits", within.noiseDigits());
    } else if (verdict instanceof Verdict.Rounding rounding) {
      deviation(object, rounding.deviation());
    } else if (verdict instanceof Verdict.Off off) {
      deviation(object, off.deviation());
    } else if (verdict instanceof Verdict.Convention convention) {
      deviation(object, convention.deviation());
    } else if (verdict instanceof Verdict.Undecided undecided) {
      object.addProperty("right_digits", undecided.rightDigits());
      number(object, "settling_samples", undecided.samples());
    }
  }

  private static void deviation(JsonObject object, Deviation deviation) {
    number(object, "difference", deviation.difference());
    number(object, "units_in_last_place", deviation.unitsInLastPlace());
    number(object, "relative", deviation.relative());
    object.addProperty("right_digits", deviation.rightDigits());
    number(object, "standard_errors", deviation.standardErrors());
    number(object, "explaining_samples", deviation.explainingSamples());
  }

  private static JsonObject json(Inconsistency pair) {
    JsonObject object = new JsonObject();
    object.addProperty("source", pair.first().source());
    object.addProperty("quantity", pair.first().quantity().text());
    object.addProperty("first", pair.first().subject());
    object.addProperty("second", pair.second().subject());
    number(object, "difference", pair.difference().doubleValue());
    object.addProperty("remark", VerdictWords.contradiction(pair));
    return object;
  }

  private static JsonObject json(StructuralClaim claim) {
    JsonObject object = new JsonObject();
    object.addProperty("source", claim.source());
    object.addProperty("statement", claim.statement());
    object.addProperty("holds", claim.holds());
    JsonArray checks = new JsonArray();
    for (Check check : claim.checks()) {
      JsonObject line = new JsonObject();
      line.addProperty("what", check.what());
      number(line, "computed", check.computed());
      number(line, "expected", check.expected());
      number(line, "tolerance", check.tolerance());
      checks.add(line);
    }
    object.add("checks", checks);
    return object;
  }

  private static void text(JsonObject object, String name, String text) {
    if (!text.isEmpty()) {
      object.addProperty(name, text);
    }
  }

  /** Six digits; JSON knows no NaN and no infinity: what is not defined is left out. */
  private static void number(JsonObject object, String name, double value) {
    if (Double.isFinite(value)) {
      object.addProperty(name, Double.parseDouble(Digits.significant(value, 6)));
    }
  }
}
