package org.normprop.net.onnx.predict;

import java.util.HashMap;
import java.util.Map;

/**
 * What random values stem from: tensors of one origin are functions of one another, cell by cell;
 * those of two are taken as independent.
 */
final class Origin {

  private final Density density;
  private final Map<String, Origin> moved = new HashMap<>();

  Origin(Density density) {
    this.density = density;
  }

  Density density() {
    return density;
  }

  /** The origin of cells that were moved; the same for the same move. */
  Origin moved(String how, boolean inOrder) {
    return moved.computeIfAbsent(how, key -> new Origin(inOrder ? density : density.mixed()));
  }
}
