package org.normprop.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.normprop.data.DataSet;
import org.normprop.data.InputNorm;
import org.normprop.train.setting.Settings;

class ProblemTest {

  private static final Path NO_CACHE = Path.of("none");

  private static Set<Integer> originals(DataSet rows) {
    Set<Integer> originals = new HashSet<>();
    for (int i = 0; i < rows.size(); i++) {
      originals.add(rows.originalRow(i));
    }
    return originals;
  }

  private static Set<String> contents(DataSet rows) {
    Set<String> contents = new HashSet<>();
    float[] x = new float[rows.shape().size()];
    for (int i = 0; i < rows.size(); i++) {
      rows.features(i, x, 0);
      contents.add(Arrays.toString(x));
    }
    return contents;
  }

  @ParameterizedTest
  @CsvSource({"digits,1", "digits,2", "concrete,1", "concrete,7"})
  void heldOutAndValidationRowsAreNeverTrainingRows(String data, String seed) throws IOException {
    Problem problem =
        Problem.open(Runs.settings("data", data, "seed", seed, "validation", "0.25"), NO_CACHE);
    DataSet validation = problem.validation().orElseThrow();
    Set<Integer> all = originals(problem.train());
    assertTrue(all.addAll(originals(validation)) && all.addAll(originals(problem.heldOut())));
    // No row is counted twice, and none is lost.
    int total = problem.train().size() + validation.size() + problem.heldOut().size();
    assertEquals(total, all.size());
    assertEquals(data.equals("digits") ? 1797 : 1030, total);
    // Nor do equal rows stand on two sides.
    Set<String> contents = contents(problem.train());
    int distinct = contents.size();
    Set<String> others = contents(validation);
    others.addAll(contents(problem.heldOut()));
    contents.removeAll(others);
    assertEquals(distinct, contents.size());
  }

  @Test
  void inputsAreNormalisedByTrainingRowsAlone() throws IOException {
    Settings settings = Runs.settings("input", "element", "input-floor", "0.1");
    Problem problem = Problem.open(settings, NO_CACHE);
    assertEquals(
        InputNorm.fit(InputNorm.Mode.ELEMENT, problem.train(), 0.1), problem.inputs().norm());
  }

  @Test
  void inputsComeBackFromTheirJson() throws IOException {
    for (String data : new String[] {"digits", "concrete"}) {
      Inputs inputs = Problem.open(Runs.settings("data", data), NO_CACHE).inputs();
      assertEquals(inputs, Inputs.fromJson(inputs.toJson()));
    }
  }

  @Test
  void patienceWithoutRowsToDecideByIsRefused() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Problem.open(Runs.settings("early-stop", "3"), NO_CACHE));
    assertTrue(e.getMessage().contains("--validation"), e::getMessage);
  }
}
