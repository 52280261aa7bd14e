package org.normprop.cli;

import java.util.List;
import java.util.Optional;
import org.normprop.cli.line.ExitCode;
import org.normprop.function.Unit;
import org.normprop.function.stage.Stage;
import org.normprop.moments.Calculator;
import org.normprop.moments.KnownExact;
import org.normprop.moments.law.MomentException;
import org.normprop.table.Input;

/** How far the deterministic routes reach into units; what they find is kept. */
final class ExactReach {

  private final KnownExact known = new KnownExact();

  /** What was found so far. */
  KnownExact known() {
    return known;
  }

  /**
   * Why a unit is left out.
   *
   * @param why a sentence
   * @param code how the command ends
   */
  record Refusal(String why, int code) {}

  /** Why nothing is to be said of a unit by a method; empty if something is. */
  Optional<Refusal> refusal(Unit unit, Input input, Calculator.Method method) {
    try {
      if (method == Calculator.Method.EXACT) {
        return missing(unit, input).map(why -> new Refusal(why, ExitCode.CHECK_FAILED));
      }
      if (Calculator.mayLackMoments(unit, input)) {
        known.of(unit, input);
      }
      return Optional.empty();
    } catch (MomentException e) {
      return Optional.of(new Refusal(e.getMessage(), ExitCode.USAGE));
    }
  }

  /**
   * Why a unit has no exact value.
   *
   * @return a sentence that names the first stage that no route goes past; empty if the unit is
   *     reached
   */
  private Optional<String> missing(Unit unit, Input input) {
    if (known.of(unit, input).isPresent()) {
      return Optional.empty();
    }
    List<Stage> stages = unit.stages();
    String rho = input.rho() > 0 ? ", of inputs that correlate" : "";
    for (int n = 1; n < stages.size(); n++) {
      if (known.of(new Unit(stages.subList(0, n)), input).isEmpty()) {
        return Optional.of(sentence(unit, stages.get(n - 1), rho));
      }
    }
    return Optional.of(sentence(unit, stages.get(stages.size() - 1), rho));
  }

  private static String sentence(Unit unit, Stage stage, String rho) {
    String where = unit.stages().size() == 1 ? "" : ", which ends at its stage " + stage.text();
    return "there is no exact route for "
        + unit.text()
        + where
        + rho
        + "; --method both samples it";
  }
}
