package org.normprop.net.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.normprop.net.graph.Graph;

/** A network as a table: layers, shapes, parameters, constants. */
final class Summary {

  private Summary() {}

  static String of(Network network) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "layer", "output", "parameters", "constants"));
    rows.add(List.of("", "input", network.input().toString(), "", ""));
    long total = 0;
    for (int i = 0; i < network.graph().nodes().size(); i++) {
      Graph.Node node = network.graph().nodes().get(i);
      long count =
          network.layer(i).map(BoundLayer::parameters).orElse(List.of()).stream()
              .mapToLong(p -> p.values().length)
              .sum();
      total += count;
      rows.add(
          List.of(
              node.name(),
              node.layer().text(),
              node.output().toString(),
              count == 0 ? "" : grouped(count),
              node.layer().constantsText()));
    }
    rows.add(List.of("", "all", "", grouped(total), ""));
    return table(rows);
  }

  private static String grouped(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  private static String table(List<List<String>> rows) {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String blanks = " ".repeat(widths[i] - row.get(i).length());
        boolean isNumber = i == 0 || i == 3;
        line.append(isNumber ? blanks + row.get(i) : row.get(i) + blanks).append("  ");
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
