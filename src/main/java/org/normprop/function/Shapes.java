package org.normprop.function;

import java.util.List;

/** Stub. */
final class Shapes {
  static final List<Definition> DEFINITIONS = List.of();

  private Shapes() {}
}
