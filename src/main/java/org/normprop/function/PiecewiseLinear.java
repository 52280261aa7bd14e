package org.normprop.function;

import java.util.List;

/** Stub. */
final class PiecewiseLinear {
  static final List<Definition> DEFINITIONS = List.of();

  private PiecewiseLinear() {}
}
