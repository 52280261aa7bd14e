package org.normprop.cli;

import org.normprop.table.Empirical;

/** Finds the numbers of {@code data:...}. */
final class EmpiricalData {

  private EmpiricalData() {}

  static Empirical read(String text) {
    throw new IllegalArgumentException("there are no numbers of " + text);
  }
}
