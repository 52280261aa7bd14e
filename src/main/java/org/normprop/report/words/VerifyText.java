package org.normprop.report.words;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.normprop.claim.Finding;
import org.normprop.claim.Inconsistency;
import org.normprop.claim.Verdict;
import org.normprop.claim.Verification;
import org.normprop.claim.structure.Check;
import org.normprop.claim.structure.StructuralClaim;
import org.normprop.text.Wrap;

/**
 * What {@code verify} shows a person: 80 columns, grouped by source, a summary at the end. For one
 * thread.
 */
public final class VerifyText {

  private static final int WIDTH = 80;
  private static final int INDENT = 2;

  /** Where the columns behind the verdict begin. */
  private static final int[] COLUMNS = {13, 40, 64};

  private static final int DETAIL = COLUMNS[0] + 2;
  private static final int CHECK_WIDTH = 40;

  private final boolean colours;
  private final StringBuilder out = new StringBuilder();

  private VerifyText(boolean colours) {
    this.colours = colours;
  }

  public static String of(Verification verification, boolean colours) {
    VerifyText text = new VerifyText(colours);
    bySource(verification.findings()).forEach(text::group);
    if (!verification.inconsistencies().isEmpty()) {
      text.title("Contradictions inside a source");
      verification.inconsistencies().forEach(text::inconsistency);
      text.out.append('\n');
    }
    if (!verification.structure().isEmpty()) {
      text.title("Claims about layers and nets, computed");
      verification.structure().forEach(text::structure);
    }
    text.out.append(Wrap.lines(VerdictWords.summary(verification), 0));
    return text.out.toString();
  }

  /** Findings by their sources, in order. */
  static Map<String, List<Finding>> bySource(List<Finding> findings) {
    Map<String, List<Finding>> groups = new LinkedHashMap<>();
    for (Finding finding : findings) {
      groups.computeIfAbsent(finding.claim().source(), k -> new ArrayList<>()).add(finding);
    }
    return groups;
  }

  private void title(String title) {
    for (String line : Wrap.lines(title, 0).split("\n")) {
      out.append(styled(line, "1")).append('\n');
    }
  }

  private void group(String source, List<Finding> findings) {
    title(source);
    row(" ".repeat(INDENT), 0, "", "printed", "right");
    for (Finding finding : findings) {
      String verdict = VerdictWords.kind(finding.verdict());
      row(
          " ".repeat(INDENT) + styled(verdict, colour(finding.verdict().kind())),
          verdict.length(),
          VerdictWords.subject(finding.claim()),
          finding.claim().printed().text(),
          VerdictWords.right(finding));
      String detail = VerdictWords.detail(finding);
      if (!detail.isEmpty()) {
        out.append(Wrap.lines(detail, DETAIL));
      }
    }
    out.append('\n');
  }

  /** A row; a cell that is too long pushes the next one to a line of its own. */
  private void row(String head, int headLength, String... cells) {
    out.append(head);
    int column = INDENT + headLength;
    for (int i = 0; i < cells.length; i++) {
      int start = Math.max(0, Math.min(COLUMNS[i], WIDTH - cells[i].length()));
      if (column > 0 && column >= start) {
        out.append('\n');
        column = 0;
      }
      if (!cells[i].isEmpty()) {
        out.append(" ".repeat(start - column)).append(cells[i]);
        column = start + cells[i].length();
      }
    }
    out.append('\n');
  }

  private void inconsistency(Inconsistency inconsistency) {
    out.append(Wrap.lines(VerdictWords.contradiction(inconsistency), INDENT));
  }

  private void structure(StructuralClaim claim) {
    String verdict = claim.holds() ? "holds" : "fails";
    String colour = colour(claim.holds() ? Verdict.Kind.EXACT : Verdict.Kind.OFF);
    String statement = Wrap.lines(claim.statement() + " (" + claim.source() + ")", COLUMNS[0]);
    out.append(" ".repeat(INDENT))
        .append(styled(verdict, colour))
        .append(statement.substring(INDENT + verdict.length()));
    for (Check check : claim.checks()) {
      out.append(" ".repeat(DETAIL))
          .append(VerdictWords.padded(check.what(), CHECK_WIDTH))
          .append(VerdictWords.value(check))
          .append('\n');
    }
    out.append('\n');
  }

  private static String colour(Verdict.Kind kind) {
    return switch (kind) {
      case EXACT, ROUNDING -> "32";
      case WITHIN -> "36";
      case OFF -> "31";
      case CONVENTION -> "33";
      case UNDECIDED -> "35";
    };
  }

  private String styled(String text, String code) {
    return colours ? "\033[" + code + "m" + text + "\033[0m" : text;
  }
}
