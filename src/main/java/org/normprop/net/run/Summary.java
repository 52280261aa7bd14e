package org.normprop.net.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.normprop.function.stage.Pooling;
import org.normprop.net.layer.Affine;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Nonlinearity;
import org.normprop.net.layer.Scheme;

/** A network as a table: layers, shapes, parameters, constants. */
final class Summary {

  private Summary() {}

  static String of(Network network) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "layer", "output", "parameters", "constants"));
    rows.add(List.of("", "input", network.input().toString(), "", ""));
    long total = 0;
    for (BoundLayer layer : network.layers()) {
      long count = layer.parameters().stream().mapToLong(p -> p.values().length).sum();
      total += count;
      rows.add(
          List.of(
              String.valueOf(rows.size() - 2),
              text(layer.layer()),
              layer.output().toString(),
              count == 0 ? "" : grouped(count),
              constants(layer.layer())));
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

  private static String text(Layer layer) {
    if (layer instanceof Layer.Dense dense) {
      return "F(" + dense.units() + ")" + text(dense.scheme()) + text(dense.nonlinearity());
    }
    if (layer instanceof Layer.Convolution conv) {
      return "C("
          + conv.filters()
          + ","
          + conv.window().text()
          + ")"
          + text(conv.scheme())
          + text(conv.nonlinearity());
    }
    if (layer instanceof Layer.Pool pool) {
      String mode = pool.kind() == Pooling.Kind.MAX ? "max" : "avg";
      return "P(" + pool.window().text() + "," + mode + ")";
    }
    if (layer instanceof Layer.Drop drop) {
      return drop.dropout().text();
    }
    Layer.Channelwise each = (Layer.Channelwise) layer;
    return (text(each.scheme()) + text(each.nonlinearity())).strip();
  }

  private static String text(Scheme scheme) {
    if (scheme instanceof Scheme.NormProp normProp) {
      return " normprop " + normProp.division().name().toLowerCase(Locale.ROOT);
    }
    if (scheme instanceof Scheme.WeightNorm) {
      return " weightnorm";
    }
    return scheme instanceof Scheme.BatchNorm ? " batchnorm" : "";
  }

  private static String text(Nonlinearity nonlinearity) {
    if (nonlinearity instanceof Nonlinearity.Fixed fixed) {
      return " " + fixed.activation().text();
    }
    return nonlinearity instanceof Nonlinearity.LearntSlope ? " prelu" : " linear";
  }

  private static String constants(Layer layer) {
    if (layer instanceof Layer.Dense dense) {
      return constants(dense.nonlinearity());
    }
    if (layer instanceof Layer.Convolution conv) {
      return constants(conv.nonlinearity());
    }
    if (layer instanceof Layer.Pool pool) {
      Map<Integer, Affine> byCells = new TreeMap<>(pool.constants().byCells());
      return byCells.entrySet().stream()
          .map(
              entry ->
                  (byCells.size() == 1 ? "" : entry.getKey() + " cells: ") + text(entry.getValue()))
          .collect(Collectors.joining("; "));
    }
    if (layer instanceof Layer.Drop drop) {
      return drop.evaluationFactor() == 1
          ? ""
          : String.format(Locale.ROOT, "x %.6g in evaluation", drop.evaluationFactor());
    }
    return constants(((Layer.Channelwise) layer).nonlinearity());
  }

  private static String constants(Nonlinearity nonlinearity) {
    if (nonlinearity instanceof Nonlinearity.Fixed fixed) {
      return fixed.constants().equals(Affine.IDENTITY) ? "" : text(fixed.constants());
    }
    return nonlinearity instanceof Nonlinearity.LearntSlope prelu
            && prelu.constants() != Nonlinearity.SlopeConstants.NONE
        ? "follow the slope"
        : "";
  }

  private static String text(Affine constants) {
    return String.format(Locale.ROOT, "mean %.6g, scale %.6g", constants.mean(), constants.scale());
  }
}
