package org.normprop.net.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.net.layer.Shape;

/** The paper's notation is read, printed and refused as it should be. */
class NotationTest {

  private static final String PAPER =
      "C(192,5,1,2)-C(160,1,1,0)-P(3,2,1,max)-C(96,1,1,0)-C(192,5,1,2)-C(192,1,1,0)-P(3,2,1,avg)-"
          + "C(192,1,1,0)-C(192,5,1,0)-C(192,1,1,2)-C(10,1,1,0)-P(8,8,0,avg)";

  private static String shapes(String text, Shape input) {
    return Architecture.parse(text).shapes(input).stream()
        .map(Shape::toString)
        .collect(Collectors.joining(" "));
  }

  @Test
  void thePapersNetworkHasThePapersShapes() {
    assertEquals(
        "3x32x32 192x32x32 160x32x32 160x16x16 96x16x16 192x16x16 192x16x16 192x8x8 192x8x8"
            + " 192x4x4 192x8x8 10x8x8 10",
        shapes(PAPER, new Shape(3, 32, 32)));
    assertEquals(PAPER, Architecture.parse(PAPER).canonical());
  }

  @Test
  void theExampleOfTheIssueHasItsShapes() {
    assertEquals(
        "1x28x28 32x28x28 32x28x28 32x14x14 32x14x14 128 10",
        shapes("C(32,3,1,1)-C(32,3,1,1)-P(2,2,0,max)-D(0.8)-F(128)-F(10)", new Shape(1, 28, 28)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "F(10)|F(10)",
        " f( 64 ) - F(10) |F(64)-F(10)",
        "3xF(64)-F(10)|F(64)-F(64)-F(64)-F(10)",
        "C(8,3x5,1,1)-P(global,avg)-F(2)|C(8,3x5,1,1)-P(global,avg)-F(2)",
        "C(8,3x3,1,1)-F(2)|C(8,3,1,1)-F(2)",
        "F(8)-D(0.9,alpha)-F(2)|F(8)-D(0.9,alpha)-F(2)",
        "c(4,1,2,0)-p(2x3,1,0,AVG)-f(1)|C(4,1,2,0)-P(2x3,1,0,avg)-F(1)",
      })
  void writtenLooselyItIsTheSame(String text, String canonical) {
    assertEquals(canonical, Architecture.parse(text).canonical());
    assertEquals(canonical, Architecture.parse(canonical).canonical());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "F(10|5|F takes the number of units",
        "G(10)|1|a layer is C(..)",
        "F(10)--F(3)|7|a layer is C(..)",
        "F(10) F(3)|7|joined by hyphens",
        "C(32,3,1)-F(10)|9|C takes filters, size, stride and padding",
        "F(4)-C(32,0,1,1)|11|from 1 to 4096",
        "C(8,3,1,1)-P(2,2,0,mox)-F(3)|20|max or avg",
        "C(8,3,1,1)-P(2,2,2,max)-F(3)|12|smaller than its window",
        "F(8)-D(1.4)-F(3)|8|keep probability must be in (0, 1], got 1.4",
        "F(8)-D(0)-F(3)|8|must be in (0, 1]",
        "F(8)-D(x)-F(3)|8|D takes",
        "D(0.5)|1|at least one C or F",
        "99999xF(3)|1|from 1 to 1000",
        "600xF(3)-600xF(3)|10|at most 1000 layers",
        "F(99999999999999999999)|3|from 1 to",
        "''|1|a layer is C(..)",
      })
  void aMistakeIsAnsweredWithItsPlace(String text, int column, String message) {
    ArchitectureException e =
        assertThrows(ArchitectureException.class, () -> Architecture.parse(text));
    assertTrue(e.getMessage().startsWith("architecture, column " + column + ": "), e.getMessage());
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @Test
  void aLayerThatDoesNotFitIsAnsweredWithTheShapeAtItsPlace() {
    Architecture architecture = Architecture.parse("C(8,3,1,1)-P(2,2,0,max)-P(9,2,0,max)-F(3)");
    ArchitectureException e =
        assertThrows(ArchitectureException.class, () -> architecture.shapes(new Shape(1, 12, 12)));
    assertEquals(
        "architecture, column 25: P(9,2,0,max) on a shape of 8x6x6: a window of 9x9 does not fit"
            + " into an image of 6x6 padded by 0\n"
            + "  C(8,3,1,1)-P(2,2,0,max)-P(9,2,0,max)-F(3)\n"
            + "                          ^",
        e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void noTextMakesTheParserFailOtherwise(int seed) {
    Random random = new Random(seed);
    String alphabet = "CPDFcpdf(),-x0123456789. max avg global alpha";
    for (int round = 0; round < 5000; round++) {
      StringBuilder text = new StringBuilder(PAPER.substring(0, random.nextInt(40)));
      for (int i = random.nextInt(12); i > 0; i--) {
        int at = random.nextInt(text.length() + 1);
        text.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        Architecture.parse(text.toString()).shapes(new Shape(3, 9, 9));
      } catch (ArchitectureException e) {
        assertTrue(e.getMessage().contains("column"));
      }
    }
  }
}
