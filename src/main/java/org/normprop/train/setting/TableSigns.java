package org.normprop.train.setting;

import java.util.List;
import java.util.Map;

/** The words by which a user names the signs of a table. */
final class TableSigns {

  static final List<String> SEPARATORS =
      List.of("auto", "comma", "semicolon", "tab", "bar", "blank");

  static final Map<String, String> SEPARATOR_SPELLINGS =
      Map.of(
          ",",
          "comma",
          ";",
          "semicolon",
          "\t",
          "tab",
          "\\t",
          "tab",
          "|",
          "bar",
          "pipe",
          "bar",
          "space",
          "blank",
          " ",
          "blank");

  static final List<String> DECIMALS = List.of("auto", "point", "comma");

  static final Map<String, String> DECIMAL_SPELLINGS =
      Map.of(".", "point", ",", "comma", "dot", "point", "period", "point");

  static final List<String> HEADERS = List.of("auto", "yes", "none");

  static final Map<String, String> HEADER_SPELLINGS = Map.of("no", "none");

  private TableSigns() {}
}
