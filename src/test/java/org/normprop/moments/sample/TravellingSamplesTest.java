package org.normprop.moments.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.function.Unit;
import org.normprop.moments.sample.planes.Planes;
import org.normprop.run.TravelRunner;
import org.normprop.table.Empirical;
import org.normprop.table.Input;
import org.normprop.table.Sampled;

/** Samples that are taken elsewhere, group by group, give the bits of one machine. */
class TravellingSamplesTest {

  /** A little more than one group of 1024 tasks of 16 chunks. */
  private static final long TWO_GROUPS = 1024L * 16 * Planes.CHUNK + 5_000;

  private static List<Sampled> here(List<Unit> units, Input input, Sampling sampling) {
    return MonteCarlo.estimate(units, input, sampling, done -> {});
  }

  private static List<Sampled> there(List<Unit> units, Input input, Sampling sampling) {
    return MonteCarlo.estimate(units, input, sampling, done -> {}, new TravelRunner(3));
  }

  @Test
  void groupsMergeAsOnOneMachine() {
    List<Unit> units = List.of(Unit.parse("relu"));
    Sampling sampling = new Sampling(TWO_GROUPS, 1, 2);
    assertEquals(here(units, Input.STANDARD, sampling), there(units, Input.STANDARD, sampling));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0,1",
        "1,2",
        "uniform:-1,1",
        "student:5",
        "mixture:0.5,0,1/0.5,3,2",
        "lognormal:0,1",
        "data:t.csv:x"
      })
  void unitsAndInputsTravel(String text) {
    Input input = Input.parse(text, name -> new Empirical(name, new double[] {1, 2, 2, 5}));
    List<Unit> units =
        List.of(
            Unit.parse("leaky_relu:slope=0.2,max:2x2"),
            Unit.parse("expr:max(0,x)^2"),
            Unit.parse("dropout:keep=0.8"));
    Sampling sampling = new Sampling(100_000, 7, 1);
    List<Sampled> here = here(units, input, sampling);
    assertEquals(here, there(units, input, sampling));
    assertNotEquals(here, there(units, input, new Sampling(100_000, 8, 1)));
  }
}
