package org.normprop.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.function.stage.UnitException;

class UnitTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "relu|relu|1",
        "leaky_relu:slope=0.01|leaky_relu|1",
        "leaky_relu:slope=0.20|leaky_relu:slope=0.2|1",
        "max:3x3|max:3x3|9",
        "max:9|max:9|9",
        "max:2x2x2|max:2x2x2|8",
        " relu , max:3x3 |relu,max:3x3|9",
        "tanh,avg:2x2|tanh,avg:2x2|4",
        "lp:2x2:p=3|lp:2x2:p=3|4",
        "lp:2x2|lp:2x2|4",
        "relu,dropout:keep=0.5,max:2x2|relu,dropout:keep=0.5,max:2x2|4",
        "dropout:drop=0.2|dropout:keep=0.8|1",
        "dropout:drop=0.1:scale=sqrt|dropout:keep=0.9:scale=sqrt|1",
        "dropout:keep=0.8:scale=none|dropout:keep=0.8|1",
        "alpha_dropout:drop=0.1|alpha_dropout:keep=0.9|1",
        "rrelu:mode=train|rrelu:mode=train|1",
        "rrelu:lower=1/8:upper=1/3|rrelu|1",
        "max:2x2,avg:3x3|max:2x2,avg:3x3|36",
        "glu,max:2x2|glu,max:2x2|8",
        "softplus:threshold=inf|softplus:threshold=inf|1",
        "sin:frequency=30|sin:frequency=30|1",
      })
  void textsReadAndPrintBack(String given, String canonical, int inputs) {
    Unit unit = Unit.parse(given);
    assertEquals(canonical, unit.text());
    assertEquals(inputs, unit.inputs());
    assertEquals(unit, Unit.parse(unit.text()));
  }

  @Test
  void windowsOfOneSizeShareTheirStatisticsButNotTheirText() {
    assertEquals(Unit.parse("relu,max:9").key(), Unit.parse("relu,max:3x3").key());
    assertNotEquals(Unit.parse("max:9"), Unit.parse("max:3x3"));
    assertNotEquals(Unit.parse("max:9").key(), Unit.parse("avg:9").key());
    assertNotEquals(Unit.parse("relu,max:9").key(), Unit.parse("max:9,relu").key());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rellu|there is no unit 'rellu'; did you mean reglu or relu",
        "hard_swisch|did you mean hard_swish",
        "zzz|there is no unit 'zzz'",
        "dropout:keep=0|dropout keep must be in (0, 1], got 0",
        "dropout:keep=1.4|dropout keep must be in (0, 1], got 1.4",
        "dropout:keep=nan|dropout keep must be a number, got 'nan'",
        "dropout:0.8|dropout:drop=0.8:scale=inverse, as in PyTorch, Keras and JAX, or dropout:keep=0.8",
        "dropout|dropout needs keep=P or drop=P",
        "dropout:keep=0.8:drop=0.2|one of them",
        "dropout:keep=0.8:keep=0.8|given twice",
        "dropout:keep=0.8:scale=half|scale must be none, inverse or sqrt, got 'half'",
        "dropout:drop=1|dropout drop must be in [0, 1), got 1",
        "max|max needs a window, such as max:3x3",
        "max:0x3|every side of a window must be at least 1, got max:0x3",
        "max:1000000000|at most 1024 cells",
        "max:99999999999999999999|at most 1024 cells",
        "max:999999999x999999999|at most 1024 cells",
        "max:-3|is not a window of max",
        "max:3:p=2|max has no parameter 'p'; it has none",
        "lp:2x2:p=0.5|lp p must be at least 1",
        "leaky_relu:0.2|write leaky_relu:slope=0.2",
        "leaky_relu:slop=0.2|leaky_relu has no parameter 'slop'; its parameters are slope",
        "relu:slope=0.2|relu has no parameter 'slope'; it has none",
        "elu:alpha=abc|elu alpha must be a number, got 'abc'",
        "celu:alpha=-1|celu alpha must be positive and finite, got -1",
        "rrelu:lower=1:upper=0|rrelu needs lower <= upper, got 1 and 0",
        "rrelu:mode=both|rrelu mode must be eval or train, got 'both'",
        "relu,,max:2|a stage is missing in 'relu,,max:2'",
        "relu,|a stage is missing",
        "max:32x32,max:32x32|at most 65536 inputs",
      })
  void mistakesAreExplained(String text, String message) {
    String got = assertThrows(UnitException.class, () -> Unit.parse(text)).getMessage();
    assertTrue(got.contains(message), got);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", ","})
  void anEmptyTextIsNoUnit(String text) {
    assertThrows(UnitException.class, () -> Unit.parse(text));
  }
}
