package org.normprop.net.onnx.predict.signal;

import java.util.HashMap;
import java.util.Map;

/**
 * What random values stem from: tensors of one origin are functions of one another, cell by cell;
 * those of two are taken as independent. Not safe for threads.
 */
public final class Origin {

  private final Density density;
  private final Map<String, Origin> moved = new HashMap<>();

  public Origin(Density density) {
    this.density = density;
  }

  public Density density() {
    return density;
  }

  /** The origin of cells that were moved; the same for the same move. */
  public Origin moved(String how, boolean inOrder) {
    return moved.computeIfAbsent(how, key -> new Origin(inOrder ? density : density.mixed()));
  }
}
