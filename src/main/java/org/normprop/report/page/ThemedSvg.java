package org.normprop.report.page;

import java.util.Map;
import java.util.TreeMap;

/**
 * A chart's SVG as it stands in the page: what it says of colours and fonts becomes classes of the
 * page's stylesheet, which knows light and dark, and is said once for all charts.
 */
final class ThemedSvg {

  private static final Map<String, String> CLASSES =
      new TreeMap<>(
          Map.of(
              " fill=\"none\" stroke=\"#e4e4e4\" stroke-width=\"1\" stroke-linejoin=\"round\"",
              "grid",
              " fill=\"none\" stroke=\"#8c8c8c\" stroke-width=\"1\" stroke-linejoin=\"round\"",
              "axis",
              " fill=\"none\" stroke=\"#0072b2\" stroke-width=\"2\" stroke-linejoin=\"round\"",
              "own",
              " fill=\"none\" stroke=\"#6e6e6e\" stroke-width=\"2\" stroke-linejoin=\"round\""
                  + " stroke-dasharray=\"6 4\"",
              "beside",
              " font-size=\"12\" text-anchor=\"middle\" fill=\"#6e6e6e\"",
              "below",
              " font-size=\"12\" text-anchor=\"end\" fill=\"#6e6e6e\"",
              "left",
              " font-size=\"12.5\" fill=\"#6e6e6e\"",
              "label",
              " font-size=\"12.5\" fill=\"#222222\"",
              "legend",
              " font-size=\"15.5\" fill=\"#222222\"",
              "title"));

  private ThemedSvg() {}

  static String of(String svg) {
    String themed =
        svg.replaceFirst("<svg [^>]*(viewBox=\"[^\"]*\")[^>]*>", "<svg role=\"img\" $1>")
            .replaceFirst("<rect [^>]*fill=\"#ffffff\"/>\n", "")
            .replaceAll("(\\d\\.\\d)\\d+(?=[ \"L])", "$1");
    for (Map.Entry<String, String> entry : CLASSES.entrySet()) {
      themed = themed.replace(entry.getKey(), " class=\"" + entry.getValue() + "\"");
    }
    return themed
        .replace(" fill=\"#ffffff\"", " class=\"halo\"")
        .replace(" fill=\"#222222\"", " class=\"ink\"")
        .replace(" fill=\"#6e6e6e\"", " class=\"soft\"");
  }
}
