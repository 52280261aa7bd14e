package org.normprop.moments.shape;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.normprop.function.enclosure.Span;

/**
 * Flat pieces that do not overlap, found by bisection: a step function has thousands of them, and
 * each point of an integral asks. Immutable.
 */
public final class FlatPieces {

  private final FlatPiece[] pieces;
  private final double[] lows;

  /**
   * Sorts them.
   *
   * @param pieces in any order
   */
  public FlatPieces(List<FlatPiece> pieces) {
    this.pieces =
        pieces.stream()
            .sorted(Comparator.comparingDouble(piece -> piece.range().low()))
            .toArray(FlatPiece[]::new);
    lows = Arrays.stream(this.pieces).mapToDouble(piece -> piece.range().low() + 0.0).toArray();
  }

  /** All of them, from the left to the right. */
  public List<FlatPiece> all() {
    return List.of(pieces);
  }

  /** The one that a point lies inside of. */
  public Optional<FlatPiece> around(double x) {
    return from(x).filter(piece -> piece.contains(x));
  }

  /** The one that holds all of a stretch, ends included. */
  public Optional<FlatPiece> around(Span line) {
    return from(line.low()).filter(piece -> line.high() <= piece.range().high());
  }

  /** The last piece that does not begin behind a point. */
  private Optional<FlatPiece> from(double x) {
    int at = Arrays.binarySearch(lows, x + 0.0); // which puts -0.0 before 0.0
    int index = at >= 0 ? at : -at - 2;
    return index < 0 ? Optional.empty() : Optional.of(pieces[index]);
  }
}
