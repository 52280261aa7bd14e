package org.normprop.function;

import java.util.List;

/** Stub. */
final class Sigmoids {
  static final List<Definition> DEFINITIONS = List.of();

  private Sigmoids() {}
}
