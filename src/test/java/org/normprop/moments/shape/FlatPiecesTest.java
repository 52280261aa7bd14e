package org.normprop.moments.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.function.enclosure.Span;

/** Flat pieces are found where they are, at their ends too. */
class FlatPiecesTest {

  private static final FlatPieces PIECES =
      new FlatPieces(List.of(piece(0, 1), piece(-2, -1), piece(1, 3), piece(-1, 0)));

  private static FlatPiece piece(double low, double high) {
    return new FlatPiece(new Interval(low, high), low, 0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0, -0.0})
  void bothZerosBeginThePieceAtZero(double zero) {
    assertEquals(0, PIECES.around(new Span(zero, 0.5)).orElseThrow().value());
  }

  @Test
  void endsAreNotInsideAndAStretchAcrossAnEndIsInNone() {
    assertTrue(PIECES.around(1.0).isEmpty());
    assertTrue(PIECES.around(-2.5).isEmpty());
    assertTrue(PIECES.around(new Span(0.5, 1.5)).isEmpty());
    assertEquals(1, PIECES.around(new Span(1, 3)).orElseThrow().value());
    assertEquals(-2, PIECES.around(-1.5).orElseThrow().value());
    assertEquals(
        List.of(-2.0, -1.0, 0.0, 1.0), PIECES.all().stream().map(FlatPiece::value).toList());
  }
}
