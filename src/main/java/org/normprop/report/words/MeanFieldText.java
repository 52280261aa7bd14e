package org.normprop.report.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.normprop.io.Csv;
import org.normprop.moments.pair.MeanField;
import org.normprop.table.Bounded;
import org.normprop.text.Digits;
import org.normprop.text.Numbers;

/** The mean field of deep networks, for people and for programs. */
public final class MeanFieldText {

  /**
   * What was found of an activation.
   *
   * @param text the activation as it was given
   * @param critical pairs on the edge of chaos, or none
   * @param variances {s_w^2, s_b^2} of the point, or null
   * @param point where layers of these variances go; empty where nowhere
   */
  public record Entry(
      String text,
      List<MeanField.Critical> critical,
      double[] variances,
      Optional<MeanField.Point> point) {}

  private static final List<String> COLUMNS =
      List.of(
          "unit",
          "kind",
          "q",
          "s_w2",
          "s_w2_error",
          "s_b2",
          "s_b2_error",
          "chi_1",
          "chi_q",
          "c",
          "chi_c",
          "depth_q",
          "depth_c");

  private MeanFieldText() {}

  /** For people. */
  public static String text(List<Entry> entries) {
    StringBuilder text = new StringBuilder();
    for (Entry entry : entries) {
      text.append(text.isEmpty() ? "" : "\n");
      if (!entry.critical.isEmpty()) {
        text.append(entry.text).append(": the edge of chaos, chi_1 = s_w^2 E f'^2 = 1\n\n");
        text.append(String.format(Locale.ROOT, "  %-10s%-20s%s\n", "q", "s_w^2", "s_b^2"));
        for (MeanField.Critical c : entry.critical) {
          text.append(
              String.format(
                  Locale.ROOT,
                  "  %-10s%-20s%s\n",
                  Numbers.text(c.q()),
                  c.exists() ? shown(c.weights()) : "-",
                  c.exists() ? shown(c.biases()) : reason(c)));
        }
      }
      if (entry.variances != null) {
        text.append(entry.text)
            .append(": layers with s_w^2 = ")
            .append(Numbers.text(entry.variances[0]))
            .append(", s_b^2 = ")
            .append(Numbers.text(entry.variances[1]))
            .append("\n\n");
        text.append(
            entry
                .point
                .map(MeanFieldText::point)
                .orElse(
                    "  the variance settles nowhere: it falls"
                        + " to 0, grows without end, or stays where it starts\n"));
      }
    }
    return text.toString();
  }

  private static String reason(MeanField.Critical c) {
    if (c.weights().value() == 0) {
      return "none: E f'^2 is infinite, near inputs part in every layer";
    }
    return Double.isFinite(c.weights().value())
        ? "none: the weights alone give more variance than q"
        : "none: the function is constant";
  }

  private static String point(MeanField.Point p) {
    StringBuilder text = new StringBuilder();
    row(text, "variance q", p.q());
    row(text, "chi_q", p.chiVariance());
    row(text, "depth of q", p.varianceDepth());
    row(text, "chi_1", p.chiOne());
    row(text, "correlation c", p.correlation());
    row(text, "chi at c", p.chiCorrelation());
    row(text, "depth of c", p.correlationDepth());
    text.append("  ")
        .append(
            p.chiOne() > 1 + 1e-9
                ? "chaos: near inputs part"
                : p.chiOne() < 1 - 1e-9 ? "order: all inputs become one" : "the edge of chaos")
        .append('\n');
    return text.toString();
  }

  private static void row(StringBuilder text, String name, double value) {
    text.append(String.format(Locale.ROOT, "  %-16s%s\n", name, number(value)));
  }

  private static String number(double value) {
    return Double.isInfinite(value) ? "infinite" : Digits.significant(value, 10);
  }

  private static String shown(Bounded number) {
    if (Math.abs(number.value()) <= number.error()) {
      return "0";
    }
    String exact = Digits.exact(number.value(), number.error());
    String shortest = Digits.significant(number.value(), 12);
    return exact.length() < shortest.length() ? exact : shortest;
  }

  /** For programs; empty where there is nothing. */
  public static String csv(List<Entry> entries) {
    StringBuilder csv = new StringBuilder(Csv.line(COLUMNS));
    for (Entry entry : entries) {
      for (MeanField.Critical c : entry.critical) {
        List<String> fields = new ArrayList<>();
        fields.addAll(List.of(entry.text.strip(), "critical", Numbers.text(c.q())));
        if (c.exists()) {
          fields.addAll(
              List.of(
                  value(c.weights()),
                  Digits.significant(c.weights().error(), 3),
                  value(c.biases()),
                  Digits.significant(c.biases().error(), 3)));
        } else {
          fields.addAll(List.of("", "", "", ""));
        }
        fields.addAll(List.of(c.exists() ? "1" : "", "", "", "", "", ""));
        csv.append(Csv.line(fields));
      }
      entry.point.ifPresent(p -> csv.append(Csv.line(fields(entry, p))));
    }
    return csv.toString();
  }

  private static String value(Bounded number) {
    return Math.abs(number.value()) <= number.error() ? "0" : Numbers.text(number.value());
  }

  private static List<String> fields(Entry entry, MeanField.Point p) {
    return List.of(
        entry.text.strip(),
        "point",
        Digits.significant(p.q(), 13),
        Numbers.text(entry.variances[0]),
        "",
        Numbers.text(entry.variances[1]),
        "",
        plain(p.chiOne()),
        plain(p.chiVariance()),
        plain(p.correlation()),
        plain(p.chiCorrelation()),
        plain(p.varianceDepth()),
        plain(p.correlationDepth()));
  }

  private static String plain(double value) {
    return Digits.significant(value, 12);
  }
}
