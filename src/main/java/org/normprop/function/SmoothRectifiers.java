package org.normprop.function;

import java.util.List;

/** Stub. */
final class SmoothRectifiers {
  static final List<Definition> DEFINITIONS = List.of();

  private SmoothRectifiers() {}
}
