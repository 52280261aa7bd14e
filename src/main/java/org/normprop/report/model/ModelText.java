package org.normprop.report.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.normprop.net.onnx.measure.Moments;
import org.normprop.text.Quoted;
import org.normprop.text.TextTable;

/** The tensors of a model for people, in 80 columns. */
public final class ModelText {

  /** A table of more tensors is cut to weight layers and sums. */
  private static final int LONG = 40;

  private static final int NAME = 27;
  private static final int LEAST_NAME = 12;
  private static final int OPERATOR = 12;
  private static final int WIDTH = 80;

  /** Weight layers and sums, and where a model begins and ends. */
  static final Set<String> MAIN =
      Set.of("Input", "Conv", "ConvTranspose", "Gemm", "MatMul", "Add", "Sum", "Softmax");

  private ModelText() {}

  /**
   * A line a tensor, and what is to be said about them.
   *
   * @param rows the tensors
   * @param cut whether a long table may be cut to its weight layers and sums
   * @return lines of at most 80 characters
   */
  public static String text(List<ModelRow> rows, boolean cut) {
    List<ModelRow> shown =
        cut && rows.size() > LONG
            ? rows.stream().filter(row -> MAIN.contains(row.measured().operator())).toList()
            : rows;
    shown = shown.isEmpty() ? rows : shown;
    List<String[]> lines = new ArrayList<>();
    lines.add(new String[] {"tensor", "operator", "mean", "std", "+-", "predicted", "ratio"});
    for (ModelRow row : shown) {
      lines.add(line(row));
    }
    String blocks = cut && shown.size() > LONG ? BlockSummary.text(shown) : "";
    if (!blocks.isEmpty()) {
      StringBuilder text = new StringBuilder(blocks);
      text.append("\nworst: predicted/measured, the furthest from 1 in the block. All ")
          .append(rows.size())
          .append(" tensors:\n--only OPERATORS, or --format csv\n");
      return remarked(text, rows);
    }
    StringBuilder text = new StringBuilder(table(lines, 2));
    if (shown.size() < rows.size()) {
      text.append('\n')
          .append(rows.size() - shown.size())
          .append(" other tensors are not shown: --only OPERATORS, or --format csv\n");
    }
    return remarked(text, rows);
  }

  private static String remarked(StringBuilder text, List<ModelRow> rows) {
    List<String> remarks = ModelRemarks.of(rows);
    if (!remarks.isEmpty()) {
      text.append('\n');
      remarks.forEach(remark -> text.append(remark).append('\n'));
    }
    return text.toString();
  }

  private static String[] line(ModelRow row) {
    Moments m = row.measured().moments();
    double ratio = row.ratio();
    String marked = row.isOff() ? " *" : "";
    return new String[] {
      row.measured().name(),
      row.measured().operator(),
      number(m.mean()),
      number(m.std()),
      Double.isFinite(m.stdError()) ? String.format(Locale.ROOT, "%.1g", m.stdError()) : "",
      row.predicted().map(p -> number(p.std())).orElse("none"),
      Double.isFinite(ratio) ? String.format(Locale.ROOT, "%.3f%s", ratio, marked) : ""
    };
  }

  /**
   * Four digits, in as few characters.
   *
   * @param value a number
   * @return its text
   */
  public static String number(double value) {
    double size = Math.abs(value);
    if (!Double.isFinite(value)) {
      return String.valueOf(value);
    }
    return size != 0 && (size < 1e-3 || size >= 1e4)
        ? String.format(Locale.ROOT, "%.2e", value)
        : String.format(Locale.ROOT, size >= 100 ? "%.1f" : "%.4f", value);
  }

  /**
   * The end of a name tells tensors apart; what exporters append does not.
   *
   * @param name a tensor's name
   * @return at most 27 characters, none of them a control character
   */
  public static String name(String name) {
    return name(name, NAME);
  }

  private static String name(String name, int width) {
    String plain = Quoted.plain(name.replaceFirst("_output_0$", ""));
    return plain.length() <= width ? plain : "..." + plain.substring(plain.length() - width + 3);
  }

  /**
   * A table in 80 columns: where operators and numbers are long, names are cut further.
   *
   * @param lines a heading and the rows: a tensor's name, an operator if it has two columns of
   *     words, and numbers; names as they stand in the file
   * @param words 1 or 2 columns of words
   * @return the lines
   */
  public static String table(List<String[]> lines, int words) {
    List<String[]> plain = named(lines, words, NAME);
    int over = width(TextTable.aligned(plain, words)) - WIDTH;
    int longest = plain.stream().mapToInt(line -> line[0].length()).max().orElse(0);
    return over <= 0
        ? TextTable.aligned(plain, words)
        : TextTable.fitted(named(lines, words, Math.max(LEAST_NAME, longest - over)), words);
  }

  private static int width(String table) {
    return table.lines().mapToInt(String::length).max().orElse(0);
  }

  private static List<String[]> named(List<String[]> lines, int words, int width) {
    List<String[]> named = new ArrayList<>();
    for (String[] line : lines) {
      String[] one = line.clone();
      one[0] = named.isEmpty() ? line[0] : name(line[0], width);
      one[1] = words > 1 ? operator(line[1]) : line[1];
      named.add(one);
    }
    return named;
  }

  private static String operator(String operator) {
    String plain = Quoted.plain(operator);
    return plain.length() <= OPERATOR ? plain : plain.substring(0, OPERATOR - 1) + ".";
  }
}
