package org.normprop.net.layer;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The constants of a pooling window, by the number of its cells that lie inside the image.
 *
 * @param byCells a map for each number of cells that occurs; empty for no normalisation at all
 */
public record CellConstants(Map<Integer, Affine> byCells) {

  /** No normalisation. */
  public static final CellConstants NONE = new CellConstants(Map.of());

  /** Copies the map. */
  public CellConstants {
    byCells = Map.copyOf(byCells);
  }

  /**
   * The constants of a window.
   *
   * @param cells how many cells it has
   * @return what its value is shifted and divided by
   * @throws IllegalArgumentException if the number was not foreseen
   */
  public Affine of(int cells) {
    Affine constants = byCells.isEmpty() ? Affine.IDENTITY : byCells.get(cells);
    if (constants == null) {
      throw new IllegalArgumentException(
          "no constants for a window of " + cells + " cells, only for " + byCells.keySet());
    }
    return constants;
  }

  /** The constants, in words. */
  String text() {
    return new TreeMap<>(byCells)
        .entrySet().stream()
            .map(
                entry ->
                    (byCells.size() == 1 ? "" : entry.getKey() + " cells: ")
                        + entry.getValue().text())
            .collect(Collectors.joining("; "));
  }
}
