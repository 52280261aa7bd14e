package org.normprop.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.normprop.report.plot.Chart;

/** Puts a page together. */
final class Html {

  /** A page with fewer headings needs no list of them. */
  private static final int FEW = 3;

  private static final int DIGITS = 6;
  private static final int WIDTH = 460;
  private static final int HEIGHT = 320;

  /** Nothing is asked of any server, whatever stands in the page. */
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:;"
          + " base-uri 'none'; form-action 'none'";

  private final StringBuilder body = new StringBuilder();
  private final Map<String, String> headings = new LinkedHashMap<>();
  private final String title;

  Html(String title) {
    this.title = title;
  }

  /** A part of a page, without a title. */
  static Html part() {
    return new Html("");
  }

  /** What was put into it so far. */
  String body() {
    return body.toString();
  }

  /** Markup as it is. */
  Html raw(String html) {
    body.append(html);
    return this;
  }

  /** A file that pages carry. */
  static String resource(String name) {
    try (InputStream in = Html.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A heading that the list of headings leads to. */
  Html heading(String text) {
    String id = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    headings.put(id, text);
    body.append("<h2 id=\"").append(id).append("\">").append(escape(text)).append("</h2>\n");
    return this;
  }

  Html paragraph(String text) {
    body.append("<p>").append(escape(text)).append("</p>\n");
    return this;
  }

  Html items(List<String> texts) {
    body.append("<ul>\n");
    texts.forEach(text -> body.append("<li>").append(escape(text)).append("</li>\n"));
    body.append("</ul>\n");
    return this;
  }

  Html charts(List<Chart> charts) {
    body.append("<div class=\"charts\">\n");
    charts.forEach(chart -> body.append(figure(chart, "", DIGITS, 1)));
    body.append("</div>\n");
    return this;
  }

  /**
   * A chart, and a click away its numbers.
   *
   * @param attributes of the figure, such as the table whose rows its points are
   * @param digits of each number
   * @param every which points of lines
   */
  static String figure(Chart chart, String attributes, int digits, int every) {
    String title = escape(chart.title());
    return "<figure class=\"chart\""
        + attributes
        + ">"
        + suited(chart).draw().inPage()
        + "<details><summary>data</summary><pre class=\"csv\" aria-label=\""
        + title
        + "\">"
        + escape(chart.csv(digits, every))
        + "</pre></details></figure>\n";
  }

  /** Charts of the usual size are drawn smaller, so that a phone can keep their text readable. */
  private static Chart suited(Chart chart) {
    return chart.width() == Chart.DEFAULT_WIDTH ? chart.sized(WIDTH, HEIGHT) : chart;
  }

  /** The first row is the head; the first cell of each other row is its name. */
  Html table(List<List<String>> rows) {
    String words = rows.stream().skip(1).anyMatch(Html::endsInWords) ? " class=\"words\"" : "";
    body.append("<div class=\"wide\"><table").append(words).append(">\n<thead><tr>");
    rows.get(0).forEach(text -> cell("th scope=\"col\"", text));
    body.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : rows.subList(1, rows.size())) {
      body.append("<tr>");
      cell("th", row.get(0)); // a head of its row, as cells follow that are none
      row.subList(1, row.size()).forEach(text -> cell("td", text));
      body.append("</tr>\n");
    }
    body.append("</tbody></table></div>\n");
    return this;
  }

  private static boolean endsInWords(List<String> row) {
    String last = row.get(row.size() - 1);
    return !last.isEmpty() && Character.isLetter(last.charAt(0));
  }

  private void cell(String tag, String text) {
    body.append('<').append(tag).append('>').append(escape(text));
    body.append("</").append(tag.split(" ")[0]).append('>');
  }

  /** A name and what is said of it in each row. */
  Html facts(List<List<String>> rows) {
    body.append("<table class=\"facts\">\n");
    for (List<String> row : rows) {
      body.append("<tr><th scope=\"row\">").append(escape(row.get(0)));
      body.append("</th><td>").append(escape(row.get(1))).append("</td></tr>\n");
    }
    body.append("</table>\n");
    return this;
  }

  /** A picture and what stands under it. */
  record Picture(String dataUri, String caption) {}

  Html pictures(List<Picture> pictures) {
    body.append("<div class=\"images\">\n");
    for (Picture picture : pictures) {
      String caption = escape(picture.caption());
      body.append("<figure><img src=\"").append(picture.dataUri());
      body.append("\" alt=\"\"><figcaption>").append(caption);
      body.append("</figcaption></figure>\n");
    }
    body.append("</div>\n");
    return this;
  }

  /** Texts by where they lead, in a list. */
  Html links(Map<String, String> links) {
    List<String> all = new ArrayList<>();
    links.forEach((to, text) -> all.add(link(to, text)));
    body.append("<nav>").append(String.join("\n", all)).append("</nav>\n");
    return this;
  }

  private static String link(String to, String text) {
    return "<a href=\"" + escape(to) + "\">" + escape(text) + "</a>";
  }

  String text() {
    StringBuilder contents = new StringBuilder();
    if (headings.size() >= FEW) {
      contents.append("<nav aria-label=\"on this page\">");
      headings.forEach((id, text) -> contents.append(link("#" + id, text)).append('\n'));
      contents.append("</nav>\n");
    }
    return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
        + "<meta name=\"color-scheme\" content=\"light dark\">"
        + "<meta http-equiv=\"Content-Security-Policy\" content=\""
        + POLICY
        + "\"><title>"
        + escape(title)
        + "</title><style>\n"
        + resource("page.css")
        + "</style></head>\n<body><main>\n<h1>"
        + escape(title)
        + "</h1>\n"
        + contents
        + body
        + "</main>\n<script>\n"
        + resource("page.js")
        + "</script>\n</body></html>\n";
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
