package org.normprop.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.normprop.report.plot.Chart;

/** Puts a page together. */
final class Html {

  private final StringBuilder body = new StringBuilder();
  private final String title;

  Html(String title) {
    this.title = title;
    body.append("<h1>").append(escape(title)).append("</h1>\n");
  }

  private Html() {
    this.title = "";
  }

  /** A part of a page, without a title. */
  static Html part() {
    return new Html();
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

  Html heading(String text) {
    body.append("<h2>").append(escape(text)).append("</h2>\n");
    return this;
  }

  Html paragraph(String text) {
    body.append("<p>").append(escape(text)).append("</p>\n");
    return this;
  }

  Html charts(List<Chart> charts) {
    body.append("<div class=\"charts\">\n");
    charts.forEach(chart -> body.append("<div>").append(chart.draw().svg()).append("</div>\n"));
    body.append("</div>\n");
    return this;
  }

  /** The first row is the head. */
  Html table(List<List<String>> rows) {
    body.append("<div class=\"wide\"><table>\n");
    String cell = "th";
    for (List<String> row : rows) {
      body.append("<tr>");
      for (String text : row) {
        body.append('<').append(cell).append('>').append(escape(text));
        body.append("</").append(cell).append('>');
      }
      body.append("</tr>\n");
      cell = "td";
    }
    body.append("</table></div>\n");
    return this;
  }

  /** A name and what is said of it in each row. */
  Html facts(List<List<String>> rows) {
    body.append("<table class=\"facts\">\n");
    for (List<String> row : rows) {
      body.append("<tr><th>").append(escape(row.get(0)));
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
      body.append("\" alt=\"").append(caption).append("\"><figcaption>").append(caption);
      body.append("</figcaption></figure>\n");
    }
    body.append("</div>\n");
    return this;
  }

  /** Texts by where they lead, in a line. */
  Html links(Map<String, String> links) {
    body.append("<p>");
    links.forEach(
        (to, text) ->
            body.append("<a href=\"")
                .append(escape(to))
                .append("\">")
                .append(escape(text))
                .append("</a> &nbsp; "));
    body.append("</p>\n");
    return this;
  }

  String text() {
    return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
        + "<title>"
        + escape(title)
        + "</title><style>"
        + resource("page.css")
        + "</style></head>\n<body>\n"
        + body
        + "</body></html>\n";
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
