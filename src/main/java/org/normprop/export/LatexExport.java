package org.normprop.export;

/**
 * Constants as a LaTeX table to be {@code \input}, for a document that loads booktabs, and
 * longtable if the table is longer than a page.
 */
final class LatexExport {

  /** Rows that fit on a page. */
  private static final int PAGE = 40;

  private static final String HEADER =
      "\\toprule\n" + "unit & mean & std & gain & rms gain & backward \\\\\n" + "\\midrule\n";

  private LatexExport() {}

  static String text(ExportedConstants constants) {
    boolean isLong = constants.constants().size() > PAGE;
    String environment = isLong ? "longtable" : "tabular";
    StringBuilder tex = new StringBuilder(constants.comments("% "));
    tex.append("% needs \\usepackage{booktabs}");
    tex.append(isLong ? " and \\usepackage{longtable}\n" : "\n");
    tex.append("\\begingroup\\setlength{\\tabcolsep}{3pt}");
    tex.append(isLong ? "\\scriptsize\n" : "\\footnotesize\n");
    tex.append("\\begin{").append(environment).append("}{lrrrrr}\n").append(HEADER);
    tex.append(isLong ? "\\endhead\n\\bottomrule\n\\endfoot\n" : "");
    for (ExportedConstant c : constants.constants()) {
      tex.append(row(c)).append('\n');
    }
    tex.append(isLong ? "" : "\\bottomrule\n");
    return tex.append("\\end{").append(environment).append("}\n\\endgroup\n").toString();
  }

  /** A unit's line. */
  static String row(ExportedConstant constant) {
    StringBuilder row = new StringBuilder("\\texttt{");
    row.append(escaped(constant.name())).append('}');
    for (String number : constant.shortened()) {
      row.append(" & ").append(number.isEmpty() ? "--" : "$" + scientific(number) + "$");
    }
    return row.append(" \\\\").toString();
  }

  private static String scientific(String number) {
    int e = number.indexOf('e');
    return e < 0 ? number : number.substring(0, e) + " \\cdot 10^{" + number.substring(e + 1) + "}";
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (char c : text.toCharArray()) {
      switch (c) {
        case '^' -> escaped.append("\\textasciicircum{}");
        case '<', '>' -> escaped.append('$').append(c).append('$');
        case '_', '%', '&', '#', '$', '{', '}' -> escaped.append('\\').append(c);
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
