package org.normprop.net.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.Window;
import org.normprop.table.Correlation;

class WindowRhoTest {

  private static final Window SQUARE = new Window(2, 2, 2, 0);

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0; 0",
        "0.60; 0.6",
        " auto; auto",
        "AUTO; auto",
        "0.7/.5; 0.7/0.5",
        "0.8, 0.8,0.7; 0.8,0.8,0.7",
        "exp:6.15; exp:6.15",
        "gauss:0.9/0.5; gauss:0.9/0.5"
      })
  void textsAreReadAndWritten(String given, String canonical) {
    WindowRho rho = WindowRho.parse(given);
    assertEquals(canonical, rho.text());
    assertEquals(rho, WindowRho.parse(rho.text()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "-0.1",
        "0.5/",
        "some",
        "0.9,0.9,-0.9",
        "exp:-1",
        "1e999",
        "0.1,0.2,0.3,0.4"
      })
  void whatIsNoCorrelationIsRefused(String given) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> WindowRho.parse(given));
    assertTrue(
        e.getMessage().contains("rho") || e.getMessage().contains("eigenvalue"), e::getMessage);
  }

  @Test
  void aWindowHasItsMatrixAndACutOneTheMeanOfItsPairs() {
    WindowRho rho = WindowRho.parse("0.8,0.6,0.4");
    Correlation.Matrix matrix = (Correlation.Matrix) rho.of(0, SQUARE, 4);
    assertEquals(List.of(1.0, 0.8, 0.6, 0.4), matrix.rows().get(0));
    assertEquals(0.6, ((Correlation.Equal) rho.of(0, SQUARE, 2)).rho(), 1e-15);
  }

  @Test
  void eachPoolingHasItsOwn() {
    WindowRho rho = WindowRho.parse("0.7/0.5");
    assertEquals(new Correlation.Equal(0.7), rho.of(0, SQUARE, 4));
    assertEquals(new Correlation.Equal(0.5), rho.of(1, SQUARE, 4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.7/0.5/0.3", "0.7/0.5/0.3/0.2"})
  void theirNumberIsThatOfThePoolings(String rho) {
    Recipe recipe = Recipe.DEFAULT.with(WindowRho.parse(rho));
    Architecture two = Architecture.parse("C(4,3,1,1)-P(2,2,0,max)-P(2,2,0,avg)-F(10)");
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> Plan.required(two, new Shape(1, 8, 8), recipe));
    assertTrue(e.getMessage().endsWith("the network has 2"), e::getMessage);
  }
}
