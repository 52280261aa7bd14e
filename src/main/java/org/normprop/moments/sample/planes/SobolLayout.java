package org.normprop.moments.sample.planes;

import java.util.ArrayList;
import java.util.List;
import org.normprop.function.Unit;
import org.normprop.function.stage.Noisy;
import org.normprop.function.stage.Stage;
import org.normprop.function.stage.UnitException;
import org.normprop.table.Input;

/**
 * Which coordinate of a point drives what in a unit: first what the inputs have in common, then the
 * inputs, then the draws of the random stages.
 *
 * @param inputs how many inputs there are
 * @param common how many coordinates correlated inputs share: 1 or 0
 * @param slots the first coordinate of each random stage
 * @param dimensions the coordinates in all
 */
public record SobolLayout(int inputs, int common, List<Integer> slots, int dimensions) {

  public static SobolLayout of(Unit unit, Input input) {
    int common = input.rho() > 0 && unit.inputs() > 1 ? 1 : 0;
    List<Integer> slots = new ArrayList<>();
    // A lone input takes two coordinates: see SobolPlanes.
    long next = common + (unit.inputs() == 1 ? 2 : unit.inputs());
    long copies = unit.inputs(); // of the output of the stages so far
    for (Stage stage : unit.stages()) {
      copies /= stage.arity();
      if (stage instanceof Noisy) {
        slots.add((int) Math.min(next, Integer.MAX_VALUE));
        next += copies;
      }
    }
    if (next > SobolNet.MAX_DIMENSIONS) {
      throw new UnitException(
          unit.text()
              + " takes "
              + next
              + " random numbers for each output, and quasi-Monte Carlo has points of at most "
              + SobolNet.MAX_DIMENSIONS
              + " coordinates; plain sampling, method mc, takes any number");
    }
    return new SobolLayout(unit.inputs(), common, List.copyOf(slots), (int) next);
  }

  public boolean hasOneInput() {
    return inputs == 1;
  }
}
