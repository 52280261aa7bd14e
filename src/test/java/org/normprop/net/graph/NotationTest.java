package org.normprop.net.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.function.catalogue.Activations;
import org.normprop.net.layer.Shape;
import org.normprop.table.ConstantsTable;
import org.normprop.table.Input;

/** The paper's notation is read, printed and refused as it should be. */
class NotationTest {

  private static final String PAPER =
      "C(192,5,1,2)-C(160,1,1,0)-P(3,2,1,max)-C(96,1,1,0)-C(192,5,1,2)-C(192,1,1,0)-P(3,2,1,avg)-"
          + "C(192,1,1,0)-C(192,5,1,0)-C(192,1,1,2)-C(10,1,1,0)-P(8,8,0,avg)";

  private static final Constants NONE = Constants.of(new ConstantsTable(Input.STANDARD, List.of()));

  private static Graph graph(String text, Shape input) {
    Recipe plain = Recipe.of(Norm.NONE, Activations.of("relu"));
    return Plan.graph(Architecture.parse(text), input, plain, NONE);
  }

  private static String shapes(String text, Shape input) {
    return input
        + " "
        + graph(text, input).nodes().stream()
            .map(node -> node.output().toString())
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
        shapes(
            "C(32,3,1,1)-C(32,3,1,1)-P(2,2,0,max)-D(keep=0.8)-F(128)-F(10)", new Shape(1, 28, 28)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "F(10)!F(10)",
        " f( 64 ) - F(10) !F(64)-F(10)",
        "3xF(64)-F(10)!F(64)-F(64)-F(64)-F(10)",
        "2x(F(8)-2x( D(drop=0.5) - A ))-F(2)!F(8)-D(keep=0.5)-A-D(keep=0.5)-A-F(8)-D(keep=0.5)-A-D(keep=0.5)-A-F(2)",
        "(F(8)-A)-F(2)!F(8)-A-F(2)",
        "C(8,3x5,1,1)-P(global,avg)-F(2)!C(8,3x5,1,1)-P(global,avg)-F(2)",
        "C(8,3x3,1,1)-F(2)!C(8,3,1,1)-F(2)",
        "F(8)-D(keep=0.9,alpha)-F(2)!F(8)-D(keep=0.9,alpha)-F(2)",
        "F(8)-d(Drop=0.2)-F(2)!F(8)-D(keep=0.8)-F(2)",
        "F(8,linear)-a-F(2)!F(8,linear)-A-F(2)",
        "C(8,3,1,1,linear,groups=2)-F(2)!C(8,3,1,1,groups=2,linear)-F(2)",
        "2xR( 2xC(4,3,1,1) - A ) - F(2)!R(C(4,3,1,1)-C(4,3,1,1)-A)-R(C(4,3,1,1)-C(4,3,1,1)-A)-F(2)",
        "R(A-F(4,linear)|F(4,linear))-B(|F(3)|A-F(2))-F(2)!R(A-F(4,linear)|F(4,linear))-B(|F(3)|A-F(2))-F(2)",
        "c(4,1,2,0)-p(2x3,1,0,AVG)-f(1)!C(4,1,2,0)-P(2x3,1,0,avg)-F(1)",
      })
  void writtenLooselyItIsTheSame(String text, String canonical) {
    assertEquals(canonical, Architecture.parse(text).canonical());
    assertEquals(canonical, Architecture.parse(canonical).canonical());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "F(10!5!F takes the number of units",
        "G(10)!1!a layer is C(..)",
        "F(10)--F(3)!7!a layer is C(..)",
        "F(10) F(3)!7!joined by hyphens",
        "C(32,3,1)-F(10)!9!C takes filters, size, stride and padding",
        "F(4)-C(32,0,1,1)!11!from 1 to 4096",
        "C(8,3,1,1)-P(2,2,0,mox)-F(3)!20!max or avg",
        "C(8,3,1,1)-P(2,2,2,max)-F(3)!12!smaller than its window",
        "F(8)-D(keep=1.4)-F(3)!13!keep probability must be in (0, 1], got 1.4",
        "F(8)-D(keep=0)-F(3)!13!must be in (0, 1]",
        "F(8)-D(drop=1)-F(3)!13!must be in [0, 1)",
        "F(8)-D(0.2)-F(3)!8!D(keep=0.2) keeps that share, D(drop=0.2) drops it",
        "F(8)-R()-F(3)!8!needs a body",
        "F(8)-R(F(8)|)-F(3)!13!leave the | out",
        "F(8)-R(F(8)|F(8)|F(8))-F(3)!17!a body and one shortcut",
        "F(8)-R(F(8)-F(3)!17!R takes a body",
        "F(8)-B(F(8))-F(3)!6!two branches or more",
        "F(8)-A()-F(3)!7!takes nothing",
        "F(8)-F(8,lin)-F(3)!10!F takes",
        "C(8,3,1,1,groups=3)-F(3)!18!must divide the filters, got 3 for 8",
        "C(8,3,1,1,grops=2)-F(3)!11!groups=4 if wanted",
        "100xR(100xF(3))-F(3)!1!at most 1000 layers",
        "F(8)-D(x)-F(3)!8!D takes",
        "D(keep=0.5)!1!at least one C or F",
        "99999xF(3)!1!from 1 to 1000",
        "600xF(3)-600xF(3)!10!at most 1000 layers",
        "F(99999999999999999999)!3!from 1 to",
        "''!1!a layer is C(..)",
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
        assertThrows(ArchitectureException.class, () -> architecture.output(new Shape(1, 12, 12)));
    assertEquals(
        "architecture, column 25: P(9,2,0,max) on a shape of 8x6x6: a window of 9x9 does not fit"
            + " into an image of 6x6 padded by 0\n"
            + "  C(8,3,1,1)-P(2,2,0,max)-P(9,2,0,max)-F(3)\n"
            + "                          ^",
        e.getMessage());
  }

  @Test
  void whatFilesHoldMaySayTheKeepProbabilityBare() {
    assertEquals("F(8)-D(keep=0.8)-F(2)", Architecture.stored("F(8)-D(0.8)-F(2)").canonical());
  }

  @Test
  void blocksAreNodesInTopologicalOrderNamedByTheirPath() {
    Graph graph =
        graph(
            "C(4,3,1,1)-R(A-C(8,3,2,1)-C(8,3,1,1,linear)|C(8,1,2,0,linear))-B(|A)-F(2)",
            new Shape(2, 8, 8));
    assertEquals(
        List.of(
            "0 [0]",
            "1.shortcut.0 [1]",
            "1.body.0 [1]",
            "1.body.1 [3]",
            "1.body.2 [4]",
            "1.sum [2, 5]",
            "2.branch1.0 [6]",
            "2.concat [6, 7]",
            "3 [8]"),
        graph.nodes().stream().map(node -> node.name() + " " + node.inputs()).toList());
    assertEquals(new Shape(16, 4, 4), graph.shape(8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "F(8)-R(F(7))-F(3);6;R(F(7)) on a shape of 8: the body makes 7, but the shortcut 8",
        "C(4,3,1,1)-R(C(4,3,2,1))-F(3);12;the body makes 4x4x4, but the shortcut 4x8x8",
        "C(4,3,1,1)-B(|C(4,3,2,1))-F(3);12;branches must agree in height and width",
        "C(4,3,1,1)-R(C(6,3,1,1,groups=3)|C(6,1,1,0))-F(3);14;groups must divide the channels",
        "C(4,3,1,1)-R(P(9,1,0,max)-F(3))-F(3);14;a window of 9x9 does not fit"
      })
  void blocksThatDoNotFitAreAnsweredWithTheirPlace(String row) {
    String[] parts = row.split(";");
    ArchitectureException e =
        assertThrows(
            ArchitectureException.class,
            () -> Architecture.parse(parts[0]).output(new Shape(2, 8, 8)));
    assertTrue(
        e.getMessage().startsWith("architecture, column " + parts[1] + ": "), e.getMessage());
    assertTrue(e.getMessage().contains(parts[2]), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void noTextMakesTheParserFailOtherwise(int seed) {
    Random random = new Random(seed);
    String alphabet = "CPDFARBcpdf()|,-x0123456789. max avg global alpha linear groups=";
    for (int round = 0; round < 5000; round++) {
      StringBuilder text = new StringBuilder(PAPER.substring(0, random.nextInt(40)));
      for (int i = random.nextInt(12); i > 0; i--) {
        int at = random.nextInt(text.length() + 1);
        text.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        Architecture.parse(text.toString()).output(new Shape(3, 9, 9));
      } catch (ArchitectureException e) {
        assertTrue(e.getMessage().contains("column"));
      }
    }
  }
}
