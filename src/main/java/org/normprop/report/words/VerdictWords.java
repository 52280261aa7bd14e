package org.normprop.report.words;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import org.normprop.claim.Claim;
import org.normprop.claim.Finding;
import org.normprop.claim.Inconsistency;
import org.normprop.claim.Known;
import org.normprop.claim.Printed;
import org.normprop.claim.Verdict;
import org.normprop.claim.Verdict.Deviation;
import org.normprop.claim.Verification;
import org.normprop.claim.structure.Check;
import org.normprop.claim.structure.StructuralClaim;
import org.normprop.text.Digits;

/** Findings in words. */
public final class VerdictWords {

  /** Said of a number that is no double. */
  private static final String BEYOND = "more than 1e308";

  private static final int LEAST_DIGITS = 6;
  private static final int MOST_DIGITS = 12;

  /** A sample beyond this size explains nothing: nobody drew it. */
  private static final double LARGEST_SAMPLE = 1e12;

  private VerdictWords() {}

  static String subject(Claim claim) {
    return claim.subject() + " " + claim.quantity().text();
  }

  /** The verdict's class, in a word. */
  static String kind(Verdict verdict) {
    return lower(verdict.kind());
  }

  public static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** The true value, with a digit more than was printed where our bound supports it. */
  static String right(Finding finding) {
    return finding.known().map(known -> right(finding, known)).orElse("");
  }

  private static String right(Finding finding, Known known) {
    int printed = finding.claim().printed().digits() + 1;
    boolean isFine =
        finding.verdict() instanceof Verdict.Rounding
            || finding.verdict() instanceof Verdict.Off off
                && off.deviation().rightDigits() >= MOST_DIGITS - 2;
    int most = isFine ? printed : MOST_DIGITS;
    return rounded(known, Math.max(LEAST_DIGITS, Math.min(printed, most)));
  }

  /** The true value, with so many significant digits or as many as its bound supports. */
  static String rounded(Known known, int digits) {
    BigDecimal middle = known.range().middle();
    BigDecimal radius = known.range().radius();
    if (middle.abs().compareTo(radius) <= 0) {
      return "0";
    }
    int supported =
        radius.signum() == 0 ? digits : Math.max(1, exponent(middle) - exponent(radius));
    MathContext context = new MathContext(Math.min(digits, supported), RoundingMode.HALF_EVEN);
    return middle.round(context).stripTrailingZeros().toPlainString();
  }

  private static int exponent(BigDecimal value) {
    return value.precision() - value.scale();
  }

  /** What more there is to say; empty for an exact number. */
  static String detail(Finding finding) {
    Verdict verdict = finding.verdict();
    Claim claim = finding.claim();
    if (verdict instanceof Verdict.WithinSampling within) {
      return errors(within.standardErrors(), claim) + noise(within.noiseDigits(), claim.printed());
    }
    if (verdict instanceof Verdict.Rounding rounding) {
      return deviation(rounding.deviation(), claim) + "; doubles are no finer";
    }
    if (verdict instanceof Verdict.Off off) {
      return deviation(off.deviation(), claim)
          + off.instead().map(instead -> "; it is " + instead).orElse("");
    }
    if (verdict instanceof Verdict.Convention convention) {
      return "it is " + convention.instead() + "; " + relative(convention.deviation());
    }
    if (verdict instanceof Verdict.Missing missing) {
      return missing.why();
    }
    return verdict instanceof Verdict.Undecided undecided ? undecided(undecided) : "";
  }

  private static String errors(double standardErrors, Claim claim) {
    return String.format(
        Locale.ROOT,
        "%.1f standard errors of %s draws",
        standardErrors,
        count(claim.samples().getAsLong()));
  }

  private static String noise(int digits, Printed printed) {
    if (digits == 0) {
      return "";
    }
    return digits == 1
        ? "; its last digit is noise"
        : "; the last " + digits + " of its " + printed.digits() + " digits are noise";
  }

  private static String deviation(Deviation deviation, Claim claim) {
    StringBuilder words = new StringBuilder(relative(deviation));
    Printed printed = claim.printed();
    if (printed.isDecimal()) {
      words
          .append(", ")
          .append(units(Math.abs(deviation.unitsInLastPlace())))
          .append(" units of the last place; ")
          .append(deviation.rightDigits())
          .append(" of ")
          .append(printed.digits())
          .append(printed.digits() == 1 ? " digit right" : " digits right");
    }
    if (claim.samples().isPresent() && deviation.standardErrors() > 0) {
      words.append("; ").append(errors(deviation.standardErrors(), claim));
    } else if (deviation.explainingSamples() >= 2
        && deviation.explainingSamples() < LARGEST_SAMPLE) {
      words
          .append("; one standard error of ")
          .append(count(deviation.explainingSamples()))
          .append(" draws");
    }
    return words.toString();
  }

  /** Near a half, where it matters, to three digits. */
  private static String units(double units) {
    if (units > Double.MAX_VALUE) {
      return BEYOND;
    }
    return units < 1 ? Digits.significant(units, 3) : count(units);
  }

  private static String relative(Deviation deviation) {
    double size = Math.abs(deviation.relative());
    String side = deviation.difference() > 0 ? " too high" : " too low";
    if (Double.isInfinite(size)) {
      double difference = Math.abs(deviation.difference());
      return (difference < Double.MAX_VALUE ? Digits.significant(difference, 2) : BEYOND) + side;
    }
    return size >= 1e-5
        ? Digits.significant(100 * size, 2) + " %" + side
        : Digits.significant(size, 2) + side + ", relatively";
  }

  private static String undecided(Verdict.Undecided undecided) {
    if (Double.isNaN(undecided.samples())) {
      return "no route of ours reaches it";
    }
    return "right to "
        + undecided.rightDigits()
        + (undecided.rightDigits() == 1 ? " digit; " : " digits; ")
        + (undecided.samples() < 1e15
            ? count(undecided.samples()) + " draws of ours would settle it"
            : "our bound is too wide for the rest");
  }

  static String contradiction(Inconsistency pair) {
    Claim first = pair.first();
    Claim second = pair.second();
    return String.format(
        Locale.ROOT,
        "%s: %s and %s have the same %s, but %s and %s are printed, %s %% apart.",
        first.source(),
        first.subject(),
        second.subject(),
        first.quantity().words(),
        first.printed().text(),
        second.printed().text(),
        percent(
            pair.difference().abs().doubleValue()
                / Math.abs(pair.common().middle().doubleValue())));
  }

  private static String percent(double part) {
    return 100 * part <= Double.MAX_VALUE ? Digits.significant(100 * part, 2) : BEYOND;
  }

  /** A computed number, and the one that was predicted if it reads differently. */
  static String value(Check check) {
    String computed = shortened(check.computed());
    return Double.isNaN(check.expected())
        ? computed
        : padded(computed, 8) + "predicted " + shortened(check.expected());
  }

  static String shortened(double value) {
    return Math.abs(value) < Check.ROUNDING ? "0" : Digits.significant(value, 4);
  }

  static String padded(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }

  static String summary(Verification verification) {
    StringBuilder words = new StringBuilder();
    int findings = verification.findings().size();
    words.append(findings).append(findings == 1 ? " published number: " : " published numbers: ");
    for (Verdict.Kind kind : Verdict.Kind.values()) {
      words
          .append(kind.ordinal() == 0 ? "" : ", ")
          .append(verification.count(kind))
          .append(' ')
          .append(words(kind, verification.count(kind)));
    }
    long holding = verification.structure().stream().filter(StructuralClaim::holds).count();
    return words
        .append(". Contradictions inside a source: ")
        .append(verification.inconsistencies().size())
        .append(". Claims about layers and nets that hold: ")
        .append(holding)
        .append(" of ")
        .append(verification.structure().size())
        .append(". Units on which our own routes ")
        .append(verification.disagreements().isEmpty() ? "agree: " : "disagree: ")
        .append(verification.units())
        .append('.')
        .toString();
  }

  private static String words(Verdict.Kind kind, long count) {
    return switch (kind) {
      case EXACT -> "exact to the printed digits";
      case ROUNDING -> "right but for double rounding";
      case WITHIN -> "within sampling error";
      case OFF -> "off";
      case CONVENTION -> count == 1 ? "convention" : "conventions";
      case UNDECIDED -> "undecided";
    };
  }

  /** To two digits, such as 4.6, 2600 or 2.6e9. */
  static String count(double count) {
    MathContext two = new MathContext(2, RoundingMode.HALF_EVEN);
    BigDecimal rounded = new BigDecimal(count).round(two).stripTrailingZeros();
    if (count < 1e5) {
      return rounded.toPlainString();
    }
    int exponent = exponent(rounded) - 1;
    return rounded.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent;
  }
}
