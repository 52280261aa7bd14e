package org.normprop.report.page;

import static org.normprop.report.page.Html.escape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.normprop.report.plot.Chart;
import org.normprop.text.Digits;

/**
 * The page about what goes through a model or a network: charts by depth, and a table of all
 * tensors or layers to search and sort.
 *
 * @param title what it is about
 * @param thing what a row is: tensor, layer
 * @param facts names and what is said of them
 * @param remarks sentences about what stands out
 * @param rows the tensors or layers, in the order in which they are computed
 */
public record SignalPage(
    String title,
    String thing,
    List<List<String>> facts,
    List<String> remarks,
    List<SignalRow> rows) {

  /** A longer signal is drawn by its weight layers and sums. */
  private static final int LONG = 40;

  /** More rows would make the page heavy. */
  private static final int MOST = 2500;

  private static final Set<SignalQuantity> CHANNELWISE =
      Set.of(SignalQuantity.MEAN_SQUARED, SignalQuantity.VARIANCE);

  /** Where long names may be broken; not inside of what stands for one character. */
  private static final Pattern SEPARATOR = Pattern.compile("[/._](?=\\w)");

  private static final int DIGITS = 4;
  private static final int CHART_DIGITS = 5;

  /**
   * Makes the page.
   *
   * @return one HTML file, which loads nothing
   */
  public String html() {
    Html page = new Html(title);
    page.facts(facts);
    if (!remarks.isEmpty()) {
      page.heading("What stands out").items(remarks);
    }
    page.heading("By depth")
        .paragraph(
            "Solid: measured, in a band of two standard errors where these are known. Dashed:"
                + " predicted from weights and constants. Under the mouse, and by the arrow keys,"
                + " are each "
                + thing
                + "'s numbers; a click goes to its row.");
    boolean isLong =
        rows.size() > LONG && rows.stream().filter(SignalRow::isMain).limit(3).count() == 3;
    if (isLong) {
      page.raw(charts(true));
      page.raw("<details><summary>charts of every " + escape(thing) + "</summary>");
      page.raw(charts(false) + "</details>\n");
    } else {
      page.raw(charts(false));
    }
    page.heading("Every " + thing);
    if (rows.size() > MOST) {
      page.paragraph(
          "The first "
              + MOST
              + " of "
              + rows.size()
              + " rows; --only OPERATORS chooses, --format csv has all.");
    }
    page.raw(table());
    return page.text();
  }

  private String charts(boolean onlyMain) {
    StringBuilder html = new StringBuilder("<div class=\"charts\">\n");
    for (Chart chart : new SignalCharts(thing, rows, onlyMain).charts()) {
      html.append(Html.figure(chart, " data-rows=\"rows\"", CHART_DIGITS, 1));
    }
    return html.append("</div>\n").toString();
  }

  /** A column of the table. */
  private record Column(SignalQuantity quantity, boolean isPrediction) {

    String head() {
      return (isPrediction ? "predicted " : "") + quantity.text();
    }

    String text(SignalRow row) {
      SignalReading reading = row.get(quantity);
      double value = isPrediction ? reading.predicted() : reading.measured();
      return Double.isFinite(value) ? Digits.significant(value, DIGITS) : "";
    }
  }

  private List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    boolean repeats = rows.stream().allMatch(SignalPage::isOneChannel);
    for (SignalQuantity quantity : SignalQuantity.values()) {
      if (repeats && CHANNELWISE.contains(quantity)) {
        continue;
      }
      for (boolean isPrediction : new boolean[] {false, true}) {
        Column column = new Column(quantity, isPrediction);
        if (rows.stream().anyMatch(row -> !column.text(row).isEmpty())) {
          columns.add(column);
        }
      }
    }
    return columns;
  }

  /** Whether mean and variance over channels say nothing that mean and std do not. */
  private static boolean isOneChannel(SignalRow row) {
    double std = row.get(SignalQuantity.STD).measured();
    return row.get(SignalQuantity.VARIANCE).measured() == std * std;
  }

  private String table() {
    List<Column> columns = columns();
    boolean hasShapes = rows.stream().anyMatch(row -> !row.shape().isEmpty());
    StringBuilder html = new StringBuilder(controls());
    html.append("<div class=\"wide\" role=\"region\" aria-label=\"every ").append(escape(thing));
    html.append("\"><table id=\"rows\"><thead><tr><th scope=\"col\">").append(escape(thing));
    html.append("</th><th scope=\"col\" class=\"text\">operator</th>");
    html.append(hasShapes ? "<th scope=\"col\" class=\"text\">shape</th>" : "");
    html.append("<th scope=\"col\" class=\"text\">what is off</th>");
    for (Column column : columns) {
      html.append("<th scope=\"col\" data-number data-column=\"");
      html.append(column.quantity().text()).append("\">").append(column.head()).append("</th>");
    }
    html.append("</tr></thead>\n<tbody>\n");
    for (int i = 0; i < Math.min(MOST, rows.size()); i++) {
      line(html, i, columns, hasShapes);
    }
    return html.append("</tbody></table></div>\n").toString();
  }

  private void line(StringBuilder html, int index, List<Column> columns, boolean hasShapes) {
    SignalRow row = rows.get(index);
    List<String> marks = row.marks();
    html.append("<tr id=\"row-").append(index).append("\" data-at=\"").append(index);
    html.append("\" data-group=\"").append(escape(row.operator())).append('"');
    html.append(marks.isEmpty() ? "" : " data-off").append("><th scope=\"row\">");
    html.append(SEPARATOR.matcher(escape(row.name())).replaceAll("$0<wbr>"));
    html.append("</th><td class=\"text\">");
    html.append(escape(row.operator())).append("</td>");
    if (hasShapes) {
      html.append("<td class=\"text\">").append(escape(row.shape())).append("</td>");
    }
    html.append("<td class=\"text off\">").append(escape(String.join("; ", marks)));
    html.append("</td>");
    for (Column column : columns) {
      html.append("<td data-column=\"").append(column.quantity().text()).append("\">");
      html.append(column.text(row)).append("</td>");
    }
    html.append("</tr>\n");
  }

  private String controls() {
    StringBuilder html =
        new StringBuilder("<form class=\"find\" hidden data-table=\"rows\" data-things=\"");
    html.append(escape(thing)).append("s\" data-name=\"signal\"><label>search");
    html.append("<input type=\"search\" autocomplete=\"off\"></label>");
    html.append("<label>operator<select data-by=\"group\"><option value=\"\">all</option>");
    rows.stream()
        .map(SignalRow::operator)
        .distinct()
        .sorted()
        .forEach(name -> html.append("<option>").append(escape(name)).append("</option>"));
    html.append("</select></label><label>quantity<select data-by=\"column\">");
    html.append("<option value=\"\">all</option>");
    Arrays.stream(SignalQuantity.values())
        .filter(q -> columns().stream().anyMatch(column -> column.quantity() == q))
        .forEach(q -> html.append("<option>").append(q.text()).append("</option>"));
    html.append("</select></label><label class=\"tick\"><input type=\"checkbox\" data-by=\"off\">");
    return html.append("only what is off</label><output role=\"status\"></output></form>\n")
        .toString();
  }
}
