package org.normprop.export;

/** Constants as a Markdown table. */
final class MarkdownExport {

  private MarkdownExport() {}

  static String text(ExportedConstants constants) {
    StringBuilder page = new StringBuilder();
    page.append("| unit | mean | std | gain | rms gain | backward |\n");
    page.append("|---|---:|---:|---:|---:|---:|\n");
    for (ExportedConstant c : constants.constants()) {
      page.append("| `").append(c.name().replace("|", "\\|")).append("` |");
      for (String number : c.shortened()) {
        page.append(number.isEmpty() ? " |" : " " + number + " |");
      }
      page.append('\n');
    }
    page.append('\n').append(String.join(" ", constants.provenance())).append('\n');
    return page.toString();
  }
}
