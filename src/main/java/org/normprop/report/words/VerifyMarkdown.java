package org.normprop.report.words;

import java.util.List;
import java.util.Map;
import org.normprop.claim.Claim;
import org.normprop.claim.Finding;
import org.normprop.claim.Inconsistency;
import org.normprop.claim.Verification;
import org.normprop.claim.structure.Check;
import org.normprop.claim.structure.StructuralClaim;

/** The findings as a page of Markdown. */
public final class VerifyMarkdown {

  private VerifyMarkdown() {}

  public static String of(Verification verification) {
    StringBuilder page =
        new StringBuilder(
            """
            # Published constants, verified

            Made by `normprop verify --format markdown`; edit nothing here. Every number was found \
            by a deterministic route with a bound and by sampling. A decimal is **exact** if the \
            true value rounds to it; **within** if its own sample explains the deviation; **off** \
            if not; a **convention** if it was not meant to be the moment.

            """);
    page.append(VerdictWords.summary(verification)).append("\n");
    for (Map.Entry<String, List<Finding>> group :
        VerifyText.bySource(verification.findings()).entrySet()) {
      group(page, group.getKey(), group.getValue());
    }
    if (!verification.inconsistencies().isEmpty()) {
      page.append("\n## Contradictions inside a source\n\n");
      for (Inconsistency pair : verification.inconsistencies()) {
        page.append("- ").append(VerdictWords.contradiction(pair)).append('\n');
      }
    }
    if (!verification.structure().isEmpty()) {
      page.append("\n## Claims about layers and nets, computed\n");
      verification.structure().forEach(claim -> structure(page, claim));
    }
    return page.toString();
  }

  private static void group(StringBuilder page, String source, List<Finding> findings) {
    String address = findings.get(0).claim().address();
    page.append("\n## ").append(source).append("\n\n");
    if (!address.isEmpty()) {
      page.append('<').append(address).append(">\n\n");
    }
    page.append("| number | printed | right | verdict | |\n|---|---|---|---|---|\n");
    for (Finding finding : findings) {
      Claim claim = finding.claim();
      row(
          page,
          code(claim.subject()) + " " + claim.quantity().words(),
          code(claim.printed().text()),
          VerdictWords.right(finding),
          VerdictWords.kind(finding.verdict()),
          VerdictWords.detail(finding));
    }
  }

  private static void structure(StringBuilder page, StructuralClaim claim) {
    page.append("\n**")
        .append(claim.holds() ? "Holds" : "Fails")
        .append(":** ")
        .append(claim.statement())
        .append(" (")
        .append(claim.source())
        .append(")\n\n| | computed | predicted |\n|---|---|---|\n");
    for (Check check : claim.checks()) {
      row(
          page,
          check.what(),
          VerdictWords.shortened(check.computed()),
          Double.isNaN(check.expected()) ? "" : VerdictWords.shortened(check.expected()));
    }
  }

  private static String code(String text) {
    return "`" + text + "`";
  }

  private static void row(StringBuilder page, String... cells) {
    page.append('|');
    for (String cell : cells) {
      page.append(' ').append(cell).append(cell.isEmpty() ? "|" : " |");
    }
    page.append('\n');
  }
}
