package org.normprop.export;

import java.util.List;

/**
 * What is to be written.
 *
 * @param provenance where the numbers come from, a sentence a line
 * @param constants the numbers, a unit each
 */
public record ExportedConstants(List<String> provenance, List<ExportedConstant> constants) {

  /** Keeps both. */
  public ExportedConstants {
    provenance = List.copyOf(provenance);
    constants = List.copyOf(constants);
  }

  /** The provenance as comments of a language. */
  String comments(String prefix) {
    StringBuilder text = new StringBuilder();
    for (String line : provenance) {
      text.append(prefix).append(line).append('\n');
    }
    return text.toString();
  }
}
