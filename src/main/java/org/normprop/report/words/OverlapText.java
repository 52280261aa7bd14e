package org.normprop.report.words;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.normprop.io.Csv;
import org.normprop.moments.overlap.SentBack;
import org.normprop.moments.overlap.WindowGrid;
import org.normprop.table.Bounded;
import org.normprop.table.Estimate;
import org.normprop.text.Digits;
import org.normprop.text.Numbers;

/** Windows that share cells, in words and as CSV. */
public final class OverlapText {

  /**
   * The values of two windows of a unit.
   *
   * @param unit its text
   * @param rows how many windows apart they are, downwards
   * @param columns how many windows apart they are, to the right
   * @param shared the cells that both hold
   * @param cells of each
   * @param exact their correlation; empty where no route reaches it
   * @param sampled the same, sampled
   */
  public record Values(
      String unit,
      int rows,
      int columns,
      int shared,
      int cells,
      Optional<Bounded> exact,
      Estimate sampled) {}

  /**
   * What windows send back to a cell.
   *
   * @param kind what they do
   * @param r the correlation of any two signals
   * @param exact the standard deviation
   * @param sampled the same, sampled
   */
  public record Back(SentBack.Kind kind, double r, double exact, Estimate sampled) {}

  private static final String VALUES = "  %-24s%-8s%-12s%-16s%s";
  private static final String BACK = "  %-8s%-16s%-12s%s";

  private OverlapText() {}

  /** Tables for people. */
  public static String text(WindowGrid grid, double rho, List<Values> values, List<Back> backs) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "windows of %dx%d, stride %d, %s%n",
            grid.height(),
            grid.width(),
            grid.stride(),
            grid.hasImage()
                ? "padding "
                    + grid.padding()
                    + ", over an image of "
                    + grid.rows()
                    + "x"
                    + grid.columns()
                : "over a plane without borders"));
    if (!values.isEmpty()) {
      text.append("\nvalues of two windows, cells N(0,1)")
          .append(rho == 0 ? "" : ", rho " + Numbers.text(rho))
          .append('\n');
      line(text, VALUES, "unit", "apart", "shared", "correlation", "sampled");
      for (Values v : values) {
        line(
            text,
            VALUES,
            v.unit,
            v.rows + "," + v.columns,
            v.shared + " of " + v.cells,
            v.exact.map(of -> Digits.significant(of.value(), 10)).orElse("-"),
            v.sampled.valueText() + " +- " + Digits.significant(v.sampled.standardError(), 2));
      }
    }
    text.append("\nstd sent back to a cell by signals of std 1 that correlate by r\n");
    line(text, BACK, "r", "windows", "std", "sampled");
    for (Back b : backs) {
      line(
          text,
          BACK,
          Numbers.text(b.r),
          word(b.kind),
          Digits.significant(b.exact, 8),
          b.sampled.valueText() + " +- " + Digits.significant(b.sampled.standardError(), 2));
    }
    return text.toString();
  }

  /** Both tables as one, a line each. */
  public static String csv(List<Values> values, List<Back> backs) {
    StringBuilder text =
        new StringBuilder(
            "quantity,windows,rows_apart,columns_apart,shared,corr,value,sampled,sampled_se\n");
    for (Values v : values) {
      text.append(
          Csv.line(
              List.of(
                  "correlation",
                  v.unit,
                  String.valueOf(v.rows),
                  String.valueOf(v.columns),
                  String.valueOf(v.shared),
                  "",
                  v.exact.map(of -> Digits.significant(of.value(), 17)).orElse(""),
                  Digits.significant(v.sampled.value(), 17),
                  Digits.significant(v.sampled.standardError(), 3))));
    }
    for (Back b : backs) {
      text.append(
          Csv.line(
              List.of(
                  "std_sent_back",
                  word(b.kind),
                  "",
                  "",
                  "",
                  Numbers.text(b.r),
                  Digits.significant(b.exact, 17),
                  Digits.significant(b.sampled.value(), 17),
                  Digits.significant(b.sampled.standardError(), 3))));
    }
    return text.toString();
  }

  private static String word(SentBack.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static void line(StringBuilder text, String format, Object... cells) {
    text.append(String.format(Locale.ROOT, format, cells).stripTrailing()).append('\n');
  }
}
