package org.normprop.moments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.function.Unit;
import org.normprop.moments.sample.Sampling;
import org.normprop.table.CorrelationText;
import org.normprop.table.Exact;
import org.normprop.table.Input;
import org.normprop.table.Quantity;
import org.normprop.table.Row;

class CorrelatedWindowTest {

  private static final List<Integer> SQUARE = List.of(2, 2);

  private static Exact exact(String unit, String rho) throws IOException {
    Input input = Input.normal(0, 1, CorrelationText.parse(rho, SQUARE));
    return ExactMoments.of(Unit.parse(unit), input).orElseThrow();
  }

  /** Closed forms and one integral, checked by randomised quasi-Monte Carlo to 1e-6. */
  static Stream<String> references() throws IOException {
    try (InputStream in =
        CorrelatedWindowTest.class.getResourceAsStream("/moments/window2x2.csv")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text
          .lines()
          .filter(l -> !l.startsWith("#") && !l.startsWith("covariance"))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("references")
  void referencesAreMetToTwelveDigits(String line) throws IOException {
    String[] f = line.split(",");
    String rho = f[1] + "," + f[2] + "," + f[3];
    Exact max = exact("max:2x2", rho);
    Exact relu = exact("relu,max:2x2", rho);
    double[] found = {
      max.get(Quantity.MEAN).value(),
      max.get(Quantity.STD).value(),
      relu.get(Quantity.MEAN).value(),
      relu.get(Quantity.STD).value()
    };
    for (int i = 0; i < found.length; i++) {
      assertEquals(Double.parseDouble(f[4 + i]), found[i], 1e-12, line);
    }
    assertTrue(relu.get(Quantity.STD).error() < 1e-12);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.2, 0.6, 0.95})
  void equalCorrelationsGiveWhatOneNumberGives(double rho) throws IOException {
    for (String unit : new String[] {"max:2x2", "relu,max:2x2", "avg:2x2"}) {
      Exact equal = ExactMoments.of(Unit.parse(unit), Input.normal(0, 1, rho)).orElseThrow();
      Exact matrix = exact(unit, rho + "," + rho + "," + rho);
      for (Quantity q : List.of(Quantity.MEAN, Quantity.STD, Quantity.BACKWARD)) {
        assertEquals(equal.get(q).value(), matrix.get(q).value(), 1e-13, unit + " " + q);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.3,-0.4", "0.8,0.2,0.1", "-0.3,-0.2,-0.1", "exp:2", "gauss:0.7"})
  void samplingAgrees(String rho) throws IOException {
    Input input = Input.normal(0, 1.5, CorrelationText.parse(rho, SQUARE));
    List<Unit> units =
        Stream.of("max:2x2", "relu,max:2x2", "max:2x2,relu", "avg:2x2").map(Unit::parse).toList();
    List<Row> rows =
        Calculator.rows(
            units, input, Calculator.Method.BOTH, new Sampling(200_000, 5, 1), done -> {});
    assertEquals(List.of(), Agreement.disagreements(rows));
    assertTrue(rows.stream().allMatch(row -> row.exact().isPresent()));
  }

  @Test
  void aFileHoldsAnyMatrix(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("r.csv"), "1,0.5\n0.5,1\n");
    Input input = Input.normal(0, 1, CorrelationText.parse(file.toString(), List.of(2)));
    Exact found = ExactMoments.of(Unit.parse("max:2"), input).orElseThrow();
    // E max of two: sqrt((1 - r)/pi)
    assertEquals(Math.sqrt(0.5 / Math.PI), found.get(Quantity.MEAN).value(), 1e-14);
  }

  @Test
  void cellsThatAreOneAreCountedOnce() throws IOException {
    Exact found = exact("max:2x2", "1,0.5,0.5");
    assertEquals(Math.sqrt(0.5 / Math.PI), found.get(Quantity.MEAN).value(), 1e-13);
  }

  @Test
  void whatIsNoCorrelationIsRefused() {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> CorrelationText.parse("0.9,-0.9,0.9", SQUARE))
            .getMessage();
    assertTrue(message.contains("negative eigenvalue"), message);
    assertThrows(
        IllegalArgumentException.class, () -> CorrelationText.parse("0.9,0.8", List.of(3, 3)));
    assertThrows(IllegalArgumentException.class, () -> CorrelationText.parse("exp:-1", SQUARE));
    assertThrows(IllegalArgumentException.class, () -> CorrelationText.parse("power:2", SQUARE));
  }
}
