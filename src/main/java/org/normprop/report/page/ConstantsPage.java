package org.normprop.report.page;

import static org.normprop.report.page.Html.escape;

import java.util.ArrayList;
import java.util.List;
import org.normprop.table.Bounded;
import org.normprop.table.Estimate;
import org.normprop.table.Quantity;
import org.normprop.table.Row;
import org.normprop.text.Digits;

/**
 * The page of constants to look up: a table of all units, and a part for each that its link opens.
 * It is whole without JavaScript, which adds search, sorting and copying.
 */
public final class ConstantsPage {

  private static final List<Quantity> COLUMNS =
      List.of(Quantity.MEAN, Quantity.STD, Quantity.GAIN, Quantity.RMS_GAIN, Quantity.BACKWARD);

  /** What a page of hundreds of charts has room for. */
  private static final int DIGITS = 3;

  private static final int EVERY = 2;

  private ConstantsPage() {}

  /**
   * Makes the page.
   *
   * @param cards the units, in the order of the table
   * @param provenance where the numbers come from, a sentence each
   * @return one HTML file, which loads nothing
   */
  public static String html(List<UnitCard> cards, List<String> provenance) {
    Html page = new Html("Constants of activations and pooling under N(0, 1)");
    page.paragraph(
        "Mean, standard deviation and gains of what comes out of each unit when independent N(0, 1)"
            + " goes in. A unit's name opens its formula, density, bounds and code.");
    StringBuilder body = new StringBuilder("<div class=\"listed\">");
    body.append(controls(cards));
    body.append("<div class=\"wide\" role=\"region\" aria-label=\"constants\">");
    body.append("<table id=\"constants\"><thead><tr><th scope=\"col\">unit</th>");
    for (Quantity quantity : COLUMNS) {
      body.append(cell("th scope=\"col\" data-number", quantity, quantity.heading()));
    }
    body.append("<th scope=\"col\" class=\"text\">family</th></tr></thead>\n<tbody>\n");
    cards.forEach(card -> body.append(line(card)));
    body.append("</tbody></table></div></div>\n");
    cards.forEach(card -> body.append(section(card)));
    page.raw(body.toString());
    page.raw("<h2>What the quantities are</h2>\n").table(quantities());
    provenance.forEach(page::paragraph);
    return page.text();
  }

  private static String controls(List<UnitCard> cards) {
    StringBuilder html =
        new StringBuilder(
            "<form class=\"find\" hidden data-table=\"constants\" data-things=\"units\">");
    html.append("<label>search<input type=\"search\" autocomplete=\"off\"></label>");
    html.append("<label>family<select data-by=\"group\"><option value=\"\">all</option>");
    cards.stream()
        .map(UnitCard::family)
        .distinct()
        .forEach(family -> html.append("<option>").append(escape(family)).append("</option>"));
    html.append("</select></label><label>quantity<select data-by=\"column\">");
    html.append("<option value=\"\">all</option>");
    for (Quantity quantity : COLUMNS) {
      html.append("<option value=\"").append(quantity.text()).append("\">");
      html.append(escape(quantity.heading())).append("</option>");
    }
    return html.append("</select></label><output role=\"status\"></output></form>\n").toString();
  }

  private static String line(UnitCard card) {
    String words = card.name() + " " + card.formula() + " " + String.join(" ", card.words());
    StringBuilder html = new StringBuilder("<tr data-group=\"");
    html.append(escape(card.family())).append("\" data-words=\"").append(escape(words));
    html.append("\"><th scope=\"row\"><a href=\"#").append(escape(id(card))).append("\">");
    html.append(escape(card.name())).append("</a></th>");
    for (Quantity quantity : COLUMNS) {
      html.append(cell("td", quantity, card.row().text(quantity)));
    }
    html.append("<td class=\"text\">").append(escape(card.family()));
    return html.append("</td></tr>\n").toString();
  }

  private static String cell(String tag, Quantity quantity, String text) {
    return "<"
        + tag
        + " data-column=\""
        + quantity.text()
        + "\">"
        + escape(text)
        + "</"
        + tag.split(" ")[0]
        + ">";
  }

  /** An identifier has no blanks. */
  private static String id(UnitCard card) {
    return card.name().replaceAll("\\s", "");
  }

  private static String section(UnitCard card) {
    Html part = Html.part();
    String id = escape(id(card));
    part.raw(
        "<section class=\"unit\" id=\"" + id + "\" aria-label=\"" + escape(card.name()) + "\">");
    part.raw("<p><a href=\"#constants\">all units</a></p>");
    part.raw("<h2>" + escape(card.name()) + "</h2>\n");
    if (!card.formula().isEmpty()) {
      part.paragraph("f(x) = " + card.formula());
    }
    if (!card.words().isEmpty()) {
      part.paragraph("Also: " + String.join(", ", card.words()));
    }
    part.table(numbers(card));
    part.paragraph(route(card.row()));
    if (!card.charts().isEmpty()) {
      part.raw("<div class=\"charts\">");
      card.charts().forEach(chart -> part.raw(Html.figure(chart, "", DIGITS, EVERY)));
      part.raw("</div>\n");
    }
    card.facts().forEach(part::paragraph);
    if (!card.kernel().isEmpty()) {
      part.raw("<details><summary>Correlation map C(r), slopes, Hermite coefficients</summary>");
      List<List<String>> map = new ArrayList<>(List.of(List.of("number", "value")));
      card.kernel().forEach((name, value) -> map.add(List.of(name, value)));
      part.table(map).raw("</details>");
    }
    if (!card.claims().isEmpty()) {
      Html published = Html.part().table(card.claims());
      part.raw("<h3>What is published</h3>")
          .raw(published.body().replace("<td>off</td>", "<td class=\"off\">off</td>"));
    }
    card.code()
        .forEach(
            (heading, code) ->
                part.raw("<h3>" + escape(heading) + "</h3><pre>" + escape(code) + "</pre>\n"));
    part.raw("</section>\n");
    return part.body();
  }

  /** Said once for all units. */
  private static List<List<String>> quantities() {
    List<List<String>> table =
        new ArrayList<>(List.of(List.of("quantity", "formula", "what it is")));
    for (Quantity quantity : Quantity.values()) {
      table.add(List.of(quantity.heading(), quantity.formula(), quantity.meaning()));
    }
    return table;
  }

  private static String route(Row row) {
    String exact =
        row.exact()
            .map(
                e ->
                    "Route: "
                        + e.method()
                        + ", all within "
                        + Digits.significant(e.error(), 2)
                        + ". ")
            .orElse("");
    String sampled =
        row.sampled()
            .map(s -> "Sampled: " + s.samples() + " outputs, seed " + s.seed() + ".")
            .orElse("");
    return "Inputs: " + row.unit().inputs() + ". " + exact + sampled;
  }

  private static List<List<String>> numbers(UnitCard card) {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("quantity", "value", "bound", "sampled", "standard error"));
    for (Quantity quantity : Quantity.values()) {
      Bounded known = exact(card.row(), quantity);
      Bounded exact = known.isFinite() ? known : exact(card.more(), quantity);
      Estimate sampled = card.row().sampled().map(s -> s.get(quantity)).orElse(Estimate.NONE);
      boolean tabled = Quantity.TABLED.contains(quantity);
      List<String> line =
          List.of(
              quantity.heading(),
              tabled && card.row().exact().isPresent() ? known.text() : exact.text(),
              exact.isFinite() ? Digits.significant(exact.error(), 2) : "",
              sampled.valueText(),
              sampled.errorText());
      if (!line.get(1).isEmpty() || !line.get(3).isEmpty()) {
        table.add(line);
      }
    }
    return table;
  }

  private static Bounded exact(Row row, Quantity quantity) {
    return row.exact().map(e -> e.get(quantity)).orElse(Bounded.UNKNOWN);
  }
}
